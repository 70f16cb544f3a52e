"""What can be wrong with a course file, in sentences that name file, line and field."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.errors import N_
from bot.i18n import Locale

# What stands after "file, line 12, people.email: "; the values fill the named places.
SYNTAX = N_("Det er ikke gyldig TOML (%(reason)s).")
NOT_UTF8 = N_("Filen er ikke gemt som UTF-8.")
TOO_BIG = N_("Filen er for stor. Der er plads til %(limit)s kB.")
MISSING = N_("Feltet mangler.")
UNKNOWN = N_("Feltet kender jeg ikke. Brug et af disse: %(known)s.")
UNKNOWN_CLOSE = N_("Feltet kender jeg ikke. Mente du %(close)s?")
NOT_TEXT = N_("Her skal der stå en tekst i anførselstegn.")
NOT_TEXTS = N_('Her skal der stå en liste af tekster, fx ["a", "b"].')
NOT_FLAG = N_("Her skal der stå true eller false.")
NOT_NUMBER = N_("Her skal der stå et tal fra 0 til %(limit)s.")
NOT_WHOLE = N_("Her skal der stå et helt tal fra %(least)s til %(limit)s.")
NOT_TABLE = N_("Her skal der stå en tabel, fx [%(table)s].")
NOT_TABLES = N_("Her skal der stå en liste af tabeller, fx [[%(table)s]].")
NOT_DATE = N_("Her skal der stå en dato, fx 2026-11-02.")
EMPTY = N_("Teksten er tom.")
TOO_LONG = N_("Teksten er for lang: %(length)s tegn, og der er plads til %(limit)s.")
CPR = N_("Der står noget, der ligner et CPR-nummer. Fjern det.")
NOT_ID = N_("Et id består af små bogstaver, tal, - og _, højst 64 tegn.")
RESERVED_ID = N_("Id'er, der begynder med chat-, er taget af det, der laves i chatten. Vælg et andet.")
TWICE = N_("Det står der allerede på linje %(line)s. Hver værdi må kun stå én gang.")
ONE_OF = N_("Vælg en af disse: %(options)s.")
NOT_EMAIL = N_("Det ligner ikke en e-mailadresse.")
NOT_ZONE = N_("Den tidszone kender jeg ikke. Skriv fx Europe/Copenhagen.")
NOT_COUNTRY = N_(
    "Jeg kender ingen helligdage for det land. Skriv en landekode som DK, eller en tom tekst for ingen."
)
NOT_DAYS = N_("Skriv en dato (2026-11-20) eller to med skråstreg imellem (2026-12-21/2027-01-02).")
NOT_MOMENT = N_('Skriv en ugedag og et klokkeslæt, fx "torsdag 9.00" eller "thursday 09:00".')
DAY_OFF_MOMENT = N_("Tjek-ind åbner og lukker på hverdage, fra mandag til fredag.")
SAME_MOMENT = N_("Tjek-ind lukker, før det åbner.")
CLOSED = N_("Forløbet er afsluttet. Giv det nye forløb et andet id.")
KEPT_LESS = N_("Loggen gemmes mindst lige så længe som teamenes ting, her %(least)s dage.")
ENDS_FIRST = N_("Forløbet slutter, før det begynder.")
TOO_LONG_COURSE = N_("Forløbet varer mere end to år. Er årstallet rigtigt?")
OUTSIDE_COURSE = N_("Datoen ligger uden for forløbet.")
NO_TEAM = N_("Der er intet team med id'et %(value)s i filen.")
NO_CLUSTER = N_("Der er ingen klynge med id'et %(value)s i filen.")
NOT_CALENDAR = N_("Skriv skemaets iCal-adresse. Den begynder med https:// eller webcal://.")
NEEDS_TEAM = N_('Skriv mindst ét team. (En forløbsansvarlig uden team har role = "course_lead".)')
NO_TEAM_FOR_LEAD = N_("En forløbsansvarlig hører til forløbet og står ikke på et team.")
NEEDS_PROFESSION = N_('Et medlem har et fag. Skriv fx profession = "sygeplejerske".')
TOO_MANY = N_("Der er plads til %(limit)s medlemmer på et team.")
SLACK_ACCOUNT = N_(
    "Skriv personens Slack-id, fx T0AB12CD/U0EF34GH. Det står i profilen under ⋮, Kopiér medlems-id."
)
SLACK_PLACE = N_("Skriv kanalens Slack-id, fx T0AB12CD/C0EF34GH. Det står nederst i kanalens detaljer.")
SLACK_WORKSPACE = N_(
    'Skriv også workspacets id foran (T0AB12CD/%(value)s), eller sæt slack = "T0AB12CD" under organisation.'
)
SLACK_TEAM = N_(
    "Et workspaces id begynder med T, fx T0AB12CD. Det står i adressen, når Slack er åben i en browser."
)
DISCORD_ACCOUNT = N_(
    "Skriv personens Discord-id som user/ og 15-20 cifre. Slå udviklertilstand til, og kopiér bruger-id."
)
DISCORD_PLACE = N_(
    "Skriv kanalens Discord-id som channel/ og 15-20 cifre. Slå udviklertilstand til, og kopiér kanal-id."
)
ACCOUNT_TAKEN = N_("Kontoen hører allerede til %(name)s.")
PLACE_TAKEN = N_("Kanalen hører allerede til et andet team.")


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` is the field as the file says it, e.g. `people.email`; `message` is a msgid."""

    line: int
    name: str
    message: str
    values: dict[str, str | int] = field(default_factory=dict)

    def text(self, locale: Locale, filename: str) -> str:
        _ = locale.gettext
        sentence = _(self.message) % self.values if self.values else _(self.message)
        where = _("%(filename)s, linje %(line)s") % {"filename": filename, "line": self.line}
        return f"{where}, {self.name}: {sentence}" if self.name else f"{where}: {sentence}"


class CourseFileError(Exception):
    """Nothing was loaded. All that is wrong, from the top of the file to its end."""

    def __init__(self, filename: str, problems: list[Problem]) -> None:
        self.filename = filename
        self.problems = tuple(sorted(problems, key=lambda one: one.line))
        super().__init__(f"{filename}: {len(self.problems)} problems")

    def text(self, locale: Locale) -> str:
        """One sentence a line."""
        return "\n".join(one.text(locale, self.filename) for one in self.problems)

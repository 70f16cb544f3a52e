"""What a course lead reads: status in a few words, and the forms for moving people and naming clusters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot import dates, picking
from bot.course import rules
from bot.course.rules import Contract, Person, Status, Summary
from bot.feature import Reach, Step
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Form,
    Page,
    TextField,
)
from storage.teams import Course

PLATFORMS = {"slack": "Slack", "discord": "Discord"}


# ---- words of the page


def when(locale: Locale, course: Course) -> str:
    """`Uge 3 af 10 · 2. november – 20. december`."""
    _ = locale.gettext
    week, weeks = rules.week_of_course(course.starts_on, course.ends_on, locale.today)
    if not week:
        begins = _("Begynder %(day)s") % {"day": _day(locale, course.starts_on)}
        return _("%(begins)s · %(weeks)s uger") % {"begins": begins, "weeks": weeks}
    if week > weeks:
        return _("Sluttede %(day)s") % {"day": _day(locale, course.ends_on)}
    now = _("Uge %(week)s af %(weeks)s") % {"week": week, "weeks": weeks}
    return f"{now} · {_day(locale, course.starts_on)} – {_day(locale, course.ends_on)}"


def _day(locale: Locale, day: date) -> str:
    return dates.day(day, locale.local(locale.now), locale.language)


def places(locale: Locale, team: Status) -> str:
    """`Slack og nettet`; a channel that the bot cannot write in is named as that."""
    _ = locale.gettext
    if not team.places:
        return _("kun nettet")
    named = [
        name if reached else _("%(place)s (jeg har ikke adgang endnu)") % {"place": name}
        for name, reached in ((PLATFORMS.get(one, one), reached) for one, reached in team.places)
    ]
    return locale.names([*named, _("nettet")])


def joined(locale: Locale, team: Status) -> str:
    if not team.members:
        return locale.gettext("ingen medlemmer endnu")
    return locale.gettext("%(joined)s af %(members)s") % {"joined": team.joined, "members": len(team.members)}


def contract(locale: Locale, team: Status) -> str:
    _ = locale.gettext
    match team.contract:
        case Contract.none:
            return _("ikke begyndt")
        case Contract.draft:
            return _("under udarbejdelse")
        case Contract.signing:
            return _("%(said)s af %(of)s har skrevet under") % {"said": team.signed, "of": len(team.members)}
        case Contract.waiting:
            return _("venter på facilitator")
        case Contract.returned:
            return _("sendt tilbage med en kommentar")
        case Contract.active:
            return _("gælder")


def helpers(locale: Locale, team: Status) -> str:
    return locale.names([one.name for one in team.helpers]) or locale.gettext("ingen endnu")


def states(locale: Locale, team: Status) -> tuple[tuple[str, str, bool], ...]:
    """(heading, words, whether it is as it should be) of what a course lead looks at."""
    _ = locale.gettext
    return (
        (_("Sted"), places(locale, team), all(reached for _name, reached in team.places)),
        (_("Er kommet"), joined(locale, team), bool(team.members) and team.joined == len(team.members)),
        (_("Facilitator"), helpers(locale, team), bool(team.helpers)),
        (_("Kontrakt"), contract(locale, team), team.contract is Contract.active),
    )


def people(locale: Locale, team: Status) -> list[tuple[Person, str]]:
    """Everybody who can be moved, with what they are."""
    facilitator = locale.gettext("facilitator")
    helpers = [(one, facilitator) for one in team.helpers if not one.stands_in]
    return [*((one, one.profession) for one in team.members), *helpers]


def write_to(locale: Locale, cluster: str) -> str:
    return locale.gettext("Skriv til klyngen %(cluster)s") % {"cluster": cluster}


def of_course(locale: Locale, found: Summary) -> str:
    """`6 teams · 21 af 28 er kommet · 2 kontrakter gælder`."""
    _, many = locale.gettext, locale.ngettext
    teams = many("Ét team", "%(count)s teams", found.teams) % {"count": found.teams}
    come = _("%(joined)s af %(members)s er kommet") % {"joined": found.joined, "members": found.members}
    signed = many("én kontrakt gælder", "%(count)s kontrakter gælder", found.contracts) % {
        "count": found.contracts
    }
    return f"{teams} · {come} · {signed}"


# ---- in the chat


def status(locale: Locale, rows: Sequence[tuple[Course, Summary]], page: Button) -> Card:
    """Each course in a line or two, and the way to the page."""
    _ = locale.gettext
    blocks: list[Block] = []
    for course, found in rows:
        text = of_course(locale, found) if found.teams else _("Der er ingen teams endnu.")
        blocks.append(
            md("**%(course)s**: %(when)s. %(text)s", course=course.name, when=when(locale, course), text=text)
        )
    blocks.append(
        md(_("På siden kan du læse personer ind, flytte dem, skrive til teams og se ugerne."), quiet=True)
    )
    blocks.append(Buttons((page,)))
    return Card(
        md(_("Det forløb, du er ansvarlig for") if len(rows) == 1 else _("Dine forløb")), tuple(blocks)
    )


def step(locale: Locale, course: Course) -> Step:
    _ = locale.gettext
    text = md(_("Du er ansvarlig for %(course)s. Se, hvor langt teamene er."), course=course.name)
    return Step(60, text, Button(_("Se forløbet"), Action.to("course/status", course.id)))


# ---- the weeks


def these_teams(locale: Locale, names: Sequence[str], *, alone: bool) -> str:
    return locale.gettext("Alle teams") if alone and len(names) > 1 else locale.names(list(names))


def week(locale: Locale, monday: date) -> str:
    """`Uge 46 · mandag d. 9. november`."""
    label = dates.week_label(monday, locale.language)
    return f"{label[:1].upper()}{label[1:]} · {_day(locale, monday)}"


def moment(locale: Locale, at: datetime) -> str:
    return dates.short(at, locale.local(locale.now), locale.language)


def reach(locale: Locale, value: Reach) -> str:
    _ = locale.gettext
    return {
        Reach.team: _("Til teamet"),
        Reach.members: _("Privat til medlemmer"),
        Reach.facilitator: _("Privat til facilitatoren"),
    }[value]


# ---- moving somebody, and clusters


def move_form(locale: Locale, action: Action, who: str, team: str, others: Sequence[tuple[int, str]]) -> Form:
    _ = locale.gettext
    field = picking.field("team", _("Hvilket team?"), others, _("Skriv teamets navn."))
    note = md(
        _(
            "%(name)s er på %(team)s nu. Det, der er skrevet i teamet, bliver dér. Begge teams ser, hvem der er med."
        ),
        name=who,
        team=team,
        quiet=True,
    )
    return Form(action, _("Flyt til et andet team"), (Page((field,), note),), send=_("Flyt"))


def moved(locale: Locale, who: str, before: str, after: str) -> str:
    text = locale.gettext("%(name)s er flyttet fra %(before)s til %(after)s.")
    return text % {"name": who, "before": before, "after": after}


def cluster_form(locale: Locale, action: Action, team: str, now: str, known: Sequence[str]) -> Form:
    _ = locale.gettext
    hint = _("Der er: %(clusters)s.") % {"clusters": ", ".join(known)} if known else ""
    field = TextField(name="cluster", label=_("Klynge"), max_length=40, value=now, hint=hint[:100])
    note = md(
        _(
            "%(team)s undervises sammen med de andre teams i klyngen. Lad feltet stå tomt, hvis teamet ikke er i en klynge."
        ),
        team=team,
        quiet=True,
    )
    return Form(action, _("Sæt klynge"), (Page((field,), note),), send=_("Gem"))


def cluster_set(locale: Locale, team: str, cluster: str) -> str:
    _ = locale.gettext
    if not cluster:
        return _("%(team)s er ikke i en klynge nu.") % {"team": team}
    return _("%(team)s er nu i klyngen %(cluster)s.") % {"team": team, "cluster": cluster}

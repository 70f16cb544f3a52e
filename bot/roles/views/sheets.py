"""The run-sheet (drejebog): what a role does before, during and after a meeting of this kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import Locale, md
from bot.roles.history import Role, RoleKey
from bot.roles.views.naming import Say, meeting_text
from bot.ui import Block, Button, Buttons, Card, Facts, plain
from storage.meetings import Kind, Meeting

During = Mapping[Kind | None, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    before: str
    during: During  # by what the meeting is for; None: it has not been said
    after: str


def _chair(locale: Locale) -> Sheet:
    _ = locale.gettext
    return Sheet(
        _("Læs dagsordenen igennem, og spørg de andre, om noget skal med."),
        {
            None: _("Sig højt, hvad I skal nå, og tag ét punkt ad gangen. Giv ordet til den, der ikke har haft det længe."),
            Kind.decide: _("Sig før hvert punkt, hvad I skal beslutte. Hør alle, før I vælger, og gentag beslutningen højt."),
            Kind.ideas: _("Begynd med to minutter, hvor hver skriver for sig selv. Saml alle idéer, før I vurderer nogen af dem."),
            Kind.coordinate: _("Hold runden kort: hvad er gjort, hvad er det næste, hvem vil gerne have hjælp. Gem de lange snakke."),
            Kind.reflect: _("Begynd selv med noget, du er i tvivl om. Lad stilheden være, og spørg videre, før I finder løsninger."),
        },
        _("Saml op på to minutter: hvad aftalte I, og hvem gør hvad. Sig tak for i dag."),
    )  # fmt: skip


def _note_taker(locale: Locale) -> Sheet:
    _ = locale.gettext
    return Sheet(
        _("Find ud af, hvor I skriver, og hav aftalerne fra sidst fremme."),
        {
            None: _("Skriv beslutninger og aftaler, ikke hele samtalen. Spørg, når du er i tvivl: Hvad skal der stå?"),
            Kind.decide: _("Skriv beslutningen med teamets egne ord, og læs den højt, før I går videre. Skriv kort hvorfor."),
            Kind.ideas: _("Skriv alle idéer, så alle kan se dem, også de skæve. Brug de ord, der blev sagt."),
            Kind.coordinate: _("Skriv for hvert punkt, hvem der gør hvad, og hvornår. Resten behøver ikke at stå der."),
            Kind.reflect: _("Skriv kun det, teamet siger ja til. Det personlige bliver i rummet."),
        },
        _("Gør referatet færdigt, mens du husker det. To linjer om hvert punkt er nok."),
    )  # fmt: skip


def _timekeeper(locale: Locale) -> Sheet:
    _ = locale.gettext
    return Sheet(
        _("Se, hvor lang tid punkterne har fået, og hvor der er luft."),
        {
            None: _("Sig til, når halvdelen af tiden er gået, og lidt før et punkt slutter. Spørg, om I vil bruge mere tid."),
            Kind.decide: _("Gem den sidste tredjedel af tiden til selve beslutningen, og sig til, når den begynder."),
            Kind.ideas: _("Sæt korte tider: først få idéer, så vælge. Sig til, når I skifter."),
            Kind.coordinate: _("Giv hver lige lang tid, og sig venligt til, når den er gået."),
            Kind.reflect: _("Pas på pauserne også. Sig til i god tid, så den sidste kan tale ud."),
        },
        _("Fortæl, hvad der tog længere tid, end I troede. Så passer den næste dagsorden bedre."),
    )  # fmt: skip


def _process_lead(locale: Locale) -> Sheet:
    _ = locale.gettext
    return Sheet(
        _("Vælg én ting at holde øje med, fx hvem der taler, eller om I forstår hinandens fagord."),
        {
            None: _("Se på, hvordan I arbejder, mens de andre ser på sagen. Sig højt, hvad du ser, uden at dømme."),
            Kind.decide: _("Læg mærke til, om alle er hørt, også den, der er uenig. Spørg: Hvem kan leve med det?"),
            Kind.ideas: _("Lad ingen idé blive skudt ned for tidligt. Går I i stå, så skift form: skriv, tegn, gå to og to."),
            Kind.coordinate: _("Hold øje med, om nogen får for meget at lave. Spørg, hvad der kan vente."),
            Kind.reflect: _("Pas på, at alle fag kommer til orde. Spørg: Hvad ser du fra dit fag?"),
        },
        _("Brug to minutter på, hvad I gjorde godt sammen, og hvad I prøver næste gang."),
    )  # fmt: skip


def _interviewer(locale: Locale) -> Sheet:
    _ = locale.gettext
    return Sheet(
        _("Skriv tre åbne spørgsmål, og se efter, om I har spurgt om det før."),
        {
            None: _("Spørg, lyt, og vent lidt med det næste spørgsmål. Bed om et eksempel: Hvordan var det sidst, det skete?"),
            Kind.decide: _("Find ud af, hvad der er vigtigst for gæsten, før I vælger. Spørg: Hvad vil det betyde for dig?"),
            Kind.ideas: _("Spørg til det, der virker i dag, og til det, gæsten selv ville prøve."),
            Kind.coordinate: _("Spørg, hvad gæsten gerne vil vide fra jer, og hvordan I bedst holder kontakten."),
            Kind.reflect: _("Spørg, hvordan samarbejdet ser ud fra gæstens side. Tag imod uden at forsvare."),
        },
        _("Sig tak, og fortæl, hvad der sker nu. Skriv ingen navne på borgere."),
    )  # fmt: skip


SHEETS = {
    Role.CHAIR: _chair,
    Role.NOTE_TAKER: _note_taker,
    Role.TIMEKEEPER: _timekeeper,
    Role.PROCESS_LEAD: _process_lead,
    Role.INTERVIEWER: _interviewer,
}


def card(
    say: Say,
    roles: Sequence[RoleKey],
    does: Mapping[RoleKey, str],
    meeting: Meeting,
    buttons: Sequence[Button],
) -> Card:
    """For one person: their roles at the meeting. `does`: the team's words about its own roles."""
    _ = say.locale.gettext
    blocks: list[Block] = [meeting_text(say.locale, meeting)]
    for role in roles:
        if len(roles) > 1:
            blocks.append(md("**%(role)s**", role=say.titled(role)))
        blocks.append(_lines(say.locale, role, does, meeting.kind))
    blocks.append(md(_("Det er kun forslag. Gør det på din måde."), quiet=True))
    title = md(_("Din drejebog som %(roles)s"), roles=say.roles(roles))
    return Card(title, (*blocks, *([Buttons(tuple(buttons))] if buttons else [])))


def _lines(locale: Locale, role: RoleKey, does: Mapping[RoleKey, str], kind: Kind | None) -> Facts:
    _ = locale.gettext
    if (make := SHEETS.get(Role(role)) if role in set(Role) else None) is None:
        words = does.get(role) or _("Aftal med de andre, hvad rollen går ud på.")
        return Facts(((_("Det gør du"), plain(words)),))
    sheet = make(locale)
    rows = (
        (_("Før"), sheet.before),
        (_("Undervejs"), sheet.during[kind]),
        (_("Bagefter"), sheet.after),
    )
    return Facts(tuple((label, plain(text)) for label, text in rows))

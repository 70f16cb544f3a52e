"""What somebody reads whom Samspil does not know yet, and what their *Det er mig* leads to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import dates
from bot.i18n import Locale, md
from bot.names import platform
from bot.ui import Block, Button, Buttons, Card, Choice, Divider
from storage.teams import Team, first_name
from storage.teams.claims import Claim, ClaimState

SHOWN = 8  # claims on the facilitator's card


def nowhere(locale: Locale) -> Card:
    """To somebody unknown where there is no team."""
    _ = locale.gettext
    return Card(
        md(_("Vi kender ikke hinanden endnu")),
        (
            md(_("Er du med på et team, så åbn teamets kanal, og tryk på en af mine knapper der. Så spørger jeg, "
                 "hvem du er.")),
            md(_("Er du facilitator, så skriv */samspil start KODE* med den kode, der blev lavet til dig, da "
                 "forløbet blev oprettet. Derefter kan du skrive */samspil team* i en kanal og knytte den til et "
                 "team.")),
        ),
    )  # fmt: skip


def who(locale: Locale, team: Team, choices: Sequence[Button] | Choice, facilitator: str) -> Card:
    """*Hvem er du?*"""
    _ = locale.gettext
    blocks: list[Block] = [
        md(_("Jeg kender ikke denne konto endnu. Tryk på dit navn, så ved jeg det fremover."))
    ]
    if isinstance(choices, Choice):
        blocks.append(choices)
    else:
        blocks += [Buttons((button,)) for button in choices]
    if facilitator:
        text = _(
            "%(name)s kan se, hvem der har valgt hvilket navn. Står dit navn ikke på listen, så sig "
            "det til %(name)s."
        )
        blocks.append(md(text, name=facilitator, quiet=True))
    return Card(md(_("Hvem er du på %(team)s?"), team=team.name), tuple(blocks))


def nobody_left(locale: Locale, team: Team, facilitator: str) -> Card:
    _ = locale.gettext
    ask = facilitator or _("teamets facilitator")
    text = _(
        "Alle på listen har allerede en konto her. Er du ny på teamet, så bed %(name)s om at føje dig til."
    )
    return Card(md(_("Hvem er du på %(team)s?"), team=team.name), (md(text, name=ask),))


def sure(locale: Locale, name: str, buttons: tuple[Button, ...]) -> Card:
    """Between picking a name from a list and being it: a list is easily picked wrong."""
    text = md(locale.gettext("Du har valgt **%(name)s**."), name=name)
    return Card(md(locale.gettext("Er det dig?")), (text, Buttons(buttons)))


def linked(locale: Locale, name: str, team: str, button: Button) -> Card:
    _ = locale.gettext
    text = md(_("Fra nu af ved jeg, at du er **%(name)s** på %(team)s."), name=name, team=team)
    return Card(md(_("Hej, %(name)s"), name=first_name(name)), (text, Buttons((button,))))


def asked(locale: Locale, name: str, facilitator: str) -> Card:
    """The person has used Samspil before, elsewhere."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(
            _("%(name)s bruger allerede Samspil et andet sted. Derfor har jeg sendt et spørgsmål derhen. Tryk på "
              "*Ja, det er mig* der, og kom så tilbage."),
            name=name,
        )
    ]  # fmt: skip
    if facilitator:
        text = _("Kan du ikke komme til det, så kan %(name)s også gå god for dig.")
        blocks.append(md(text, name=facilitator, quiet=True))
    return Card(md(_("Jeg spørger lige")), tuple(blocks))


def confirm(locale: Locale, claim: Claim, buttons: tuple[Button, ...]) -> Card:
    """To the person, where they are known: is that you?"""
    _ = locale.gettext
    text = md(
        _(
            "Kontoen *%(account)s* på %(platform)s siger, at den er din. Siger du ja, kan du bruge Samspil begge steder."
        ),
        account=claim.account_name or "–",
        platform=platform(locale, claim.platform),
    )
    return Card(md(_("Er det dig?")), (text, Buttons(buttons)))


def confirmed(locale: Locale, claim: Claim) -> Card:
    _ = locale.gettext
    match claim.state:
        case ClaimState.done:
            text = _("Du er nu også kendt på %(platform)s.")
        case ClaimState.waiting:
            text = _("En konto på %(platform)s venter på svar.")
        case ClaimState.refused | ClaimState.undone:
            text = _("Kontoen på %(platform)s er ikke din.")
    return Card(md(_("Tak")), (md(text, platform=platform(locale, claim.platform)),))


# ---- the facilitator


def vouched(locale: Locale, claim: Claim) -> Card:
    """What a facilitator has said of somebody's account."""
    _ = locale.gettext
    if claim.state is ClaimState.done:
        text = _("%(name)s er nu også kendt på %(platform)s.")
    else:
        text = _("Kontoen på %(platform)s hører ikke til %(name)s.")
    said = md(text, name=first_name(claim.name), platform=platform(locale, claim.platform))
    return Card(md(_("Tak")), (said,))


def claims(
    locale: Locale,
    items: Sequence[tuple[Claim, str, tuple[Button, ...]]],
    more: int,
    all_of_them: Button | None,
) -> Card:
    """Who has said who they are; each item with its team's name and its buttons."""
    _ = locale.gettext
    blocks: list[Block] = []
    for claim, team, buttons in items:
        if claim.state is ClaimState.waiting:
            text = _("Kontoen *%(account)s* på %(platform)s siger, at den hører til **%(name)s** på %(team)s. Jeg har "
                     "spurgt %(first)s.")  # fmt: skip
        else:
            text = _("Kontoen *%(account)s* på %(platform)s hører nu til **%(name)s** på %(team)s.")
        blocks += [
            md(text, name=claim.name, first=first_name(claim.name), team=team, account=claim.account_name or "–",
               platform=platform(locale, claim.platform)),
            Buttons(buttons),
        ]  # fmt: skip
    if not blocks:
        blocks.append(md(_("Der er ikke noget at se på lige nu.")))
    if more and all_of_them:
        blocks += [
            Divider(),
            md(locale.ngettext("Og %(n)s til.", "Og %(n)s til.", more), n=more),
            Buttons((all_of_them,)),
        ]
    return Card(md(_("Nye konti på dine teams")), tuple(blocks))


def undone(locale: Locale, claim: Claim, since: datetime) -> Card:
    _ = locale.gettext
    when = dates.appointment(locale.local(since), locale.local(locale.now), locale.language)
    return Card(
        md(_("Fortrudt")),
        (
            md(_("Kontoen *%(account)s* hører ikke længere til %(name)s."), account=claim.account_name or "–", name=claim.name),
            md(_("Det, kontoen har svaret siden %(when)s, står stadig under navnet %(name)s. Tal med teamet om det."),
               when=when, name=claim.name, quiet=True),
        ),
    )  # fmt: skip


# ---- codes


def code_works(locale: Locale, name: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Fra nu af ved jeg, at denne konto hører til **%(name)s**."), name=name)
    return Card(
        md(_("Velkommen, %(name)s"), name=first_name(name)), (text, *((Buttons(buttons),) if buttons else ()))
    )


def code_fails(locale: Locale) -> Card:
    """The same whatever is wrong with it: a code tells nothing to those who guess."""
    _ = locale.gettext
    text = _("Koden virker ikke. Måske er den brugt, for gammel eller skrevet forkert. Efter fem forsøg skal der gå en "
             "time. Bed den, der driver Samspil hos jer, om en ny.")  # fmt: skip
    return Card(md(_("Den kode kender jeg ikke")), (md(text),))

"""Who facilitates a team, for the course's lead, and what a substitute and who they stand in for are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import dates, picking
from bot.feature import Awaited
from bot.i18n import Locale, md
from bot.teams.views.names import label
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    DateField,
    Form,
    Page,
    Text,
)
from storage.teams import Member, first_name

NAMES = 60  # letters of a line with everybody who facilitates a team


def last_day(locale: Locale, until: datetime) -> date:
    """The last whole day before a moment at midnight."""
    return (locale.local(until) - timedelta(seconds=1)).date()


def day(locale: Locale, when: date) -> str:
    return dates.day(when, locale.local(locale.now), locale.language)


def who(locale: Locale, one: Member) -> str:
    """`Freja Lind (vikar til og med torsdag d. 12. november)`."""
    if one.until is None:
        return one.name
    text = locale.gettext("%(name)s (vikar til og med %(day)s)")
    return text % {"name": one.name, "day": day(locale, last_day(locale, one.until))}


def facilitating(locale: Locale, people: Sequence[Member]) -> str:
    """All of them, whoever stands in first; "–" for nobody."""
    in_order = sorted(people, key=lambda one: one.until is None)
    return locale.names([who(locale, one) for one in in_order]) or "–"


# ---- one team


def team(locale: Locale, name: str, people: Sequence[Member], rows: Sequence[tuple[Button, ...]]) -> Card:
    _ = locale.gettext
    lines = [md("**%(who)s**", who=who(locale, one)) for one in people]
    blocks: list[Block] = [*lines] or [md(_("Teamet har ingen facilitator lige nu."))]
    blocks.append(
        md(
            _("En vikar kan det samme som teamets facilitator. Det, nogen har sagt privat til facilitatoren, følger ikke "
              "med."),
            quiet=True,
        )
    )  # fmt: skip
    return Card(md(_("Facilitator på %(team)s"), team=name), (*blocks, *(Buttons(row) for row in rows)))


def form(
    locale: Locale, action: Action, people: Sequence[tuple[int, str]], ends_on: date, last: date
) -> Form:
    """`ends_on` is the course's last day, `last` what the field is filled in with."""
    _ = locale.gettext
    fields = (
        picking.field("who", _("Hvem træder til?"), people, _("Skriv personens fulde navn.")),
        DateField(
            name="until",
            label=_("Til og med hvilken dag?"),
            hint=_("Forløbet slutter %(day)s.") % {"day": day(locale, ends_on)},
            required=True,
            value=last.isoformat(),
        ),
    )
    note = md(
        _(
            "Teamet kan se, hvem der er vikar. Vikaren og teamets facilitator får besked. Private beskeder følger ikke med."
        ),
        quiet=True,
    )
    return Form(action, _("Udpeg en vikar"), (Page(fields, note),), send=_("Udpeg"))


def appointed(locale: Locale, name: str, team: str, until: date) -> str:
    text = locale.gettext("%(name)s er vikar på %(team)s til og med %(day)s.")
    return text % {"name": name, "team": team, "day": day(locale, until)}


def stop_sure(locale: Locale, one: Member, team: str, yes: Button, *, alone: bool) -> Card:
    """`alone`: nobody else facilitates the team."""
    _, name = locale.gettext, first_name(one.name)
    title = (
        _("Skal %(name)s ikke længere være vikar?")
        if one.until
        else _("Skal %(name)s ikke længere være facilitator?")
    )
    blocks: list[Block] = [
        md(
            _("Så kan %(name)s ikke længere se, hvordan det går %(team)s. En kontrakt, der venter på svar, går "
              "videre til den næste. Det, nogen har sagt privat til %(name)s, gør ikke."),
            name=name,
            team=team,
        )
    ]  # fmt: skip
    if alone:
        blocks.append(md(_("Teamet har så ingen facilitator, før du udpeger en.")))
    return Card(md(title, name=name), (*blocks, Buttons((yes,))))


def stop_label(locale: Locale, one: Member) -> str:
    _ = locale.gettext
    text = _("%(name)s er ikke længere vikar") if one.until else _("%(name)s er ikke længere facilitator")
    return label(text % {"name": first_name(one.name)})


def yes_label(locale: Locale, one: Member) -> str:
    return label(locale.gettext("Ja, %(name)s stopper") % {"name": first_name(one.name)})


# ---- all teams of a course


def course(
    locale: Locale, name: str, teams: Sequence[tuple[str, str, Button]], more: tuple[Button, ...]
) -> Card:
    """Each team with who facilitates it and a button."""
    _ = locale.gettext
    blocks: list[Block] = []
    for team, names, button in teams:
        shown = names if len(names) <= NAMES else names[: NAMES - 1] + "…"
        blocks += [md("**%(team)s** · %(names)s", team=team, names=shown), Buttons((button,))]
    if not blocks:
        blocks.append(md(_("Forløbet har ingen teams endnu.")))
    if more:
        blocks.append(Buttons(more))
    return Card(md(_("Facilitatorer · %(course)s"), course=name), tuple(blocks))


# ---- what the two of them are told


def stands_in(locale: Locale, team: str, until: date, instead_of: str, buttons: tuple[Button, ...]) -> Card:
    """To the substitute; `instead_of` is "" where the team has no other facilitator."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(
            _("Til og med %(day)s kan du det samme som teamets facilitator. Så slutter rollen af sig selv."),
            day=day(locale, until),
        )
    ]
    if instead_of:
        text = _("Det, teamet har sagt privat til %(name)s, bliver hos %(name)s.")
        blocks.append(md(text, name=instead_of, quiet=True))
    return Card(md(_("Du er vikar på %(team)s"), team=team), (*blocks, Buttons(buttons)))


def stood_in_for(locale: Locale, team: str, name: str, until: date) -> Card:
    """To the team's facilitator; `name` is "" when the substitute is erased."""
    _ = locale.gettext
    text = _(
        "%(name)s træder til på %(team)s til og med %(day)s. Det, du har fået at vide privat, er stadig kun dit."
    )
    said = md(text, name=name or _("En vikar"), team=team, day=day(locale, until))
    return Card(md(_("Der er en vikar på %(team)s"), team=team), (said,))


def over(locale: Locale, team: str, facilitator: str) -> Card:
    """To the substitute."""
    _ = locale.gettext
    text = _("Din tid som vikar er slut.")
    if facilitator:
        text += " " + _("Har du aftalt noget med teamet, så sig det videre til %(name)s.")
    return Card(md(_("Tak for hjælpen på %(team)s"), team=team), (md(text, name=facilitator),))


def over_for(locale: Locale, team: str, left: int) -> Card:
    """To a facilitator of the team; `left`: how many it has now."""
    _ = locale.gettext
    text = (
        _("Fra nu af er det igen jer, teamet skriver til.")
        if left > 1
        else _("Fra nu af er det igen dig, teamet skriver til.")
    )
    return Card(md(_("Vikaren på %(team)s er færdig"), team=team), (md(text),))


def stopped(locale: Locale, team: str, by: str) -> Card:
    """To the facilitator who was ended; `by` is "" when the lead who noted it is erased."""
    _ = locale.gettext
    if by:
        said = md(_("%(name)s har noteret det. Passer det ikke, så skriv til %(name)s."), name=by)
    else:
        said = md(_("Passer det ikke, så skriv til den forløbsansvarlige."))
    return Card(md(_("Du er ikke længere facilitator på %(team)s"), team=team), (said,))


# ---- what has waited


@dataclass(frozen=True, slots=True)
class Team:
    """A team something of which has waited: the kinds, and the press that helps."""

    name: str
    kinds: tuple[Awaited, ...]
    button: Button


def kind(locale: Locale, one: Awaited) -> str:
    _ = locale.gettext
    match one:
        case Awaited.approval:
            return _("en kontrakt venter på svar")
        case Awaited.help:
            return _("nogen har bedt om hjælp")
        case Awaited.account:
            return _("en konto venter på, at nogen går god for den")
        case Awaited.facilitator:
            return _("teamet har ingen facilitator")


def waiting(locale: Locale, teams: Sequence[Team], more: int, see_all: tuple[Button, ...]) -> Card:
    """To a course lead: teams and kinds, and never whose or what."""
    _ = locale.gettext
    if not teams:
        return Card(md(_("Noget venter på en facilitator")), (md(_("Der er ikke noget, der venter mere.")),))
    blocks: list[Block] = [md(_("Det her har ventet i mindst tre arbejdsdage:"))]
    for one in teams:
        kinds = Text(())
        for index, what in enumerate(one.kinds):
            kinds += md(" · %(kind)s" if index else "%(kind)s", kind=kind(locale, what))
        blocks += [md("**%(team)s:** %(kinds)s", team=one.name, kinds=kinds), Buttons((one.button,))]
    if more:
        blocks.append(md(locale.ngettext("Og %(n)s team til.", "Og %(n)s teams til.", more), n=more))
    blocks.append(
        md(
            _("Jeg siger kun hvilket team og hvilken slags. Resten er mellem teamet og facilitatoren."),
            quiet=True,
        )
    )
    if see_all:
        blocks.append(Buttons(see_all))
    return Card(md(_("Noget venter på en facilitator")), tuple(blocks))

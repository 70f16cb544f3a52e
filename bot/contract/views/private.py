"""The contract in private: where it is, the draft, and what one person is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.contract.rules import Count, Stage, State
from bot.contract.views.words import Status, facilitator, signed_of, standing_line
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Choice, Option, plain
from bot.wording import noted, shortened

MOST_EARLIER = 4  # earlier wordings of a point that are shown
SHOWN = 350  # characters of each
MOST_APPROVALS = 7  # teams on one list: each has a row of two buttons


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the draft, which has no number yet; `text` is "" while nobody has written it."""

    title: str
    text: str
    hint: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    label: str
    action: Action
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Approval:
    """A team's contract that waits for a yes; `changed` as (number, title), 0 for what was taken out."""

    team: str
    number: int
    on_paper: bool
    signed: Count
    changed: Sequence[tuple[int, str]]
    buttons: tuple[Button, ...]


def home(locale: Locale, now: Status, rows: Sequence[tuple[Button, ...]], pick: Pick | None) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [standing_line(locale, now)]
    if now.stage is Stage.returned:
        blocks.append(plain(now.comment, quote=True))
    if now.applies:
        blocks.append(md(_("Indtil da gælder version %(number)s."), number=now.applies, quiet=True))
    blocks += [Buttons(each) for each in rows if each]
    if pick:
        blocks.append(_choice(pick.label, pick.action, pick.options))
    return Card(md(_("Jeres samarbejdskontrakt")), tuple(blocks))


def _choice(label: str, action: Action, options: Sequence[tuple[str, str]]) -> Choice:
    return Choice(label, action, tuple(Option(value, shortened(text, 75)) for value, text in options[:25]))


def draft_card(
    locale: Locale,
    points: Sequence[Point],
    further: tuple[Action, Sequence[tuple[str, str]]] | None,
    buttons: tuple[Button, ...],
    name: str,
    *,
    comment: str,
) -> Card:
    """The points of a page, each with its wording or what it is about."""
    _ = locale.gettext
    blocks: list[Block] = []
    if comment:
        blocks.append(md(_("%(name)s skriver:"), name=facilitator(locale, name), quiet=True))
        blocks.append(plain(comment, quote=True))
    for one in points:
        blocks.append(md("**%(title)s**", title=one.title) + plain(f"\n{one.text or one.hint}"))
        if one.buttons:
            blocks.append(Buttons(one.buttons))
    if further:
        blocks.append(_choice(_("Tag et punkt mere med"), *further))
    note = _("Det er et udkast. Teamet og %(name)s kan læse det, og det gælder, når alle har skrevet under.")
    blocks.append(md(note, name=facilitator(locale, name), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Udkast til jeres samarbejdskontrakt")), tuple(blocks))


def both(locale: Locale, name: str, text: str, buttons: tuple[Button, ...]) -> Card:
    """Two have written at once."""
    _ = locale.gettext
    said = (
        _("%(name)s har skrevet på samme punkt imens:")
        if name
        else _("En anden har skrevet på samme punkt imens:")
    )
    return Card(
        md(_("Din ordlyd er gemt")),
        (md(said, name=name), plain(text, quote=True), Buttons(buttons)),
    )  # fmt: skip


def earlier_card(
    locale: Locale, title: str, rows: Sequence[tuple[str, Button]], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for text, button in rows:
        blocks += [plain(shortened(text, SHOWN), quote=True), Buttons((button,))]
    if not rows:
        blocks.append(md(_("Der er ikke nogen tidligere ordlyd.")))
    return Card(md(_("Tidligere ordlyd: %(title)s"), title=title), (*blocks, Buttons(buttons)))


def thanks(locale: Locale, number: int, signed: Count, state: str, buttons: tuple[Button, ...]) -> Card:
    """After *Skriv under*."""
    _ = locale.gettext
    title = md(_("Tak. Du har skrevet under på version %(number)s"), number=number)
    if state == State.signing:
        text = plain(f"{signed_of(locale, signed)}.")
    elif state == State.waiting:
        text = md(_("Det var den sidste underskrift. Nu er det jeres facilitator, der læser den."))
    else:
        text = md(_("Så er du med."))
    return Card(title, (text, Buttons(buttons)) if buttons else (text,))


def reminder(locale: Locale, name: str, now: Status, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if now.stage is Stage.signing:
        text = _("Hej %(name)s. Jeres samarbejdskontrakt er klar, og der er plads til din underskrift.")
    else:
        text = _("Hej %(name)s. I er i gang med jeres samarbejdskontrakt. Ét forslag fra dig er nok.")
    return Card(
        md(_("Jeres samarbejdskontrakt")),
        (md(text, name=name), md("%(line)s", line=standing_line(locale, now), quiet=True), Buttons(buttons)),
    )


# ---- the facilitator


def approvals(locale: Locale, rows: Sequence[Approval]) -> Card:
    _ = locale.gettext
    if not rows:
        return noted(_("Der er ingen kontrakter, der venter på dig her."))
    if len(rows) == 1:
        title = md(_("%(team)s er klar med sin samarbejdskontrakt"), team=shortened(rows[0].team, 80))
    else:
        title = md(_("%(count)s teams er klar med deres samarbejdskontrakt"), count=len(rows))
    blocks: list[Block] = []
    for one in rows[:MOST_APPROVALS]:
        said = md("%(text)s", text=_approval(locale, one))
        blocks.append(said if len(rows) == 1 else md("**%(team)s**: ", team=one.team) + said)
        blocks.append(Buttons(one.buttons))
    if rows[MOST_APPROVALS:]:
        more = len(rows) - MOST_APPROVALS
        blocks.append(
            md(_("%(count)s til venter. De kommer, når du har set på disse."), count=more, quiet=True)
        )
    return Card(title, tuple(blocks))


def _approval(locale: Locale, one: Approval) -> str:
    _ = locale.gettext
    if one.on_paper:
        return _("De har den på papir, og alle har skrevet under.")
    if one.signed.all:
        said = _("Alle har skrevet under på version %(number)s.") % {"number": one.number}
    else:
        said = _("%(said)s af %(of)s har skrevet under på version %(number)s. Du kan godkende den med dem.") % {
            "said": one.signed.said, "of": one.signed.of, "number": one.number,
        }  # fmt: skip
    there = [_("punkt %(number)s (%(title)s)") % {"number": n, "title": t} for n, t in one.changed if n]
    if there:
        said += _(" Siden sidst er %(points)s ændret.") % {"points": locale.names(there[:4])}
    return said


def approved(locale: Locale, team: str, buttons: tuple[Button, ...]) -> Card:
    return noted(locale.gettext("Godkendt. Jeg har sagt det til %(team)s.") % {"team": team}, *buttons)

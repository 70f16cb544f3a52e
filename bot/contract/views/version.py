"""A version as it is read and printed, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.contract.rules import Change, Count, Kind, Piece
from bot.contract.views.words import day, signed_of
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Span, Text, plain
from bot.wording import shortened

BEFORE, IN_CHANNEL = 300, 450  # characters shown of what a point said before, and of a change in the channel


@dataclass(frozen=True, slots=True)
class Clause:
    """A point of the version; `change` where it is another than in the version before."""

    number: int
    title: str
    text: str
    change: Change | None

    @property
    def size(self) -> int:
        was = min(len(self.change.before), BEFORE) if self.change else 0
        return len(self.title) + len(self.text) + was + 20


@dataclass(frozen=True, slots=True)
class Signers:
    """`names` only when they say nothing of who has not signed; `former` are no longer in the team."""

    names: tuple[str, ...]
    former: int
    count: Count
    on: date | None


def version_card(
    locale: Locale,
    team: str,
    number: int,
    points: Sequence[Clause],
    gone: Sequence[str],
    standing: Text | None,
    signers: Signers | None,
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [standing] if standing else []
    for one in points:
        blocks += _point(locale, one)
    if gone:
        blocks.append(md(_("Taget ud: %(titles)s."), titles=", ".join(gone), quiet=True))
    if signers:
        blocks.append(_signed(locale, signers))
    if buttons:
        blocks.append(Buttons(buttons))
    title = _("Samarbejdskontrakt for %(team)s, version %(number)s")
    return Card(md(title, team=shortened(team, 80), number=number), tuple(blocks))


def _point(locale: Locale, one: Clause) -> list[Block]:
    _ = locale.gettext
    heading = md("**%(number)s. %(title)s**", number=one.number, title=one.title)
    change = one.change
    if change is None:
        return [heading + plain(f"\n{one.text}")]
    if change.kind is Kind.new:
        return [heading + md(_(" (nyt)")) + plain(f"\n{one.text}")]
    was = md(_("Før: %(text)s"), text=shortened(change.before, BEFORE), quiet=True)
    return [heading + md(_(" (ændret)")) + plain("\n") + marked(change.now), was]


def marked(pieces: Sequence[Piece]) -> Text:
    """The new words stand out; the space before them does not, or some doors would not show it."""
    spans: list[Span] = []
    for one in pieces:
        words = one.text.lstrip()
        space = one.text[: len(one.text) - len(words)]
        spans += [Span(text, bold=one.new and text == words) for text in (space, words) if text]
    return Text(tuple(spans))


def changes(
    locale: Locale,
    found: Sequence[Change],
    numbers: Mapping[str, int],
    titles: Mapping[str, str],
    most: int,
) -> list[Block]:
    """For the channel: each changed point with its new words; those there is no room for by number."""
    _ = locale.gettext
    there = [one for one in found if one.kind is not Kind.gone]
    blocks: list[Block] = []
    for one in there[:most]:
        title = titles.get(one.clause, one.clause)
        heading = md("**%(number)s. %(title)s**", number=numbers[one.clause], title=title)
        blocks.append(heading + plain("\n") + marked(_clipped(one.now, IN_CHANNEL)))
    if there[most:]:
        more = locale.names([str(numbers[one.clause]) for one in there[most:]])
        blocks.append(md(_("Der er også nyt i punkt %(numbers)s."), numbers=more, quiet=True))
    gone = [titles.get(one.clause, one.clause) for one in found if one.kind is Kind.gone]
    if gone:
        blocks.append(md(_("Taget ud: %(titles)s."), titles=", ".join(gone), quiet=True))
    return blocks


def _clipped(pieces: Sequence[Piece], most: int) -> list[Piece]:
    found: list[Piece] = []
    room = most
    for one in pieces:
        found.append(Piece(shortened(one.text, room), one.new) if len(one.text) > room else one)
        room -= len(one.text)
        if room <= 1:
            break
    return found


def _signed(locale: Locale, signers: Signers) -> Text:
    _ = locale.gettext
    if signers.names:
        names = list(signers.names)
        if signers.former:
            former = locale.ngettext("et tidligere medlem", "%(count)s tidligere medlemmer", signers.former)
            names.append(former % {"count": signers.former})
        text = md(_("Skrevet under af %(names)s."), names=locale.names(names))
    else:
        text = plain(f"{signed_of(locale, signers.count)}.")
    if signers.on:
        text += md(_(" Godkendt %(day)s."), day=day(locale, signers.on))
    return text

"""The agenda to one of the team, on paper, and one item of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.rules import Line, spare
from bot.agenda.views.words import LISTED, SHORT, Names, kind, meeting_text, minutes, place, title, track
from bot.i18n import Locale, md
from bot.ui import (
    MAX_OPTION_LABEL,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    Facts,
    Option,
    Text,
    plain,
)
from bot.wording import shortened
from storage.meetings import Meeting

ON_PAPER = 8  # items on one page of what is printed: they say more there
NAME = 24  # of a name beside an item


def _about(locale: Locale, line: Line, names: Names) -> str:
    """`beslutning · 10 minutter · Amira`; of a fixed item only what is not always so."""
    parts = [] if line.fixed else [kind(locale, line.kind)]
    parts.append(minutes(locale, line.minutes))
    parts.append(shortened(names.get(line.owner or 0, ""), NAME))
    return " · ".join(part for part in parts if part)


def agenda_card(
    locale: Locale,
    meeting: Meeting | None,
    lines: Sequence[Line],
    names: Names,
    pick: Action | None,
    buttons: tuple[Button, ...],
) -> Card:
    """`pick`: the list to change one from, where there is one; without buttons it is the page to print."""
    _ = locale.gettext
    blocks: list[Block] = [
        meeting_text(locale, meeting)
        if meeting
        else md(_("Der er ikke aftalt et møde. Det her venter, til der er."))
    ]
    blocks.append(_listed(locale, lines, names))
    said = fits(locale, lines, meeting)
    if said:
        blocks.append(md("%(said)s", quiet=True, said=said))
    options = tuple(
        Option(which, shortened(title(locale, line), SHORT))
        for line in lines[:LISTED]
        if len(which := str(line.id or line.source)) <= MAX_OPTION_LABEL
    )
    if pick and options:
        blocks.append(Choice(_("Ret eller flyt et punkt"), pick, options))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Dagsorden")), tuple(blocks))


def _listed(locale: Locale, lines: Sequence[Line], names: Names) -> Text:
    _ = locale.gettext
    if not lines:
        return md(_("Der er ikke noget på den endnu."))
    text = md("")
    for number, line in enumerate(lines[:LISTED], start=1):
        text += md("\n" if number > 1 else "") + _headed(locale, number, line, names)
        told = " · ".join(shortened(one, 40) for one in line.told[:3])
        text += md("\n– %(told)s", told=told) if told else md("")
    return text + md("%(more)s", more=_more(locale, len(lines)))


def _headed(locale: Locale, number: int, line: Line, names: Names) -> Text:
    head = md("%(number)s. **%(title)s**", number=number, title=shortened(title(locale, line), SHORT))
    about = _about(locale, line, names)
    return head + md(" · %(about)s", about=about) if about else head


def _more(locale: Locale, count: int) -> str:
    left = count - LISTED
    if left <= 0:
        return ""
    return "\n" + locale.ngettext("Og ét punkt til.", "Og %(count)s punkter til.", left) % {"count": left}


def fits(locale: Locale, lines: Sequence[Line], meeting: Meeting | None) -> str:
    """A kind word on the time it takes."""
    _ = locale.gettext
    total = minutes(locale, sum(line.minutes for line in lines))
    if meeting is None or not total:
        return ""
    length = minutes(locale, meeting.minutes)
    if spare(lines, meeting.minutes) < 0:
        text = _(
            "Det bliver til %(total)s, og mødet varer %(length)s. Måske kan noget vente eller gøres kortere."
        )
    else:
        text = _("Det bliver til %(total)s, og mødet varer %(length)s.")
    return text % {"total": total, "length": length}


def paper_card(
    locale: Locale, meeting: Meeting, lines: Sequence[Line], page: int, names: Names, more: Action | None
) -> Card:
    """One page of it; `more` leads to the next."""
    _ = locale.gettext
    blocks: list[Block] = []
    if page == 0:
        blocks += [meeting_text(locale, meeting), *place(locale, meeting)]
        blocks += [md("%(said)s", quiet=True, said=fits(locale, lines, meeting))] if lines else []
    first = page * ON_PAPER
    for number, line in enumerate(lines[first : first + ON_PAPER], start=first + 1):
        text = _headed(locale, number, line, names)
        if line.preparation:
            text += md("\n") + md(_("Forberedelse: %(what)s"), what=shortened(line.preparation, 200))
        for one in line.told[:5]:
            text += md("\n– %(told)s", told=shortened(one, 60))
        blocks.append(text)
    if not lines:
        blocks.append(md(_("Der er ikke noget på den endnu.")))
    if more:
        blocks.append(Buttons((Button(_("Vis mere"), more),)))
    return Card(md(_("Dagsorden")), tuple(blocks))


def item_card(
    locale: Locale,
    line: Line,
    names: Names,
    rows: Sequence[tuple[Button, ...]],
    beside: Sequence[Block] = (),
) -> Card:
    """`beside`: what else is known of it."""
    _ = locale.gettext
    facts: list[tuple[str, Text]] = [(_("Det skal vi"), plain(kind(locale, line.kind)))]
    if line.minutes:
        facts.append((_("Tid"), plain(minutes(locale, line.minutes))))
    if line.owner is not None and line.owner in names:
        facts.append((_("Tovholder"), plain(names[line.owner])))
    facts.append((_("Handler om"), plain(track(locale, line.track))))
    if line.preparation:
        facts.append((_("Forberedelse"), plain(line.preparation)))
    if line.internal:
        facts.append((_("Gæster"), plain(_("ser det ikke"))))
    named = md("%(title)s", title=title(locale, line))
    return Card(named, (Facts(tuple(facts)), *beside, *(Buttons(row) for row in rows if row)))

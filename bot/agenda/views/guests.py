"""The agenda for guests, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.rules import Line
from bot.agenda.views.words import LISTED, SHORT, meeting_text, place, plain_kind, plain_title
from bot.i18n import Locale, md
from bot.ui import (
    Block,
    Button,
    Buttons,
    Card,
)
from bot.wording import shortened
from storage.meetings import Meeting


def guest_card(
    locale: Locale, team: str, meeting: Meeting | None, lines: Sequence[Line], buttons: tuple[Button, ...]
) -> Card:
    """What a guest reads: none of what is internal, and our own words for things left out."""
    _ = locale.gettext
    blocks: list[Block] = []
    if meeting is None:
        blocks.append(md(_("Der er ikke aftalt et møde endnu.")))
    else:
        blocks += [meeting_text(locale, meeting), *place(locale, meeting)]
        text = md(_("**Det skal vi:**"))
        for number, line in enumerate(_for_guests(lines)[:LISTED], start=1):
            text += md("\n%(number)s. %(said)s", number=number, said=_plain_line(locale, line))
        blocks.append(text)
        blocks.append(md(_("Du må gerne spørge undervejs, og du må gerne sige nej."), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Vores møde med %(team)s") if meeting else "%(team)s", team=team), tuple(blocks))


def _for_guests(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.internal]


def _plain_line(locale: Locale, line: Line) -> str:
    if line.fixed:
        return plain_title(locale, line.fixed)
    return f"{shortened(line.title, SHORT)} ({plain_kind(locale, line.kind)})"

"""What *Hvor kom vi til?* says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Text


def card(locale: Locale, team: str, since: date, lines: Sequence[Text], more: Action) -> Card:
    """`lines`: what there is to tell, the most important first."""
    _ = locale.gettext
    day = dates.relative_day(since, locale.local(locale.now), locale.language)
    blocks: list[Block] = list(lines)
    if not blocks:
        blocks.append(md(_("Der er ikke noget nyt siden %(day)s."), day=day))
    blocks.append(Buttons((Button(_("Se, hvad der giver mening nu"), more),)))
    return Card(md(_("Hvor kom vi til? · %(team)s"), team=team), tuple(blocks))


def last_here(locale: Locale, team: str, day: date) -> tuple[str, str]:
    """A row of one's own data."""
    said = dates.day(day, locale.local(locale.now), locale.language)
    return locale.gettext("Den dag, du sidst gjorde noget i teamet"), f"{team}: {said}"

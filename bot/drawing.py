"""Cards that are out of date, drawn from the rows as they are now: when delivery is about to send them, and
when a page is about to show them. Many answers in a moment are one drawing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot import card_json
from bot.context import Context
from bot.i18n import Locale
from bot.registry import Features
from bot.settings import Settings
from storage.database import Transaction
from storage.outbox import Stale

log = logging.getLogger(__name__)
Drawn = dict[int, str | None]  # by the row's id: the card as JSON, None when it is to go


@dataclass(frozen=True, slots=True)
class Drawing:
    features: Features
    settings: Settings

    def draw(self, tx: Transaction, stale: Iterable[Stale], now: datetime) -> Drawn:
        """The cards of these rows. One that is nobody's any more, or cannot be drawn, stays as it was. Cards are
        drawn without locks of their own: delivery holds the outbox's rows meanwhile, which a press takes last."""
        found: Drawn = {}
        alike: dict[tuple[int, str, int | None], str | None] = {}  # a team's places read the same card
        for one in stale:
            whose = (one.tenant_id, one.key, one.person_id)
            try:
                if whose not in alike:
                    with tx.apart():
                        alike[whose] = self._card(tx, one, now)
                found[one.id] = alike[whose]
            except Exception:
                log.exception("card not drawn", extra={"action": one.key.partition("/")[0]})
                found[one.id] = alike[whose] = one.card
        return found

    def _card(self, tx: Transaction, one: Stale, now: datetime) -> str | None:
        locale = Locale(self.settings.language, self.settings.zone, now)
        ctx = Context(tx, self.features, self.settings, now, locale, tenant_id=one.tenant_id)
        reader = ctx.reader(one.team_id, one.person_id)
        if reader is None:
            return one.card
        card = reader.render(one.key)
        return card_json.dumps(card) if card else None

"""Outbox → Messenger: the one loop in the core that awaits.

A claim is committed before the call and marked after it; an attempt whose fate is not known is looked
up, never guessed (docs/reliability.md). One place at a time gets one message at a time; a slow place
holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery import marks
from bot.delivery.attempt import again, attempt
from bot.delivery.outcome import Later, Outcome
from bot.delivery.pace import Pace, PlaceKey
from bot.ports import Messenger
from storage.database import BACKGROUND
from storage.outbox import Claim, OutboxQueue

if TYPE_CHECKING:
    from bot.app import Bot

log = logging.getLogger(__name__)
BATCH = 100
# A call is begun only while this much of the lease is left: a minute for the call, and a minute in which it
# may still land. So who claims the row after the lease finds in the platform's history whatever there is.
LEASE_MARGIN = timedelta(seconds=120)


class Delivery:
    """`messengers` by platform. Call `run_once` when there may be work; it returns when to look again."""

    def __init__(self, bot: Bot, messengers: Mapping[str, Messenger]) -> None:
        self.bot = bot
        self.database = bot.database
        self.messengers = messengers
        self.clock = bot.clock
        self._pace = Pace(bot.clock)
        self._working: set[asyncio.Task[None]] = set()
        self._done: list[tuple[Claim, Outcome]] = []
        self._marking: asyncio.Task[None] | None = None

    async def run_once(self) -> datetime | None:
        """Claim what is due, start delivering it; the moment (UTC) of the next work, None: none known."""
        claims, next_at = await self.database.run(self._claim, priority=BACKGROUND)
        by_place: defaultdict[PlaceKey, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_place[claim.platform, claim.value].append(claim)
        for place, batch in by_place.items():
            task = asyncio.create_task(self._deliver_in(place, batch))
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        return self.clock() if len(claims) == BATCH else next_at

    async def drain(self) -> None:
        """Until nothing is due now and nothing is under way."""
        while True:
            next_at = await self.run_once()
            while self._working or self._marking:
                waiting = [*self._working, *([self._marking] if self._marking else [])]
                await asyncio.gather(*waiting)
            if next_at is None or next_at > self.clock():
                return

    async def stop(self, seconds: float = 3.0) -> None:
        """Let what is under way finish; what does not is looked up after the restart."""
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)
        for task in self._working:
            task.cancel()
        if self._marking:
            await self._marking

    def _claim(self) -> tuple[list[Claim], datetime | None]:
        with self.database.transaction() as tx:
            queue = OutboxQueue(tx, self.clock())
            claims = queue.claim(BATCH, tuple(self.messengers), lambda stale: self.bot.draw(tx, stale))
            # A full batch is followed by the next at once: no need to look through everything that waits.
            return claims, None if len(claims) == BATCH else queue.next_at(tuple(self.messengers))

    async def _deliver_in(self, place: PlaceKey, claims: list[Claim]) -> None:
        async with self._pace.turn(place):
            for claim in claims:
                self._finish(claim, await self._take_turn(place, claim))

    async def _take_turn(self, place: PlaceKey, claim: Claim) -> Outcome:
        messenger = self.messengers.get(claim.platform)
        if messenger is None:  # its door was closed meanwhile
            return self._untouched(claim, self.clock())
        async with self._pace.call(place, messenger.spacing):
            paused = self._pace.paused_until(place)
            if paused is not None:
                return self._untouched(claim, paused)
            if self.clock() > claim.lease_until - LEASE_MARGIN:
                return self._untouched(claim, self.clock())
            try:
                outcome = await attempt(messenger, claim, self.clock)
            except Exception:
                log.exception("delivery failed", extra={"action": "delivery.defect"})
                return again(claim, "defect", self.clock())
        if isinstance(outcome, Later) and outcome.error == "rate limited":
            self._pace.pause(place, outcome.at)
        return outcome

    def _untouched(self, claim: Claim, at: datetime) -> Outcome:
        return Later(at, "waits for its turn", uncertain=claim.uncertain, absent=claim.absent)

    def _finish(self, claim: Claim, outcome: Outcome) -> None:
        """Marks are written by batch: whatever is done while a batch is written waits for the next."""
        self._done.append((claim, outcome))
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark_all())

    async def _mark_all(self) -> None:
        try:
            while self._done:
                done, self._done = self._done, []
                await self.database.run(self._mark, done, priority=BACKGROUND)
        finally:
            self._marking = None

    def _mark(self, done: list[tuple[Claim, Outcome]]) -> None:
        with self.database.transaction() as tx:
            marks.write(tx, done, self.clock())

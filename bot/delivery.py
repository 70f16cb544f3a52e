"""Outbox → Messenger: the one loop in the core that awaits.

A claim is committed before the call and marked after it; an attempt whose fate is not known is looked
up, never guessed (reliability.md). One place at a time gets one message at a time; a slow place holds
up no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import card_json
from bot.interactions import Address
from bot.ports import CannotLook, Messenger, RateLimited, Refused, Uncertain, Unreachable
from storage.database import BACKGROUND, Database, Transaction
from storage.outbox import Claim, OutboxQueue, OutboxStore
from storage.teams import TeamStore

log = logging.getLogger(__name__)
BATCH = 100
LOOK_AFTER = timedelta(seconds=60)  # a request may land after its connection broke
LOOK_SINCE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
LEASE_MARGIN = timedelta(seconds=60)  # a message is begun only while this much of the lease is left


@dataclass(frozen=True, slots=True)
class Sent:
    ref: str


@dataclass(frozen=True, slots=True)
class Gone:
    pass


@dataclass(frozen=True, slots=True)
class Later:
    at: datetime
    error: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    state: str
    error: str
    unreachable: bool = False


Outcome = Sent | Gone | Later | Over


class Delivery:
    """`messengers` by platform. Call `run_once` when there may be work; it returns when to look again."""

    def __init__(
        self, database: Database, messengers: Mapping[str, Messenger], clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.messengers = messengers
        self.clock = clock
        self._places: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._working: set[asyncio.Task[None]] = set()
        self._done: list[tuple[Claim, Outcome]] = []
        self._marking: asyncio.Task[None] | None = None

    async def run_once(self) -> datetime | None:
        """Claim what is due, start delivering it; the moment (UTC) of the next work, None: none known."""
        claims, next_at = await self.database.run(self._claim, priority=BACKGROUND)
        by_place: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
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
            claims = queue.claim(BATCH, tuple(self.messengers))
            # A full batch is followed by the next at once: no need to look through everything that waits.
            return claims, None if len(claims) == BATCH else queue.next_at(tuple(self.messengers))

    async def _deliver_in(self, place: tuple[str, str], claims: list[Claim]) -> None:
        async with self._places[place]:
            for claim in claims:
                if self.clock() > claim.lease_until - LEASE_MARGIN:
                    return  # the lease runs out unworked; somebody claims it again
                try:
                    outcome = await self._deliver(claim)
                except Exception:
                    log.exception("delivery failed", extra={"action": "delivery.defect"})
                    outcome = self._again(claim, "defect", uncertain=claim.uncertain)
                self._finish(claim, outcome)

    async def _deliver(self, claim: Claim) -> Outcome:
        """One claim: look up an uncertain attempt first, then send, change or remove."""
        now = self.clock()
        messenger = self.messengers[claim.platform]
        to = Address(claim.platform, claim.value)
        try:
            if not claim.ref and claim.uncertain and claim.attempts > 1:
                found = await self._find(messenger, to, claim)
                if found is not None:
                    return found
            if claim.card is None:
                if claim.ref:
                    await messenger.delete(to, claim.ref)
                return Gone()
            card = card_json.loads(claim.card)
            if claim.ref:
                await messenger.edit(to, claim.ref, card)
                return Sent(claim.ref)
            if now > claim.expires_at:
                return Over("expired", "too late")
            return Sent(await messenger.send(to, card, key=claim.key))
        except RateLimited as error:
            return Later(now + timedelta(seconds=error.retry_after), "rate limited")
        except Unreachable as error:
            return Over("failed", f"unreachable: {error}", unreachable=True)
        except Refused as error:
            return Over("failed", f"refused: {error}")
        except Uncertain:
            if claim.ref:  # an edit may be repeated
                return self._again(claim, "uncertain", uncertain=False)
            return Later(now + LOOK_AFTER, "uncertain", uncertain=True)

    async def _find(self, messenger: Messenger, to: Address, claim: Claim) -> Outcome | None:
        """Did an earlier attempt arrive? None: certainly not, and it is still of use: send it."""
        since = (claim.attempt_at or self.clock()) - LOOK_SINCE
        try:
            ref = await messenger.find(to, claim.key, since)
        except CannotLook:
            return Over("unknown", "the platform does not show whether it arrived")
        except (Uncertain, RateLimited):
            return Later(self.clock() + LOOK_AFTER, "looking", uncertain=True)
        if ref is not None:
            return Sent(ref)
        return Over("expired", "too late") if self.clock() > claim.expires_at else None

    def _again(self, claim: Claim, error: str, *, uncertain: bool) -> Outcome:
        if claim.attempts >= MOST_ATTEMPTS:
            return Over("unknown" if uncertain and not claim.ref else "failed", error)
        wait = timedelta(seconds=min(2**claim.attempts, 300))
        return Later(self.clock() + wait, error, uncertain=uncertain)

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
            now = self.clock()
            queue = OutboxQueue(tx, now)
            for claim, outcome in done:
                match outcome:
                    case Sent(ref):
                        queue.sent(claim, ref)
                        if not claim.ref and claim.person_id is None:
                            teams = TeamStore(tx, claim.tenant_id, now)
                            teams.mark_place(claim.platform, claim.value, reachable=True)
                    case Gone():
                        queue.gone(claim)
                    case Later(at, error, uncertain):
                        queue.later(claim, at, error, uncertain=uncertain)
                    case Over(state, error, unreachable):
                        marked = queue.over(claim, state, error)
                        log.warning("post not delivered", extra={"action": f"delivery.{state}"})
                        if marked and unreachable:
                            self._reroute(tx, claim, now)
            tx.left_work = True

    def _reroute(self, tx: Transaction, claim: Claim, now: datetime) -> None:
        """A place that cannot be reached is marked; a person's post goes to their next door, at last the
        web inbox. A team's post is on show in its web room already."""
        teams = TeamStore(tx, claim.tenant_id, now)
        if claim.person_id is None:
            teams.mark_place(claim.platform, claim.value, reachable=False)
            return
        teams.mark_account(claim.platform, claim.value, reachable=False)
        doors = [one for one in teams.accounts(claim.person_id) if one.reachable]
        if doors and not claim.ref:
            nearest = min(doors, key=lambda one: one.platform == "web")
            OutboxStore(tx, claim.tenant_id, now).redirect(claim.id, nearest.platform, nearest.value)

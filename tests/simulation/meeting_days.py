"""Meetings under way: the people who come sit together, and take it from item to item on the card before them."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulation.book import moment_of

if TYPE_CHECKING:
    from tests.simulation.people import Person
    from tests.simulation.simulation import Simulation

AT_A_MEETING = frozenset({
    "agenda/begin", "agenda/at", "agenda/later", "agenda/end", "minutes/decide", "minutes/note", "agreements/new",
})  # fmt: skip
HELD = 0.95  # how many of the meetings people remember to begin
PRESSES = (4, 16)


class MeetingDays:
    """Looks at the settled meetings once a day, and again when one was moved."""

    def __init__(self, sim: Simulation, chance: random.Random) -> None:
        self.sim, self.book, self.chance = sim, sim.book, chance
        self._planned: set[tuple[int, Any]] = set()
        self._final: dict[int, int] = {}  # minutes → the version that was approved

    def plan(self) -> None:
        for row in self.book.rows(
            "SELECT id, team_id, starts_at FROM meeting WHERE state = 'settled' ORDER BY id"
        ):
            if (row.id, row.starts_at) in self._planned:
                continue
            self._planned.add((row.id, row.starts_at))
            begins = moment_of(row.starts_at) + timedelta(minutes=self.chance.uniform(-14, 20))
            seconds = self.sim.loop.seconds_until(begins)
            if seconds > 0 and self.chance.random() < HELD:
                self.sim.loop.call_later(seconds, self._begin, row.team_id)

    def _begin(self, team: int) -> None:
        self.sim.begin(self._meet(team))

    async def _meet(self, team: int) -> None:
        """Somebody presses, then another; now and then two at once."""
        there = [one for one in self.sim.people if team in one.teams and one.place is not None]
        if not there:
            return
        for _ in range(self.chance.randint(*PRESSES)):
            acting = self.chance.sample(there, min(len(there), self.chance.choice((1, 1, 1, 2))))
            await asyncio.gather(*(self._act(one) for one in acting))
            self.check()
            await asyncio.sleep(self.chance.uniform(5, 500))

    async def _act(self, one: Person) -> None:
        await one.press_something(AT_A_MEETING)

    # ---- what holds

    def check(self) -> None:
        """One item is on, it is the meeting's own and still open; what a meeting did not reach is on no meeting's
        agenda that is over."""
        sql = """SELECT r.meeting_id, r.ended_at, i.id, i.meeting_id AS of_meeting, i.state FROM meeting_run r
                 JOIN agenda_item i ON i.id = r.item_id WHERE r.began_at IS NOT NULL AND r.ended_at IS NULL"""
        for row in self.book.rows(sql):
            self.book.counts["looks at a meeting"] += 1
            if row.of_meeting != row.meeting_id or row.state != "open":
                self.book.broken(f"the meeting is at an item that is not on: {row}")
        sql = """SELECT i.id, i.source, i.meeting_id FROM agenda_item i JOIN meeting_run r ON r.meeting_id = i.meeting_id
                 WHERE r.ended_at IS NOT NULL AND i.state = 'open'"""
        for row in self.book.rows(sql):
            if row.source.partition("/")[0] not in ("fixed", "topic"):
                self.book.broken(f"left behind at a meeting that is over: {row}")

    def daily(self) -> None:
        self.plan()
        self.check()
        begun = self.book.rows("SELECT COUNT(*) AS n FROM meeting_run WHERE began_at IS NOT NULL")
        self.book.counts["meetings begun"] = begun[0].n
        self._told_once()
        self._approved()

    def _told_once(self) -> None:
        """An agreement is taken along from each meeting once, however often its end was pressed."""
        sql = """SELECT a.id, a.carried, COUNT(r.id) AS held FROM agreement a LEFT JOIN meeting_run r
                 ON r.team_id = a.team_id AND r.ended_at >= a.made_at GROUP BY a.id, a.carried"""
        for row in self.book.rows(sql):
            if row.carried > row.held:
                self.book.broken(
                    f"agreement {row.id} was taken along {row.carried} times, from {row.held} meetings"
                )

    def _approved(self) -> None:
        """Minutes are sent to each place once, with their first version, and are not changed once approved."""
        rows = self.book.rows("SELECT id, meeting_id, state, version FROM minutes")
        self.book.counts["minutes sent"] = sum(row.state != "draft" for row in rows)
        for row in rows:
            posts = self.book.rows(
                "SELECT platform, value, COUNT(*) AS n FROM outbox WHERE key = ? GROUP BY platform, value",
                f"minutes/card/{row.meeting_id}",
            )
            if any(post.n > 1 for post in posts) or (row.state == "draft" and (posts or row.version)):
                self.book.broken(f"{row} was sent: {posts}")
            if row.state == "final" and self._final.setdefault(row.id, row.version) != row.version:
                self.book.broken(f"{row} was approved as version {self._final[row.id]}")

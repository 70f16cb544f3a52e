"""A team that answers its check-in all at once, while the process is killed under it.

What people have been told is what counts: an answer somebody was thanked for is stored; one that met a dead
process is there whole or not at all, and is simply sent again.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import sqlite3
from collections.abc import Awaitable
from datetime import timedelta

from sqlalchemy import select

from storage.checkins import answers, rounds
from tests.doors.discord import DiscordVisitor
from tests.doors.slack import SlackVisitor
from tests.doors.web import WebVisitor
from tests.fakes.discord.faults import Slow
from tests.stories import picture
from tests.stories.people import Somebody
from tests.stories.town import READY_WITHIN, Town
from tests.world import local

STEP = "Hvad er dit næste skridt?"
THANKS = "Tak, dit svar er med"
AT_ONCE = 4  # people who answer at the same time
GRACE = 1.5  # seconds in which a platform delivers again what the dead process did not acknowledge
LOOKED_UP = timedelta(minutes=4)  # leases run out, and messages of unknown fate are looked up
DURING_ANSWERS, DURING_POSTS, DURING_START = 0.5, 0.5, 0.3  # seconds in which the kill comes
SLOWLY = 0.2  # seconds that a platform takes for a post
ALSO_IN_START = 0.2  # how often the next process is killed too, before it is ready


class BusyWeek:
    """One round. `silent` answer only after they have been reminded. `told`: the step that each was last
    thanked for."""

    def __init__(self, town: Town, chance: random.Random, thursday: str, friday: str) -> None:
        self.town, self.chance = town, chance
        self.thursday, self.friday = thursday, friday
        self.silent = chance.sample(town.members, 2)
        self.told: dict[str, str] = {}
        self.slowest_start = 0.0
        self._numbers = itertools.count(1)

    # ---- what happens, and the kill in it

    async def opening(self) -> None:
        await self.town.at(f"{self.thursday} 08:59")
        await self._killed_during_posts(f"{self.thursday} 09:00")
        await self._all_see(f"0 af {len(self.town.members)} har svaret")

    async def reminder(self) -> None:
        await self.town.at(f"{self.friday} 07:58")
        await self._killed_during_posts(f"{self.friday} 08:00")
        for one in self.silent:
            await one.until_sees("Teamets tjek-ind lukker i dag kl. 12")

    async def closing(self) -> None:
        await self.town.at(f"{self.friday} 11:55")
        await self._killed_during_posts(f"{self.friday} 12:00")
        await self._all_see(f"Runden er lukket. {len(self.told)} af {len(self.town.members)} svarede.")
        for step in self.told.values():
            await self._all_see(step)

    async def answering(self, *, everybody: bool = False) -> None:
        """Several answer at once, some for the first time, some to change what they said."""
        ready = [one for one in self.town.members if everybody or one not in self.silent]
        steps = {
            one: f"Skridt {next(self._numbers)} {one.name}" for one in self.chance.sample(ready, AT_ONCE)
        }
        writing = {one: asyncio.create_task(self._write(one, step)) for one, step in steps.items()}
        await self._killed_within(DURING_ANSWERS)
        await asyncio.wait(writing.values(), timeout=GRACE)
        for task in writing.values():
            task.cancel()
        await asyncio.gather(*writing.values(), return_exceptions=True)
        stored = self._stored()
        for one, step in steps.items():
            if was_thanked(one):
                assert stored.get(one.name) == step, f"{one.name} was thanked for {step!r}: {stored}"
            else:
                known = (self.told.get(one.name), step)
                assert stored.get(one.name) in known, f"{one.name} wrote {known}: {stored}"
                await self._write(one, step)
                assert was_thanked(one), f"{one.name} sent it again, and sees:\n{one.text()}"
            self.told[one.name] = step
        assert self._stored() == self.told
        await self._quiet_and_right()
        await self._all_see(f"{len(self.told)} af {len(self.town.members)} har svaret")

    async def _write(self, one: Somebody, step: str) -> None:
        forget_thanks(one)
        await one.visitor.command("tjekind")
        await one.visitor.fill({STEP: step})

    async def _killed_during_posts(self, moment: str) -> None:
        """It is time; the process has begun to do what is due when it dies. Platforms answer late: they may
        have shown what the dead process never heard of."""
        slack, discord = self.town.slack, self.town.discord
        assert slack is not None
        assert discord is not None
        shown_first = self.chance.random() < 0.5
        for method in ("chat.postMessage", "chat.update"):
            slack.faults.slow(method, SLOWLY, effect=shown_first)
        discord.faults.add("*", "/channels/*", Slow(SLOWLY, before=not shown_first), times=1000)
        self.town.move(local(moment))
        working: Awaitable[object] = asyncio.ensure_future(self.town.running.quiet())
        await self._killed_within(DURING_POSTS)
        await asyncio.gather(working, return_exceptions=True)
        slack.faults.clear()
        discord.faults.clear()
        await self._quiet_and_right()

    # ---- the kill

    async def _killed_within(self, seconds: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, seconds))
        await self.town.kill()
        if self.chance.random() < ALSO_IN_START:
            await self.town.running.start_and_die(self.chance.uniform(0, DURING_START))
        self._check_integrity()
        took = await self.town.start()
        assert took < READY_WITHIN
        self.slowest_start = max(self.slowest_start, took)

    def _check_integrity(self) -> None:
        path = self.town.database.engine.url.database
        assert path is not None
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    # ---- what is right afterwards

    async def _quiet_and_right(self) -> None:
        await self.town.wait(LOOKED_UP)
        picture.check_once_each(self.town)

    async def _all_see(self, text: str) -> None:
        for one in self.town.members:
            one.put_form_away()
            await one.until_sees(text)

    def _stored(self) -> dict[str, str]:
        """Name → the next step that is stored for them in this round."""
        names = {number: name for name, number in self.town.ids.items()}
        this = select(rounds.c.id).order_by(rounds.c.day.desc()).limit(1).scalar_subquery()
        query = select(answers.c.person_id, answers.c.next_step).where(answers.c.round_id == this)
        with self.town.database.engine.connect() as connection:
            return {names[row.person_id]: row.next_step for row in connection.execute(query)}


# ---- whether the platform has shown somebody the answer to what they sent


def forget_thanks(one: Somebody) -> None:
    one.put_form_away()
    match one.visitor:
        case DiscordVisitor():
            one.visitor.last = None
        case WebVisitor():
            one.visitor.private.clear()


def was_thanked(one: Somebody) -> bool:
    match one.visitor:
        case SlackVisitor(person=person):
            return person.modal is not None and THANKS in person.read(person.modal)
        case DiscordVisitor(last=last):
            answer = last.original if last is not None else None
            return answer is not None and THANKS in one.visitor.read(answer)
        case WebVisitor(private=private):
            return any(THANKS in card.text for card in private)

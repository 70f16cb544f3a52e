"""What happens to a town in the course of the weeks, beside crashes: outages, wrong clocks, lost channels, absences."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.interactions import Address, Joined, Left
from tests.simulation import discord_side, slack_side
from tests.simulation.worker import Gone

if TYPE_CHECKING:
    from tests.simulation.people import Person
    from tests.simulation.simulation import Simulation

HOUR, DAY, WEEK = 3600.0, 86400.0, 7 * 86400.0
DOWNTIMES = (5.0, 20 * 60.0, 26 * HOUR, 9 * DAY)
WRONG_CLOCKS = (timedelta(hours=1), timedelta(hours=-1), timedelta(days=3))


class Mischief:
    """`plan` sets it all up; everything comes from one stream of chance."""

    def __init__(self, sim: Simulation, chance: random.Random) -> None:
        self.sim, self.chance = sim, chance
        self.untold: set[str] = set()  # places that are back without our being told

    def plan(self) -> None:
        weeks = self.sim.size.weeks
        for what in self._happenings(weeks):
            self.sim.loop.create_task(self._at(self.chance.uniform(HOUR, weeks * WEEK - DAY), what))

    def _happenings(self, weeks: int) -> Iterator[str]:
        """Once or twice a week each; the long downtimes and wrong clocks a few times in a quarter."""
        if not self.sim.size.faults:
            return
        yield from ["spell"] * (2 * weeks)
        yield from ["outage"] * weeks
        yield from ["gone"] * weeks
        if weeks >= 4:
            yield from ["long outage"] * (weeks // 6 + 1)
            yield from ["wrong clock"] * (weeks // 6 + 1)
        yield from ["leave"] * (weeks // 2)

    async def _at(self, seconds: float, what: str) -> None:
        await asyncio.sleep(seconds)
        self.sim.book.note(what)
        match what:
            case "spell":
                self._spell()
            case "outage":
                self._outage(self.chance.choice(DOWNTIMES[:2]))
            case "long outage":
                self._outage(self.chance.choice(DOWNTIMES[2:]))
            case "wrong clock":
                await self._wrong_clock()
            case "gone":
                await self._lost_place()
            case "leave":
                await self._leave_and_come_back()

    # ---- the process and the network

    def _spell(self) -> None:
        now = self.sim.loop.now()
        self.sim.weather.spell(self.sim.loop.time())
        until = now + timedelta(seconds=self.sim.weather.spell_until - self.sim.loop.time())
        self.sim.trouble.add("spell", now, until + timedelta(minutes=10))

    def _outage(self, seconds: float) -> None:
        if not self.sim.crashes.calm:
            for worker in self.sim.workers:
                worker.kill(seconds)

    async def _wrong_clock(self) -> None:
        """A clock that is wrong for a while and put right again; nothing that has happened happens again.

        Meanwhile every send is certain: attempts of unknown fate are looked for in the platform's history by our
        own clock, so they are found only where that is right.
        """
        self.sim.weather.certain += 1
        self.sim.crashes.calm += 1
        await asyncio.sleep(10 * 60)
        self._set_clocks(self.chance.choice(WRONG_CLOCKS))
        await asyncio.sleep(self.chance.uniform(HOUR, 10 * HOUR))
        self._set_clocks(timedelta())
        await asyncio.sleep(10 * 60)
        self.sim.book.skew = self.sim.book.least_skew = timedelta()
        self.sim.weather.certain -= 1
        self.sim.crashes.calm -= 1

    def _set_clocks(self, skew: timedelta) -> None:
        now = self.sim.loop.now()
        (self.sim.trouble.begins if skew else self.sim.trouble.ends)("skew", now)
        self.sim.book.skewed(skew)
        for worker in self.sim.workers:
            worker.skew = skew
            self.sim.loop.call_later(self.chance.uniform(0.1, 15), worker.wake)

    # ---- places

    async def _lost_place(self) -> None:
        """A channel is archived or a person's messages closed, for hours or days; mostly we are told."""
        found = [
            (address, side.places, side)
            for address in self.sim.addresses
            for side in (self.sim.slack if address.platform == "slack" else self.sim.discord,)
        ]
        if not found:
            return
        address, places, _ = self.chance.choice(found)
        place, key = place_of(address), f"{address.platform}/{place_of(address)}"
        if place in places.gone:
            return
        places.gone.add(place)
        self.untold.add(key)
        self.sim.trouble.begins(key, self.sim.loop.now())
        is_channel = place == address.value.rsplit("/", 1)[1]
        if is_channel and self.chance.random() < 0.7:
            await self._tell(Left(place=address, delivery_id=self.sim.delivery_id()))
        await asyncio.sleep(self.chance.choice((HOUR, 8 * HOUR, 3 * DAY)))
        places.gone.discard(place)
        self.sim.trouble.ends(key, self.sim.loop.now())
        if is_channel and await self._tell(Joined(place=address, delivery_id=self.sim.delivery_id())):
            self.untold.discard(key)

    async def _tell(self, change: Left | Joined) -> bool:
        for _ in range(5):  # a platform repeats its events until they are taken
            try:
                self.sim.worker().handle(change)
            except Gone:
                await asyncio.sleep(self.chance.uniform(1, 300))
                continue
            self.sim.looked(by_clock=False)
            return True
        return False

    # ---- people

    async def _leave_and_come_back(self) -> None:
        """Somebody leaves their team by an old button; the facilitator takes them in again, or never does."""
        found = [one for one in self.sim.people if one.role == "member" and not one.calm]
        if not found:
            return
        one = self.chance.choice(found)
        await one.press(f"teams/left/{one.teams[0]}")
        if self.chance.random() < 0.7:
            await asyncio.sleep(self.chance.uniform(HOUR, 2 * WEEK))
            facilitator = self._facilitator(one)
            await facilitator.press(f"teams/rejoin/{one.teams[0]}/{one.id}")

    def _facilitator(self, of: Person) -> Person:
        return next(one for one in self.sim.people if one.role == "facilitator" and of.teams[0] in one.teams)


def place_of(address: Address) -> str:
    """Where the platform keeps what is sent to the address."""
    number = address.value.rsplit("/", 1)[1]
    if address.platform == "slack":
        return slack_side.direct(number) if number.startswith("U") else number
    if address.platform == "discord" and address.value.startswith("user/"):
        return discord_side.direct(number)
    return number

"""Guests of the simulated teams: partners and citizens whom somebody brings in, with a page of their own and nothing
else. They come by the link of a letter that one of the team was shown, again and again, until it leads nowhere."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.interactions import Address, Home, Reply
from storage.guest_links import open_guest_link
from storage.web import WebKeys, WebSession, hashed
from tests.simulation.people import Person, moments
from tests.simulation.worker import Gone

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

OFTEN = 0.35  # they look in less often than members do
LINK = re.compile(r"/side/([\w-]{43})")


class Guest(Person):
    """`link`: the token of the last letter that was written to them, "" before there is one."""

    link = ""

    __hash__ = Person.__hash__

    async def look_in(self) -> None:
        """Open the page, read it, and press something of it."""
        if not self.link or not self._comes_in():
            return
        try:
            response = self.sim.worker().handle(Home(sender=self.sender))
        except Gone:
            return
        self.private.clear()
        if isinstance(response, Reply):
            for card in (response.card, *response.more):
                self._shown(card)
            self.private = [[seen for card in self.private for seen in card]]
        self.sim.book.counts["guests' pages"] += 1
        for _ in range(self.chance.randint(1, 2)):
            await asyncio.sleep(self.chance.uniform(2, 120))
            await self.press_something()

    def _comes_in(self) -> bool:
        """As the doorstep does. A link opens the page of the person it was made for, or nothing."""
        with self.sim.shared.transaction() as tx:
            now = self.sim.loop.now()
            session = open_guest_link(tx, now, self.link)
            known = WebKeys(tx, now).session(session) if session else None
        if session and not (isinstance(known, WebSession) and known.person_id == self.id):
            self.sim.book.broken(f"{self.name}'s link opens {known}")
        self.sim.book.counts["guests' doors closed"] += session is None
        return session is not None


class Guests:
    """Those there are. Whoever is new gets a life of their own."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.known: dict[int, Guest] = {}

    def find(self) -> None:
        """After everything that happens: somebody may have been brought in, or handed over to."""
        sql = "SELECT person_id, team_id, role FROM membership WHERE role IN ('partner', 'guest') ORDER BY id"
        for row in self.sim.book.rows(sql):
            if row.person_id not in self.known:
                self._add(row.person_id, row.team_id, row.role)

    def _add(self, id: int, team: int, role: str) -> None:
        sim, value = self.sim, f"person/{id}"
        sim.book.readers["web", value] = ("person", id)
        sim.book.teams_of[id].add(team)
        sim.book.guests.add(id)
        sim.book.counts["guests"] += 1
        zone = sim.checks.teams.teams[team].zone
        guest = Guest(
            sim,
            id,
            f"guest{id}",
            Address("web", value),
            role,
            (team,),
            zone,
            None,
            False,
            sim.stream(f"guest {id}"),
        )
        self.known[id] = guest
        today = sim.loop.now().astimezone(zone).date()
        for days in range((sim.ends - today).days):
            day = datetime.combine(today + timedelta(days=days), time(0), zone)
            for moment in moments(guest.chance, day, sim.size.often * OFTEN):
                sim.when(moment.astimezone(UTC), guest)

    def read(self, text: str) -> None:
        """Somebody of the team was shown a letter; it is sent off, and the guest has the link."""
        for token in LINK.findall(text):
            found = self.sim.book.rows("SELECT person_id FROM guest_link WHERE hash = ?", hashed(token))
            if found and found[0].person_id in self.known:
                self.known[found[0].person_id].link = token

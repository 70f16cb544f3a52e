"""The house behind a door under test: the real core on a database, a team, a clock that moves when told,
and the delivery and due work that `samspil run` would do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app import Bot
from bot.delivery import Delivery
from bot.ports import Messenger
from bot.registry import Features
from bot.settings import Settings
from storage.database import Database
from storage.meetings import MeetingStore, NewMeeting, PlaceKind, State
from storage.outbox import OutboxQueue
from storage.roles import RoleStore
from storage.schedules import DueQueue
from storage.teams import TeamStore
from tests.world import World, local

NAMES = ("Amira", "Jonas", "Freja")  # Freja reads English


@dataclass
class House:
    """`world` made the team; a door adds its place and accounts with `open_door`."""

    database: Database
    features: Features
    world: World
    messengers: dict[str, Messenger] = field(default_factory=dict)
    _working: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def build(cls, database: Database, features: Features) -> House:
        world = World(database, features, "2026-11-09 08:00")
        world.make_team(*NAMES, facilitator="Mette", starts="2026-11-09")
        house = cls(database, features, world)
        with database.transaction() as tx:
            store = TeamStore(tx, world.tenant_id, house.clock())
            store.set_person(world.people["Freja"].person_id, language="en")
        return house

    @property
    def bot(self) -> Bot:
        return self.world.bot

    @property
    def settings(self) -> Settings:
        return self.world.settings

    @property
    def team_id(self) -> int:
        assert self.world.team is not None
        return self.world.team.id

    def clock(self) -> datetime:
        return self.world.clock.now

    def person_id(self, name: str) -> int:
        return self.world.people[name].person_id

    def open_door(self, platform: str, place: str, accounts: Mapping[str, str]) -> None:
        """Attach the team's place on a platform, and its people's accounts there by name; their place and
        accounts on the in-memory chat are taken away."""
        with self.database.transaction() as tx:
            store = TeamStore(tx, self.world.tenant_id, self.clock())
            for one in store.places(self.team_id):
                store.end_place(one.platform, one.value)
            store.add_place(self.team_id, platform, place)
            for name, account in accounts.items():
                store.remove_account(self.person_id(name), "chat", self.world.people[name].account)
                store.add_account(self.person_id(name), platform, account, claimed=False)

    def hold_meeting(self, text: str, **roles: str) -> None:
        """The team met at this local moment; `roles` says who had which, by name."""
        with self.database.transaction() as tx:
            store = MeetingStore(tx, self.world.tenant_id, self.clock())
            new = NewMeeting(
                purpose="Status", place_kind=PlaceKind.online, place="", minutes=60, deadline=self.clock()
            )
            meeting = store.propose(self.team_id, self.person_id(NAMES[0]), new)
            store.change(meeting.id, state=State.settled.value, starts_at=local(text))
            seats = [(role, self.person_id(name), True) for role, name in roles.items()]
            RoleStore(tx, self.world.tenant_id, self.clock()).save(meeting.id, seats)

    async def at(self, text: str) -> None:
        """Let time pass to this local moment, with everything due on the way in order."""
        target = local(text)
        while (due := self._next_due()) is not None and due <= target:
            self.world.clock.now = max(self.clock(), due)
            await self.work()
            if self._next_due() == due:
                break
        self.world.clock.now = max(target, self.clock())
        await self.work()

    async def work(self) -> None:
        """Do what is due now, and deliver what is wanted now. Whoever waits for it waits also for what
        `keep_working` has begun."""
        async with self._working:
            await self._work()

    async def _work(self) -> None:
        while await self.database.run(self.bot.run_due):
            pass
        delivery = Delivery(self.bot, self.messengers)
        await delivery.drain()
        with self.database.transaction() as tx:
            soon = OutboxQueue(tx, self.clock()).next_at()
        if soon is not None and soon <= self.clock() + timedelta(seconds=2):  # edits wait a moment
            self.world.clock.now = max(self.clock(), soon)
            await delivery.drain()

    async def keep_working(self) -> None:
        """Deliver again and again while the test's people act, as `samspil run` does."""
        while True:
            await self.work()
            await asyncio.sleep(0.02)

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as tx:
            moments = [DueQueue(tx, self.clock()).next_at(), OutboxQueue(tx, self.clock()).next_at()]
            return min((one for one in moments if one), default=None)

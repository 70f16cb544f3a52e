"""A small world for tests that read as a person's session: the real core, a real database, a clock that
moves when told, and people who press what they see.

    world.at("2026-11-12 09:00")         # local time; everything due on the way happens, in order
    await ada.press("Svar")
    await ada.fill({"Hvad er dit næste skridt?": "Ringe til foreningen"})
    assert ada.sees("Tak, dit svar er med")
    assert world.channel.sees("1 af 5 har svaret")
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import Bot
from bot.context import Context
from bot.delivery import Delivery
from bot.events import TeamReady
from bot.i18n import Locale
from bot.interactions import (
    Address,
    Interaction,
    Joined,
    Left,
    Response,
)
from bot.notice import VERSION
from bot.registry import Features
from bot.settings import Settings
from storage.database import Database, Transaction
from storage.outbox import OutboxQueue
from storage.schedules import DueQueue
from storage.store import Store
from storage.teams import Role, Team, TeamStore
from storage.teams.tables import course_leads, courses, memberships, organisations, people, teams
from tests.fakes.chat import FakeChat
from tests.fakes.everywhere import check_response
from tests.visitor import Channel, Visitor

ZONE = ZoneInfo("Europe/Copenhagen")


def local(text: str) -> datetime:
    """`2026-11-12 09:00` in Copenhagen, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class World:
    """`start` is the local time it begins at."""

    def __init__(self, database: Database, features: Features, start: str = "2026-11-02 08:00") -> None:
        self.database = database
        self.clock = Clock(local(start))
        self.chat = FakeChat()
        self.settings = Settings(
            base_url="https://samspil.example", controller="Skolen", contact="data@skolen.example"
        )
        self.bot = Bot(database, features, self.settings, self.clock)
        self.delivery = Delivery(self.bot, {"chat": self.chat})
        self.team: Team | None = None
        self.tenant_id = 0
        self.people: dict[str, Visitor] = {}
        self.delivers = True  # False: what is posted waits, for tests that look only at answers
        self._ids = itertools.count(1)

    def delivery_id(self) -> str:
        return f"d{next(self._ids)}"

    # ---- people and places

    def make_team(
        self,
        *names: str,
        facilitator: str = "Mette",
        key: str = "broen",
        tenant: str = "skolen",
        starts: str = "2026-11-02",
        ends: str = "2026-12-20",
        notice: bool = True,
    ) -> list[Visitor]:
        """A team with these members (each with a chat account and a channel of the team's name) and a
        facilitator; returns the members, then the facilitator."""
        with self.database.transaction() as tx:
            tenant_id = self._tenant(tx, tenant)
            store = TeamStore(tx, tenant_id, self.clock.now)
            begins, stops = date.fromisoformat(starts), date.fromisoformat(ends)
            course_id = store.put(
                courses, ("key",), key=f"k-{tenant}", name="Forløbet", starts_on=begins, ends_on=stops,
                language="da", zone="Europe/Copenhagen", days_off={"school": ["june-5", "december-24", "december-31"]}, settings={},
            )  # fmt: skip
            team_id = store.insert(
                teams, course_id=course_id, key=key, name=f"Team {key.capitalize()}", partner="", challenge="",
                starts_on=begins, settings={}, created_at=self.clock.now,
            )  # fmt: skip
            channel = f"c-{key}"
            store.add_place(team_id, "chat", channel)
            found = [self._person(store, team_id, name, Role.member, channel, notice) for name in names] + (
                [self._person(store, team_id, facilitator, Role.facilitator, channel, notice)]
                if facilitator
                else []
            )
            team = store.team(team_id)
            assert team is not None
            self.context(tx, team).announce(TeamReady(team_id))
        if self.team is None:
            self.team, self.tenant_id = team, tenant_id
        return found

    def _tenant(self, tx: Transaction, key: str) -> int:
        store = Store(tx, 0, self.clock.now)
        row = store.execute(organisations.select().where(organisations.c.key == key)).one_or_none()
        if row:
            return int(row.id)
        statement = organisations.insert().values(key=key, name=key).returning(organisations.c.id)
        return int(store.execute(statement).scalar_one())

    def _person(
        self, store: TeamStore, team_id: int, name: str, role: Role, channel: str, notice: bool
    ) -> Visitor:
        key = f"{name.casefold()}-{store.tenant_id}"
        account = f"u-{key}"
        person_id = store.put(
            people, ("key",), key=key, name=name, email="", language="", preferred="", settings={},
            notice_version=VERSION if notice else 0,
        )  # fmt: skip
        store.add_account(person_id, "chat", account, claimed=False)
        store.insert(
            memberships, team_id=team_id, person_id=person_id, role=role.value, profession="sygeplejerske",
            joined_at=self.clock.now,
        )  # fmt: skip
        place = None if role is Role.facilitator else channel
        visitor = Visitor(self, name, account, person_id, place)
        self.people[name] = visitor
        return visitor

    def add_person(self, team: Team, name: str, role: Role) -> Visitor:
        """Somebody more in a team, with an account and the team's channel before them."""
        with self.database.transaction() as tx:
            store = TeamStore(tx, team.tenant_id, self.clock.now)
            return self._person(store, team.id, name, role, f"c-{team.key}", True)

    def add_course_lead(self, team: Team, name: str) -> Visitor:
        """Somebody who leads the team's course, and is in none of its teams."""
        lead = self.add_person(team, name, Role.member)
        with self.database.transaction() as tx:
            store = TeamStore(tx, team.tenant_id, self.clock.now)
            store.delete(memberships, memberships.c.person_id == lead.person_id)
            store.insert(course_leads, course_id=team.course.id, person_id=lead.person_id)
        lead.place = None
        return lead

    def end_membership(self, team: Team, person_id: int) -> None:
        with self.database.transaction() as tx:
            TeamStore(tx, team.tenant_id, self.clock.now).leave(team.id, person_id)

    def stranger(self, name: str, place: str | None = "c-broen") -> Visitor:
        return Visitor(self, name, f"u-{name.casefold()}", 0, place)

    def context(self, tx: Transaction, team: Team) -> Context:
        locale = Locale("da", ZONE, self.clock.now)
        ctx = Context(
            tx,
            self.bot.features,
            self.settings,
            self.clock.now,
            locale,
            tenant_id=team.tenant_id,
            by_clock=True,
        )
        return ctx.for_team(team)

    @property
    def channel(self) -> Channel:
        return Channel(self.chat, "c-broen")

    def channel_of(self, key: str) -> Channel:
        return Channel(self.chat, f"c-{key}")

    # ---- what happens

    async def handle(self, interaction: Interaction) -> Response:
        response = await self.database.run(self.bot.handle, interaction)
        check_response(response)
        if self.delivers:
            await self.settle()
        return response

    async def joined(self, place: str) -> None:
        await self.handle(Joined(place=Address("chat", place), delivery_id=self.delivery_id()))

    async def left(self, place: str) -> None:
        await self.handle(Left(place=Address("chat", place), delivery_id=self.delivery_id()))

    async def settle(self) -> None:
        """Deliver what is due now, and edits that wait a moment so as not to flood."""
        await self.delivery.drain()
        with self.database.transaction() as tx:
            soon = OutboxQueue(tx, self.clock.now).next_at()
        if soon is not None and soon <= self.clock.now + timedelta(seconds=2):
            self.clock.now = max(self.clock.now, soon)
            await self.delivery.drain()
        for refused in self.chat.refused:
            raise refused

    async def at(self, text: str) -> None:
        """Let time pass to this local moment; everything due on the way happens at its time, in order."""
        target = local(text)
        assert target >= self.clock.now - timedelta(minutes=1), "time does not go back"
        while (due := self._next_due()) is not None and due <= target:
            self.clock.now = max(self.clock.now, due)
            while await self._work():  # what was delivered may leave work, and work has more delivered
                pass
            if self._next_due() == due:
                break
        self.clock.now = max(target, self.clock.now)
        await self._work()

    async def _work(self) -> bool:
        """Do what is due, and deliver it. False when nothing was due."""
        worked = False
        while await self.database.run(self.bot.run_due):
            worked = True
        await self.settle()
        return worked

    def _next_due(self) -> datetime | None:
        with self.database.transaction() as tx:
            moments = [DueQueue(tx, self.clock.now).next_at(), OutboxQueue(tx, self.clock.now).next_at()]
            return min((one for one in moments if one), default=None)

    async def downtime(self, text: str) -> None:
        """The process is down until this local moment; then everything due happens, late."""
        self.clock.now = local(text)
        while await self.database.run(self.bot.run_due):
            pass
        await self.settle()

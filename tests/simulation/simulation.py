"""One run: schools, people, platforms, workers, and everything that may go wrong, from one seed."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from adapters.discord import messenger as discord_messenger
from adapters.slack.messenger import SlackMessenger
from adapters.slack.uploads import Uploads
from bot.features import FEATURES
from bot.interactions import Address
from bot.ports import Messenger
from bot.settings import Settings
from bot.teams.loading import load
from storage import files
from storage.database import Database
from storage.outbox.queue import LEASE
from storage.tables import metadata
from tests.databases import VAULT
from tests.simulation import course, discord_side, slack_side
from tests.simulation.book import Book
from tests.simulation.checks import Checks
from tests.simulation.guests import Guests
from tests.simulation.line import Line
from tests.simulation.loop import VirtualLoop
from tests.simulation.meeting_days import MeetingDays
from tests.simulation.mischief import Mischief
from tests.simulation.people import Person, moments
from tests.simulation.places import Places
from tests.simulation.promises import Promises
from tests.simulation.trouble import Trouble
from tests.simulation.weather import Weather
from tests.simulation.web_side import SimWebMessenger
from tests.simulation.worker import Crashes, Killed, Life, Worker

SETTINGS = Settings(base_url="https://samspil.example", controller="Skolen", contact="data@skolen.example")
BEGIN_AT = time(7)


@dataclass(frozen=True, slots=True)
class Size:
    """`often`: how many times a day a person looks in. `crash_every`: one in so many points, 0 for none."""

    weeks: int = 13
    tenants: int = 5
    teams: int = 2
    members: int = 4
    often: float = 0.8
    crash_every: int = 60
    faults: float = 6.0
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    seed: int
    trace: str
    crashes: int
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def summary(self) -> str:
        found = ", ".join(f"{what}: {number}" for what, number in sorted(self.counts.items()))
        return f"seed {self.seed}: {self.crashes} crashes, {found}; trace {self.trace}"


class Simulation:
    def __init__(self, seed: int, size: Size, begins: date, url: str = "sqlite://") -> None:
        self.seed, self.size, self.begins = seed, size, begins
        self.loop = VirtualLoop(datetime.combine(begins, BEGIN_AT, UTC))
        self._root = random.Random(seed)
        self.shared = Database(url, VAULT)
        if self.shared.is_sqlite:
            metadata.create_all(self.shared.engine)
        self.book = Book(self.shared, self.loop.now)
        self.promises = Promises(self.book)
        self.weather = Weather(self.stream("weather"), size.faults)
        self.crashes = Crashes(self.stream("crashes"), size.crash_every)
        self.slack = slack_side.SlackSide(self._places("slack"), self.stream("slack"))
        self.discord = discord_side.DiscordSide(self._places("discord"), self.stream("discord"))
        self.trouble = Trouble()
        self.addresses: list[Address] = []  # in Slack and Discord: teams' channels and people
        self.tenant_of: dict[int, int] = {}
        self.people: list[Person] = []
        self.workers: list[Worker] = []
        self.checks = Checks(self)
        self.mischief = Mischief(self, self.stream("mischief"))
        self.guests = Guests(self)
        self.meeting_days = MeetingDays(self, self.stream("meeting days"))
        self._ids = itertools.count(1)

    def stream(self, name: str) -> random.Random:
        """Chance for one purpose: more of it here moves nothing there."""
        return random.Random(f"{self.seed}/{name}")

    def _places(self, platform: str) -> Places:
        return Places(platform, self.loop.now, self.stream(f"{platform} places"), self.book)

    @property
    def ends(self) -> date:
        return self.begins + timedelta(weeks=self.size.weeks)

    def delivery_id(self) -> str:
        return f"d{next(self._ids)}"

    # ---- the run

    def run(self) -> Outcome:
        """Raises Broken when an invariant does not hold."""
        try:
            with _TimeOf(self.loop):
                self.loop.run(self._run())
        finally:
            self.shared.close()
        return Outcome(self.seed, self.book.trace, self.crashes.count, self.book.counts)

    async def _run(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._unhandled)
        self._load()
        for number in range(self.size.workers):
            self.workers.append(self._worker(f"worker{number}"))
        for worker in self.workers:
            worker.others = [one for one in self.workers if one is not worker]
            worker.start()
        for person in self.people:
            self._live(person)
        self.mischief.plan()
        for day in range(self.size.weeks * 7):
            await self._until(datetime.combine(self.begins + timedelta(days=day + 1), time(2), UTC))
            self.checks.daily()
        await self._come_to_rest()
        self.checks.at_end()

    def _unhandled(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Tasks of the dead end badly, as they should; anything else is a defect."""
        error = context.get("exception")
        if error is not None and not isinstance(error, Killed | asyncio.CancelledError | TimeoutError):
            self.checks.fail(error)

    async def _until(self, moment: datetime) -> None:
        await asyncio.sleep(self.loop.seconds_until(moment))

    async def _come_to_rest(self) -> None:
        """Nothing goes wrong any more, and everything that can be known becomes known."""
        self.crashes.calm, self.weather.calm = 1, True
        for worker in self.workers:
            worker.skew = timedelta()
            worker.start()
            worker.wake()
        await asyncio.sleep(30 * 3600)

    # ---- the stage

    def _load(self) -> None:
        size = self.size
        plan = course.schools(
            self.stream("schools"), size.tenants, size.teams, size.members, self.begins, size.weeks
        )
        for school in plan:
            load(self.shared, FEATURES, SETTINGS, school.toml, "course.toml", self.loop.now())
            self._take_in(school)
        self.looked(by_clock=True)

    def _take_in(self, school: course.School) -> None:
        """Learn the ids that the database has given."""
        book, zone = self.book, ZoneInfo(school.zone)
        tenant = book.rows("SELECT id FROM organisation WHERE key = ?", school.key)[0].id
        teams = {row.key: row.id for row in book.rows("SELECT id, key FROM team WHERE tenant_id = ?", tenant)}
        people = {
            row.key: row.id for row in book.rows("SELECT id, key FROM person WHERE tenant_id = ?", tenant)
        }
        places: dict[str, Address] = {}
        for team in school.teams:
            id = teams[team.key]
            self.tenant_of[id] = tenant
            self.checks.add_team(id, school, team)
            book.readers["web", f"team/{id}"] = ("team", id)
            places[team.key] = Address("web", f"team/{id}")
            for platform, value in reversed(team.places):
                book.readers[platform, value.rsplit("/", 1)[1]] = ("team", id)
                places[team.key] = Address(platform, value)
                self.addresses.append(places[team.key])
        for who in school.people:
            self._add_person(who, people[who.key], [teams[key] for key in who.teams], places, zone, school)

    def _add_person(
        self,
        who: course.Who,
        id: int,
        teams: list[int],
        places: dict[str, Address],
        zone: ZoneInfo,
        school: course.School,
    ) -> None:
        book = self.book
        book.readers["web", f"person/{id}"] = ("person", id)
        book.teams_of[id] |= set(teams)
        account = Address("web", f"person/{id}")
        for platform, value in who.accounts:
            account = Address(platform, value)
            self.addresses.append(account)
            number = value.rsplit("/", 1)[1]
            side = slack_side if platform == "slack" else discord_side
            book.readers[platform, side.direct(number)] = ("person", id)
        place = places[who.teams[0]] if who.role == "member" else None
        if place is not None and place.platform != account.platform:
            place = Address("web", f"team/{teams[0]}") if account.platform == "web" else None
        calm = any(team.calm for team in school.teams if team.key in who.teams)
        self.people.append(
            Person(
                self, id, who.key, account, who.role, tuple(teams), zone, place, calm, self.stream(who.key)
            )
        )

    def _worker(self, name: str) -> Worker:
        chance = self.stream(name)

        def messengers(life: Life) -> dict[str, Messenger]:
            async def stored(sha256: str) -> bytes | None:
                life.point("files")
                with self.shared.transaction() as tx:
                    found = files.load(tx, sha256)
                return found.content if found else None

            slack = slack_side.SlackSession(
                self.slack, Line(life, self.weather, chance, slack_side.too_many, self.book.note)
            )
            line = Line(life, self.weather, chance, discord_side.too_many, self.book.note)
            api = slack_side.SimWebApi(slack)
            discord = discord_messenger.DiscordMessenger("simulated", stored)
            discord.use(discord_side.client(discord_side.DiscordSession(self.discord, line)))
            return {
                "slack": SlackMessenger(api, Uploads(api, stored)),
                "discord": discord,
                "web": SimWebMessenger(self.book, life),
            }

        worker = Worker(name, self.shared, SETTINGS, self.crashes, chance, messengers,
                        long_pauses=self.size.workers > 1, noted=self.book.note)  # fmt: skip
        worker.up_or_down = self._up_or_down
        worker.after_due = lambda: self.looked(by_clock=True)
        return worker

    # ---- what happens by itself

    def _live(self, person: Person) -> None:
        """Plan when this person looks in, for all the weeks."""
        for day in range(self.size.weeks * 7):
            local = datetime.combine(self.begins + timedelta(days=day), time(0), person.zone)
            weekend = local.weekday() > 4
            for moment in moments(person.chance, local, self.size.often * (0.2 if weekend else 1)):
                self.when(moment.astimezone(UTC), person)

    def when(self, moment: datetime, person: Person) -> None:
        """They look in at this moment; never, when it is past."""
        seconds = self.loop.seconds_until(moment)
        if seconds > 0:
            self.loop.call_later(seconds, lambda: self.begin(person.look_in()))

    def begin(self, doing: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(doing)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.checks.fail(task.exception())

    def worker(self) -> Worker:
        return self._root.choice(self.workers)

    def _up_or_down(self) -> None:
        """What a dead worker had claimed is free when its lease runs out; until then there is trouble, too."""
        now, up = self.loop.now(), all(worker.alive for worker in self.workers)
        (self.trouble.ends if up else self.trouble.begins)("down", now)
        if not up:
            self.trouble.add("down", now, now + LEASE + timedelta(minutes=2))

    def looked(self, *, by_clock: bool) -> None:
        self.guests.find()
        if self.book.look(by_clock):
            self.checks.after_step()


class _TimeOf:
    """While it lasts, the Discord door's monotonic time is the loop's."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._patch = mock.patch.object(
            discord_messenger, "time", mock.Mock(monotonic=loop.time), create=True
        )

    def __enter__(self) -> None:
        self._patch.start()

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

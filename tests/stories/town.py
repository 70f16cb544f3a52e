"""A town in which Samspil runs: a Slack, a Discord and browsers on real ports, one team with its facilitator,
and a clock that everybody goes by. The platforms and the people outlive the process; nothing else does.

    async with Town(template, url, folder, {"Amira": "slack", "Freja": "web", "Mette": "slack"}) as town:
        await town.begin("2026-11-06 13:00")
        await town.at("2026-11-12 09:00")      # every due moment on the way happens at its time, in order
        await town["Amira"].press("Svar")
        await town.survives()                  # SIGKILL, start again: and nothing has changed
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import aiohttp

from adapters.slack.installation import HISTORY_SCOPES
from bot.features import FEATURES
from bot.settings import Settings
from bot.teams.loading import load
from storage.database import Database
from tests.databases import VAULT
from tests.doors.discord import DiscordVisitor
from tests.doors.slack import CHANNEL, SlackUnderTest, SlackVisitor
from tests.doors.web import WebVisitor
from tests.fakes.discord import FakeDiscord
from tests.fakes.slack import FakeSlack
from tests.stories import picture
from tests.stories.course import FACILITATOR, course_file
from tests.stories.household import Household, Rooms
from tests.stories.people import Somebody
from tests.stories.running import Running, Template
from tests.world import local

READY_WITHIN = 5.0  # seconds from a start until every door is open (reliability.md)
STUCK = 30.0  # seconds of a start after which it is given up
SOON = timedelta(seconds=2)  # edits wait a moment so as not to flood
EPSILON = timedelta(milliseconds=1)
SECRET = "test-secret-that-is-long-enough-for-a-key"  # of tests.conftest.VAULT


class Town:
    """`homes`: who is at which door. The team has a place on each chat somebody uses, and its web room."""

    def __init__(self, template: Template, url: str, folder: Path, homes: Mapping[str, str]) -> None:
        self.homes = dict(homes)
        self.database = Database(url, VAULT)  # to load the course, and to look; the process has its own
        self.slack = FakeSlack() if "slack" in homes.values() else None
        self.discord = FakeDiscord() if "discord" in homes.values() else None
        self.port = _free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.running = Running(template, {}, folder)
        self.house = Household(self)
        self.web = Rooms(self)
        self.people: dict[str, Somebody] = {}
        self.guests: dict[str, Somebody] = {}  # tests.stories.guests
        self.partner = ""  # whom the team works with, by the course file
        self.ids: dict[str, int] = {}
        self.team_id = 0
        self.settings: dict[str, str] = {}  # of the process, besides those every town gives it
        self.links: dict[str, str] = {}  # the tokens of the personal links that loading the course gave

    def __getitem__(self, name: str) -> Somebody:
        return self.people[name]

    @property
    def members(self) -> list[Somebody]:
        return [one for name, one in self.people.items() if name != FACILITATOR]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (*self.people.values(), *self.guests.values()):
            if isinstance(one.visitor, WebVisitor):
                await one.visitor.close()
        await self.running.close()
        if self.slack is not None:
            await self.slack.stop()
        if self.discord is not None:
            await self.discord.stop()
        self.database.close()

    # ---- the stage

    async def begin(self, at: str, *, starts: str = "2026-11-02") -> None:
        """At this local moment the course is loaded, and the process started; everybody finds their way in."""
        self._pass(self.running.set_clock(local(at)))
        if self.slack is not None:
            await self._open_slack(self.slack)
        if self.discord is not None:
            await self._open_discord(self.discord)
        self.running.settings = self._settings()
        self._load_course(starts)
        await self.start()
        for name, platform in self.homes.items():
            self.people[name] = Somebody(self, name, await self._visitor(name, platform))
        await self.settle()

    async def _open_slack(self, slack: FakeSlack) -> None:
        await slack.start()
        slack.scopes |= set(HISTORY_SCOPES)  # so that the fate of a message under way at a kill can be known
        members = [slack.user(_slack_id(name), name=name) for name in self._at("slack")]
        slack.channel(CHANNEL, *members, name="team-broen")

    async def _open_discord(self, discord: FakeDiscord) -> None:
        await discord.start()
        guild = discord.guild("Skolen")
        self.channel = discord.channel(guild, "team-broen")
        self.users = {name: discord.world.add_user(name) for name in self._at("discord")}

    def _at(self, platform: str) -> list[str]:
        return [name for name, where in self.homes.items() if where == platform]

    def _settings(self) -> dict[str, str]:
        settings = {
            "DATABASE_URL": self.database.url,
            "SAMSPIL_SECRET_KEY": SECRET,
            "SAMSPIL_HOST": "127.0.0.1",
            "SAMSPIL_PORT": str(self.port),
            "SAMSPIL_CONTROLLER": "Skolen",
            "SAMSPIL_CONTACT": "data@skolen.example",
        }
        if self.slack is not None:
            settings |= {"SLACK_BOT_TOKEN": self.slack.bot_token, "SLACK_APP_TOKEN": self.slack.app_token,
                         "SLACK_API_URL": self.slack.api_url}  # fmt: skip
        if self.discord is not None:
            settings |= {"DISCORD_TOKEN": self.discord.token, "DISCORD_API_URL": self.discord.api}
        return settings | self.settings

    # ---- the course

    def _load_course(self, starts: str) -> None:
        """As `samspil course load` does, while the process runs or before."""
        core = Settings(base_url=self.base_url, controller="Skolen", contact="data@skolen.example")
        report = load(self.database, FEATURES, core, self._course(starts), "course.toml", self.running.now())
        self.links = {link.name: link.url.rsplit("/", 1)[1] for link in report.links}
        with self.database.engine.connect() as connection:
            people = connection.exec_driver_sql("SELECT name, id FROM person").all()
            self.team_id = int(connection.exec_driver_sql("SELECT id FROM team").scalar_one())
        self.ids = {name: int(number) for name, number in people}

    def _course(self, starts: str) -> str:
        places = {"slack": CHANNEL} if self.slack is not None else {}
        places |= {"discord": f"channel/{self.channel.id}"} if self.discord is not None else {}
        accounts = {name: self._accounts(name, platform) for name, platform in self.homes.items()}
        return course_file(places, accounts, starts=starts, ends="2026-12-20", partner=self.partner)

    def _accounts(self, name: str, platform: str) -> dict[str, str]:
        match platform:
            case "slack":
                return {"slack": _slack_id(name)}
            case "discord":
                return {"discord": f"user/{self.users[name].id}"}
            case _:
                return {}

    async def _visitor(self, name: str, platform: str) -> SlackVisitor | DiscordVisitor | WebVisitor:
        if platform == "slack":
            door = cast(SlackUnderTest, self)  # it has the visitor's `house` and `slack`
            assert self.slack is not None
            person = self.slack.user(_slack_id(name))
            person.go_to(CHANNEL)
            return SlackVisitor(door, person)
        if platform == "discord":
            assert self.discord is not None
            return DiscordVisitor(self.discord, self.users[name], self.channel)
        # No connection survives the process: each request has its own.
        connector = aiohttp.TCPConnector(force_close=True)
        http = aiohttp.ClientSession(
            self.base_url, connector=connector, cookie_jar=aiohttp.CookieJar(unsafe=True)
        )
        visitor = WebVisitor(self.web, name, live=False, http=http)
        await visitor.sign_in()
        return visitor

    # ---- the process

    async def start(self, *, fresh: bool = False) -> float:
        """Until every door is open; how many seconds of the processor's that took: the machine may be busy."""
        await self.running.start(fresh=fresh)
        if self.slack is not None:
            await self.slack.connected()
        if self.discord is not None:
            await self.discord.gateway.until_connected()
        async with aiohttp.ClientSession() as http, asyncio.timeout(STUCK):
            while True:
                async with http.get(f"{self.base_url}/readyz") as response:
                    doors = (await response.json())["doors"]
                if doors and all(door["ready"] for door in doors.values()):
                    return self.running.processor_seconds()
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """SIGKILL; the platforms notice that nobody is there any more."""
        self.database.engine.dispose()  # ours must not keep alive what a crash leaves of SQLite's log
        await self.running.kill()
        await self._noticed()

    async def died(self, point: str) -> None:
        """It killed itself at this failpoint, or is about to."""
        self.database.engine.dispose()
        await self.running.died(point)
        await self._noticed()

    async def _noticed(self) -> None:
        if self.slack is not None:
            await self.slack.until(lambda: self.slack and not self.slack.sockets.connections)
        if self.discord is not None:
            world, gateway = self.discord.world, self.discord.gateway
            async with asyncio.timeout(5), world.changed:
                await world.changed.wait_for(lambda: not gateway.connected)

    async def survives(self) -> None:
        """Killed and started again: everybody sees what they saw, and what is stored is what was stored."""
        await self.settle()
        before = await picture.of(self)
        await self.kill()
        await self.start()
        await self.settle()
        after = await picture.of(self)
        for what in before.keys() | after.keys():
            assert after.get(what) == before.get(what), f"changed by a kill and a start: {what}"
        picture.check_once_each(self)

    def check_calm(self) -> None:
        """No platform was asked for anything it refuses, and nothing went wrong unseen."""
        assert not (self.slack and self.slack.refused)
        assert not (self.discord and self.discord.refused)
        assert not self.running.errors()

    # ---- time

    def now(self) -> datetime:
        return self.running.now()

    def _pass(self, moved: timedelta) -> None:
        if self.slack is not None:
            self.slack.clock.advance(moved.total_seconds())
        if self.discord is not None:
            self.discord.world.advance(moved.total_seconds())

    def move(self, to: datetime) -> None:
        """It is `to` (UTC) now, before anybody has done anything about it. Time does not go back."""
        if to > self.now():
            self._pass(self.running.set_clock(to))

    async def at(self, text: str) -> None:
        """Let time pass to this local moment; what is due on the way happens at its time, in order."""
        assert local(text) > self.now() - timedelta(minutes=10), f"it is past {text} already"
        await self._reach(local(text))

    async def _reach(self, target: datetime) -> None:
        stopped_at = None
        while (due := await self.running.quiet()) is not None and due <= target and due != stopped_at:
            self.move(due + EPSILON)
            stopped_at = due
        self.move(target)
        await self.settle()

    async def settle(self) -> None:
        """Let what is due now happen, and the edits that wait a moment."""
        while (due := await self.running.quiet()) is not None and due <= self.now() + SOON:
            self.move(due + EPSILON)

    async def wait(self, duration: timedelta) -> None:
        """Let so much time pass, with all that is due in it."""
        await self._reach(self.now() + duration)

    async def fetch(self, path: str) -> bytes:
        """What anybody gets from the web door without being signed in."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.base_url}{path}") as response:
            assert response.status == 200, f"{path}: {response.status}"
            return await response.read()


def _slack_id(name: str) -> str:
    return f"U0{name.upper()}"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])

"""The Slack door under the contract: the real door against the wire-level fake, in either mode."""

from __future__ import annotations

import asyncio
from typing import Literal

from aiohttp import web

from adapters.cli.doors import Files
from adapters.slack.app import DEFER_AFTER, SlackDoor
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import PING
from tests.doors.house import House
from tests.fakes.slack import FakeSlack, Person

Mode = Literal["socket", "http"]
CHANNEL = "C0TEAM"


class SlackVisitor:
    """A person at Slack. Their errors in a form, ephemerals, direct messages and home tab are all seen."""

    def __init__(self, door: SlackUnderTest, person: Person) -> None:
        self.door, self.person = door, person

    async def command(self, name: str, text: str = "") -> None:
        await self.person.command(f"/{name}", text, channel=CHANNEL)

    async def press(self, label: str) -> None:
        await self.door.house.work()
        while self.person.modal is not None and label not in self.person.buttons():
            await self.person.close_form()  # what is wanted stands behind the modal
        await self.person.press(label)

    async def choose(self, label: str, option: str) -> None:
        await self.person.choose(label, option)

    async def fill(self, values: dict[str, str]) -> None:
        await self.person.fill(values)

    async def home(self) -> None:
        await self.person.open_home()

    async def until_sees(self, text: str, seconds: float = 30.0) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not self.sees(text):
                    await self.door.house.work()
                    await self.door.slack.settle()
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"never saw {text!r}, but:\n{self.person.text()}") from None

    def sees(self, text: str) -> bool:
        return self.person.sees(text)

    async def pictures(self) -> list[bytes]:
        blocks = [block for shown in self.person.visible() for block in shown.blocks]
        uploads = self.door.slack.workspace.uploads
        return [uploads[one["slack_file"]["id"]].content for one in blocks if one["type"] == "image"]


class SlackUnderTest:
    """`start` brings up the fake, the door and, in HTTP mode, the web server it is mounted on.

    `ping` is for tests of the connection itself: the client gives up a connection whose pong takes longer
    than half of it, which on a busy machine happens to a short one of itself.
    """

    platform = "slack"

    def __init__(self, house: House, mode: Mode = "socket", defer_after: float = DEFER_AFTER) -> None:
        self.house, self.mode, self.defer_after = house, mode, defer_after
        self.ping = PING
        self.slack = FakeSlack()
        self.files: dict[str, bytes] = {}  # by sha256, beside what the core has stored
        self.door: SlackDoor | None = None
        self._runner: web.AppRunner | None = None
        self._names: dict[str, str] = {}

    async def start(self) -> None:
        await self.slack.start()
        self.slack.settle_with(self._settled)
        people = {name: f"U{index}" for index, name in enumerate(self.house.world.people, start=1)}
        self._names = people
        members = [self.slack.user(id, name=name) for name, id in people.items()]
        self.slack.channel(CHANNEL, *members, name="team")
        accounts = {name: f"T0TEAM/{id}" for name, id in people.items()}
        self.house.open_door("slack", f"T0TEAM/{CHANNEL}", accounts)
        await self.open_door()

    async def open_door(self) -> None:
        """A new door on the same database, up and connected."""
        tokens = {"bot_token": self.slack.bot_token, "api_url": self.slack.api_url}
        if self.mode == "socket":
            settings = SlackSettings(**tokens, app_token=self.slack.app_token)
        else:
            settings = SlackSettings(**tokens, signing_secret=self.slack.signing_secret)
        times = {"defer_after": self.defer_after, "ping": self.ping, "retry": 0.1}
        self.door = SlackDoor(settings, self.house.bot, load=self._load, **times)
        self.house.messengers["slack"] = self.door.messenger
        if self.mode == "http":
            app = web.Application()
            self.door.mount(app)
            self._runner = web.AppRunner(app, shutdown_timeout=0.1)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
            self.slack.http.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"
        await self.door.start()
        await self.until_ready()
        if self.mode == "socket":
            await self.slack.connected()  # the client is connected a moment before the fake knows it

    async def until_ready(self, ready: bool = True) -> None:
        assert self.door is not None
        async with asyncio.timeout(5):
            while self.door.state.ready is not ready:  # noqa: ASYNC110 -- a door tells its state, not its changes
                await asyncio.sleep(0.005)

    async def close_door(self) -> None:
        if self.door is not None:
            await self.door.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self.door, self._runner = None, None

    async def stop(self) -> None:
        """Slack has refused nothing for what was in it."""
        await self.close_door()
        await self.slack.stop()
        assert not [refused for refused in self.slack.refused if refused[2]]

    async def _load(self, sha256: str) -> bytes | None:
        return self.files.get(sha256) or await Files(self.house.bot).load(sha256)

    async def _settled(self) -> None:
        if self.door is not None:
            await self.door.settled()

    # ---- the contract's door

    def visitor(self, name: str, language: str = "da") -> SlackVisitor:
        person = self.slack.user(self._names[name])
        person.go_to(CHANNEL)
        return SlackVisitor(self, person)

    async def restart(self) -> None:
        await self.close_door()
        await self.open_door()

    async def team_posts(self) -> int:
        return sum(not one.thread_ts for one in self.slack.messages(CHANNEL))

    async def put_out(self) -> None:
        await self.slack.kick_bot(CHANNEL)

    async def let_in(self) -> None:
        await self.slack.invite_bot(CHANNEL)
        await self.house.work()

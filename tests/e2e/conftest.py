"""A browser on the demo: the real server, a fixed clock, Debian's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from adapters.clock import DemoClock, TimeMachine
from adapters.web.app import WebDoor, create_app
from adapters.web.demo import Demo
from bot.app import Bot
from bot.delivery import Delivery
from bot.ports import Messenger
from bot.registry import Features
from storage.database import Database
from storage.teams import TeamStore
from storage.teams.tables import memberships, people, teams
from storage.web import WebStore
from tests.databases import VAULT
from tests.world import World, local

HERE = Path(__file__).parent
# The one without windows of its own takes two thirds of the other's processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
PROFESSIONS = {
    "Amira": "sygeplejerske",
    "Jonas": "socialrådgiver",
    "Freja": "lærer",
    "Emil": "fysioterapeut",
    "Sofie": "pædagog",
    "Ali": "sygeplejerske",
    "Sara": "ergoterapeut",
    "Noah": "pædagog",
}


def chromium() -> str | None:
    """Where Chromium is; SAMSPIL_CHROMIUM names another one."""
    wanted = os.environ.get("SAMSPIL_CHROMIUM")
    found = (shutil.which(name) for name in ((wanted,) if wanted else BROWSERS))
    return next((path for path in found if path), None)


@dataclass
class Stage:
    """The demo in a browser. `complaints` is what the browser's console had against our pages."""

    url: str
    world: World
    clock: DemoClock
    machine: TimeMachine
    database: Database
    browser: Browser
    door: WebDoor
    new_door: Callable[[int], WebDoor]
    complaints: list[str] = field(default_factory=list)
    _open: list[BrowserContext] = field(default_factory=list)

    async def page(self, **options: Any) -> Page:
        """A page in a browser profile of its own."""
        options = {"locale": "da-DK", "viewport": {"width": 1240, "height": 900}, **options}
        context = await self.browser.new_context(base_url=self.url, reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        self._open.append(context)
        page = await context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _heard(self, message: Any) -> None:
        """A status such as 404 is what the test asked for; everything else is ours to answer for."""
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)

    async def enter(self, name: str, **options: Any) -> Page:
        """A page on which this person is signed in."""
        page = await self.page(**options)
        await page.goto(f"/ind/{self.link(name)}")
        await (
            page.get_by_role("button", name="Gå ind").or_(page.get_by_role("button", name="Come in")).click()
        )
        await page.wait_for_url(f"{self.url}/")
        return page

    def link(self, name: str) -> str:
        person = self.world.people[name].person_id
        with self.database.transaction() as tx:
            return WebStore(tx, self.world.tenant_id, self.clock()).issue_link(person, by=person)

    @property
    def room(self) -> str:
        assert self.world.team is not None
        return f"/rum/{self.world.team.id}"

    async def at(self, text: str) -> None:
        await self.machine.forward(local(text) - self.clock())

    async def work(self) -> None:
        """What is due now, done and delivered."""
        await self.machine.forward(timedelta(seconds=1))

    async def reopen(self, port: int) -> None:
        """The server again after a stop, on the same port."""
        self.door = self.new_door(port)
        await self.door.start()

    async def close(self) -> None:
        for context in self._open:
            await context.close()


def _move_to_the_web(world: World) -> None:
    """Rooms and accounts on the web instead of the in-memory chat, and a profession each."""
    now = world.clock.now
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, now)
        for team in store.execute(teams.select()).all():
            for place in store.places(team.id):
                store.end_place(place.platform, place.value)
            store.add_place(team.id, "web", f"team/{team.id}")
        for person in store.execute(people.select()).all():
            for account in store.accounts(person.id):
                store.remove_account(person.id, account.platform, account.value)
            store.add_account(person.id, "web", f"person/{person.id}", claimed=False)
            profession = PROFESSIONS.get(person.name, "")
            where = memberships.c.person_id == person.id
            store.execute(memberships.update().where(where).values(profession=profession))


def installed() -> str:
    """Where Chromium is; without one the test is skipped, or fails where a browser is required."""
    if path := chromium():
        return path
    missing = "no Chromium here: install Debian's `chromium-headless-shell` or `chromium`, or name one in SAMSPIL_CHROMIUM"
    if os.environ.get("SAMSPIL_REQUIRE_BROWSER"):
        pytest.fail(missing)
    pytest.skip(missing)


@asynccontextmanager
async def demo_stage(url: str, features: Features, browser: Browser) -> AsyncIterator[Stage]:
    database = Database(url, VAULT)
    world = World(database, features, "2026-11-11 08:00")
    world.make_team("Amira", "Jonas", "Freja", "Emil", "Sofie", facilitator="Mette", key="havnen")
    world.make_team("Ali", "Sara", "Noah", facilitator="Mette", key="broen")
    _move_to_the_web(world)
    start = world.clock.now
    clock = DemoClock(timedelta(), real=lambda: start)
    settings = replace(world.settings, base_url="http://127.0.0.1", demo=True)
    bot = Bot(database, features, settings, clock)
    messengers: dict[str, Messenger] = {}
    delivery = Delivery(bot, messengers)
    machine = TimeMachine(bot, database, delivery, clock)

    def new_door(port: int) -> WebDoor:
        app = create_app(bot, database, settings, demo=Demo(bot, database, machine))
        door = WebDoor(app, "127.0.0.1", port)
        messengers["web"] = door.messenger
        return door

    door = new_door(0)
    await door.start()
    stage = Stage(f"http://127.0.0.1:{door.port}", world, clock, machine, database, browser, door, new_door)
    try:
        yield stage
    finally:
        await stage.close()
        await stage.door.stop()
        database.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser belongs to the event loop it was started in, so the tests here share one."""
    for item in items:
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests, since to start it takes as long as a short test does; each has profiles of its own in it."""
    path = installed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(sqlite_url: str, features: Features, browser: Browser) -> AsyncIterator[Stage]:
    async with demo_stage(sqlite_url, features, browser) as stage:
        yield stage
        assert stage.complaints == [], "the browser complains of our pages"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: into docs/ only when asked for, so that a test run changes nothing."""
    if os.environ.get("SAMSPIL_PICTURES"):
        return Path(__file__).parents[2] / "docs" / "pictures"
    return tmp_path

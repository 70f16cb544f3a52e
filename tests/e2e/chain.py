"""A team in the middle of its term, for the pictures of the chain: four in a chat, Amira in the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from adapters.clock import DemoClock
from adapters.web.app import WebDoor, create_app
from bot.app import Bot
from bot.delivery import Delivery
from bot.registry import Features
from bot.ui import Action
from storage.calendar_sources import CalendarSourceStore
from storage.database import Database
from storage.taken import Reading, TimeTaken
from storage.teams import TeamStore
from storage.teams.tables import memberships
from storage.web import WebStore
from tests.databases import VAULT
from tests.e2e.conftest import PROFESSIONS
from tests.features.meeting_day import fill
from tests.features.role_sessions import meet
from tests.visitor import Visitor
from tests.world import World, local

NAMES = ("Amira", "Jonas", "Freja", "Emil", "Sofie")
WEEKS = ("mandag 14-16", "tirsdag 8-12", "torsdag 8-12", "fredag 12-16")
MOODS = ("4 Godt", "2 Lidt tungt", "2 Lidt tungt", "4 Godt", "5 Rigtig godt")


@dataclass
class Chain:
    """The world, and Amira's browser on it."""

    world: World
    page: Page
    complaints: list[str] = field(default_factory=list)  # what the browser's console had against our pages

    def heard(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def __getitem__(self, name: str) -> Visitor:
        return self.world.people[name]

    @property
    def members(self) -> list[Visitor]:
        return [self[name] for name in NAMES]

    async def room(self) -> None:
        assert self.world.team
        await self.page.goto(f"/rum/{self.world.team.id}")

    async def command(self, text: str) -> Locator:
        """What Amira is answered in her room."""
        await self.room()
        await self.page.locator("#command").fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.answer).to_be_visible()
        return self.answer

    @property
    def answer(self) -> Locator:
        return self.page.locator("main > .replies .card").last

    @property
    def newest(self) -> Locator:
        """Of the team's cards."""
        return self.page.locator("#feed > li > .card").first


@asynccontextmanager
async def chain_on(url: str, features: Features, browser: Browser) -> AsyncIterator[Chain]:
    """Amira's page, with the door and its database closed afterwards."""
    database = Database(url, VAULT)
    world = World(database, features, "2026-10-26 08:00")
    world.settings = replace(world.settings, base_url="http://127.0.0.1")
    clock = DemoClock(timedelta(), real=lambda: world.clock.now)
    world.bot = Bot(database, features, world.settings, clock)
    door = WebDoor(create_app(world.bot, database, world.settings), "127.0.0.1", 0)
    world.delivery = Delivery(world.bot, {"chat": world.chat, "web": door.messenger})
    world.make_team(*NAMES, starts="2026-10-26", key="broen")
    await door.start()
    token = _also_on_the_web(world)
    address = f"http://127.0.0.1:{door.port}"
    context = await browser.new_context(
        base_url=address, locale="da-DK", viewport={"width": 1240, "height": 1000}, reduced_motion="reduce",
        bypass_csp=True, color_scheme="light",
    )  # fmt: skip
    try:
        context.set_default_timeout(15_000)
        page = await context.new_page()
        await page.goto(f"/ind/{token}")
        await page.get_by_role("button", name="Gå ind").click()
        await page.wait_for_url(f"{address}/")
        chain = Chain(world, page)
        page.on("console", chain.heard)
        yield chain
    finally:
        await context.close()
        await door.stop()
        database.close()


def _also_on_the_web(world: World) -> str:
    """The team's room in the browser, and Amira's way in; each has a profession."""
    assert world.team
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        store.add_place(world.team.id, "web", f"team/{world.team.id}")
        amira = world.people["Amira"].person_id
        store.add_account(amira, "web", f"person/{amira}", claimed=False)
        store.set_person(amira, preferred="web")
        for name in NAMES:
            where = memberships.c.person_id == world.people[name].person_id
            store.execute(memberships.update().where(where).values(profession=PROFESSIONS[name]))
        return WebStore(tx, world.tenant_id, world.clock.now).issue_link(amira, by=amira)


# ---- what has been


async def first_weeks(chain: Chain) -> None:
    """Until Tuesday 10 November at 15: what everybody's weeks are like, a goal and how far it is, two meetings, and
    what people thought of the collaboration."""
    world, freja, team = chain.world, chain["Freja"], chain.world.team
    assert team
    with world.database.transaction() as tx:
        lesson = TimeTaken(local("2026-11-16 08:30"), local("2026-11-16 10:00"), kind="cluster")
        CalendarSourceStore(tx, team.tenant_id, world.clock.now).load_timetable(
            team.course.id, "", Reading(times=(lesson,))
        )
    for person, week in zip(chain.members[1:], WEEKS, strict=True):
        await person.press_action(Action.to("availability/week", team.id))
        await fill(person, {"more": week})
    await freja.command("samspil", "maal")
    await freja.press("Nyt mål")
    await fill(freja, {"text": "Flere unge kommer i foreningen", "sign": "Der er liv i hallen om torsdagen"})
    await number(freja, "2")
    await meet(chain.members, "tirs uge 45 13.15")
    await answers(chain, "2026-10-29", MOODS)
    await meet(chain.members, "tirs uge 46 13.15")
    await answers(chain, "2026-11-05", MOODS[::-1])
    await number(freja, "3")
    await world.at("2026-11-10 15:00")


async def number(person: Visitor, of_ten: str) -> None:
    """How far the goal is."""
    await person.command("samspil", "maal")
    await person.press("Giv målene et tal")
    await fill(person, {"goal_1": of_ten})


async def answers(chain: Chain, day: str, moods: Sequence[str], first: int = 0) -> None:
    """The day's check-in, with what each thinks of the collaboration; from the `first` of the members on."""
    await chain.world.at(f"{day} 09:00")
    for person, mood in zip(chain.members[first:], moods, strict=False):
        await person.command("tjekind")
        await person.fill({"Hvordan går samarbejdet for dig?": mood})


async def add(person: Visitor, title: str, **more: str) -> None:
    """An item of the agenda."""
    await person.press("Sæt et punkt på")
    await fill(person, {"title": title, **more})


async def visit(person: Visitor, when: str, host: str, more: Mapping[str, str]) -> None:
    """To the field, planned."""
    await person.command("samspil", "felt")
    await person.press("Planlæg et besøg")
    await person.fill({"Hvornår?": when, "Hvem besøger I?": host, **more})


async def task(person: Visitor, text: str, more: Mapping[str, str]) -> None:
    await person.command("samspil", f"opgaver {text}")
    await person.fill(more)

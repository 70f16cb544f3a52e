"""The demo: be anybody, and let time pass with everything on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from adapters.clock import DemoClock, TimeMachine
from adapters.web.app import WebDoor, create_app
from adapters.web.demo import Demo
from bot.app import Bot
from bot.delivery import Delivery
from bot.ports import Messenger
from bot.registry import Features
from storage.database import Database
from storage.teams import TeamStore
from tests.doors.dom import Node, fields_of, parse
from tests.doors.house import NAMES, House


@asynccontextmanager
async def demo(database: Database, features: Features) -> AsyncIterator[tuple[House, aiohttp.ClientSession]]:
    house = House.build(database, features)
    accounts = {name: f"person/{house.person_id(name)}" for name in (*NAMES, "Mette")}
    house.open_door("web", f"team/{house.team_id}", accounts)
    start = house.clock()
    clock = DemoClock(timedelta(), real=lambda: start)
    settings = replace(house.settings, base_url="http://127.0.0.1", demo=True)
    bot = Bot(database, features, settings, clock)
    messengers: dict[str, Messenger] = {}
    machine = TimeMachine(bot, database, Delivery(bot, messengers), clock)
    door = WebDoor(create_app(bot, database, settings, demo=Demo(bot, database, machine)), "127.0.0.1", 0)
    messengers["web"] = door.messenger
    await door.start()
    base = f"http://127.0.0.1:{door.port}"
    async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield house, http
    await door.stop()


@pytest.fixture
async def visit(
    one_database: Database, features: Features
) -> AsyncIterator[tuple[House, aiohttp.ClientSession]]:
    async with demo(one_database, features) as found:
        yield found


async def get(http: aiohttp.ClientSession, path: str) -> Node:
    async with http.get(path) as response:
        assert response.status == 200
        return parse(await response.text())


async def post(http: aiohttp.ClientSession, page: Node, action: str, **values: str) -> Node:
    form = page.first("form", action=action)
    assert form is not None
    pairs = [pair for pair in fields_of(form) if pair[0] not in values]
    async with http.post(action, data=[*pairs, *values.items()]) as response:
        assert response.status == 200, response.status
        return parse(await response.text())


async def be(http: aiohttp.ClientSession, page: Node, name: str) -> Node:
    """Become somebody, by the page to choose on or the strip above every page."""
    button = next((one for one in page.all("button", name="person") if one.text.startswith(name)), None)
    option = next((one for one in page.all("option") if one.text.startswith(name)), None)
    found = button or option
    assert found is not None
    return await post(http, page, "/demo/person", person=found.attrs["value"])


Visit = tuple[House, aiohttp.ClientSession]


async def test_choose_somebody_and_then_somebody_else(visit: Visit) -> None:
    house, http = visit
    first = await get(http, "/")
    assert "Vælg, hvem du vil være" in first.text, "a stranger is led to the choice"
    page = await be(http, first, "Amira")
    assert "Hej Amira" in page.text
    room = await get(http, f"/rum/{house.team_id}")
    page = await be(http, room, "Jonas")
    assert "Team Broen" in page.text, "the same room, as somebody else in it"
    page = await be(http, page, "Mette")
    assert page.text.count("Mette")


async def test_be_who_leads_the_course(visit: Visit) -> None:
    house, http = visit
    assert house.world.team
    lead = house.world.add_course_lead(house.world.team, "Lone").person_id
    with house.database.transaction() as tx:
        TeamStore(tx, house.world.tenant_id, house.clock()).add_account(
            lead, "web", f"person/{lead}", claimed=False
        )
    page = await be(http, await get(http, "/demo"), "Lone")
    assert "Du er ansvarlig for" in page.text and page.first("a", href="/forloeb")


async def test_every_due_moment_on_the_way_happens_in_order(visit: Visit) -> None:
    house, http = visit
    page = await be(http, await get(http, "/demo"), "Amira")
    for step in (*["day"] * 4, "hour", "hour"):
        page = await post(http, page, "/demo/time", forward=step)
    assert "Teamets tjek-ind lukker i dag kl. 12" in (await get(http, "/indbakke")).text
    for _ in range(10):
        page = await post(http, page, "/demo/time", forward="day")
    room = await get(http, f"/rum/{house.team_id}")
    assert [card.first("h2").text for card in room.all("article")][:2] == [  # type: ignore[union-attr]
        "Tjek-ind · uge 47",
        "Tjek-ind · uge 46",
    ]
    assert "Runden er lukket" in room.text


async def test_to_the_next_due_moment(visit: Visit) -> None:
    house, http = visit
    page = await be(http, await get(http, "/demo"), "Amira")
    before = _clock(page)
    page = await post(http, page, "/demo/time", forward="due")
    assert _clock(page) > before
    for _ in range(10):
        page = await post(http, page, "/demo/time", forward="due")
        if "Hvad fylder hos jer" in (await get(http, f"/rum/{house.team_id}")).text:
            break
    assert _clock(page).startswith("2026-11-12T09:00"), "not a minute too far"
    assert _clock(await post(http, page, "/demo/time", forward="hour")).startswith("2026-11-12T10:00")


def _clock(page: Node) -> str:
    strip = page.first("aside")
    time = strip.first("time") if strip else None
    assert time is not None
    return time.attrs["datetime"]


async def test_the_demos_posts_need_their_own_page_too(visit: Visit) -> None:
    _, http = visit
    page = await be(http, await get(http, "/demo"), "Amira")
    before = _clock(page)
    async with http.post("/demo/time", data={"forward": "day", "csrf": "0" * 64, "back": "/"}) as response:
        assert response.url.path == "/demo"
    async with http.post(
        "/demo/time", data={"forward": "day"}, headers={"Sec-Fetch-Site": "cross-site"}
    ) as response:
        assert response.status == 400
    assert _clock(await get(http, "/")) == before


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/rum/1\r\nX: y", "/rum/x", ""])
async def test_the_way_back_stays_here(visit: Visit, back: str) -> None:
    _, http = visit
    page = await be(http, await get(http, "/demo"), "Amira")
    form = page.first("form", action="/demo/time")
    assert form is not None
    pairs = [pair for pair in fields_of(form) if pair[0] != "back"]
    async with http.post(
        "/demo/time", data=[*pairs, ("back", back), ("forward", "hour")], allow_redirects=False
    ) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")


def test_a_demo_needs_settings_that_say_so(one_database: Database, features: Features) -> None:
    house = House.build(one_database, features)
    clock = DemoClock()
    machine = TimeMachine(house.bot, one_database, Delivery(house.bot, {}), clock)
    with pytest.raises(ValueError, match="demo"):
        Demo(house.bot, one_database, machine)

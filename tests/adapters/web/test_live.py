"""Live updates: few, in order, and only to whom they belong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from adapters.web.live import SPACING, Live
from adapters.web.messenger import WebMessenger
from bot.interactions import Address
from bot.registry import Features
from storage.database import Database
from storage.outbox import OutboxQueue
from storage.web import WebStore
from tests.adapters.web.test_links import browser, issue, redeem
from tests.doors.house import House
from tests.doors.web import WebUnderTest, web_at_work
from tests.world import local


class Stream:
    """The events of one open page, as they come."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self, kind: str, seconds: float = 5.0) -> dict[str, Any]:
        """The next event of this kind; others are passed over."""
        async with asyncio.timeout(seconds):
            event = ""
            async for line in self._response.content:
                head, _, rest = line.decode().rstrip("\n").partition(": ")
                if head == "event":
                    event = rest
                elif head == "data" and event == kind:
                    data: dict[str, Any] = json.loads(rest)
                    return data
        raise AssertionError(f"the stream ended without {kind}")

    async def nothing(self, seconds: float) -> bool:
        """Whether no card comes in this time."""
        try:
            await self.next("card", seconds)
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def stream(http: aiohttp.ClientSession, place: str, known: str = "") -> AsyncIterator[Stream]:
    async with http.get("/live", params={"place": place, "known": known}) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield Stream(response)


def room(site: WebUnderTest) -> str:
    return f"team/{site.house.team_id}"


async def test_a_card_comes_and_changes_in_place(site: WebUnderTest) -> None:
    amira, jonas = site.visitor("Amira"), site.visitor("Jonas")
    async with stream(amira.http, room(site)) as events:
        await site.house.at("2026-11-12 09:00")
        new = await events.next("card")
        assert new["new"] and "0 af 3 har svaret" in new["html"]
        await jonas.press("Jeg er væk i denne uge")
        changed = await events.next("card")
        assert not changed["new"]
        assert changed["id"] == new["id"]
        assert "1 af 3 har svaret" in changed["html"]


async def test_what_the_page_has_is_not_sent_again(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    amira = site.visitor("Amira")
    page = await amira.get(site.room)
    section, card = page.first("section"), page.first("article")
    assert section is not None and card is not None
    known = f"{card.attrs['id'].removeprefix('card-')}.{card.attrs['data-version']}"
    async with stream(amira.http, section.attrs["data-place"], known) as events:
        assert await events.nothing(0.5)


async def test_a_withdrawn_card_goes(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    amira = site.visitor("Amira")
    async with stream(amira.http, room(site)) as events:
        card = await events.next("card")
        with site.house.database.transaction() as tx:
            tx.connection.exec_driver_sql("UPDATE outbox SET card = NULL")
        assert site.server is not None
        await asyncio.sleep(SPACING)
        await site.server.messenger.delete(Address("web", room(site)), "ref")
        assert (await events.next("gone"))["id"] == card["id"]


async def test_the_inbox_counts_while_one_is_elsewhere(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    async with stream(amira.http, room(site)) as events:
        assert (await events.next("inbox"))["count"] == 0
        await site.house.at("2026-11-13 09:00")
        assert (await events.next("inbox"))["count"] == 1
    await amira.get("/indbakke")
    async with stream(amira.http, room(site)) as events:
        assert (await events.next("inbox"))["count"] == 0


async def test_the_start_page_hears_when_the_next_step_may_be_another(site: WebUnderTest) -> None:
    async with stream(site.visitor("Amira").http, "") as events:
        await events.next("inbox")
        await site.house.at("2026-11-12 09:00")
        await events.next("home")


async def test_a_session_that_ends_ends_its_open_pages(site: WebUnderTest) -> None:
    async with browser(site) as http:
        await redeem(http, issue(site, "Jonas"))
        async with stream(http, room(site)) as events:
            await events.next("inbox")
            issue(site, "Jonas", by="Mette")
            await site.house.at("2026-11-12 09:00")
            await events.next("over")


async def test_who_leaves_the_team_hears_no_more_of_it(site: WebUnderTest) -> None:
    jonas = site.visitor("Jonas")
    async with stream(jonas.http, room(site)) as events:
        await events.next("inbox")
        with site.house.database.transaction() as tx:
            tx.connection.exec_driver_sql(
                f"UPDATE membership SET left_at = joined_at WHERE person_id = {site.house.person_id('Jonas')}"
            )
        await site.house.at("2026-11-12 09:00")
        await events.next("over")


async def test_eight_changes_in_two_seconds_are_three_updates() -> None:
    live = Live(every=60)
    loop = asyncio.get_running_loop()
    woken = []
    with live.watching("team/1") as watcher:
        watcher.changed.clear()

        async def watch() -> None:
            while True:
                await watcher.changed.wait()
                watcher.changed.clear()
                woken.append(loop.time())

        watching = asyncio.create_task(watch())
        for _ in range(8):
            live.wake("team/1")
            await asyncio.sleep(0.25)
        last_change = loop.time() - 0.25
        await asyncio.sleep(SPACING)
        watching.cancel()
    assert len(woken) <= 3
    assert woken[-1] > last_change - 0.01, "the last change is told of"
    await live.close()


async def test_another_process_delivered_it(
    one_database: Database, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody wakes this process: its ticker finds the card."""
    monkeypatch.setattr("adapters.web.app.TICK_ALONE", 0.1)
    async with web_at_work(House.build(one_database, features), live=False) as site:
        amira = site.visitor("Amira")
        async with stream(amira.http, room(site)) as events:
            await events.next("inbox")
            site.house.messengers["web"] = WebMessenger(Live(every=60))  # its wake-ups do not reach us
            await site.house.at("2026-11-12 09:00")
            assert "Tjek-ind" in (await events.next("card"))["html"]


async def test_an_open_page_does_not_hold_up_a_stop(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    async with stream(amira.http, room(site)) as events:
        await events.next("inbox")
        assert site.server is not None
        async with asyncio.timeout(2):
            await site.server.stop()
        await site.start(0)


def test_the_row_is_the_message_while_it_is_being_delivered(database: Database, features: Features) -> None:
    """Between delivery's claim and its mark the card stands in the room already; before, it does not."""
    house = House.build(database, features)
    value = f"team/{house.team_id}"
    house.open_door("web", value, {})
    house.world.clock.now = local("2026-11-12 09:00")
    while house.bot.run_due():
        pass

    def shown() -> int:
        with database.transaction() as tx:
            return len(WebStore(tx, house.world.tenant_id, house.clock()).shown(value, 10))

    assert shown() == 0
    with database.transaction() as tx:
        OutboxQueue(tx, house.clock()).claim(10, ("web",))
    assert shown() == 1

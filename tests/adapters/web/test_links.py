"""Personal links and sessions: what a stolen, forwarded, reused or reissued link opens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from bot.ui import Buttons
from storage.teams import TeamStore
from storage.web import WebStore
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest

REMINDER = "Teamets tjek-ind lukker i dag"


@asynccontextmanager
async def browser(site: WebUnderTest) -> AsyncIterator[aiohttp.ClientSession]:
    assert site.server is not None
    base = f"http://127.0.0.1:{site.server.port}"
    async with aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield http


def issue(site: WebUnderTest, name: str, by: str | None = None) -> str:
    """A link for `name`, made by somebody (None: the operator)."""
    with site.house.database.transaction() as tx:
        store = WebStore(tx, site.house.world.tenant_id, site.house.clock())
        return store.issue_link(site.house.person_id(name), by=site.house.person_id(by) if by else None)


async def open_link(http: aiohttp.ClientSession, token: str) -> Node:
    async with http.get(f"/ind/{token}") as response:
        assert response.status == 200
        form = parse(await response.text()).first("form")
    assert form is not None
    return form


async def redeem(http: aiohttp.ClientSession, token: str) -> int:
    """The status that pressing the page's one button ends with."""
    form = await open_link(http, token)
    async with http.post("/ind", data=fields_of(form)) as response:
        return response.status


async def status(http: aiohttp.ClientSession, path: str) -> int:
    async with http.get(path) as response:
        return response.status


async def text(http: aiohttp.ClientSession, path: str) -> str:
    async with http.get(path) as response:
        return parse(await response.text()).text


async def test_a_page_from_the_chat_is_there_after_signing_in_oneself(both: WebUnderTest) -> None:
    """The page says how; the link from `/samspil team` opens the page that was asked for, once."""
    world, amira = both.house.world, both.house.world.people["Amira"]
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        store.add_account(amira.person_id, "chat", amira.account, claimed=False)
    page = f"/overblik/{both.house.team_id}"
    async with browser(both) as http:
        async with http.get(page, headers={"Accept": "text/html"}) as response:
            said = parse(await response.text()).text
            assert response.status == 401 and "/samspil team" in said and "Åbn på nettet" in said
        amira.place = None
        await amira.command("samspil", "team")
        await amira.press("Åbn på nettet")
        blocks = [one for one in amira.private[-1].blocks if isinstance(one, Buttons)]
        form = await open_link(http, str(blocks[0].buttons[0].url).rsplit("/", 1)[-1])
        async with http.post("/ind", data=fields_of(form)) as response:
            assert response.status == 200 and response.url.path == page
        async with http.get("/") as response:
            assert response.url.path == "/"
    async with browser(both) as http:
        form = await open_link(http, issue(both, "Amira", by="Amira"))
        async with http.post("/ind", data=fields_of(form)) as response:
            assert response.url.path == "/", "who asked for nothing begins at the start"


@pytest.mark.parametrize(
    "elsewhere",
    (
        "//evil.example/x",
        "https://evil.example",
        "/\\evil.example",
        "/%0d%0aSet-Cookie: x",
        "/a/../../b",
        "javascript:x",
    ),
)
async def test_a_planted_page_to_go_back_to_leads_nowhere_else(site: WebUnderTest, elsewhere: str) -> None:
    async with browser(site) as http:
        form = await open_link(http, issue(site, "Amira", by="Amira"))
        cookies = {"samspil-back": elsewhere}
        async with http.post(
            "/ind", data=fields_of(form), cookies=cookies, allow_redirects=False
        ) as response:
            assert response.status == 303 and response.headers["Location"] == "/"


async def test_programs_that_look_at_links_do_not_use_them_up(both: WebUnderTest) -> None:
    token = issue(both, "Amira")
    async with browser(both) as preview:
        for _ in range(5):
            await open_link(preview, token)
            async with preview.head(f"/ind/{token}") as response:
                assert response.status == 200
    async with browser(both) as http:
        assert await redeem(http, token) == 200
        assert await status(http, "/") == 200


async def test_a_link_opens_once(both: WebUnderTest) -> None:
    token = issue(both, "Amira")
    async with browser(both) as first, browser(both) as second:
        assert await redeem(first, token) == 200
        assert await redeem(second, token) == 410
        assert await status(second, "/") == 401
        assert await status(first, "/") == 200, "the second try takes nothing from the first"


async def test_a_link_runs_out_after_a_fortnight(site: WebUnderTest) -> None:
    token = issue(site, "Amira")
    site.house.world.clock.now += timedelta(days=14, seconds=1)
    async with browser(site) as http:
        assert await redeem(http, token) == 410


async def test_a_made_up_link_looks_like_a_used_one(site: WebUnderTest) -> None:
    async with browser(site) as http:
        assert await redeem(http, "A" * 43) == 410


async def test_only_hashes_are_stored(site: WebUnderTest) -> None:
    token = issue(site, "Amira")
    async with browser(site) as http:
        await redeem(http, token)
        cookies = {cookie.value for cookie in http.cookie_jar}
    with site.house.database.transaction() as tx:
        for table in ("web_link", "web_session"):
            rows = str(tx.connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert not any(secret in rows for secret in (token, *cookies))


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: WebUnderTest) -> None:
    async with browser(site) as http:
        form = await open_link(http, issue(site, "Amira"))
        async with http.post("/ind", data=fields_of(form), allow_redirects=False) as response:
            cookie = response.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Max-Age=2592000" in cookie


async def test_who_comes_by_now_and_then_stays_signed_in_for_a_whole_course(site: WebUnderTest) -> None:
    async with browser(site) as http:
        await redeem(http, issue(site, "Amira"))
        for _week in range(6):
            site.house.world.clock.now += timedelta(days=14)
            async with http.get("/") as response:
                assert response.status == 200
                (kept,) = [one for one in response.cookies.values() if "samspil" in one.key]
                assert kept["max-age"] == str(30 * 24 * 3600), "the browser keeps it as long"
        async with http.get("/") as response:
            assert not response.cookies, "once a day is enough"
        site.house.world.clock.now += timedelta(days=29, hours=23)
        assert await status(http, "/") == 200
        site.house.world.clock.now += timedelta(days=30, hours=1)
        assert await status(http, "/") == 401


async def test_a_link_made_by_somebody_else_ends_the_old_sessions_and_says_so(both: WebUnderTest) -> None:
    async with browser(both) as old, browser(both) as new:
        await redeem(old, issue(both, "Amira"))
        unused = issue(both, "Amira", by="Amira")
        token = issue(both, "Amira", by="Mette")
        assert await status(old, "/") == 401
        said = await text(old, "/")
        assert "Der er lavet et nyt link til dig" in said
        assert "Har du ikke selv bedt om det" in said
        assert await redeem(new, unused) == 410
        assert await redeem(new, token) == 200


async def test_a_reissued_link_opens_the_room_but_not_earlier_private_texts(both: WebUnderTest) -> None:
    amira = both.visitor("Amira")
    await both.house.at("2026-11-12 09:00")
    await both.house.at("2026-11-13 09:00")
    await amira.until_sees(REMINDER)
    both.house.world.clock.now += timedelta(minutes=1)
    async with browser(both) as http:
        await redeem(http, issue(both, "Amira", by="Mette"))
        assert "Hvad fylder hos jer" in await text(http, both.room)
        inbox = await text(http, "/indbakke")
        assert REMINDER not in inbox
        assert "En anden har lavet dit link" in inbox


async def test_a_reissued_link_does_not_open_an_earlier_draft(site: WebUnderTest) -> None:
    """What Amira wrote and could not send yet is filled in for her, not for who took her link."""
    amira = site.visitor("Amira")
    await site.house.at("2026-11-12 09:00")
    await amira.press("Svar")
    await amira.fill(
        {"Hvad er dit næste skridt?": "Kun mit", "Er der noget, der spænder ben?": "010165-1234"}
    )
    await amira.command("tjekind")
    assert amira.sees("Kun mit")
    site.house.world.clock.now += timedelta(minutes=1)
    async with browser(site) as http:
        await redeem(http, issue(site, "Amira", by="Mette"))
        page = parse(await (await http.get(site.room)).text())
        button = next(one for one in page.all("button", name="press") if one.text == "Svar")
        form = button.above("form")
        assert form is not None
        pressed = [*fields_of(form), ("press", button.attrs["value"])]
        async with http.post("/press", data=pressed) as response:
            said = parse(await response.text()).text
    assert "Hvad er dit næste skridt?" in said and "Kun mit" not in said


async def test_a_reissued_link_opens_no_earlier_reflection_and_makes_no_better_link(
    site: WebUnderTest,
) -> None:
    amira = site.visitor("Amira")
    await site.house.at("2026-11-12 09:00")
    mette = await _facilitator(site)
    async with mette:
        opened = await act(mette, site.room, "/command", command="/refleksion")
        form = await press(mette, opened, "Åbn for teamet")
        await press(mette, form, "Åbn")
    await site.house.work()
    await amira.press("Skriv")
    assert amira.form is not None
    text_field = next(one.attrs["name"] for one in amira.form.all("textarea"))
    pairs = [pair for pair in fields_of(amira.form) if pair[0] not in (text_field, "f.share")]
    written = [*pairs, (text_field, "Kun for mig selv"), ("f.share", "kept")]
    async with amira.http.post("/submit", data=written) as response:
        assert response.status == 200
    await amira.command("refleksion", "mine")
    assert amira.sees("Kun for mig selv")

    site.house.world.clock.now += timedelta(minutes=1)
    async with browser(site) as thief, browser(site) as second:
        await redeem(thief, issue(site, "Amira", by="Mette"))
        for command in ("/refleksion mine", "/samspil minedata vis", "/samspil minedata eksport"):
            assert "Kun for mig selv" not in (await act(thief, site.room, "/command", command=command)).text
        room = await page_of(thief, site.room)
        assert "Kun for mig selv" not in (await press(thief, room, "Skriv")).text
        answer = await act(thief, site.room, "/press", press=f"teams/open/{site.house.team_id}")
        link = next(one.attrs["href"] for one in answer.all("a") if "/ind/" in one.attrs["href"])
        await redeem(second, link.rpartition("/")[2])
        assert (
            "Kun for mig selv"
            not in (await act(second, site.room, "/command", command="/refleksion mine")).text
        )


async def _facilitator(site: WebUnderTest) -> aiohttp.ClientSession:
    assert site.server is not None
    base = f"http://127.0.0.1:{site.server.port}"
    http = aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True))
    await redeem(http, issue(site, "Mette"))
    return http


async def page_of(http: aiohttp.ClientSession, path: str) -> Node:
    async with http.get(path) as response:
        return parse(await response.text())


async def act(http: aiohttp.ClientSession, path: str, to: str, **values: str) -> Node:
    """Post `values` from the page's own form."""
    form = (await page_of(http, path)).first("form", action="/command")
    assert form is not None
    pairs = [pair for pair in fields_of(form) if pair[0] not in values]
    async with http.post(to, data=[*pairs, *values.items()]) as response:
        return parse(await response.text())


async def press(http: aiohttp.ClientSession, page: Node, label: str) -> Node:
    button = next((one for one in page.all("button") if one.text == label), None)
    assert button is not None, f"no {label!r} in:\n{page.text}"
    form = button.above("form")
    assert form is not None
    named = [(button.attrs["name"], button.attrs["value"])] if "name" in button.attrs else []
    async with http.post(form.attrs["action"], data=[*fields_of(form), *named]) as response:
        return parse(await response.text())


async def test_ones_own_link_keeps_what_one_could_read_and_no_more(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    await site.house.at("2026-11-13 09:00")
    await amira.until_sees(REMINDER)
    site.house.world.clock.now += timedelta(minutes=1)
    async with browser(site) as other:
        assert await redeem(other, await own_link(amira.http)) == 200
        assert REMINDER in await text(other, "/indbakke")
        assert await status(amira.http, "/") == 200, "one's own link ends nothing"
    async with browser(site) as thief, browser(site) as second:
        await redeem(thief, issue(site, "Amira", by="Mette"))
        await redeem(second, await own_link(thief))
        assert REMINDER not in await text(second, "/indbakke"), "a link made from there opens no more"


async def own_link(http: aiohttp.ClientSession) -> str:
    async with http.get("/mig") as response:
        form = parse(await response.text()).first("form", action="/me/link")
    assert form is not None
    async with http.post("/me/link", data=fields_of(form)) as response:
        field = parse(await response.text()).first("input", class_="copy")
    assert field is not None
    return field.attrs["value"].rpartition("/")[2]


@pytest.mark.parametrize(("everywhere", "other"), [(False, 200), (True, 401)])
async def test_signing_out(site: WebUnderTest, everywhere: bool, other: int) -> None:
    async with browser(site) as phone, browser(site) as laptop:
        await redeem(phone, issue(site, "Jonas"))
        await redeem(laptop, await own_link(phone))
        async with laptop.get("/mig") as response:
            form = parse(await response.text()).first("form", action="/sign-out")
        assert form is not None
        async with laptop.post(
            "/sign-out", data=[*fields_of(form), *([("everywhere", "1")] if everywhere else [])]
        ) as response:
            assert "Du er logget ud" in await response.text()
        assert await status(laptop, "/") == 401
        assert await status(phone, "/") == other

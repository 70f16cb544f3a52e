"""The pages as a person walks through them, without script."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from adapters.web.app import WebDoor, create_app
from bot import card_json
from bot.i18n import md
from bot.pictures import Cell, Row, look, matrix
from bot.ui import Card, File, Picture
from storage.files import FileStore
from storage.outbox import OutboxStore
from tests.adapters.web.test_links import browser
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest

PNG = b"\x89PNG\r\n\x1a\n"


async def test_the_frame_leads_to_the_team_and_the_inbox(site: WebUnderTest) -> None:
    page = await site.visitor("Amira").get("/")
    nav = page.first("nav")
    assert nav is not None
    assert {site.room, "/indbakke", "/mig"} <= {link.attrs["href"] for link in nav.all("a")}
    current = nav.first("a", aria_current="page")
    assert current is not None and current.attrs["href"] == "/"


async def test_a_room_says_whose_it_is(site: WebUnderTest) -> None:
    page = await site.visitor("Amira").get(site.room)
    assert "Team Broen" in page.text
    assert "Amira, Jonas og Freja · facilitator Mette" in page.text
    assert "Her er stille endnu" in page.text


async def test_an_empty_inbox_says_so_and_an_unread_card_is_counted(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    assert "Her er ikke noget lige nu" in (await amira.get("/indbakke")).text
    await site.house.at("2026-11-13 09:00")
    badge = (await amira.get(site.room)).first("span", class_="badge")
    assert badge is not None and badge.text == "1 nye"
    inbox = await amira.get("/indbakke")
    assert "Kun du kan se dette" in inbox.text
    badge = (await amira.get(site.room)).first("span", class_="badge")
    assert badge is not None and "hidden" in badge.attrs


async def test_the_language_is_ones_own_and_can_be_changed(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    assert _language(await amira.get("/")) == "da"
    form = (await amira.get("/mig")).first("form", action="/language")
    assert form is not None
    async with amira.http.post("/language", data=[*fields_of(form), ("language", "en")]) as response:
        assert response.status == 200
    assert _language(await amira.get(site.room)) == "en"
    assert _language(await site.visitor("Jonas").get(site.room)) == "da"


def _language(page: Node) -> str:
    html = page.first("html")
    assert html is not None
    return html.attrs["lang"]


async def test_a_card_in_the_courses_language_says_so_to_an_english_reader(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    page = await site.visitor("Freja").get(site.room)
    card = page.first("article")
    assert _language(page) == "en"
    assert card is not None and card.attrs["lang"] == "da"


async def test_the_command_box_knows_what_the_core_knows(site: WebUnderTest) -> None:
    for name, command in (("Amira", "tjekind"), ("Freja", "checkin")):
        page = await site.visitor(name).get(site.room)
        offered = {option.attrs["data-name"] for option in page.all("li", role="option")}
        assert command in offered


async def test_older_cards_are_on_pages_of_their_own(site: WebUnderTest) -> None:
    _post_many(site, 65)
    amira = site.visitor("Amira")
    seen: list[str] = []
    path: str | None = site.room
    pages = 0
    while path:
        page = await amira.get(path)
        seen += [card.attrs["id"] for card in page.all("article")]
        more = page.first("p", class_="older")
        link = more.first("a") if more else None
        path = link.attrs["href"] if link else None
        pages += 1
    assert (len(seen), len(set(seen)), pages) == (65, 65, 3)


def _post_many(site: WebUnderTest, count: int) -> None:
    house = site.house
    with house.database.transaction() as tx:
        store = OutboxStore(tx, house.world.tenant_id, house.clock())
        for number in range(count):
            card = Card(md("Kort %(number)s", number=number))
            _want(store, house.team_id, f"x/y/{number}", card)
        tx.connection.exec_driver_sql("UPDATE outbox SET ref = 'r', state = 'sent', sent_at = due_at")


def _want(store: OutboxStore, team_id: int, key: str, card: Card) -> None:
    store.want("web", f"team/{team_id}", key, card_json.dumps(card), language="da", team_id=team_id,
               person_id=None, week=202646, counts=False, due_at=store.now, expires_at=store.now)  # fmt: skip


@pytest.mark.parametrize("offset", ["-1", "x", "1" * 40, "²"])
async def test_an_odd_page_number_is_no_page(site: WebUnderTest, offset: str) -> None:
    async with site.visitor("Amira").http.get(site.room, params={"fra": offset}) as response:
        assert response.status == 404


async def test_pictures_and_files_are_for_their_own_organisation(site: WebUnderTest) -> None:
    with site.house.database.transaction() as tx:
        here = FileStore(tx, site.house.world.tenant_id, site.house.clock())
        picture, ics = here.keep("image/png", PNG), here.keep("text/calendar", b"BEGIN:VCALENDAR")
        card = Card(md("Filer"), (Picture(picture, "Et billede"), File("møde.ics", "text/calendar", ics)))
        outbox = OutboxStore(tx, site.house.world.tenant_id, site.house.clock())
        _want(outbox, site.house.team_id, "x/y/1", card)
    site.house.world.make_team("Ali", facilitator="", key="ny", tenant="naboen")
    with site.house.database.transaction() as tx:
        other = FileStore(tx, site.house.world.tenant_id + 1, site.house.clock()).keep("image/png", b"theirs")
    await site.house.work()

    amira = site.visitor("Amira")
    page = await amira.get(site.room)
    image, link = page.first("img", class_="picture"), page.first("a", class_="file")
    assert image is not None and link is not None
    async with amira.http.get(image.attrs["src"]) as response:
        assert (response.headers["Content-Type"], await response.read()) == ("image/png", PNG)
    async with amira.http.get(link.attrs["href"]) as response:
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''m%C3%B8de.ics"
    for sha256 in (other, "0" * 64, "x", picture.upper()):
        async with amira.http.get(f"/files/{sha256}") as response:
            assert response.status == 404
    async with browser(site) as stranger, stranger.get(f"/files/{picture}") as response:
        assert response.status == 401


async def test_a_picture_of_ours_is_shown_as_png_in_the_light_and_in_the_dark(site: WebUnderTest) -> None:
    svg = matrix(["17/11"], [Row("Søren", (Cell("M", 0),))])
    with site.house.database.transaction() as tx:
        here = FileStore(tx, site.house.world.tenant_id, site.house.clock())
        card = Card(md("Roller"), (Picture(here.keep(look.KIND, svg), "Søren var mødeleder"),))
        _want(OutboxStore(tx, here.tenant_id, here.now), site.house.team_id, "x/y/1", card)
    await site.house.work()
    amira = site.visitor("Amira")
    page = await amira.get(site.room)
    image, dark = page.first("img", class_="picture"), page.first("source")
    assert image is not None and dark is not None
    assert image.attrs["alt"] == "Søren var mødeleder"
    assert dark.attrs["media"] == "(prefers-color-scheme: dark)"
    shown = []
    for address in (image.attrs["src"], dark.attrs["srcset"]):
        async with amira.http.get(address) as response:
            assert response.headers["Content-Type"] == "image/png"
            shown.append(await response.read())
    assert shown[0] != shown[1]
    assert all(one.startswith(b"\x89PNG") for one in shown)


async def test_a_page_loads_only_what_we_ship(site: WebUnderTest) -> None:
    amira = site.visitor("Amira")
    page = await amira.get("/")
    shipped = [
        node.attrs.get("src") or node.attrs["href"]
        for node in page.walk()
        if node.tag in ("link", "script", "img")
    ]
    assert shipped
    for path in shipped:
        async with amira.http.get(path) as response:
            assert response.status == 200, path
            tag = response.headers["ETag"]
            if "?v=" in path:
                assert "immutable" in response.headers["Cache-Control"]
        async with amira.http.get(path, headers={"If-None-Match": tag}) as response:
            assert response.status == 304


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "fonts/../../app.py", "nothing.css", ""])
async def test_nothing_else_is_served(site: WebUnderTest, name: str) -> None:
    assert site.server is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", site.server.port)
    writer.write(f"GET /static/{name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    assert answer.split(" ")[1] == "404"
    assert "import" not in answer


async def test_an_unknown_calendar_is_no_page(site: WebUnderTest) -> None:
    async with browser(site) as http, http.get("/kalender/hemmelig.ics") as response:
        assert response.status == 404


async def test_without_script_a_form_is_a_page_and_its_errors_too(site: WebUnderTest) -> None:
    await site.house.at("2026-11-12 09:00")
    amira = site.visitor("Amira")
    await amira.press("Svar")
    assert amira.form is not None
    async with amira.http.post("/submit", data=fields_of(amira.form)) as response:
        assert response.status == 422
        page = parse(await response.text())
    error = page.first("p", class_="error")
    summary = page.first("div", role="alert")
    assert error is not None and summary is not None
    wrong = page.all(aria_invalid="true")
    assert len(wrong) == 1 and error.attrs["id"] in wrong[0].attrs["aria-describedby"]
    assert "Ét felt skal ses efter" in summary.text


async def test_health_routes_of_others_share_the_site(site: WebUnderTest) -> None:
    """Extra routes have the hosts and headers, but need neither session nor token."""

    async def hook(request: web.Request) -> web.Response:
        return web.json_response(await request.json())

    app = create_app(
        site.house.bot, site.house.database, site.house.settings, extra_routes=[web.post("/hook", hook)]
    )
    door = WebDoor(app, "127.0.0.1", 0)
    await door.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{door.port}") as http:
        async with http.post("/hook", json={"a": 1}) as response:
            assert (response.status, await response.json()) == (200, {"a": 1})
            assert "Content-Security-Policy" in response.headers
        async with http.post("/hook", json={}, headers={"Host": "evil.example"}) as response:
            assert response.status == 421
    await door.stop()

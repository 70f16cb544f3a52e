"""The facilitator's overview, a team's own page, and the file: what is on them, and who may read which."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import pytest

from storage.audit import entries
from storage.colleagues import ColleagueStore
from storage.conflict import ConflictStore
from storage.monday import MondayStore
from storage.teams import Role, TeamStore
from storage.web import WebStore
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest


@dataclass
class Reader:
    """Somebody at a browser, signed in."""

    http: aiohttp.ClientSession

    async def status(self, path: str) -> int:
        async with self.http.get(path) as response:
            await response.read()
            return response.status

    async def opens(self, path: str) -> int:
        """The status of a page that may never end."""
        async with self.http.get(path) as response:
            return response.status

    async def text(self, path: str) -> str:
        async with self.http.get(path) as response:
            return await response.text()

    async def page(self, path: str) -> Node:
        async with self.http.get(path) as response:
            assert response.status == 200, f"{path}: {response.status}"
            return parse(await response.text())


@pytest.fixture
async def readers(site: WebUnderTest) -> AsyncIterator[dict[str, Reader]]:
    """Team Broen's own people, and others who have no business there; Mette also has Team Ærø."""
    world = site.house.world
    assert world.team
    world.make_team("Ida", facilitator="Mette", key="ærø", starts="2026-11-09")
    world.make_team("Eva", facilitator="Karl", key="havnen", starts="2026-11-09")
    world.make_team("Tom", facilitator="Lis", key="syd", tenant="anden", starts="2026-11-09")
    world.add_person(world.team, "Rosa", Role.partner)
    world.add_course_lead(world.team, "Lone")
    found = {}
    assert site.server is not None
    for name, visitor in world.people.items():
        with world.database.transaction() as tx:
            tenant = 2 if name in ("Tom", "Lis") else world.tenant_id
            store = TeamStore(tx, tenant, world.clock.now)
            store.add_account(visitor.person_id, "web", f"person/{visitor.person_id}", claimed=False)
            token = WebStore(tx, tenant, world.clock.now).start_session(visitor.person_id)
        found[name] = Reader(
            aiohttp.ClientSession(f"http://127.0.0.1:{site.server.port}", cookies={"samspil": token},
                                  cookie_jar=aiohttp.CookieJar(unsafe=True))
        )  # fmt: skip
    yield found
    for one in found.values():
        await one.http.close()


async def test_who_may_read_what(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    """404 is what a page that is not there says too."""
    own = f"/overblik/{site.house.team_id}"
    facilitates = {"Mette", "Karl", "Lis"}
    for name, reader in readers.items():
        for path in ("/overblik", "/overblik.csv"):
            assert await reader.status(path) == (200 if name in facilitates else 404), (name, path)
        of_broen = name in ("Amira", "Jonas", "Freja", "Mette")
        assert await reader.status(own) == (200 if of_broen else 404), name
        assert await reader.status("/overblik/999999") == await reader.status("/overblik/x") == 404
        # What stands in the room is the team's: who leads the course sees status, no content.
        for path in (f"/rum/{site.house.team_id}", f"/live?place=team/{site.house.team_id}"):
            assert await reader.opens(path) == (200 if of_broen else 404), (name, path)
        assert await reader.status("/") == 200, name
    assert 'href="/rum/' not in await readers["Lone"].text("/")
    assert site.server is not None
    async with aiohttp.ClientSession() as stranger:
        for path in ("/overblik", "/overblik.csv", own):
            async with stranger.get(f"http://127.0.0.1:{site.server.port}{path}") as response:
                assert response.status == 401, path


async def test_teams_in_the_order_of_their_names_with_the_facts_of_each(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    page = await readers["Mette"].page("/overblik")
    table = page.first("table")
    assert table is not None and table.first("caption") is not None
    rows = [row for row in table.all("tr") if row.first("th", scope="row")]
    assert [one.text for one in table.all("th", scope="row")] == ["Team Broen", "Team Ærø"]
    heads = [one.text for one in table.all("th", scope="col")]
    assert heads[:4] == ["Vælg", "Team", "Tjek-ind", "Møder"] and all(
        len(row.all("td")) == len(heads) - 1 for row in rows
    )
    assert "Team Havnen" not in page.text and "Amira" not in page.text
    assert all(svg.attrs.get("aria-label") or svg.attrs.get("aria-hidden") for svg in page.all("svg"))


async def test_the_team_reads_the_very_page_its_facilitator_does(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    path = f"/overblik/{site.house.team_id}"
    await site.visitor("Mette").look()
    seen = [(await readers[name].page(path)).first("main") for name in ("Mette", "Amira")]
    assert seen[0] and seen[1] and "0 af 3 har prøvet" in seen[0].text
    assert seen[1].text in seen[0].text or seen[0].text == seen[1].text
    link = (await readers["Amira"].page(site.room)).first("a", href=path)
    assert link is not None, "from the team's room"


async def test_the_page_has_what_is_so_now_and_not_what_one_person_has_asked_for(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    await site.house.world.at("2026-11-25 10:00")
    with site.house.database.transaction() as tx:
        store = ConflictStore(tx, site.house.world.tenant_id, site.house.world.clock.now - timedelta(days=9))
        store.ask(site.house.team_id, site.house.world.people["Jonas"].person_id)
    shown = (await readers["Amira"].page(f"/overblik/{site.house.team_id}")).first("ul", **{"class": "said"})
    assert shown and "Lige nu: der er ikke aftalt møder de næste 10 dage" in shown.text
    assert "hjælp" not in shown.text


async def test_the_file_opens_in_danish_excel(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    with site.house.database.transaction() as tx:
        tx.connection.exec_driver_sql("UPDATE team SET name = '=1+1' WHERE key = 'ærø'")
    async with readers["Mette"].http.get("/overblik.csv") as response:
        assert response.headers["Content-Type"].startswith("text/csv")
        raw = await response.read()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:3] == ["Team", "Medlemmer", "Uge, der begynder"]
    assert {line[0] for line in lines[1:]} == {"Team Broen", "'=1+1"}, "no cell is a formula"
    assert all(len(line) == len(lines[0]) for line in lines)


async def test_who_takes_the_file_is_noted(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    for name in ("Mette", "Amira", "Rosa"):
        async with readers[name].http.get("/overblik.csv") as response:
            await response.read()
    with site.house.database.transaction() as tx:
        [row] = tx.connection.execute(entries.select())
    mette = site.house.world.people["Mette"].person_id
    assert (row.kind, row.actor_id, row.person_id, row.team_id) == ("exported", mette, None, None)
    assert row.course_id is not None


async def test_several_teams_at_once_from_the_table(site: WebUnderTest, readers: dict[str, Reader]) -> None:
    mette = readers["Mette"]

    async def choose(page: Node, *names: str, do: str) -> tuple[int, Node]:
        form = page.first("form", action="/overblik")
        assert form is not None
        hidden = [(one.attrs["name"], one.attrs["value"]) for one in form.all("input", type="hidden")]
        rows = [(row.first("th", scope="row"), row.first("input", type="checkbox")) for row in form.all("tr")]
        boxes = {head.text: box for head, box in rows if head and box}
        teams = [("team", boxes[name].attrs["value"]) for name in names]
        async with mette.http.post("/overblik", data=[*hidden, *teams, ("do", do)]) as response:
            return response.status, parse(await response.text())

    page = await mette.page("/overblik")
    status, again = await choose(page, do="write")
    assert status == 422 and "Vælg mindst ét team i tabellen først." in again.text
    status, asked = await choose(page, "Team Broen", "Team Ærø", do="write")
    form = asked.first("form", action="/submit")
    assert status == 200 and form is not None and "Team Broen og Team Ærø" in form.text
    values = [pair for pair in fields_of(form) if pair[0] != "f.text"]
    async with mette.http.post("/submit", data=[*values, ("f.text", "Vi ses på torsdag")]) as response:
        assert response.status == 200
        said = parse(await response.text()).text
        assert "Sendt til 2 teams." in said and "Team Broen og Team Ærø" in said
    for do, label in (("reflection", "Refleksion til flere"), ("times", "Tilbyd vejledning")):
        status, asked = await choose(page, "Team Ærø", do=do)
        assert status == 200 and label in asked.text
    status, _ = await choose(page, "Team Ærø", do="erase")
    assert status == 404


async def test_nobody_reaches_other_peoples_teams_through_the_boxes(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    form = (await readers["Karl"].page("/overblik")).first("form", action="/overblik")
    assert form is not None
    hidden = [(one.attrs["name"], one.attrs["value"]) for one in form.all("input", type="hidden")]
    broen = ("team", str(site.house.team_id))
    async with readers["Karl"].http.post("/overblik", data=[*hidden, broen, ("do", "write")]) as response:
        assert response.status == 422, "Karl has picked none of his own"
    amira = await readers["Amira"].page("/")
    csrf = amira.first("input", name="csrf")
    assert csrf is not None
    mine = [("csrf", csrf.attrs["value"]), ("delivery", "abcdefgh"), ("room", ""), ("page", "overview")]
    async with readers["Amira"].http.post("/overblik", data=[*mine, broen, ("do", "write")]) as response:
        assert response.status == 404


async def test_the_team_sees_what_was_said_and_that_advice_was_asked(
    site: WebUnderTest, readers: dict[str, Reader]
) -> None:
    house = site.house
    with house.database.transaction() as tx:
        monday = MondayStore(tx, 1, house.clock())
        for kind, personal in (("checkins.few", False), ("checkins.help", True)):
            monday.add_line(
                house.person_id("Mette"), house.team_id, house.clock().date(), kind=kind, personal=personal,
                texts={"da": f"om {kind}", "en": kind}, labels={"da": "x", "en": "x"}, action="x/y",
            )  # fmt: skip
        ColleagueStore(tx, 1, house.clock()).ask(
            house.team_id, house.person_id("Mette"), house.person_id("Karl"), "Hemmeligt"
        )
    for name in ("Amira", "Mette"):
        page = await readers[name].page(f"/overblik/{house.team_id}")
        assert "om checkins.few" in page.text and "checkins.help" not in page.text
        assert "Mette spurgte en anden facilitator til råds" in page.text and "Hemmeligt" not in page.text
        assert ("Kun for dig som facilitator" in page.text) is (name == "Mette")

"""The facilitator's overview, a team's own page, and the file: what is on them, and who may read which."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from storage.teams import Role, TeamStore
from storage.web import WebStore
from tests.doors.dom import Node, parse
from tests.doors.web import WebUnderTest


@dataclass
class Reader:
    """Somebody at a browser, signed in."""

    http: aiohttp.ClientSession

    async def status(self, path: str) -> int:
        async with self.http.get(path) as response:
            await response.read()
            return response.status

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
    assert [row.first("th").text for row in rows if row.first("th")] == ["Team Broen", "Team Ærø"]  # type: ignore[union-attr]
    heads = [one.text for one in table.all("th", scope="col")]
    assert heads[:3] == ["Team", "Tjek-ind", "Møder"] and all(
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

"""The course lead's pages in a browser: status, a list from Excel, the weeks, a copy; on a phone, in the dark, for axe."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from storage.teams import TeamStore
from storage.teams.tables import memberships, teams
from tests.e2e.axe import light_and_dark
from tests.e2e.conftest import Stage, _move_to_the_web
from tests.e2e.test_accessible import SMALL
from tests.e2e.test_overview import course
from tests.e2e.test_pictures import LOOKS, Camera

CLUSTERS = ("nord", "nord", "nord", "syd", "syd", "syd", "", "")
LIST = (
    "Hold;Navn;E-mail;Fag;Rolle;Klynge\r\n"
    "Team Lunden;Åse Møller;aase@skolen.example;sygeplejerske;;Syd\r\n"
    "Team Lunden;Bo Ørsted;bo@skolen.example;lærer;;Syd\r\n"
    "Team Lunden;Cæcilie Bang;;pædagog;;Syd\r\n"
    "Team Lunden;Karl Kjær;karl@skolen.example;;facilitator;\r\n"
).encode("cp1252")
WRONG = LIST.replace(b"karl@skolen.example", b"karl").replace(b";l\xe6rer;", b";;")


async def led(stage: Stage) -> None:
    """Lone leads Mette's eight teams: some with a channel, not everybody has come."""
    await course(stage)
    assert stage.world.team
    stage.world.add_course_lead(stage.world.team, "Lone")
    _move_to_the_web(stage.world)
    with stage.database.transaction() as tx:
        store = TeamStore(tx, stage.world.tenant_id, stage.clock())
        for number, row in enumerate(store.execute(teams.select().order_by(teams.c.id)).all()):
            if number % 3 == 0:
                store.add_place(row.id, "slack", f"T0AB12CD/C0EF34G{number}")
            elif number % 3 == 1:
                store.add_place(row.id, "discord", f"channel/12345678901234567{number}")
                if number == 4:
                    store.mark_place("discord", f"channel/12345678901234567{number}", reachable=False)
            there = store.team(row.id)
            assert there
            store.set_team_settings(there, cluster=CLUSTERS[number] or None)
            for who, member in enumerate(store.members(row.id)):
                if number != 7 and (number % 2 == 0 or who):
                    where = (memberships.c.team_id == row.id) & (memberships.c.person_id == member.person_id)
                    store.execute(memberships.update().where(where).values(last_here=date(2026, 11, 9)))


async def pick(page: Page, content: bytes) -> None:
    await page.get_by_label("Listen").set_input_files(
        {"name": "personer.csv", "mimeType": "text/csv", "buffer": content}
    )
    await page.get_by_role("button", name="Se, hvad den ændrer").click()


@pytest.mark.parametrize("look", LOOKS)
async def test_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    await led(stage)
    camera = Camera(pictures, look)
    options = {"viewport": {"width": 1440, "height": 1000}, **LOOKS[look]}
    page = await stage.enter("Lone", **options)
    await page.goto("/forloeb")
    await camera.take(page, "course")
    await page.get_by_role("link", name="Læs personer ind").click()
    await pick(page, WRONG)
    await camera.take(page, "course-list-wrong")
    await pick(page, LIST)
    await camera.take(page, "course-list")
    await page.goto("/forloeb")
    await page.get_by_role("link", name="Vis ugerne").click()
    await camera.take(page, "course-weeks")


async def test_for_everybody_who_reads_it(stage: Stage) -> None:
    await led(stage)
    page = await stage.enter("Lone", bypass_csp=True)
    await page.goto("/forloeb")
    await expect(page.get_by_role("rowheader")).to_have_count(8)
    await page.locator("details").first.locator("summary").click()
    assert await light_and_dark(page) == []
    start = page.url
    for link in ("Læs personer ind", "Vis ugerne", "Kopiér som skabelon"):
        await page.goto(start)
        await page.get_by_role("link", name=link).click()
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await light_and_dark(page) == [], link
        await narrow(page, page.url)
    await narrow(page, start)


async def test_a_list_is_loaded_and_somebody_moved(stage: Stage) -> None:
    """By the keyboard where it is a press; what has changed is on the page without fetching it again."""
    await led(stage)
    page = await stage.enter("Lone", bypass_csp=True)
    await page.goto("/forloeb")
    start = page.url
    await page.get_by_role("link", name="Læs personer ind").click()
    await pick(page, b"")
    await expect(page.get_by_text("Vælg en fil først.")).to_be_visible()
    await pick(page, WRONG)
    await expect(page.get_by_role("heading", name="2 ting skal rettes i filen")).to_be_visible()
    assert await light_and_dark(page) == []
    await pick(page, LIST)
    await expect(page.get_by_text("Bo Ørsted, lærer, på Team Lunden")).to_be_visible()
    assert await light_and_dark(page) == []
    await page.get_by_role("button", name="Indlæs").click()
    await expect(page.get_by_role("heading", name="Listen er læst ind")).to_be_visible()
    async with page.expect_download() as given:
        await page.get_by_role("button", name="Hent links").click()
    assert (await given.value).suggested_filename == "links.csv"
    await page.goto(start if "/forloeb" in start else "/forloeb")
    people = page.locator("details", has_text="Team Lunden")
    await people.locator("summary").press("Enter")
    await people.get_by_role("button", name="Flyt Bo Ørsted").press("Enter")
    await page.get_by_label("Hvilket team?").select_option(label="Team Havnen")
    await page.get_by_role("dialog").get_by_role("button", name="Flyt").click()
    await expect(page.get_by_text("Bo Ørsted er flyttet fra Team Lunden til Team Havnen.")).to_be_visible()
    await expect(page.get_by_role("row", name="Team Lunden").get_by_text("0 af 2")).to_be_visible()
    async with page.expect_download() as given:
        await page.get_by_role("link", name="Kopiér som skabelon").click()
        await page.get_by_label("Det nye forløbs navn").fill("Forår 2027")
        await page.get_by_role("button", name="Hent filen").click()
    assert (await given.value).suggested_filename == "forår-2027.toml"


async def narrow(page: Page, path: str) -> None:
    """Nothing is wider than the screen, and targets are large."""
    for width in (320, 390, 768):
        await page.set_viewport_size({"width": width, "height": 700})
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert await page.evaluate(SMALL) == [], (path, width)
    await page.set_viewport_size({"width": 1240, "height": 900})

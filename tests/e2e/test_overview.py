"""The facilitator's overview in a browser: as a table, on a phone, printed, in the dark, for axe."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from storage.teams import TeamStore
from storage.teams.tables import teams
from tests.e2e.axe import light_and_dark
from tests.e2e.conftest import Stage, _move_to_the_web
from tests.e2e.test_accessible import SMALL
from tests.e2e.test_pictures import LOOKS, Camera
from tests.past_weeks import Past, fill

NAMES = ("Kvarteret", "Ærø", "Skoven", "Torvet", "Åen", "Parken")
# What is ticked is a target as large as its label.
TARGETS = SMALL.replace("select, textarea", "select, textarea, label.tick").replace(
    ".filter(one => !(one.tagName",
    '.filter(one => !one.closest(".tick") || one.matches("label")).filter(one => !(one.tagName',
)
FIRST, WEEKS = date(2026, 9, 14), 8


async def course(stage: Stage) -> None:
    """Mette has eight teams with eight weeks behind them."""
    for number, name in enumerate(NAMES):
        people = [f"{name} {one}" for one in range(3 + number % 3)]
        stage.world.make_team(*people, facilitator="Mette", key=name, starts="2026-09-14", ends="2026-12-04")
    _move_to_the_web(stage.world)
    with stage.database.transaction() as tx:
        store = TeamStore(tx, stage.world.tenant_id, stage.clock())
        ids = [row.id for row in store.execute(teams.select())]
        past = [Past(one, [member.person_id for member in store.members(one)]) for one in ids]
        fill(tx, stage.world.tenant_id, past, FIRST, WEEKS)


@pytest.mark.parametrize("look", LOOKS)
async def test_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    await course(stage)
    camera = Camera(pictures, look)
    options = {"viewport": {"width": 1600, "height": 1000}, **LOOKS[look]}
    page = await stage.enter("Mette", **options)
    await page.goto("/overblik")
    await camera.take(page, "overview")
    await page.get_by_role("link", name="Team Torvet", exact=True).last.click()
    await camera.take(page, "team-page")


async def test_for_everybody_who_reads_it(stage: Stage) -> None:
    await course(stage)
    page = await stage.enter("Mette", bypass_csp=True)
    await page.goto("/overblik")
    rows = page.get_by_role("row")
    await expect(rows).to_have_count(9)
    assert await page.get_by_role("rowheader").all_inner_texts() == [
        "Team Broen", "Team Havnen", "Team Kvarteret", "Team Parken", "Team Skoven", "Team Torvet", "Team Ærø", "Team Åen",
    ]  # fmt: skip
    await page.get_by_label("Vælg Team Ærø").focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_label("Vælg Team Ærø")).to_be_checked()
    assert await light_and_dark(page) == []
    await narrow(page, "/overblik")
    await page.set_viewport_size({"width": 1240, "height": 900})
    await page.goto("/overblik")
    await page.get_by_role("link", name="Team Ærø", exact=True).last.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Uge for uge")).to_be_visible()
    assert await light_and_dark(page) == []
    await narrow(page, page.url)


async def narrow(page: Page, path: str) -> None:
    """Nothing is wider than the screen, the table is still one, and targets are large."""
    for width in (320, 390, 768):
        await page.set_viewport_size({"width": width, "height": 700})
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert await page.evaluate(TARGETS) == [], (path, width)
        assert await page.get_by_role("rowheader").count() > 3, (path, width)

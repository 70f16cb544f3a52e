"""The week's chain in the browser, step by step: a picture of each for docs/team-week.md, and axe on its pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.feature import Features
from tests.e2e.axe import violations
from tests.e2e.chain import Chain, add, answers, chain_on, first_weeks, number
from tests.features.meeting_day import fill
from tests.features.meeting_sessions import suggest, vote


@pytest.fixture
async def chain(sqlite_url: str, features: Features) -> AsyncIterator[Chain]:
    async with chain_on(sqlite_url, features) as chain:
        yield chain


class Camera:
    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        folder.mkdir(parents=True, exist_ok=True)

    async def take(self, what: Locator, name: str) -> None:
        """What stands there, with a little of the page around it."""
        await self.page.mouse.move(0, 0)
        await self.page.evaluate("document.activeElement.blur()")
        await what.scroll_into_view_if_needed()
        await self.page.evaluate("document.fonts.ready")
        for picture in await what.locator("img").all():
            await picture.evaluate("one => (one.loading = 'eager', one.decode())")
        box = await what.bounding_box()
        assert box, name
        top = await self.page.evaluate("scrollY")
        clip = {"x": box["x"] - 20, "y": box["y"] + top - 20, "width": box["width"] + 40, "height": box["height"] + 40}
        path = self.folder / f"chain-{name}.png"
        await self.page.screenshot(path=path, clip=clip, full_page=True, animations="disabled", caret="hide")  # type: ignore[arg-type]
        assert path.stat().st_size > 5_000, "an empty picture"


async def test_the_chain_in_pictures(chain: Chain, pictures: Path) -> None:
    world, page, camera = chain.world, chain.page, Camera(chain.page, pictures)
    jonas, freja, emil, sofie = chain.members[1:]
    await first_weeks(chain)

    await page.goto("/mig/uge/1")
    await paint(page, "c.1.8", "c.1.11")
    await paint(page, "c.3.13", "c.3.15")
    await page.get_by_text("Helst ikke", exact=True).first.click()
    await paint(page, "c.4.7", "c.4.7")
    cell = page.get_by_label("mandag 7-8")
    await cell.focus()
    await page.keyboard.press("ArrowUp")
    await expect(cell).to_have_value("rather_not")
    await cell.blur()
    await camera.take(page.locator("main"), "week")
    await page.get_by_role("button", name="Gem").click()
    await expect(chain.answer).to_contain_text("Optaget: helst ikke man 7-8, tirs 8-12, tors 13-16, helst ikke fre 7-8")
    await camera.take(chain.answer, "week-saved")

    await suggest(jonas, "", minutes="90", purpose="Forberedelse af besøget i foreningen")
    await chain.room()
    await page.get_by_role("button", name="Stem", exact=True).click()
    await expect(page.locator("#feed .replies .card")).to_be_visible()
    await camera.take(page.locator("#feed > li").first, "proposal")
    await vote(chain["Amira"], "nej", "nej", "ja")
    for person in (freja, emil, sofie):
        await vote(person, "nej", "måske", "ja")
    await chain.room()
    await camera.take(page.locator("#feed > li > .card").first, "roles")
    await chain.command("/roller")
    await page.get_by_role("button", name="Møde for møde").click()
    await expect(chain.answer.locator("img")).to_be_visible()
    await camera.take(chain.answer, "matrix")

    await emil.command("samspil", "felt")
    await emil.press("Planlæg et besøg")
    await emil.fill({
        "Hvornår?": "tors 15.00", "Hvem besøger I?": "Foreningens formand", "Hvad må I se?": "Hallen i åbningstiden",
        "Hvad vil I spørge om?": "Hvem kommer ikke længere, og hvorfor",
    })
    await chain.room()
    await camera.take(page.locator("#feed > li > .card").first, "visit")
    await freja.command("samspil", "opgaver Plakat til hallen")
    await freja.fill({"Hvem tager den?": "Sofie", "Til hvornår?": "fredag uge 47"})
    await freja.command("samspil", "opgaver Prøveaften med to klasser")
    await freja.fill({})
    await freja.command("samspil", "opgaver Spørg skolen om busser")
    await freja.fill({"Hvem tager den?": "Emil"})
    await chain.command("/samspil opgaver")
    await camera.take(chain.answer, "tasks")
    await answers(chain, "2026-11-12", ("3 Midt imellem", "4 Godt", "4 Godt", "5 Rigtig godt", "4 Godt"))
    await world.at("2026-11-13 12:30")
    await chain.command("/tjekind udvikling")
    await camera.take(chain.answer, "trend")
    await number(freja, "6")
    await chain.command("/samspil maal")
    await camera.take(chain.answer, "goals")
    await chain.command("/samspil felt")
    await camera.take(chain.answer, "field")

    await jonas.command("aftale", "Ring til foreningen om besøget torsdag uge 47")
    await fill(jonas, {"along": (str(chain["Amira"].person_id),)})
    await page.goto("/indbakke")
    await camera.take(page.locator("main .card").first, "agreement")
    await page.get_by_role("button", name="Ja, det er en aftale").click()
    await chain.command("/aftale")
    await camera.take(chain.answer, "agreements")

    await add(jonas, "Hvem åbner hallen?", kind="Beslutning", minutes="15")
    await add(sofie, "Billeder af besøget", kind="Orientering")
    await chain.command("/samspil dagsorden")
    await camera.take(chain.answer, "agenda")
    link = await chain.answer.get_by_role("link", name="Udskriv").get_attribute("href") or ""
    await page.goto(link.removeprefix(world.settings.base_url))
    await camera.take(page.locator("main"), "paper")

    await world.at("2026-11-17 12:25")
    await jonas.press("Begynd mødet")
    while "Hvem åbner hallen?" not in now(chain):
        await jonas.press("Næste punkt")
    await chain.room()
    await camera.take(page.locator("#feed > li > .card").first, "meeting")
    await page.get_by_role("button", name="Skriv beslutning").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Hvad besluttede I?").fill("Foreningen åbner hallen kl. 15, og vi lukker den kl. 18.")
    await page.screenshot(path=camera.folder / "chain-decision.png")
    await page.keyboard.press("Escape")


def now(chain: Chain) -> str:
    """What is on at the meeting, as the chat has it."""
    return chain.world.channel.text


async def paint(page: Page, first: str, last: str) -> None:
    """Down over the hours with the mouse."""
    begin, end = [await page.locator(f"td:has([name='{name}'])").bounding_box() for name in (first, last)]
    assert begin and end
    await page.mouse.move(begin["x"] + 9, begin["y"] + 9)
    await page.mouse.down()
    await page.mouse.move(end["x"] + 9, end["y"] + 9, steps=8)
    await page.mouse.up()

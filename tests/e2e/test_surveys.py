"""Surveys and a hard talk in the browser: pictures for docs/surveys.md, and axe on what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.registry import Features
from bot.ui import Action
from tests.e2e.axe import light_and_dark
from tests.e2e.chain import Chain, chain_on
from tests.e2e.test_chain import Camera
from tests.visitor import Visitor

PULSE = ("hoert", "fag", "retning", "uenig", "aftaler", "alene")
FIRST = ("443354", "434344", "534454", "343353")  # what the others answer, question by question
THEN = ("554443", "545454", "445554", "454453")


@pytest.mark.timeout(200)
async def test_a_pulse_and_a_hard_talk_in_pictures(
    sqlite_url: str, features: Features, browser: Browser, pictures: Path
) -> None:
    async with chain_on(sqlite_url, features, browser) as chain:
        camera = Camera(chain.page, pictures)
        await chain.world.at("2026-11-03 09:00")
        await pulse(chain, 1, FIRST)
        await chain.world.at("2026-11-16 09:00")
        await chain["Jonas"].press_action(Action.to("surveys/open", 1, "dialogpuls"))
        await chain.room()
        await camera.take(chain.newest, "survey-open")
        await chain.newest.get_by_role("button", name="Svar").click()
        await expect(chain.page.get_by_text("Kun du kan se dine svar.").first).to_be_visible()
        found = await light_and_dark(chain.page)
        await camera.whole("survey-form")
        await answers(chain, 2, THEN)
        await skip(chain["Amira"], 2)
        await chain.room()
        await camera.take(chain.newest, "survey-result")
        await chain.command("/samspil puls")
        await chain.page.get_by_role("button", name="Se over tid").last.click()
        trend = chain.page.locator(".card", has=chain.page.get_by_role("heading", name="Dialogpuls over tid"))
        await expect(trend.locator("img")).to_be_visible()
        await camera.take(trend, "survey-trend")
        found += await light_and_dark(chain.page)
        await chain.command("/samspil konflikt")
        await camera.take(chain.answer, "conflict")
        found += await light_and_dark(chain.page)
        await chain.command("/samspil konflikt akut")
        await camera.take(chain.answer, "serious")
        await fits_a_phone(chain.page)
        assert found == [] and chain.complaints == []


async def pulse(chain: Chain, number: int, said: tuple[str, ...]) -> None:
    await chain["Jonas"].press_action(Action.to("surveys/open", 1, "dialogpuls"))
    await answers(chain, number, said)
    await skip(chain["Amira"], number)


async def answers(chain: Chain, number: int, said: tuple[str, ...]) -> None:
    for person, steps in zip(chain.members[1:], said, strict=True):
        await person.press_action(Action.to("surveys/answer", 1, number))
        assert person.form
        labels = {one.name: one.label for one in person.form.fields}
        await person.fill({labels[name]: step for name, step in zip(PULSE, steps, strict=True)})


async def skip(person: Visitor, number: int) -> None:
    await person.press_action(Action.to("surveys/skip", 1, number))


async def fits_a_phone(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, "nothing is wider than a phone"

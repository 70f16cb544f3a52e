"""A partner's page in a browser: what it looks like, that nobody is kept out of it, and that it works by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.e2e.acts import send
from tests.e2e.axe import light_and_dark
from tests.e2e.conftest import Stage
from tests.e2e.test_accessible import SMALL
from tests.e2e.test_pictures import LOOKS, Camera


async def letter(stage: Stage, page: Page) -> str:
    """Amira adds Pia, asks her something and writes; the address of Pia's page."""
    await page.goto(stage.room)
    await page.locator("#command").fill("/samspil gaester")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="Ny kontakt").click()
    await dialog.get_by_label("Fornavn").fill("Pia")
    await dialog.get_by_label("Funktion hos partneren").fill("frivilligkoordinator")
    await send(page)
    await expect(dialog).to_be_hidden()
    await page.get_by_role("button", name="Se alle").click()
    await page.get_by_role("button", name="Spørg partneren").click()
    await dialog.get_by_label("Hvad vil I gerne vide?").fill("Hvor mange frivillige kommer om onsdagen?")
    await send(page)
    await expect(dialog).to_be_hidden()
    await page.get_by_role("button", name="Skriv til Pia").click()
    await expect(page.get_by_role("link", name="Åbn som mail")).to_be_visible()
    text = await page.locator("[data-replies] blockquote").inner_text()
    return next(line for line in text.split("\n") if "/side/" in line)[-49:]


async def meeting(stage: Stage, page: Page) -> None:
    await page.goto(stage.room)
    await page.locator("#command").fill("/moede ny")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Hvad skal I mødes om?").fill("Besøg hos jer")
    await dialog.get_by_label("Hvilke tider foreslår du?").fill("tirsdag 13.15\nonsdag 9.00")
    await send(page)
    await expect(dialog).to_be_hidden()
    await stage.work()


async def come_in(page: Page, path: str) -> None:
    await page.goto(path)
    await page.get_by_role("button", name="Gå ind").click()
    await expect(page.get_by_role("heading", name="Hej Pia")).to_be_visible()
    await page.wait_for_load_state()  # the page's script has begun


@pytest.mark.parametrize("look", LOOKS)
async def test_the_page_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    camera, options = Camera(pictures, look), LOOKS[look]
    amira = await stage.enter("Amira", **options)
    path = await letter(stage, amira)
    await amira.evaluate("for (const one of document.querySelectorAll('blockquote p')) one.textContent ="
                         " one.textContent.replace(/http.*side.*/, 'https://samspil.example/side/…')")  # fmt: skip
    await camera.take(amira, "guest-letter", of="[data-replies] .card")
    await meeting(stage, amira)
    pia = await stage.page(**options)
    await come_in(pia, path)
    await camera.take(pia, "guest-page")
    await expect(pia.get_by_role("heading", name="Hvem er vi?")).to_be_visible()


async def test_axe_finds_nothing_and_it_fits_a_phone(stage: Stage) -> None:
    amira = await stage.enter("Amira", bypass_csp=True)
    path = await letter(stage, amira)
    assert await light_and_dark(amira) == []
    await meeting(stage, amira)
    pia = await stage.page(viewport={"width": 360, "height": 740}, bypass_csp=True)
    await pia.goto(path)
    assert await light_and_dark(pia) == []
    await come_in(pia, path)
    assert await light_and_dark(pia) == []
    for width in (320, 360):
        await pia.set_viewport_size({"width": width, "height": 740})
        assert await pia.evaluate("document.documentElement.scrollWidth") <= width
        assert await pia.evaluate(SMALL) == []


async def test_a_question_is_answered_with_the_keyboard_alone(stage: Stage) -> None:
    amira = await stage.enter("Amira")
    path = await letter(stage, amira)
    pia = await stage.page()
    await come_in(pia, path)
    button = pia.get_by_role("button", name="Svar", exact=True)
    await button.focus()
    await pia.keyboard.press("Enter")
    dialog = pia.get_by_role("dialog", name="Dit svar")
    await expect(dialog).to_be_visible()
    assert await pia.evaluate("document.activeElement.tagName") == "TEXTAREA"
    await pia.keyboard.type("Omkring tyve")
    await pia.keyboard.press("Tab")
    await pia.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(pia.get_by_role("heading", name="Dit svar er sendt")).to_be_visible()
    await expect(pia.get_by_text("Dit svar: Omkring tyve")).to_be_visible()

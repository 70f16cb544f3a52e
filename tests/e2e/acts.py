"""What several browser tests let people do."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.e2e.conftest import Stage


async def send(page: Page) -> None:
    await page.get_by_role("dialog").locator(".form-end button").click()


async def propose_meeting(stage: Stage) -> None:
    """Jonas proposes two times, and Freja votes."""
    jonas = await stage.enter("Jonas")
    await jonas.goto(stage.room)
    await jonas.locator("#command").fill("/moede")
    await jonas.keyboard.press("Enter")
    dialog = jonas.get_by_role("dialog")
    await dialog.get_by_label("Hvad skal I mødes om?").fill("Forberedelse af besøget i foreningen")
    await dialog.get_by_label("Hvilke tider foreslår du?").fill("tirsdag 13.15\nonsdag 9.00")
    await send(jonas)
    await expect(dialog).to_be_hidden()
    await jonas.get_by_role("button", name="Tilpas mødet").first.click()
    await dialog.get_by_label("Jonas").check()
    await dialog.get_by_label("Amira").check()
    await send(jonas)
    await expect(dialog).to_be_hidden()
    await stage.work()
    await vote(jonas, "Ja", "Hvis nødvendigt")
    freja = await stage.enter("Freja")
    await freja.goto(stage.room)
    await vote(freja, "Ja", "Nej")


async def vote(page: Page, *answers: str) -> None:
    """Open one's ballot, and say something to each time."""
    await page.locator("#feed").get_by_role("button", name="Stem", exact=True).click()
    ballot = page.locator("#feed [data-replies] .card")
    await expect(ballot).to_be_visible()
    for row, wanted in enumerate(answers):
        button = ballot.get_by_role("group").nth(row).get_by_role("button", name=wanted, exact=True)
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")

"""A picture of every page: light, dark and on a phone. With SAMSPIL_PICTURES=1 they are kept in
docs/pictures; otherwise they are made all the same, to see that they can be, and thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.e2e.acts import propose_meeting, send, vote
from tests.e2e.conftest import Stage

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},  # each picture is taken in the dark too
    "phone": {
        "color_scheme": "light",
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
    },
}


class Camera:
    def __init__(self, folder: Path, look: str) -> None:
        self.folder, self.look = folder, look
        folder.mkdir(parents=True, exist_ok=True)

    async def take(self, page: Page, name: str, of: str = "") -> None:
        """`of`: what is to stand in the middle."""
        await page.mouse.move(0, 0)
        if of:
            await page.locator(of).evaluate("one => one.scrollIntoView({ block: 'center' })")
        await page.evaluate("document.fonts.ready")
        await page.evaluate("for (const one of document.querySelectorAll('.copy')) one.value = '…'")
        await self._shoot(page, f"{name}-{self.look}")
        if self.look == "light":
            await page.emulate_media(color_scheme="dark")
            await self._shoot(page, f"{name}-dark")
            await page.emulate_media(color_scheme="light")

    async def _shoot(self, page: Page, name: str) -> None:
        path = self.folder / f"{name}.png"
        await page.screenshot(path=path, animations="disabled", caret="hide")
        assert path.stat().st_size > 5_000, "an empty picture"


@pytest.mark.parametrize("look", LOOKS)
async def test_every_page_in_pictures(stage: Stage, pictures: Path, look: str) -> None:
    camera, options = Camera(pictures, look), LOOKS[look]
    outside = await stage.page(**options)
    for name, path in (("demo", "/demo"), ("sign-in", "/ind/abc"), ("not-found", "/nowhere")):
        await outside.goto(path)
        await camera.take(outside, name)
    await outside.goto("/ind/abc")
    await outside.get_by_role("button", name="Gå ind").click()
    await camera.take(outside, "used-link")

    amira = await stage.enter("Amira", **options)
    await amira.goto(stage.room)
    await camera.take(amira, "room-empty")
    await stage.at("2026-11-12 09:00")
    for name, step in (("Jonas", "Ringe til foreningen om besøget"), ("Freja", "Læse årsberetningen færdig")):
        other = await stage.enter(name)
        await other.goto(stage.room)
        await other.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
        await other.get_by_label("Hvad er dit næste skridt?").fill(step)
        await send(other)
        await expect(other.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()
    await propose_meeting(stage)

    await amira.goto("/")
    await camera.take(amira, "start")
    await amira.goto(stage.room)
    await camera.take(amira, "room")
    await amira.locator("#command").fill("/")
    await expect(amira.get_by_role("listbox")).to_be_visible()
    await camera.take(amira, "commands")
    await amira.locator("#command").fill("")
    await amira.locator("#command").blur()
    await vote(amira, "Ja", "Ja")
    await stage.work()
    await expect(amira.get_by_text("3 af 5 har stemt")).to_be_visible()
    await camera.take(amira, "voting", of="#feed [data-replies] .card")
    await amira.reload()
    await amira.get_by_role("button", name="Svar", exact=True).first.click()
    await camera.take(amira, "form")
    await send(amira)
    await expect(amira.locator(".error").first).to_be_visible()
    await camera.take(amira, "form-errors")
    await amira.get_by_label("Hvad er dit næste skridt?").fill("Spørge kommunen om lokaler")
    await send(amira)
    await expect(amira.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()
    await expect(amira.get_by_text("3 af 5 har svaret")).to_be_visible()
    await camera.take(amira, "answered", of="#feed [data-replies] .card")
    await amira.goto("/mig")
    await camera.take(amira, "me")

    await stage.at("2026-11-13 09:00")
    emil = await stage.enter("Emil", **options)
    await emil.goto("/indbakke")
    await camera.take(emil, "inbox")
    await stage.at("2026-11-16 08:30")
    mette = await stage.enter("Mette", **options)
    await camera.take(mette, "facilitator")
    await mette.goto("/indbakke")
    await camera.take(mette, "facilitator-monday")
    await mette.goto("/rum")
    await camera.take(mette, "teams")

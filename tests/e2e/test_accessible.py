"""Every page and state, in light and dark, against axe; keyboard alone; narrow screens; small targets."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.e2e.axe import light_and_dark, violations
from tests.e2e.conftest import Stage


async def answer_form(page: Page, stage: Stage) -> None:
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_axe_finds_nothing_anywhere(stage: Stage) -> None:
    found: dict[str, list[str]] = {}

    async def look(page: Page, name: str) -> None:
        if lines := await light_and_dark(page):
            found[name] = lines

    options = {"bypass_csp": True}
    outside = await stage.page(**options)
    for name, path in (("demo", "/demo"), ("sign-in", "/ind/abc"), ("not found", "/nowhere")):
        await outside.goto(path)
        await look(outside, name)
    await outside.goto("/ind/abc")
    await outside.get_by_role("button", name="Gå ind").click()
    await look(outside, "used link")

    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira", **options)
    await look(page, "start")
    await answer_form(page, stage)
    await look(page, "form")
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await expect(page.locator(".error").first).to_be_visible()
    await look(page, "errors")
    await page.get_by_label("Hvad er dit næste skridt?").fill("Ringe til foreningen")
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await expect(page.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()
    await look(page, "answered")
    await page.locator("#command").fill("/")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await look(page, "completion")
    for path in ("/indbakke", "/mig", stage.room.replace("/rum/", "/mig/uge/"), "/rum", "/nowhere"):
        await page.goto(path)
        await look(page, path)
    await stage.at("2026-11-13 09:00")
    jonas = await stage.enter("Jonas", **options, viewport={"width": 390, "height": 844})
    await look(jonas, "start on a phone")
    await jonas.goto("/indbakke")
    await look(jonas, "inbox on a phone")
    assert found == {}


async def test_axe_would_say_so(stage: Stage) -> None:
    """The check above can fail: pale text, a field without a name, and text that is pale in the dark are reported."""
    page = await stage.enter("Amira", bypass_csp=True)
    await page.evaluate("document.querySelector('h1').style.color = '#cccccc'")
    await page.evaluate("document.querySelector('label[for=command]').remove()")
    found = " ".join(await violations(page))
    assert "color-contrast" in found and "label" in found
    await page.reload()
    await page.evaluate("document.querySelector('h1').style.color = '#16302b'")
    assert await violations(page) == []
    (dark,) = await light_and_dark(page)
    assert dark.startswith("color-contrast")


async def test_with_the_keyboard_alone(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    page = await stage.page()
    key = page.keyboard
    await page.goto(f"/ind/{stage.link('Amira')}")
    await _tab_to(page, "Gå ind")
    await key.press("Enter")
    await page.wait_for_url(f"{stage.url}/")

    await key.press("Tab")
    assert await _focused(page) == "Gå til indholdet"
    await key.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"

    await page.goto(stage.room)
    await _tab_to(page, "Svar")
    await key.press("Enter")
    dialog = page.get_by_role("dialog", name="Tjek-ind, uge 46")
    await expect(dialog).to_be_visible()
    assert await page.evaluate("document.activeElement.type") == "radio", "the first field has the focus"
    await key.press("ArrowRight")
    await expect(dialog.get_by_role("radio").first).to_be_checked()
    await key.press("Tab")
    await key.type("Læst foreningens årsberetning")

    await key.press("Escape")
    await expect(dialog).to_be_hidden()
    assert await _focused(page) == "Svar", "the focus goes back to what opened the form"
    await key.press("Enter")
    await expect(dialog.get_by_label("Hvad har du fået gjort")).to_have_value("Læst foreningens årsberetning")
    for _ in range(12):
        await key.press("Tab")
        inside = await page.evaluate("!!document.activeElement.closest('dialog')")
        on_page = await page.evaluate("document.activeElement !== document.body")
        assert inside or not on_page, "the focus stays in the dialog"
    await _tab_to(page, "Send")
    await key.press("Enter")
    await expect(dialog).to_be_hidden()
    assert (await _focused(page)).startswith("Kun du kan se dette"), "the answer is what is read next"


async def test_the_command_box_completes_by_keyboard(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira")
    await page.goto(stage.room)
    box = page.get_by_role("combobox", name="Skriv en kommando")
    await box.focus()
    await page.keyboard.type("/tj")
    await expect(box).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("ArrowDown")
    active = await box.get_attribute("aria-activedescendant")
    assert await page.locator(f"#{active}").get_attribute("data-name") == "tjekind"
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("/tjekind")
    await expect(box).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Tjek-ind, uge 46")).to_be_visible()


async def test_nothing_is_wider_than_the_screen_and_targets_are_large(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira")
    for width in (320, 390, 768):
        await page.set_viewport_size({"width": width, "height": 700})
        for path in ("/", stage.room, "/indbakke", "/mig", "/rum"):
            await page.goto(path)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            assert await page.evaluate(SMALL) == [], (path, width)
        await page.goto(stage.room.replace("/rum/", "/mig/uge/"))
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, width
        cell = await page.locator(".week td").first.bounding_box()
        assert cell and min(cell["width"], cell["height"]) >= 24, "WCAG 2.2: a target's least size"


SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
    .filter(one => one.checkVisibility() && !one.classList.contains("skip-link"))
    .filter(one => !(one.tagName === "A" && one.closest("p")))
    .filter(one => { const box = one.getBoundingClientRect(); return box.width < 40 || box.height < 40 })
    .map(one => one.outerHTML.slice(0, 120))"""


async def _focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.innerText.trim()"))


async def _tab_to(page: Page, label: str, most: int = 60) -> None:
    for _ in range(most):
        await page.keyboard.press("Tab")
        if await _focused(page) == label:
            return
    raise AssertionError(f"no way to {label!r} by Tab")

"""What people do, in a real browser: live rooms, lost connections, no script, hostile text."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.e2e.acts import propose_meeting
from tests.e2e.conftest import Stage

HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script> {{7*7}}"


async def answer(page: Page, stage: Stage, step: str) -> None:
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Hvad er dit næste skridt?").fill(step)
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()


async def test_a_card_changes_in_place_for_everybody_who_looks(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    amira = await stage.enter("Amira", viewport={"width": 1240, "height": 260})
    await amira.goto(stage.room)
    card = amira.locator("#feed article").first
    await expect(card).to_contain_text("0 af 5 har svaret")
    button = card.get_by_role("button", name="Læs svarene")
    await button.focus()
    await amira.evaluate("window.scrollTo(0, 330); window.marker = 'same page'")
    before = await amira.evaluate("window.scrollY")

    jonas = await stage.enter("Jonas")
    await answer(jonas, stage, "Ringe til foreningen")
    await expect(card).to_contain_text("1 af 5 har svaret")
    assert await amira.evaluate("window.marker") == "same page", "not loaded anew"
    assert await amira.evaluate("window.scrollY") == before, "nothing jumps"
    assert await amira.evaluate("document.activeElement.textContent.trim()") == "Læs svarene"
    await expect(amira.locator("#announce")).to_have_text("Opdateret: Tjek-ind · uge 46")
    await expect(jonas.locator("#feed article").first).to_contain_text("1 af 5 har svaret")


async def test_a_new_card_comes_by_itself_and_the_inbox_counts(stage: Stage) -> None:
    amira = await stage.enter("Amira")
    await amira.goto(stage.room)
    await expect(amira.get_by_text("Her er stille endnu")).to_be_visible()
    await stage.at("2026-11-12 09:00")
    await expect(amira.get_by_role("heading", name="Tjek-ind · uge 46")).to_be_visible()
    await expect(amira.get_by_text("Her er stille endnu")).to_be_hidden()
    await stage.at("2026-11-13 09:00")
    await expect(amira.locator("[data-inbox-count] b")).to_have_text("1")


async def test_a_lost_connection_is_said_and_mends_itself(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira")
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
    field = page.get_by_role("dialog").get_by_label("Hvad er dit næste skridt?")
    await field.fill("Ringe til foreningen")
    port = stage.door.port
    await stage.door.stop()
    await page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Det kom ikke frem.")).to_be_visible()
    await expect(field).to_have_value("Ringe til foreningen")
    await expect(page.locator("#offline")).to_contain_text("Ingen forbindelse lige nu")
    await stage.reopen(port)
    await expect(page.locator("#offline")).to_be_hidden(timeout=20_000)
    await page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()
    stage.complaints[:] = [one for one in stage.complaints if "ERR_" not in one]


async def test_two_quick_votes_from_one_card_both_count(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    await propose_meeting(stage)
    page = await stage.enter("Emil")
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Stem", exact=True).click()
    ballot = page.locator("#feed [data-replies] .card")
    await expect(ballot).to_be_visible()
    await page.evaluate(
        """() => {
            const rows = document.querySelectorAll("#feed [data-replies] .segments-row");
            for (const button of [rows[0].children[0], rows[1].children[2], rows[1].children[0]]) button.click();
        }"""
    )
    first, second = ballot.get_by_role("group").nth(0), ballot.get_by_role("group").nth(1)
    await expect(second.get_by_role("button", name="Ja", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(first.get_by_role("button", name="Ja", exact=True)).to_have_attribute("aria-pressed", "true")


async def test_everything_works_without_script(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira", java_script_enabled=False)
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
    await expect(page.get_by_role("heading", name="Tjek-ind, uge 46")).to_be_visible()
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(".error")).to_be_visible()
    await page.get_by_label("Hvad er dit næste skridt?").fill("Ringe til foreningen")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", name="Tak, dit svar er med")).to_be_visible()
    await expect(page.locator("#feed")).to_contain_text("1 af 5 har svaret")
    await page.get_by_label("Skriv en kommando").fill("/samspil flyvetur")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Jeg kender ikke")).to_be_visible()


async def test_hostile_text_is_only_text(stage: Stage) -> None:
    await stage.at("2026-11-12 09:00")
    amira, jonas = await stage.enter("Amira"), await stage.enter("Jonas")
    await answer(jonas, stage, HOSTILE)
    await amira.goto(stage.room)
    await amira.locator("#feed").get_by_role("button", name="Læs svarene").click()
    await expect(amira.get_by_text("onerror=")).to_be_visible()
    await stage.at("2026-11-13 12:00")
    await expect(amira.locator("#feed article").first).to_contain_text("Runden er lukket")
    for page in (amira, jonas):
        await page.wait_for_timeout(200)
        assert await page.title() != "taken"
    assert await amira.locator("#feed img, #feed script, [data-replies] img").count() == 0


async def test_another_person_in_the_same_browser_does_not_act_as_the_first(stage: Stage) -> None:
    """A tab that still shows Amira's form, when Jonas has come in: nothing is sent in his name."""
    await stage.at("2026-11-12 09:00")
    page = await stage.enter("Amira")
    await page.goto(stage.room)
    await page.locator("#feed").get_by_role("button", name="Svar", exact=True).click()
    field = page.get_by_role("dialog").get_by_label("Hvad er dit næste skridt?")
    await field.fill("Amiras ord")
    other = await page.context.new_page()
    await other.goto("/demo")
    await other.get_by_role("button", name="Jonas").click()
    await page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Du er logget ind som Jonas nu")).to_be_visible()
    await expect(field).to_have_value("Amiras ord")
    await other.goto(stage.room)
    await expect(other.locator("#feed article").first).to_contain_text("0 af 5 har svaret")


async def test_the_language_can_be_changed(stage: Stage) -> None:
    page = await stage.enter("Amira")
    await page.goto("/mig")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("link", name="Inbox")).to_be_visible()


async def test_a_week_is_painted_with_a_drag_and_by_keyboard(stage: Stage) -> None:
    page = await stage.enter("Amira")
    await page.goto(stage.room.replace("/rum/", "/mig/uge/"))
    cells = [
        page.get_by_label(f"mandag {hour}-{hour + 1}", exact=True).locator("xpath=..")
        for hour in (8, 9, 10, 11)
    ]
    boxes = [await cell.bounding_box() for cell in cells]
    for number, box in enumerate(boxes):
        assert box
        await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if number == 0:
            await page.mouse.down()
    await page.mouse.up()
    await page.get_by_label("Helst ikke", exact=True).check()
    await cells[3].click()
    await page.get_by_label("fredag 15-16", exact=True).focus()
    await page.keyboard.press("ArrowUp")  # from the last, *Kan*, to *Helst ikke*
    await page.get_by_role("button", name="Gem").click()
    await expect(
        page.get_by_text("Optaget: man 8-11, helst ikke man 11-12, helst ikke fre 15-16")
    ).to_be_visible()

"""The week's chain in the browser, step by step: a picture of each for docs/team-week.md, and axe on its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, FloatRect, Locator, Page, expect

from bot.registry import Features
from bot.ui import Action
from tests.e2e.acts import send
from tests.e2e.axe import light_and_dark
from tests.e2e.chain import Chain, add, answers, chain_on, first_weeks, number, task, visit
from tests.features.meeting_day import fill
from tests.features.meeting_sessions import suggest, vote
from tests.features.role_sessions import meet

AROUND = 20  # pixels of the page around what is shown
PAGES = ("/papir/agenda/paper/1/3/0", "/papir/agenda/guests/1/3/0", "/papir/minutes/read/1/3/0", "/papir/contract/read/1/1",
         "/mig/uge/1")  # fmt: skip


class Camera:
    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder

    async def take(self, what: Locator, name: str) -> None:
        """What stands there, with a little of the page around it."""
        await self.page.mouse.move(0, 0)
        await self.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0); document.fonts.ready")
        for picture in await what.locator("img").all():
            await picture.evaluate("one => (one.loading = 'eager', one.decode())")
        box = await what.bounding_box()
        assert box, name
        clip = FloatRect(
            x=box["x"] - AROUND, y=box["y"] - AROUND,
            width=box["width"] + 2 * AROUND, height=box["height"] + 2 * AROUND,
        )  # fmt: skip
        await self.whole(name, clip)

    async def whole(self, name: str, clip: FloatRect | None = None) -> None:
        path = self.folder / f"chain-{name}.png"
        await self.page.screenshot(
            path=path, clip=clip, full_page=clip is not None, animations="disabled", caret="hide"
        )
        assert path.stat().st_size > 5_000, "an empty picture"


@pytest.mark.timeout(300)  # a term of one team, on a machine that may be busy
async def test_the_chain_in_pictures(
    sqlite_url: str, features: Features, browser: Browser, pictures: Path
) -> None:
    async with chain_on(sqlite_url, features, browser) as chain:
        camera = Camera(chain.page, pictures)
        await first_weeks(chain)
        for step in (own_week, finding_a_time, roles, field_and_tasks, checking_in, goals, agreement, agenda,
                     run_sheet, meeting, minutes, catching_up, contract, supervision, on_a_phone):  # fmt: skip
            await step(chain, camera)
        found = await on_paper(chain.page)
        assert found == {}
        assert chain.complaints == [], "the browser complains of our pages"


async def own_week(chain: Chain, camera: Camera) -> None:
    """Painted with the mouse, and with the keyboard alone."""
    page = chain.page
    await page.goto("/mig/uge/1")
    await paint(page, "c.1.8", "c.1.11")
    await paint(page, "c.3.13", "c.3.15")
    await page.get_by_label("Kan ikke", exact=True).focus()
    await page.keyboard.press("ArrowRight")
    await paint(page, "c.4.7", "c.4.7")
    await page.keyboard.press("Tab")
    cell = page.get_by_label("mandag 7-8")
    await expect(cell).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(cell).to_have_value("rather_not")
    await camera.take(page.locator("main"), "week")
    save = page.get_by_role("button", name="Gem")
    await save.focus()
    await page.keyboard.press("Enter")
    said = "Optaget: helst ikke man 7-8, tirs 8-12, tors 13-16, helst ikke fre 7-8"
    await expect(chain.answer).to_contain_text(said)


async def paint(page: Page, first: str, last: str) -> None:
    """Down over the hours with the mouse."""
    begin, end = [
        await page.locator(f"td:has([name='{name}'])").bounding_box() for name in (first, last)
    ]  # fmt: skip
    assert begin and end
    await page.mouse.move(begin["x"] + 9, begin["y"] + 9)
    await page.mouse.down()
    await page.mouse.move(end["x"] + 9, end["y"] + 9, steps=8)
    await page.mouse.up()


async def finding_a_time(chain: Chain, camera: Camera) -> None:
    await suggest(chain["Jonas"], "", minutes="90", purpose="Forberedelse af besøget i foreningen")
    await chain.room()
    await chain.page.get_by_role("button", name="Stem", exact=True).click()
    await expect(chain.page.locator("#feed .replies .card")).to_be_visible()
    await camera.take(chain.page.locator("#feed > li").first, "proposal")
    for name in ("Amira", "Freja", "Emil", "Sofie"):
        await vote(chain[name], "nej", "måske", "ja")


async def roles(chain: Chain, camera: Camera) -> None:
    await chain.room()
    await camera.take(chain.newest, "roles")
    await chain.command("/roller")
    await chain.page.get_by_role("button", name="Se møde for møde").click()
    await expect(chain.answer.locator("img")).to_be_visible()
    await camera.take(chain.answer, "matrix")


async def field_and_tasks(chain: Chain, camera: Camera) -> None:
    freja, emil = chain["Freja"], chain["Emil"]
    await emil.command("samspil", "felt")
    await emil.press("Felttimer")
    await fill(emil, {"hours": "4"})
    see, ask = "Hallen i åbningstiden", "Hvem kommer ikke længere, og hvorfor"
    await visit(
        emil, "tors 15.00", "Foreningens formand", {"Hvad må I se?": see, "Hvad vil I spørge om?": ask}
    )
    await chain.room()
    await camera.take(chain.newest, "visit")
    await task(freja, "Plakat til hallen", {"Hvem tager den?": "Sofie", "Til hvornår?": "fredag uge 47"})
    await task(freja, "Prøveaften med to klasser", {})
    await task(freja, "Spørg skolen om busser", {"Hvem tager den?": "Emil"})
    await camera.take(await chain.command("/samspil opgaver"), "tasks")


async def checking_in(chain: Chain, camera: Camera) -> None:
    """And the morning after the visit it is written down."""
    jonas, emil = chain["Jonas"], chain["Emil"]
    await answers(chain, "2026-11-12", ("3 Midt imellem", "4 Godt", "4 Godt"))
    await chain.room()
    await camera.take(chain.newest, "check-in")
    await answers(chain, "2026-11-12", ("5 Rigtig godt", "4 Godt"), first=3)
    await chain.world.at("2026-11-13 12:30")
    await camera.take(await chain.command("/tjekind udvikling"), "trend")
    await jonas.press("Skriv det op")
    await jonas.fill(
        {"Tre ting, du så": "De store hjælper de små", "Dit næste spørgsmål": "Hvem har nøglen?"}
    )
    await visit(emil, "ons uge 47 16.00", "Skolens pedel", {})
    await camera.take(await chain.command("/samspil felt"), "field")


async def goals(chain: Chain, camera: Camera) -> None:
    await number(chain["Freja"], "6")
    await camera.take(await chain.command("/samspil maal"), "goals")


async def agreement(chain: Chain, camera: Camera) -> None:
    """It holds when Amira says yes."""
    jonas, page = chain["Jonas"], chain.page
    await jonas.command("aftale", "Ring til foreningen om besøget")
    await fill(jonas, {"along": (str(chain["Amira"].person_id),), "due": "torsdag uge 47"})
    await page.goto("/indbakke")
    await camera.take(page.locator("main .card").first, "agreement")
    yes = page.get_by_role("button", name="Ja, det er en aftale")
    await yes.click()
    await expect(yes).to_have_count(0)
    await expect(page.get_by_text("er nu en aftale")).to_be_visible()  # the answer outlives the card


async def agenda(chain: Chain, camera: Camera) -> None:
    await add(chain["Jonas"], "Hvem åbner hallen?", kind="Beslutning", minutes="15")
    await add(chain["Sofie"], "Billeder af besøget", kind="Orientering")
    shown = await chain.command("/samspil dagsorden")
    await camera.take(shown, "agenda")
    link = await shown.get_by_role("link", name="Udskriv").get_attribute("href")
    assert link and link.endswith(PAGES[0])
    await chain.page.goto(PAGES[0])
    await camera.take(chain.page.locator("main"), "paper")


async def run_sheet(chain: Chain, camera: Camera) -> None:
    """The day before, in private."""
    await chain.world.at("2026-11-16 12:00")
    await chain.page.goto("/indbakke")
    await camera.take(chain.page.locator("main .card", has_text="drejebog").first, "run-sheet")


async def meeting(chain: Chain, camera: Camera) -> None:
    jonas, page = chain["Jonas"], chain.page
    await chain.world.at("2026-11-17 12:30")
    await jonas.press("Begynd mødet")
    for _ in range(5):
        await jonas.press("Næste punkt")
    await chain.room()
    await camera.take(chain.newest, "meeting")
    await page.get_by_role("button", name="Skriv beslutning").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Hvad har I besluttet?").fill("Foreningen åbner kl. 15, og vi lukker kl. 18.")
    await dialog.get_by_label("De var med til at beslutte det").check()
    await camera.take(dialog, "decision")
    await send(page)
    await expect(page.get_by_text("Beslutningen er skrevet ned.")).to_be_visible()
    await jonas.press("Skriv aftale")
    await fill(jonas, {"text": "Lav en nøgle mere", "due": "fredag uge 47", "does": ("Amira",)})
    await jonas.press("Slut mødet")


async def minutes(chain: Chain, camera: Camera) -> None:
    await chain["Sofie"].press("Send det nu")
    await chain.room()
    await camera.take(chain.newest, "minutes")


async def catching_up(chain: Chain, camera: Camera) -> None:
    await meet(chain.members, "tirs uge 48 13.15")
    await chain.world.at("2026-11-18 10:00")
    await camera.take(await chain.command("/samspil hvorkomvitil"), "caught-up")


async def contract(chain: Chain, camera: Camera) -> None:
    """Worded by two, signed by three so far; Amira reads it before she signs."""
    page = chain.page
    for name, point, text in (
        ("Jonas", "ambition", "Vi vil lave noget, som foreningen kan bruge, også når vi er færdige."),
        ("Freja", "replies", "Vi svarer inden for to hverdage, og aldrig efter kl. 20."),
        ("Emil", "roles", "Rollerne går på skift. Ingen har den samme to gange i træk."),
    ):
        await chain[name].press_action(Action.to("contract/write", 1, point, 0))
        await fill(chain[name], {"text": text})
    await camera.take(await chain.command("/kontrakt"), "contract-draft")
    await page.get_by_role("button", name="Send til underskrift").last.click()
    await expect(chain.answer).to_contain_text("underskrift")
    for name in ("Jonas", "Freja", "Emil"):
        await chain[name].press_action(Action.to("contract/sign", 1, 1))
    await chain.room()
    await camera.take(chain.newest, "contract-signing")
    await page.goto("/papir/contract/read/1/1")
    await camera.take(page.locator("main"), "contract-paper")


async def supervision(chain: Chain, camera: Camera) -> None:
    """Two hours of Mette's, as many times as there is room for."""
    mette = chain["Mette"]
    await mette.press_action(Action.to("supervision/new"))
    await fill(mette, {"times": "tors uge 48 9-11", "minutes": "30", "place": "lokale B2.14"})
    await chain.room()
    await camera.take(chain.newest, "supervision")


async def on_a_phone(chain: Chain, camera: Camera) -> None:
    await chain.page.emulate_media(color_scheme="dark")
    await chain.page.set_viewport_size({"width": 390, "height": 844})
    await chain.page.goto("/mig/uge/1")
    await camera.whole("week-phone")


async def on_paper(page: Page) -> dict[str, list[str]]:
    """What axe finds on the pages to print, and on the week with something in it."""
    found: dict[str, list[str]] = {}
    for path in PAGES:
        answer = await page.goto(path)
        assert answer and answer.status == 200, path
        if lines := await light_and_dark(page):
            found[path] = lines
    return found

"""A partner's and a citizen's own page, as they walk through it from the letter they were sent."""

from __future__ import annotations

import re
import secrets
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from tests.adapters.web.test_links import browser, page_of, press, status
from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebUnderTest

PURPOSE = "Besøg i foreningen"


async def submit(http: aiohttp.ClientSession, page: Node, **values: str) -> Node:
    """Send the form that is open, filled in by field names."""
    form = page.first("form", action="/submit")
    assert form is not None, page.text
    given = {f"f.{name}": value for name, value in values.items()}
    pairs = [pair for pair in fields_of(form) if pair[0] not in given]
    async with http.post("/submit", data=[*pairs, *given.items()]) as response:
        return parse(await response.text())


async def typed(http: aiohttp.ClientSession, path: str, command: str) -> Node:
    form = (await page_of(http, path)).first("form", action="/command")
    assert form is not None
    pairs = [(key, command if key == "command" else value) for key, value in fields_of(form)]
    async with http.post("/command", data=pairs) as response:
        return parse(await response.text())


async def bring(
    site: WebUnderTest, name: str = "Pia", role: str = "partner", function: str = "leder"
) -> Node:
    """Amira adds a guest; the answer."""
    http = site.visitor("Amira").http
    form = await press(http, await typed(http, site.room, "/samspil gaester"), "Ny kontakt")
    return await submit(http, form, role=role, name=name, function=function)


async def letter(site: WebUnderTest, name: str = "Pia") -> Node:
    http = site.visitor("Amira").http
    return await press(http, await typed(http, site.room, "/samspil gaester"), f"Skriv til {name}")


def link_in(page: Node) -> str:
    found = re.search(r"/side/[\w-]{43}", page.text)
    assert found, page.text
    return found[0]


async def enter(http: aiohttp.ClientSession, path: str) -> Node:
    return await press(http, await page_of(http, path), "Gå ind")


async def suggest(site: WebUnderTest, times: str = "tirs uge 47 13.15") -> None:
    amira = site.visitor("Amira")
    await amira.command("moede", "ny")
    await amira.fill({"Hvad skal I mødes om?": PURPOSE, "Hvilke tider foreslår du?": times})


async def test_the_letter_opens_the_page_again_and_again(both: WebUnderTest) -> None:
    await bring(both)
    path = link_in(await letter(both))
    assert link_in(await letter(both)) == path, "the next letter has the same link"
    async with browser(both) as phone, browser(both) as laptop:
        for http in (phone, laptop, phone):
            page = await enter(http, path)
            assert "Hej Pia" in page.text
        async with phone.head(path) as response:
            assert response.status == 200
        assert await status(phone, "/") == 200 and await status(laptop, "/") == 200


async def test_a_new_link_ends_the_old_one_and_who_came_in_by_it(both: WebUnderTest) -> None:
    await bring(both)
    old = link_in(await letter(both))
    async with browser(both) as http:
        await enter(http, old)
        amira = both.visitor("Amira").http
        more = await press(amira, await typed(amira, both.room, "/samspil gaester"), "Vis mere")
        await press(amira, more, "Nyt link")
        assert await status(http, "/") == 401
        assert "Linket er skiftet ud eller afsluttet" in (await enter(http, old)).text
        assert link_in(await letter(both)) != old


async def test_the_letter_opens_in_the_students_own_mail_program(site: WebUnderTest) -> None:
    await bring(site, name="Åse", function="frivilligkoordinator")
    page = await letter(site, "Åse")
    address = next(one.attrs["href"] for one in page.all("a") if one.text == "Åbn som mail")
    assert address.startswith("mailto:?") and "+" not in address and address.isascii()
    assert len(address) <= 1900
    said = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
    assert said["subject"] == "Din side hos Team Broen"
    lines = said["body"].split("\r\n")
    assert lines[0] == "Kære Åse" and lines[-1] == "Amira, Team Broen"
    assert f"https://samspil.example{link_in(page)}" in lines, "the link stands alone on its line"


async def test_a_partner_votes_sees_the_meeting_and_says_no(both: WebUnderTest) -> None:
    await bring(both)
    path = link_in(await letter(both))
    async with browser(both) as http:
        await enter(http, path)
        await suggest(both, "tirs uge 47 13.15\nons uge 47 9.00")
        page = await page_of(http, "/")
        assert f"Teamet finder en tid til {PURPOSE}" in page.text
        ballot = await press(http, page, "Stem")
        await press(http, ballot, "Alle tider passer mig")
        jonas, freja = both.visitor("Jonas"), both.visitor("Freja")
        await jonas.press("Stem")
        await jonas.choose("tirsdag", "Ja")
        await jonas.choose("onsdag", "Nej")
        await freja.press("Stem")
        await freja.press("All of them suit me")
        page = await page_of(http, "/")
        assert "Næste gang vi ses" in page.text and PURPOSE in page.text
        page = await press(http, page, "Jeg kan ikke komme")
        assert "Du har sagt, at du ikke kan komme." in page.text


async def test_questions_are_answered_on_the_page_and_the_asker_is_told(both: WebUnderTest) -> None:
    await bring(both)
    path = link_in(await letter(both))
    amira = both.visitor("Amira")
    form = await press(amira.http, await typed(amira.http, both.room, "/samspil gaester"), "Spørg partneren")
    await submit(amira.http, form, text="Hvor mange frivillige har I?")
    async with browser(both) as http:
        page = await enter(http, path)
        assert "Vi vil gerne spørge dig: Hvor mange frivillige har I?" in page.text
        form = await press(http, page, "Svar")
        assert "Alle på Team Broen" in form.text
        await submit(http, form, answer="Tyve, og to af dem er <unge>")
        page = await page_of(http, "/")
        assert "Vi vil gerne spørge dig" not in page.text
        assert "Dit svar: Tyve, og to af dem er <unge>" in page.text
    await both.house.work()
    await amira.look()
    assert amira.sees("Pia har svaret") and amira.sees("Tyve, og to af dem er <unge>")


@pytest.mark.parametrize("role", ["partner", "guest"])
async def test_what_is_the_teams_own_is_nowhere_on_it(site: WebUnderTest, role: str) -> None:
    await bring(site, role=role)
    path = link_in(await letter(site))
    await site.house.at("2026-11-12 09:00")
    jonas = site.visitor("Jonas")
    await jonas.press("Svar")
    await jonas.fill({"Hvad er dit næste skridt?": "Kun for teamet"})
    await site.house.at("2026-11-13 12:00")
    async with browser(site) as http:
        page = await enter(http, path)
        assert await status(http, site.room) == 404
        assert await status(http, f"/live?place=team/{site.house.team_id}") == 404
        assert page.first("form", action="/command") is None, "no commands to learn"
        for where in ("/", "/indbakke", "/mig", "/rum"):
            text = (await page_of(http, where)).text
            assert "Kun for teamet" not in text and "tjek-ind" not in text.casefold()
        csrf = page.first("input", name="csrf")
        assert csrf is not None
        for command in ("/samspil gaester", "/roller", "/tjekind", "/samspil log", "/samspil opgaver"):
            posted = {
                "csrf": csrf.attrs["value"],
                "delivery": secrets.token_hex(8),
                "page": "start",
                "room": "",
            }
            async with http.post("/command", data={**posted, "command": command}) as response:
                assert "Det kan du ikke gøre her." in parse(await response.text()).text
        posted = {**posted, "room": str(site.house.team_id), "delivery": secrets.token_hex(8)}
        async with http.post("/command", data={**posted, "command": "/samspil team"}) as response:
            assert response.status == 404


async def test_an_internal_meeting_is_nothing_of_theirs(site: WebUnderTest) -> None:
    await bring(site)
    path = link_in(await letter(site))
    await suggest(site, "tirs uge 47 13.15\nons uge 47 9.00")
    async with browser(site) as http:
        assert PURPOSE in (await enter(http, path)).text
        ballot = next(
            one.attrs["value"] for one in (await page_of(http, "/")).all("button") if one.text == "Stem"
        )
        amira = site.visitor("Amira")
        await amira.press("Tilpas mødet")
        await amira.fill({"Hvilken slags møde er det?": "Intern koordinering"})
        page = await page_of(http, "/")
        assert PURPOSE not in page.text
        form = page.first("form", action="/press")
        assert form is not None
        async with http.post("/press", data=[*fields_of(form), ("press", ballot)]) as response:
            said = parse(await response.text()).text
        assert "Det kan jeg ikke finde" in said and PURPOSE not in said


async def test_a_citizen_is_shown_less_than_a_partner(site: WebUnderTest) -> None:
    pages: dict[str, str] = {}
    for name, role in (("Pia", "partner"), ("Kim", "guest")):
        await bring(site, name=name, role=role)
        amira = site.visitor("Amira").http
        page = await press(amira, await typed(amira, site.room, "/samspil gaester"), f"Skriv til {name}")
        async with browser(site) as http:
            pages[role] = (await enter(http, link_in(page))).text
    assert "Giv det videre til en kollega" in pages["partner"]
    assert "Giv det videre til en kollega" not in pages["guest"]
    for text in pages.values():
        assert "Amira · sygeplejerske" in text and "Mette følger os fra skolen." in text
        assert "Er du i tvivl om noget, så ring eller skriv til Amira." in text


async def test_stop_is_one_press_and_can_be_taken_back(both: WebUnderTest) -> None:
    await bring(both)
    path = link_in(await letter(both))
    async with browser(both) as http:
        page = await press(http, await enter(http, path), "Stop, jeg vil ikke spørges mere")
        assert "Du hører ikke mere fra Team Broen." in page.text
        page = await enter(http, path)
        assert "Så stopper vi her" in page.text, "the page stays theirs, to see and delete what is kept"
        assert "Det har jeg gemt om dig" in (await press(http, page, "Se, hvad I har gemt om mig")).text
        await press(http, await page_of(http, "/"), "Fortryd")
        assert "Hvem er vi? Team Broen" in (await page_of(http, "/")).text


async def test_everything_of_theirs_can_be_deleted_from_the_page(both: WebUnderTest) -> None:
    await bring(both)
    path = link_in(await letter(both))
    async with browser(both) as http:
        page = await press(http, await enter(http, path), "Se, hvad I har gemt om mig")
        page = await press(http, page, "Slet det hele")
        page = await press(http, page, "Ja, slet det hele")
        assert "Linket er skiftet ud eller afsluttet" in (await enter(http, path)).text
    assert "Pia" not in (await typed(both.visitor("Amira").http, both.room, "/samspil gaester")).text

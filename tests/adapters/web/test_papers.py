"""Pages to print: what a press that only reads answers, for who may press it."""

from __future__ import annotations

from storage.agenda import AgendaStore
from storage.meetings import MeetingStore
from tests.adapters.web.test_links import browser
from tests.core.crowd import held
from tests.doors.web import WebUnderTest

MANY = 20


def a_meeting(site: WebUnderTest) -> tuple[int, int]:
    """(team, meeting): tomorrow, with more on its agenda than one card holds."""
    with site.house.database.transaction() as tx:
        now, team = site.house.clock(), site.house.world.team
        assert team is not None
        meeting_id = held(MeetingStore(tx, team.tenant_id, now), team.id, 1, now.replace(hour=23))
        store = AgendaStore(tx, team.tenant_id, now)
        for number in range(MANY):
            store.add(
                team.id, f"Punkt <{number}>", position=5000 + number, track="task", preparation="Læs det"
            )
    return team.id, meeting_id


async def test_the_whole_agenda_is_one_page_without_buttons(site: WebUnderTest) -> None:
    team_id, meeting_id = a_meeting(site)
    page = await site.visitor("Amira").get(f"/papir/agenda/paper/{team_id}/{meeting_id}/0")
    for number in range(MANY):
        assert f"Punkt <{number}>" in page.text
    assert "Næste møde og roller" in page.text and "Forberedelse: Læs det" in page.text
    paper = page.first("article", class_="paper")
    assert paper is not None and not paper.all("form") and not paper.all("a")
    assert page.first("button", type="button") is not None, "and one to print it"


async def test_the_same_is_a_file(site: WebUnderTest) -> None:
    team_id, meeting_id = a_meeting(site)
    amira = site.visitor("Amira")
    async with amira.http.get(f"/pdf/agenda/paper/{team_id}/{meeting_id}/0") as answer:
        content = await answer.read()
        assert answer.content_type == "application/pdf" and "no-store" in answer.headers["Cache-Control"]
        assert content.startswith(b"%PDF-") and len(content) > 5_000, "with the letters it is set in"
    for odd in (f"agenda/end/{team_id}/{meeting_id}", "agenda"):
        async with amira.http.get(f"/pdf/{odd}") as answer:
            assert answer.status == 404 and answer.content_type != "application/pdf"


async def test_only_what_reads_is_a_page_and_only_for_who_may(site: WebUnderTest) -> None:
    team_id, meeting_id = a_meeting(site)
    amira = site.visitor("Amira")
    for odd in (
        f"agenda/end/{team_id}/{meeting_id}",
        f"agenda/add/{team_id}",
        "agenda",
        "agenda/paper/x/y/z",
    ):
        async with amira.http.get(f"/papir/{odd}") as answer:
            assert "Punkt" not in await answer.text(), odd
            assert answer.status == 404 or odd == "agenda/paper/x/y/z"
    for none in ((team_id + 1, meeting_id), (team_id, meeting_id + 1)):
        async with amira.http.get(f"/papir/agenda/paper/{none[0]}/{none[1]}/0") as answer:
            assert "Det kan jeg ikke finde" in await answer.text()


async def test_who_is_not_signed_in_is_asked_to(site: WebUnderTest) -> None:
    team_id, meeting_id = a_meeting(site)
    for way in ("papir", "pdf"):
        async with browser(site) as http, http.get(f"/{way}/agenda/paper/{team_id}/{meeting_id}/0") as answer:
            assert answer.status == 401 and "Punkt" not in await answer.text()

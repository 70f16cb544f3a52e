"""One's own journal in the browser: for nobody else, in no cache, as a page, a PDF and Markdown."""

from __future__ import annotations

from adapters.web import markdown
from bot.i18n import md
from bot.prompts.prompt import Theme
from bot.reflections.covering import coverage, in_pages
from bot.ui import Card, Divider, Facts, plain
from storage.own_reflections import OwnReflectionStore
from tests.doors.web import WebUnderTest


def test_markdown_keeps_peoples_signs_as_signs() -> None:
    card = Card(
        md("Journal"),
        (
            md("**Spørgsmål** *lille*"),
            plain("*ikke* fed\n# ingen overskrift\n- ingen liste\n1. heller ikke", quote=True),
            Facts((("Mål", plain("2")),)),
            Divider(),
        ),
    )
    assert markdown.drawn([card, card]).split("\n\n")[:5] == [
        "# Journal",
        "**Spørgsmål** *lille*",
        "> \\*ikke\\* fed\n> \\# ingen overskrift\n> \\- ingen liste\n> \\1. heller ikke",
        "- Mål: 2",
        "---",
    ]
    assert markdown.drawn([card, card]).count("# Journal") == 1


def test_coverage_leaves_no_goal_and_no_theme_out() -> None:
    found = coverage([(2, Theme.EFFECT), (2, Theme.MEETINGS)])
    assert found.goals == {1: 0, 2: 2, 3: 0, 4: 0, 5: 0, 6: 0}
    assert set(found.themes) == set(Theme) and found.themes[Theme.EFFECT] == 1


def test_pages_hold_every_text_once_in_order() -> None:
    assert in_pages([], 10, 10, 9) == [[]]
    assert in_pages([4, 4, 4, 99, 1], 10, 10, 9) == [[0, 1], [2], [3], [4]]
    assert in_pages([4, 4, 4, 99, 1], 10, 7, 9) == [[0], [1, 2], [3], [4]]
    assert in_pages([99, 1], 10, 7, 9) == [[], [0], [1]], "beside what they cover there is no room for it"
    assert in_pages([1] * 5, 10, 7, 2) == [[0, 1], [2, 3], [4]]


async def test_the_page_the_file_and_the_text_are_the_writers_alone(site: WebUnderTest) -> None:
    world = site.house.world
    assert world.team
    amira = site.visitor("Amira")
    with site.house.database.transaction() as tx:
        store = OwnReflectionStore(tx, world.tenant_id, site.house.clock())
        amiras = world.people["Amira"].person_id
        store.write(world.team.id, amiras, "samme-ord-to-betydninger", "", "Ordet <sag>")
    page = await amira.get("/laering")
    assert "Ordet <sag>" in page.text and "én tekst" in str(page.first("div", role="img"))
    assert not page.all("form", action="/press")
    for path in ("/laering", "/md/reflections/journal/0", "/pdf/reflections/journal/0"):
        async with amira.http.get(path) as answer:
            assert answer.status == 200 and "no-store" in answer.headers["Cache-Control"]
    async with amira.http.get("/md/reflections/journal/0") as answer:
        assert "Ordet \\<sag\\>" in await answer.text()
    jonas = site.visitor("Jonas")
    for path in ("/laering", "/md/reflections/journal/0"):
        async with jonas.http.get(path) as answer:
            assert "Ordet" not in await answer.text()

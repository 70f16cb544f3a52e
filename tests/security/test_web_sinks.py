"""Each string of the corpus on our pages: the parsed page is the harmless page with the string as text in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.web.security import HEADERS
from tests.e2e.conftest import Stage
from tests.e2e.conftest import browser as browser
from tests.e2e.conftest import stage as stage
from tests.security.corpus import CLASSICS
from tests.security.web_sinks import CORPUS, LABEL, WORDS, card, form, line, parsed, wanted


@pytest.mark.parametrize(("draw", "length"), [(card, 60), (form, 24)], ids=["card", "form"])
def test_a_page_holds_no_element_attribute_or_address_of_peoples(
    draw: Callable[[str, str], str], length: int
) -> None:
    harmless, wrong = parsed(draw(WORDS, LABEL)), []
    for text in CORPUS:
        label = line(text, length)
        if parsed(draw(text, label)) != wanted(harmless, text, label):
            wrong.append(text)
    assert len(CORPUS) > 500
    assert not wrong, wrong[:20]


TREES = """roots => roots.map(function tree(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data
    const attributes = Object.fromEntries([...node.attributes].map(one => [one.name, one.value]).sort())
    return [node.tagName.toLowerCase(), attributes, ...[...node.childNodes].map(tree)]
})"""


@pytest.mark.asyncio(loop_scope="session")  # the browser's
async def test_a_browser_reads_the_same_and_runs_nothing(stage: Stage) -> None:
    """On one page under our own headers: an inline script, handler or style would be a complaint of the browser's."""
    texts = [*CORPUS[::6], *(text for text in CLASSICS["html"] if text in CORPUS)]
    drawn = [(draw, text, line(text, length)) for text in texts for draw, length in ((card, 60), (form, 24))]
    parts = [card(WORDS, LABEL), form(WORDS, LABEL), *(draw(text, label) for draw, text, label in drawn)]
    sections = "".join(f"<section>{one}</section>" for one in parts)
    body = f"<!doctype html><meta charset=utf-8><title>Titel</title>{sections}"
    page = await stage.page()
    await page.add_init_script("window.ran = 0; window.alert = () => { window.ran += 1 }")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(stage.url)))
    headers = {**HEADERS, "Content-Type": "text/html"}
    await page.route("**/*", lambda route: route.fulfill(body=""))
    await page.route("**/korpus", lambda route: route.fulfill(body=body, headers=headers))
    await page.goto("/korpus")
    of_card, of_form, *found = await page.eval_on_selector_all("body > section", TREES)
    harmless = {card: of_card, form: of_form}
    pairs = zip(found, drawn, strict=True)
    wrong = [text for tree, (draw, text, label) in pairs if tree != wanted(harmless[draw], text, label)]
    assert wrong == []
    assert await page.evaluate("window.ran") == 0 and await page.title() == "Titel"
    assert set(asked) <= {"/korpus", f"/files/{'a' * 64}", "/favicon.ico"}

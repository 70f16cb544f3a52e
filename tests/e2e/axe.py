"""axe-core (vendored beside this file with its licence) in a page: what it finds against WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where a node is we read from its HTML, not from a selector, and nothing here plays by itself: what axe would
# do for these takes it half of its time.
RUN = """([tags, ofColour]) => {
    const coloured = () => axe.getRules(["cat.color"]).filter(one => one.tags.some(tag => tags.includes(tag)))
    const only = ofColour ? { type: "rule", values: coloured().map(one => one.ruleId) } : { type: "tag", values: tags }
    return axe.run(document, { runOnly: only, resultTypes: ["violations"], selectors: false, preload: false })
}"""


@cache
def _source() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


async def light_and_dark(page: Page) -> list[str]:
    """What there is in either; the page is light afterwards. In the dark only the colours are others (tests/e2e/test_dark.py
    holds the pages to that), so what is asked there is what axe asks of colours."""
    await page.emulate_media(color_scheme="dark")
    dark = await violations(page, of_colour=True)
    await page.emulate_media(color_scheme="light")
    return dark + await violations(page)


async def violations(page: Page, *, of_colour: bool = False) -> list[str]:
    """One line per violation; the page must be in a context that bypasses its CSP."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_source() + "; 0")
    found = await page.evaluate(RUN, [RULES, of_colour])
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} ({node.get('failureSummary', '')})"
        for one in found["violations"]
        for node in one["nodes"]
    ]

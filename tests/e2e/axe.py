"""axe-core (vendored beside this file with its licence) in a page: what it finds against WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


async def light_and_dark(page: Page) -> list[str]:
    """What there is in either; the page is light afterwards."""
    await page.emulate_media(color_scheme="dark")
    dark = await violations(page)
    await page.emulate_media(color_scheme="light")
    return dark + await violations(page)


async def violations(page: Page) -> list[str]:
    """One line per violation; the page must be in a context that bypasses its CSP."""
    await page.evaluate(_source() + "; 0")
    found = await page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })",
        RULES,
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} ({node.get('failureSummary', '')})"
        for one in found["violations"]
        for node in one["nodes"]
    ]

"""The help pages: for anybody, in both languages, with pictures that are there."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.web import help_views
from adapters.web.assets import assets
from bot import weblinks
from bot.i18n import LANGUAGES, Locale
from bot.settings import Settings
from tests.adapters.web.test_links import browser
from tests.doors.web import WebUnderTest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", help_views.PAGES)
def test_every_picture_is_shipped_light_and_dark_and_says_what_it_shows(name: str, language: str) -> None:
    page = help_views.page(Locale(language, ZoneInfo("UTC"), datetime(2026, 11, 2, tzinfo=UTC)), name)
    assert page.parts and page.lead
    for part in page.parts:
        assert bool(part.picture) == bool(part.alt)
        for look in ("light", "dark") if part.picture else ():
            assert len(assets()[f"help/{part.picture}-{look}.webp"].content) < 40_000


async def test_anybody_may_read_them_in_danish_and_english(site: WebUnderTest) -> None:
    async with browser(site) as stranger:
        for path, words in (
            ("/hjaelp", "For studerende"),
            ("/hjaelp?sprog=en", "For students"),
            ("/help", "For students"),
            ("/hjaelp/partner", "For lokale organisationer"),
            ("/help/partner", "For local organisations"),
            ("/hjaelp/om?sprog=en", "About Samspil"),
        ):
            async with stranger.get(path) as answer:
                text = await answer.text()
                assert answer.status == 200 and words in text, path
                assert answer.headers["Cache-Control"] == "public, max-age=600"
        async with stranger.get("/hjaelp/studerende") as answer:
            assert "Amira" not in await answer.text(), "nobody is signed in here"
        async with stranger.get("/hjaelp/findes-ikke") as answer:
            assert answer.status == 404


def test_they_are_named_only_where_others_can_reach_them() -> None:
    assert weblinks.help_pages(Settings(base_url="https://x.dk/"), "da") == "https://x.dk/hjaelp?sprog=da"
    assert weblinks.help_pages(Settings(base_url="http://127.0.0.1:8080"), "da") == ""

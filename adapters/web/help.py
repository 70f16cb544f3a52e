"""The help pages: one each for those who meet Samspil, open to everybody, in Danish and English."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from adapters.web import help_views
from adapters.web.reading import NoSuchPage
from adapters.web.site import LOCALE, SITE, page_for_anyone
from bot.i18n import LANGUAGES, Locale

CACHE = "public, max-age=600"


async def index(request: web.Request) -> web.StreamResponse:
    locale = _locale(request)
    return _answer(
        locale,
        "help.html",
        title=locale.gettext("Hjælp"),
        pages=[(page, help_views.page(locale, page)) for page in help_views.PAGES],
        other=_other(request, locale),
        here=request.path,
    )


async def page(request: web.Request) -> web.StreamResponse:
    name = request.match_info["page"]
    if name not in help_views.PAGES:
        raise NoSuchPage
    locale = _locale(request)
    shown = help_views.page(locale, name)
    return _answer(
        locale,
        "help_page.html",
        title=shown.title,
        shown=shown,
        other=_other(request, locale),
        here=request.path,
    )


def _locale(request: web.Request) -> Locale:
    """`?sprog=en`; `/help` is English; otherwise what the browser prefers."""
    guessed = request.app[SITE].guess_locale(request)
    wanted = request.query.get("sprog", "en" if request.path.startswith("/help") else guessed.language)
    locale = Locale(wanted if wanted in LANGUAGES else guessed.language, guessed.zone, guessed.now)
    request[LOCALE] = locale
    return locale


def _other(request: web.Request, locale: Locale) -> tuple[str, str]:
    """The same page in the other language: (its code, the address)."""
    language = "da" if locale.language == "en" else "en"
    path = request.path.replace("/help", "/hjaelp", 1) if request.path.startswith("/help") else request.path
    return language, f"{path}?sprog={language}"


def _answer(locale: Locale, template: str, **values: Any) -> web.Response:
    response = page_for_anyone(locale, template, **values)
    response.headers["Cache-Control"] = CACHE
    return response

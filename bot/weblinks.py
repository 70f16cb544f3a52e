"""The web door's addresses that the core itself hands out."""

from __future__ import annotations

from bot.settings import Settings
from bot.ui import Action


def sign_in(settings: Settings, token: str) -> str:
    """A personal link: good for one sign-in."""
    return f"{settings.base_url.rstrip('/')}/ind/{token}"


def paper(settings: Settings, action: Action) -> str:
    """What this press answers, as a page to print; for who is signed in and may press it."""
    return f"{settings.base_url.rstrip('/')}/papir/{action.encode()}"


def pdf(settings: Settings, action: Action) -> str:
    """The same as a file."""
    return f"{settings.base_url.rstrip('/')}/pdf/{action.encode()}"


def overview(settings: Settings) -> str:
    """All of a facilitator's teams on one page."""
    return f"{settings.base_url.rstrip('/')}/overblik"


def course(settings: Settings, course_id: int | None = None) -> str:
    """A course as its lead sees it; without one, all that they lead."""
    url = f"{settings.base_url.rstrip('/')}/forloeb"
    return f"{url}/{course_id}" if course_id is not None else url


def team_page(settings: Settings, team_id: int) -> str:
    """What a team and its facilitator see of it."""
    return f"{settings.base_url.rstrip('/')}/overblik/{team_id}"


def text(settings: Settings, action: Action) -> str:
    """The same as plain text."""
    return f"{settings.base_url.rstrip('/')}/tekst/{action.encode()}"


def help_pages(settings: Settings, language: str) -> str:
    """The help that anybody may read; "" where others could not reach it."""
    url = settings.base_url.rstrip("/")
    return f"{url}/hjaelp?sprog={language}" if url.startswith("https://") else ""


def markdown(settings: Settings, action: Action) -> str:
    """The same as a text file."""
    return f"{settings.base_url.rstrip('/')}/md/{action.encode()}"


def journal(settings: Settings) -> str:
    """One's own learning journal."""
    return f"{settings.base_url.rstrip('/')}/laering"


def guest_page(settings: Settings, token: str) -> str:
    """A partner's or guest's own page: good until the team, or they, end it."""
    return f"{settings.base_url.rstrip('/')}/side/{token}"

"""The web door's address that the core itself hands out."""

from __future__ import annotations

from bot.settings import Settings


def sign_in(settings: Settings, token: str) -> str:
    """A personal link: good for one sign-in."""
    return f"{settings.base_url.rstrip('/')}/ind/{token}"

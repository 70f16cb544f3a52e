"""Keys of teams and people that were made in the chat, not in a course file."""

from __future__ import annotations

import secrets

PREFIX = "chat-"


def new_key() -> str:
    """A key no course file may use."""
    return PREFIX + secrets.token_hex(6)


def is_from_chat(key: str) -> bool:
    return key.startswith(PREFIX)


def own(key: str) -> str:
    """One that a course file may use, also of what is called something with chat."""
    return f"x-{key}" if is_from_chat(key) else key

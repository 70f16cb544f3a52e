"""Ids as a course file writes them, made of what people call things."""

from __future__ import annotations

import re

_DROPPED = re.compile(r"[^a-z0-9æøå]+")
LONGEST = 40


def slug(text: str) -> str:
    """`Klynge 1` → `klynge-1`. "" when nothing of it is left."""
    return _DROPPED.sub("-", text.casefold()).strip("-")[:LONGEST].strip("-")

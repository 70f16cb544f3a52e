"""Ids as a course file writes them, made of what people call things."""

from __future__ import annotations

import re
from collections.abc import Collection

_DROPPED = re.compile(r"[^a-z0-9æøå]+")
LONGEST = 40


def slug(text: str) -> str:
    """`Klynge 1` → `klynge-1`. "" when nothing of it is left."""
    return _DROPPED.sub("-", text.casefold()).strip("-")[:LONGEST].strip("-")


def free(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, with a number where somebody has it: `broen-2`."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def folded(name: str) -> str:
    """A name as it is compared: without case, one space between words."""
    return " ".join(name.casefold().split())

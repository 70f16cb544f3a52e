"""What is to be read of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

# What teaching is called, in the order in which people look for it; a course may have words of its own.
WORDS: Mapping[str, tuple[str, ...]] = {
    "lecture": ("forelæsning", "forelaesning", "plenum", "lecture"),
    "cluster": ("klyngeundervisning", "klynge", "cluster"),
    "supervision": ("vejledning", "klyngevejledning", "supervision"),
    "workshop": ("workshop", "værksted", "vaerksted"),
}


class NotACalendar(Exception):
    """The text holds no calendar at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """From `since` to `until` (UTC). `zone`: where times without a zone are meant. `owner`: the e-mail addresses
    of whose calendar it is, to see what they declined. `words`: kind of teaching → what it is called, each in
    lower case; None: somebody's own calendar, of which no kinds are kept."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    owner: frozenset[str] = frozenset()
    words: Mapping[str, tuple[str, ...]] | None = None


def kind_of(title: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The kind of teaching by the word that comes first in its title, the longest where several begin there:
    *klyngevejledning* is supervision. `other` when there is none."""
    text = title.casefold()
    found = [
        (text.index(word), -len(word), kind)
        for kind, known in words.items()
        for word in known
        if word and word in text
    ]
    return min(found)[2] if found else "other"

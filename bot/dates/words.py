"""The words of dates and times in Danish and English: names from CLDR (by Babel), the rest set down here.

Danish is the source language; whatever language is not English is written in Danish.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel.dates import get_day_names, get_month_names


@dataclass(frozen=True, slots=True)
class Words:
    """How one language writes dates. Weekdays from Monday = 0, months from January = 1."""

    days: tuple[str, ...]
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    today: str
    tomorrow: str
    yesterday: str
    week: str
    within: str  # before a city


@cache
def words(lang: str) -> Words:
    if lang == "en":
        return _words("en", "today", "tomorrow", "yesterday", "week", "in")
    return _words("da", "i dag", "i morgen", "i går", "uge", "i")


def _words(locale: str, today: str, tomorrow: str, yesterday: str, week: str, within: str) -> Words:
    return Words(
        tuple(name for _, name in sorted(get_day_names("wide", "format", locale).items())),
        tuple(name for _, name in sorted(get_day_names("abbreviated", "format", locale).items())),
        ("", *(name for _, name in sorted(get_month_names("wide", "format", locale).items()))),
        ("", *(name for _, name in sorted(get_month_names("abbreviated", "format", locale).items()))),
        today,
        tomorrow,
        yesterday,
        week,
        within,
    )

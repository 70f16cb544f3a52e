"""What a rule that repeats would cost to follow, before anybody follows it."""

from __future__ import annotations

import re
from datetime import date, timedelta

MOST_STEPS = 50_000  # daily since 1890; a rule that asks for more is nobody's calendar
DAYS_OF = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
LONGEST = timedelta(days=62)  # of something that repeats
_PART = re.compile(r"([A-Z-]+)=([^;]*)")
_DAY = re.compile(r"\d{8}")


class TooMuch(ValueError):
    """The rule repeats too often, or could not be followed to an end."""


def parts_of(rule: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _PART.findall(rule.upper())}


def checked(rule: str, start: date, until: date, *, all_day: bool) -> str:
    """The rule in the form in which it can be followed up to a day. Raises TooMuch.

    An end that is a day means all of that day.
    """
    parts = parts_of(rule)
    days = DAYS_OF.get(parts.get("FREQ", ""))
    interval = int(parts.get("INTERVAL") or 1)
    if days is None or interval < 1:
        raise TooMuch(rule[:100])
    a_time = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        a_time *= len(parts.get(name, "").split(","))
    within = max(len(parts.get(name, "").split(",")) for name in ("BYDAY", "BYMONTHDAY", "BYYEARDAY"))
    steps = max((until - start).days, 1) / (days * interval) * a_time * max(within, 1)
    if a_time > 24 or steps > MOST_STEPS:
        raise TooMuch(rule[:100])
    if _DAY.fullmatch(parts.get("UNTIL", "")) and not all_day:
        parts["UNTIL"] += "T235959Z"
    if parts.get("COUNT") == "0":
        raise TooMuch(rule[:100])
    return ";".join(f"{name}={value}" for name, value in parts.items())

"""Which zone a calendar means: by the names there are, those of Windows, or the rules it brings along."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.feeds.lines import Block

_WORD = re.compile(r"[A-Za-z]{3,}(?:[ _][A-Z][a-z]+)*")
_QUOTES = "\"' "


@cache
def known(name: str) -> str:
    """A zone's own name for what a calendar calls it; "" when it is not known.

    `Romance Standard Time`, `/example.com/20260101/Europe/Copenhagen`, `(UTC+01:00) Brussels, Copenhagen`.
    """
    name = name.strip(_QUOTES)
    if not name or len(name) > 200:
        return ""
    if name in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[name]
    parts = name.strip("/").split("/")
    for length in (len(parts), 3, 2, 1):
        if 0 < length <= len(parts) and _is_zone(candidate := "/".join(parts[-length:])):
            return candidate
    if name.startswith(("(", "UTC", "GMT")):
        return next((_cities()[word] for word in _WORD.findall(name) if word in _cities()), "")
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _cities() -> dict[str, str]:
    """Europe's last, so that they are the ones that stay: `Paris` is not in Texas."""
    names = sorted(available_timezones(), key=lambda name: (name.startswith("Europe/"), name))
    cities = (name for name in names if "/" in name and not name.startswith(("Etc/", "US/")))
    return {name.rpartition("/")[2].replace("_", " "): name for name in cities}


def own_rules(block: Block) -> tuple[str, str]:
    """A zone that the calendar defines itself: a name nothing else has, and the definition under that name."""
    lines = [line for name, line in block.lines if name != "TZID"]
    name = "samspil-" + sha256("\n".join(lines).encode()).hexdigest()[:16]
    return name, "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"])

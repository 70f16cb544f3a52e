"""Time zones as people choose and call them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot import elsewhere
from bot.i18n import Locale
from storage.teams import Person

# Where a Danish course's people are likely to be; a course's own zone is offered as well.
OFFERED = (
    "Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk", "Atlantic/Reykjavik", "Europe/London", "Europe/Lisbon",
    "Europe/Helsinki", "Europe/Istanbul", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Bangkok", "Asia/Tokyo",
    "Australia/Sydney", "America/Sao_Paulo", "America/New_York", "America/Chicago", "America/Los_Angeles", "UTC",
)  # fmt: skip


def named(name: str) -> str:
    """`London`, `New York`: the city, which is the same in both languages."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


def own(person: Person) -> ZoneInfo | None:
    """The zone somebody has said they are in; None when they have not, or it is none that is known."""
    return elsewhere.of(person)


def differ(one: ZoneInfo, other: ZoneInfo, at: datetime) -> bool:
    """Whether clocks in the two show different times then."""
    return at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset()


def in_zone(locale: Locale, zone: ZoneInfo) -> Locale:
    return locale if zone == locale.zone else Locale(locale.language, zone, locale.now)

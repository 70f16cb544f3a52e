"""Somebody who is in another zone than their team: times are read and counted in the team's, and shown in theirs.

What a person reads is written with a `Locale` whose zone is the team's as seen from where they are; only
`bot.dates` looks at the difference, when it writes a time, and says whose time it is.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import babel

from storage.teams import Person

SETTING = "zone"  # in a person's settings: a name of the zone database


class SeenFrom(ZoneInfo):
    """The team's zone in every respect, for a reader in `reader`."""

    reader: Elsewhere


class Elsewhere(ZoneInfo):
    """The reader's own zone, where `team` is another."""

    team: ZoneInfo


def seen_by(person: Person | None, zone: str) -> ZoneInfo:
    """The team's zone as this person reads it."""
    own = of(person)
    return _seen_from(zone, own.key) if own and own.key != zone else ZoneInfo(zone)


def of(person: Person | None) -> ZoneInfo | None:
    """Where the person has said they are; None where their team is."""
    name = person.settings.get(SETTING) if person else None
    return ZoneInfo(name) if name in available() else None


@lru_cache(maxsize=256)
def _seen_from(zone: str, own: str) -> SeenFrom:
    seen, reader = SeenFrom.no_cache(zone), Elsewhere.no_cache(own)
    seen.reader, reader.team = reader, ZoneInfo(zone)
    return seen


# ---- for who writes a time


def as_read(moment: datetime) -> datetime:
    """The moment in its reader's own zone."""
    return moment.astimezone(moment.tzinfo.reader) if isinstance(moment.tzinfo, SeenFrom) else moment


def place_of(moment: datetime, language: str) -> str:
    """`Lissabon`, where clocks show another time than the team's at that moment; otherwise ""."""
    zone = moment.tzinfo
    if not isinstance(zone, Elsewhere) or moment.utcoffset() == moment.astimezone(zone.team).utcoffset():
        return ""
    return city(zone.key, language)


# ---- what zones are called


@lru_cache(maxsize=1)
def available() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def city(zone: str, language: str) -> str:
    """`Europe/Lisbon` is `Lissabon`."""
    known = babel.Locale.parse(language).time_zones.get(zone, {})
    return str(known.get("city") or zone.rsplit("/", 1)[-1].replace("_", " "))


def find(text: str) -> str | None:
    """A zone by its city in Danish or English, or by its own name; None when there is none, or several."""
    wanted = " ".join(text.casefold().replace("_", " ").split())
    found = sorted(_by_name().get(wanted, ()))
    return found[0] if found and len({_clocks(zone) for zone in found}) == 1 else None


def _clocks(zone: str) -> tuple[object, ...]:
    """What clocks show there in January and in July: two names of one zone show the same."""
    return tuple(datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for zone in available():
        if zone.startswith(
            ("Etc/", "posix/", "right/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")
        ):
            names.setdefault(zone.casefold().replace("_", " "), set()).add(zone)
            continue
        last = zone.rsplit("/", 1)[-1].replace("_", " ")
        for name in {zone.replace("_", " "), last, city(zone, "da"), city(zone, "en")}:
            names.setdefault(name.casefold(), set()).add(zone)
    return {name: frozenset(zones) for name, zones in names.items()}

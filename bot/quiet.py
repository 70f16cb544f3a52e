"""One person stays out: nothing is written to them in private by the clock. They come when they like (domain.md §0)."""

from __future__ import annotations

from storage.teams import Person

SETTING = "stays_out"  # in a person's settings


def stays_out(person: Person) -> bool:
    return bool(person.settings.get(SETTING))

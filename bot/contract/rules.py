"""What a contract has come to, what has changed in it, and when it is asked about. Pure.

The newest version that nobody took back is the one that counts: it is being signed, waits for the facilitator, was
returned, or is active. One that is active stays so until a newer one is approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

FACILITATOR_MAY_AFTER = timedelta(days=7)  # with those who have signed
REMIND_ON = (3, 6)  # days after *Kom i gang*, and after a version was sent
MOST_COMPARED = 20_000  # pairs of words: a few milliseconds
OLD_ENOUGH = timedelta(days=10)  # a contract approved later than so before the middle needs no review yet

_WORDS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+$")


class State(StrEnum):
    signing = "signing"
    waiting = "waiting"
    returned = "returned"
    active = "active"
    replaced = "replaced"
    withdrawn = "withdrawn"


class Stage(StrEnum):
    """Where the team is. `draft`: nothing has been sent, or it was taken back."""

    draft = "draft"
    signing = "signing"
    waiting = "waiting"
    returned = "returned"
    active = "active"


class Sent(Protocol):
    """A version, as far as the rules care."""

    @property
    def number(self) -> int: ...
    @property
    def state(self) -> str: ...


# ---- where it is


def newest(versions: Sequence[Sent]) -> int | None:
    """The place of the version that counts among them, in order of their numbers."""
    counting = [place for place, one in enumerate(versions) if one.state != State.withdrawn]
    return counting[-1] if counting else None


def stage(versions: Sequence[Sent]) -> Stage:
    place = newest(versions)
    if place is None:
        return Stage.draft
    state = versions[place].state
    return Stage.draft if state == State.replaced else Stage(state)


def active(versions: Sequence[Sent]) -> int | None:
    """The place of the one that applies, also while a newer one is being signed."""
    found = [place for place, one in enumerate(versions) if one.state == State.active]
    return found[-1] if found else None


def draft(wordings: Iterable[tuple[str, str]], order: Sequence[str]) -> dict[str, str]:
    """Text by point, from (point, text) in the order they were written: the newest counts, "" takes it out. Points
    stand in the given order; one that is not in it comes last."""
    last = dict(wordings)
    known = [clause for clause in order if last.get(clause)]
    return {
        clause: last[clause] for clause in (*known, *sorted(c for c in last if c not in order and last[c]))
    }


# ---- signatures


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those present have said so."""

    said: int
    of: int

    @property
    def all(self) -> bool:
        return self.of > 0 and self.said == self.of


def count(members: Iterable[int], said: Iterable[int]) -> Count:
    """Who has left counts no more, neither as one who has signed nor as one who has not."""
    present = frozenset(members)
    return Count(len(present & frozenset(said)), len(present))


def may_approve(state: str, signed: Count, sent_at: datetime, now: datetime) -> bool:
    """When all have signed; or after a week, with those who have."""
    if state == State.waiting:
        return True
    return state == State.signing and signed.said > 0 and now >= sent_at + FACILITATOR_MAY_AFTER


# ---- what the facilitator hears of


def too_long(since: datetime | None, now: datetime, days: int) -> bool:
    """Whether it has waited more than so many days; what has not begun has not."""
    return since is not None and now - since > timedelta(days=days)


def looked_at(said: Count) -> bool:
    """Whether the team has: at least half say that it is still ok. One who has not said so is not the team."""
    return said.said * 2 >= said.of


def should_be_signed(begun: date, today: date, days: int) -> bool:
    """Whether the team has had so many days to make a contract."""
    return (today - begun).days >= days


# ---- what has changed


class Kind(StrEnum):
    new = "new"
    changed = "changed"
    gone = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a point's text. `new`: it was not there before."""

    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is the whole text as it was; `now` the whole text as it is, in pieces."""

    clause: str
    kind: Kind
    before: str
    now: tuple[Piece, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Point by point, in the order of the new one; what has gone comes last."""
    found = []
    for clause, text in after.items():
        was = before.get(clause, "")
        if text != was:
            kind = Kind.changed if was else Kind.new
            found.append(Change(clause, kind, was, compared(was, text) if was else (Piece(text, True),)))
    gone = [Change(clause, Kind.gone, text, ()) for clause, text in before.items() if clause not in after]
    return (*found, *gone)


@lru_cache(maxsize=512)
def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The new text, word by word against the old one; the space before a new word is new with it.

    By the longest common subsequence, and not by difflib, which takes minutes for a word written two hundred times.
    Where the middle of two texts is that long and has changed, all of it is new.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    middle = new[first : len(new) - last]
    kept = _common(old[first : len(old) - last], middle)
    fresh = [False] * first + [not one for one in kept] + [False] * last
    pieces: list[Piece] = []
    for word, is_new in zip(new, fresh, strict=True):
        if pieces and pieces[-1].new == is_new:
            pieces[-1] = Piece(pieces[-1].text + word, is_new)
        else:
            pieces.append(Piece(word, is_new))
    return tuple(pieces)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words they begin with alike."""
    return next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _common(old: Sequence[str], new: Sequence[str]) -> list[bool]:
    """Of each new word, whether it was there."""
    if len(old) * len(new) > MOST_COMPARED:
        return [False] * len(new)
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]  # of what is left from here on
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            if old[i] == new[j]:
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    kept = [False] * len(new)
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            kept[j] = True
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return kept


# ---- pages


def pages(sizes: Sequence[int], room: int, most: int) -> tuple[tuple[int, ...], ...]:
    """Places of what fits together on a page: `room` letters, `most` things; always at least one page."""
    found: list[list[int]] = [[]]
    used = 0
    for place, size in enumerate(sizes):
        if found[-1] and (used + size > room or len(found[-1]) == most):
            found.append([])
            used = 0
        found[-1].append(place)
        used += size
    return tuple(tuple(page) for page in found)


# ---- days


def remind_on(since: date, today: date) -> tuple[date, ...]:
    """The days that are still to come."""
    return tuple(day for day in (since + timedelta(days=after) for after in REMIND_ON) if day > today)


def middle(starts: date, ends: date) -> date:
    """When the team looks at it again."""
    return starts + (ends - starts) / 2


def last_week(ends: date) -> date:
    """The Monday of the week in which it ends, or the one before where that week has hardly begun."""
    return ends - timedelta(days=ends.weekday() if ends.weekday() >= 2 else ends.weekday() + 7)

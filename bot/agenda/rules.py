"""How an agenda makes itself, in which order, whether it fits, and how an item's time goes. Pure values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

TOPIC_MINUTES = 10
STEP = 1000  # between two positions, so that much fits between
OPENING, CLOSING = STEP, 900 * STEP
HALF_FROM, LAST_FROM = 4, 2  # minutes an item lasts at least for its half, and its last minute, to be said
LAST_MINUTE = timedelta(minutes=1)


class Fixed(StrEnum):
    """What every meeting has, unless the team chooses otherwise (domain.md, Redskab Dagsorden)."""

    checkin = "checkin"
    since = "since"
    agreements = "agreements"
    process = "process"
    anchoring = "anchoring"
    checkout = "checkout"
    following = "following"  # the next meeting, and roles


# Minutes, track, and whether guests do without it.
FIXED: Mapping[Fixed, tuple[int, str, bool]] = {
    Fixed.checkin: (3, "process", False),
    Fixed.since: (5, "task", False),
    Fixed.agreements: (5, "task", False),
    Fixed.process: (5, "process", True),
    Fixed.anchoring: (5, "task", False),
    Fixed.checkout: (3, "process", False),
    Fixed.following: (2, "process", False),
}
BEFORE_THE_REST = (Fixed.checkin, Fixed.since, Fixed.agreements)
GATHERED = {"agreements/": Fixed.agreements}  # a topic whose key begins so is told under a fixed item
FIRST_OF_FOLLOW_UP = "goals/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item. `id` None: nobody has touched it yet. `told` are the topics that are told under it."""

    id: int | None
    source: str
    title: str
    track: str
    kind: str
    minutes: int
    owner: int | None = None
    preparation: str = ""
    internal: bool = False
    position: int = 0
    state: str = "open"
    told: tuple[str, ...] = ()

    @property
    def fixed(self) -> Fixed | None:
        kind, _, name = self.source.partition("/")
        return Fixed(name) if kind == "fixed" and name in list(Fixed) else None

    @property
    def topic(self) -> str:
        """The key of the topic it stands for, "" when it is none."""
        kind, _, key = self.source.partition("/")
        return key if kind == "topic" else ""


@dataclass(frozen=True, slots=True)
class Known:
    """A topic that a feature has just now."""

    key: str
    title: str
    track: str
    internal: bool


# ---- the coming agenda


def compose(
    kept: Sequence[Line], fixed: Sequence[Fixed], topics: Sequence[Known], *, follow_up: bool = False
) -> tuple[Line, ...]:
    """The coming agenda in its order. What was taken off stays off, and a topic that its feature no longer
    has is gone, touched or not."""
    by_source = {line.source: line for line in kept if line.source}
    own = [line for line in kept if line.fixed is None and not line.topic]
    for one in fixed:
        told = tuple(topic.title for topic in topics if _gathers(topic.key) is one)
        own.append(_fixed(one, by_source, told))
    new = []
    for topic in topics:
        there = by_source.get(f"topic/{topic.key}")
        if there is not None:
            own.append(replace(there, title=topic.title))
        elif _gathers(topic.key) is None:
            new.append(topic)
    place = place_for_new(own)
    for topic in new:
        first = follow_up and topic.key.startswith(FIRST_OF_FOLLOW_UP)
        own.append(_topic(topic, 0 if first else place))
    return in_order(line for line in own if line.state == "open")


def _gathers(key: str) -> Fixed | None:
    return next((fixed for start, fixed in GATHERED.items() if key.startswith(start)), None)


def _fixed(one: Fixed, kept: Mapping[str, Line], told: tuple[str, ...]) -> Line:
    there = kept.get(f"fixed/{one}")
    if there is not None:
        return replace(there, told=told)
    minutes, track, internal = FIXED[one]
    start = OPENING if one in BEFORE_THE_REST else CLOSING
    position = start + STEP * list(Fixed).index(one)
    return Line(
        id=None, source=f"fixed/{one}", title="", track=track, kind="discuss", minutes=minutes,
        internal=internal, position=position, told=told,
    )  # fmt: skip


def _topic(topic: Known, position: int) -> Line:
    return Line(
        id=None, source=f"topic/{topic.key}", title=topic.title, track=topic.track, kind="discuss",
        minutes=TOPIC_MINUTES, internal=topic.internal, position=position,
    )  # fmt: skip


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By position; of two at the same one, what has been there longest comes first."""
    return tuple(sorted(lines, key=lambda line: (line.position, line.id is None, line.id or 0)))


def told_under(lines: Sequence[Line], topics: Sequence[Known]) -> tuple[Line, ...]:
    """The items of a meeting that has begun, each fixed one with the topics told under it as they are now."""
    return tuple(
        replace(line, told=tuple(topic.title for topic in topics if _gathers(topic.key) is line.fixed))
        if line.fixed
        else line
        for line in lines
    )


def outlived(kept: Sequence[Line], topics: Sequence[Known]) -> tuple[int, ...]:
    """Rows of topics that their features no longer have."""
    keys = {topic.key for topic in topics}
    return tuple(line.id for line in kept if line.topic and line.topic not in keys and line.id is not None)


def place_for_new(lines: Iterable[Line]) -> int:
    """After everything but what ends every meeting, as long as the team lets that stand last."""
    rest = list(in_order(lines))
    while rest and rest[-1].fixed is not None and rest[-1].fixed not in BEFORE_THE_REST:
        rest.pop()
    return rest[-1].position + 1 if rest else OPENING


def moved(lines: Sequence[Line], item: int, before: int) -> tuple[tuple[int, int], ...]:
    """(id, position) of everything, with `item` moved to stand before the item `before` (0: last)."""
    ids = [line.id for line in lines if line.id is not None and line.id != item]
    index = ids.index(before) if before in ids else len(ids)
    ids.insert(index, item)
    return tuple((one, STEP * number) for number, one in enumerate(ids, start=1))


def spare(lines: Iterable[Line], length: int) -> int:
    """Minutes left of the meeting's length; below zero when it does not fit."""
    return length - sum(line.minutes for line in lines)


# ---- under way


def following(lines: Sequence[Line], current: int | None) -> Line | None:
    """The next item after the current one that is still open; the first when there is no current one."""
    ids = [line.id for line in lines]
    start = ids.index(current) + 1 if current in ids else 0
    return next((line for line in lines[start:] if line.state == "open"), None)


class Phase(StrEnum):
    """How an item's time stands. What is said changes three times, and no more."""

    start = "start"
    half = "half"
    last = "last"
    over = "over"


def phase(began: datetime, minutes: int, now: datetime) -> Phase:
    found = Phase.start
    for at, reached in changes(began, minutes):
        if now >= at:
            found = reached
    return found


def changes(began: datetime, minutes: int) -> tuple[tuple[datetime, Phase], ...]:
    """When what is said of the item's time changes, and into what. An item without a length has no such moment."""
    if minutes <= 0:
        return ()
    length = timedelta(minutes=minutes)
    found = []
    if minutes >= HALF_FROM:
        found.append((began + length / 2, Phase.half))
    if minutes >= LAST_FROM:
        found.append((began + length - LAST_MINUTE, Phase.last))
    return (*found, (began + length, Phase.over))


def next_change(began: datetime, minutes: int, now: datetime) -> datetime | None:
    return next((at for at, _ in changes(began, minutes) if at > now), None)


def left_over(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What goes on to the next meeting: open items that are not there every time."""
    return tuple(line for line in lines if line.state == "open" and line.fixed is None and not line.topic)


# ---- what the facilitator hears of


def process_left_out(lines: Iterable[Line]) -> bool:
    """Whether nothing the team came to at its meetings was about its own cooperation. A round to begin and end with is
    not yet to talk about it."""
    return not any(
        line.state == "done" and line.track == "process" and line.fixed in (None, Fixed.process)
        for line in lines
    )

"""Small pictures over the weeks, as shapes: what is drawn with which kind of line. Pure.

A shape is the `d` of an SVG path; its kind is a class of the stylesheet, so that it follows light and dark. Kinds
differ in form as well as in colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.overview.rules import Answered

STEP, BAR, HIGH = 13, 9, 26  # pixels: from one week to the next, a bar's width, and the picture's height
MARK, DOT = 7, 10
MOST_MARKS = 3  # meetings in a week that are drawn one by one; the words count them all


@dataclass(frozen=True, slots=True)
class Drawing:
    """`shapes`: (class, path data)."""

    width: int
    height: int
    shapes: tuple[tuple[str, str], ...]


def bars(weeks: Sequence[Answered | None]) -> Drawing:
    """How many of those asked have answered: a frame for all, filled by those who have; a line where nobody was."""
    frames, filled, none = [], [], []
    for number, one in enumerate(weeks):
        x = number * STEP + 1
        if one is None or not one.of:
            none.append(f"M{x} {HIGH - 1}h{BAR}")
            continue
        frames.append(_box(x, 1, BAR, HIGH - 2))
        high = round((HIGH - 2) * min(one.said, one.of) / one.of)
        if high:
            filled.append(_box(x, HIGH - 1 - high, BAR, high))
    return _drawing(len(weeks), ("none", none), ("frame", frames), ("fill", filled))


def marks(weeks: Sequence[Mapping[str, int]]) -> Drawing:
    """Meetings by place: a square in person, a ring online, a triangle in the field."""
    found: dict[str, list[str]] = {"none": [], "fill": [], "ring": [], "field": []}
    for number, places in enumerate(weeks):
        x, kinds = number * STEP + 1, [kind for kind, count in sorted(places.items()) for _ in range(count)]
        if not kinds:
            found["none"].append(f"M{x} {HIGH - 1}h{BAR}")
        for place, kind in enumerate(kinds[:MOST_MARKS]):
            top = HIGH - 1 - (place + 1) * (MARK + 1) + 1
            name, draw = _MARKS.get(kind, _MARKS["physical"])
            found[name].append(draw(x, top))
    return _drawing(len(weeks), *found.items())


def columns(weeks: Sequence[int]) -> Drawing:
    """A number a week; the highest as high as the picture, or four."""
    most = max(4, *weeks) if weeks else 4
    filled, none = [], []
    for number, count in enumerate(weeks):
        x, high = number * STEP + 1, round((HIGH - 2) * count / most)
        if high:
            filled.append(_box(x, HIGH - 1 - high, BAR, high))
        else:
            none.append(f"M{x} {HIGH - 1}h{BAR}")
    return _drawing(len(weeks), ("none", none), ("fill", filled))


def dots(filled: int, of: int) -> Drawing:
    """So many of so many."""
    rings = [_ring(number * (DOT + 3) + 1, 1, DOT) for number in range(of)]
    kept = _shapes(("ring", rings[filled:]), ("fill", rings[:filled]))
    return Drawing(max(of, 1) * (DOT + 3), DOT + 2, kept)


def steps(reached: int, of: int) -> Drawing:
    """How far along a way of so many steps."""
    boxes = [_box(number * 20 + 1, 3, 17, 7) for number in range(of)]
    return Drawing(of * 20, DOT + 2, _shapes(("frame", boxes[reached:]), ("fill", boxes[:reached])))


def _drawing(weeks: int, *kinds: tuple[str, list[str]]) -> Drawing:
    return Drawing(max(weeks, 1) * STEP, HIGH, _shapes(*kinds))


def _shapes(*kinds: tuple[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, "".join(paths)) for kind, paths in kinds if paths)


def _box(x: int, y: int, wide: int, high: int) -> str:
    return f"M{x} {y}h{wide}v{high}h-{wide}z"


def _ring(x: int, y: int, across: int) -> str:
    half = across / 2
    return f"M{x} {y + half:g}a{half:g} {half:g} 0 1 0 {across} 0a{half:g} {half:g} 0 1 0 -{across} 0z"


def _triangle(x: int, y: int) -> str:
    return f"M{x} {y + MARK}h{MARK}l-{MARK / 2:g} -{MARK}z"


_MARKS: dict[str, tuple[str, Callable[[int, int], str]]] = {
    "physical": ("fill", lambda x, y: _box(x, y, MARK, MARK)),
    "online": ("ring", lambda x, y: _ring(x, y, MARK)),
    "field": ("field", _triangle),
}

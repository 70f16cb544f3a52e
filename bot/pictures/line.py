"""A value over time: a line with its area. Where there is no value the line is broken, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.pictures import svg

HIGH = 150  # the height of the drawing
AXIS = 12  # between the drawing and the words under it
APART = 6.0  # between two labels under the line


@dataclass(frozen=True, slots=True)
class Point:
    """`label` stands under it; None: there is no value here. `said` is the value in words, e.g. `3,8`."""

    label: str
    value: float | None
    said: str = ""


def line(points: Sequence[Point], low: float, high: float, low_word: str = "", high_word: str = "") -> bytes:
    """The SVG of the values on a scale from `low` to `high`, whose ends the words name."""
    left, right = svg.MARGIN + 4.0, svg.WIDTH - svg.MARGIN - 4.0
    top = svg.MARGIN + (18.0 if high_word else 0.0)
    bottom = top + HIGH
    step = (right - left) / max(len(points) - 1, 1)
    span = (high - low) or 1.0
    at = [
        (left + index * step, None if one.value is None else bottom - (one.value - low) / span * HIGH)
        for index, one in enumerate(points)
    ]
    parts = [svg.rule(y, svg.MARGIN, svg.WIDTH - svg.MARGIN) for y in (top, top + HIGH / 2, bottom)]
    parts.append(svg.text(svg.MARGIN, top - 6, svg.cut(high_word, svg.WIDTH - 80, 12), "soft small"))
    for known, run in groupby(at, lambda one: one[1] is not None):
        if known:
            parts += _run([(x, y) for x, y in run if y is not None], bottom)
    parts.append(svg.text(svg.MARGIN, bottom + AXIS + 4, svg.cut(low_word, svg.WIDTH - 80, 12), "soft small"))
    labels = bottom + AXIS + (22 if low_word else 4)
    parts += _labels(points, at, labels)
    return svg.picture(labels + svg.MARGIN, parts)


def _run(spots: list[tuple[float, float]], bottom: float) -> list[str]:
    path = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in spots)
    parts = []
    if len(spots) > 1:
        under = f"{svg.number(spots[-1][0])},{bottom:g} {svg.number(spots[0][0])},{bottom:g}"
        parts += [
            f'<polygon points="{path} {under}" class="area"/>',
            f'<polyline points="{path}" class="drawn"/>',
        ]
    parts += [f'<circle cx="{svg.number(x)}" cy="{svg.number(y)}" r="5" class="dot"/>' for x, y in spots]
    return parts


def _labels(points: Sequence[Point], at: list[tuple[float, float | None]], y: float) -> list[str]:
    """As many labels under the line as there is room for, the last one always; and the last value said."""
    parts, free = [], float(svg.WIDTH)
    for point, (x, _) in reversed(list(zip(points, at, strict=True))):
        wide = svg.width(point.label, 12)
        middle = min(max(x, svg.MARGIN + wide / 2), svg.WIDTH - svg.MARGIN - wide / 2)
        if middle + wide / 2 <= free:
            parts.append(svg.text(middle, y, point.label, "soft small middle"))
            free = middle - wide / 2 - APART
    said = [(point.said, x, spot) for point, (x, spot) in zip(points, at, strict=True) if spot is not None]
    if said and said[-1][0]:
        words, x, spot = said[-1]
        x = min(x, svg.WIDTH - svg.MARGIN - svg.width(words) / 2)
        parts.append(svg.text(x, spot - 12, words, "ink strong middle"))
    return parts

"""A matrix: rows (people, roles) against columns (meetings, weeks). A cell has a letter and a colour of its
own, or a shade for a count. Never colour alone: letters and numbers say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures import svg
from bot.pictures.look import SERIES, STEPS

ROW = 34
GAP = 4
SWATCH = 22
MOST_LABEL = 130.0
LEAST_CELL, MOST_CELL = 26.0, 72.0
MOST_COLUMNS = int((svg.WIDTH - 2 * svg.MARGIN - MOST_LABEL) // (LEAST_CELL + GAP))


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a `series` (0 …) for a kind of thing, or a `shade` from 0 to 1 for how much.
    Neither: an empty cell."""

    text: str = ""
    series: int | None = None
    shade: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a letter stands for."""

    cell: Cell
    meaning: str


def matrix(columns: Sequence[str], rows: Sequence[Row], keys: Sequence[Key] = ()) -> bytes:
    """The SVG. Shows at most `MOST_COLUMNS` columns, the last ones; each row has a cell for each of `columns`."""
    shown = list(columns)[-MOST_COLUMNS:]
    skipped = len(columns) - len(shown)
    free = svg.WIDTH - 2 * svg.MARGIN - len(shown) * (MOST_CELL + GAP)  # what so few columns leave
    label = min(max(MOST_LABEL, free), max((svg.width(row.label) for row in rows), default=0) + 8)
    left = svg.MARGIN + label
    room = (svg.WIDTH - svg.MARGIN - left) / max(len(shown), 1)
    wide = min(room - GAP, MOST_CELL)
    parts = [
        svg.text(left + index * (wide + GAP) + wide / 2, svg.MARGIN + 12, svg.cut(name, wide + GAP + 2, 12), "soft small middle")
        for index, name in enumerate(shown)
    ]  # fmt: skip
    top = svg.MARGIN + (22.0 if any(shown) else 0.0)
    for row in rows:
        parts.append(svg.text(svg.MARGIN, top + ROW / 2 + 5, svg.cut(row.label, label - 8), "ink"))
        for index, cell in enumerate(row.cells[skipped:]):
            parts += _cell(cell, left + index * (wide + GAP), top, wide, ROW - GAP)
        top += ROW
    return svg.picture(*_with_keys(parts, keys, top + 10))


def _cell(cell: Cell, x: float, y: float, wide: float, high: float) -> list[str]:
    fill, ink = _kinds(cell)
    parts = [svg.box(x, y, wide, high, fill)]
    if cell.text:
        size = 14 if svg.width(cell.text) <= wide - 2 else 12
        kind = f"{ink} middle strong{' small' if size == 12 else ''}"
        parts.append(svg.text(x + wide / 2, y + high / 2 + 5, svg.cut(cell.text, wide, size), kind))
    return parts


def _kinds(cell: Cell) -> tuple[str, str]:
    """Classes of a cell's ground and of its letters."""
    if cell.series is not None:
        return f"s{cell.series % SERIES}", "on"
    if cell.shade is not None:
        step = round(min(max(cell.shade, 0.0), 1.0) * (STEPS - 1))
        return f"h{step}", f"t{step}"
    return "empty", "soft"


def _with_keys(parts: list[str], keys: Sequence[Key], top: float) -> tuple[float, list[str]]:
    """The height, and the parts with the letters' meanings under them, as many on a line as fit."""
    x, y = float(svg.MARGIN), top
    for key in keys:
        words = svg.cut(key.meaning, svg.WIDTH - 2 * svg.MARGIN - SWATCH - 8)
        taken = SWATCH + 6 + svg.width(words) + 14
        if x > svg.MARGIN and x + taken - 14 > svg.WIDTH - svg.MARGIN:
            x, y = float(svg.MARGIN), y + SWATCH + 8
        parts += _cell(key.cell, x, y, SWATCH, SWATCH)
        parts.append(svg.text(x + SWATCH + 6, y + SWATCH / 2 + 5, words, "ink"))
        x += taken
    return (y + SWATCH if keys else top - 10 - GAP) + svg.MARGIN, parts

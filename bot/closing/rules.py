"""How what a team takes with it is divided into pages, and when a course may be closed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Row = tuple[str, str]
PAGE = 2800  # characters; a card holds 3900 with its title and buttons
ONE_TEXT = 2400
LABEL = 80


def pages(rows: Sequence[Row]) -> list[list[Row]]:
    """Pages of at most PAGE characters, in order; a long text goes on under the same heading. At least one."""
    found: list[list[Row]] = [[]]
    size = 0
    for label, text in rows:
        for start in range(0, max(len(text), 1), ONE_TEXT):
            piece = text[start : start + ONE_TEXT]
            length = min(len(label), LABEL) + len(piece)
            if found[-1] and size + length > PAGE:
                found.append([])
                size = 0
            found[-1].append((label[:LABEL], piece))
            size += length
    return found


def may_close(offered: Sequence[date | None], today: date, ends_on: date) -> bool:
    """From the day after every team was offered its things; on its last day that they were is enough. `offered`: the
    local day for each team of the course, None for one that has not been."""
    return all(day is not None and (day < today or today >= ends_on) for day in offered)

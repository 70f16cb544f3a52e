"""How what is stored of a person is counted and divided into pages: values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

Row = tuple[str, str]
PAGE = 2800  # characters; a private card holds 3900 with its title and buttons
MOST_SHOWN = 10  # different headings in the overview: a Slack section has ten fields
LABEL, VALUE = 60, 80
ONE_TEXT = 2400


def counted(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """(heading, its only text or "", how many) for the overview, headings that differ by what follows a digit
    put together: `Tjek-ind 2026-11-12` and `Tjek-ind 2026-11-19` are two of *Tjek-ind*."""
    headings = [_kind(label) for label, _ in rows]
    counts = Counter(headings)
    texts = {_kind(label): text for label, text in rows}
    found = [
        (heading[:LABEL], texts[heading][:VALUE] if counts[heading] == 1 else "", counts[heading])
        for heading in dict.fromkeys(headings)
    ]
    return found[:MOST_SHOWN]


def _kind(label: str) -> str:
    digit = next((index for index, sign in enumerate(label) if sign.isdigit()), len(label))
    return label[:digit].rstrip(" ,:·-(") or label


def pages(rows: Sequence[Row]) -> list[list[Row]]:
    """Pages of at most PAGE characters, in order; a long text goes on under the same heading. At least one."""
    found: list[list[Row]] = [[]]
    size = 0
    for label, text in _pieces(rows):
        length = len(label) + len(text)
        if found[-1] and size + length > PAGE:
            found.append([])
            size = 0
        found[-1].append((label, text))
        size += length
    return found


def _pieces(rows: Sequence[Row]) -> Iterator[Row]:
    for label, text in rows:
        for start in range(0, max(len(text), 1), ONE_TEXT):
            yield label[:LABEL], text[start : start + ONE_TEXT]

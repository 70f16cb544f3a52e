"""When numbers about people may be shown (domain.md §5.7): from four of them, and never so that what is shown
now and what was shown before tell together what one of them said."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 4  # people behind anything that is shown without names
People = frozenset[int]


def isolates(one: People, other: People) -> bool:
    """Whether the two sets of people differ by so few that their numbers, one taken from the other, are theirs."""
    return 0 < len(one ^ other) < FEWEST


def showable(people: People, shown: Sequence[People]) -> People | None:
    """Whose answers a number may be made of, when numbers of these earlier sets have been shown.

    All of them; where that would tell what one to three people said, the largest set that was shown before and has
    answered again as a whole; None when nothing may be shown.
    """
    candidates = (people, *(earlier for earlier in shown if earlier <= people))
    allowed = [
        one
        for one in candidates
        if len(one) >= FEWEST and not any(isolates(one, earlier) for earlier in shown)
    ]
    return max(allowed, key=len, default=None)

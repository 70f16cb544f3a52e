"""What of a course somebody's reflections cover, and how they are parted in pages. Pure decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.prompts.library import GOALS
from bot.prompts.prompt import Theme


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts there are to each learning goal and each theme, none left out."""

    goals: Mapping[int, int]
    themes: Mapping[Theme, int]


def coverage(written: Sequence[tuple[int, Theme]]) -> Coverage:
    """Of (goal, theme) of each text."""
    goals, themes = Counter(goal for goal, _ in written), Counter(theme for _, theme in written)
    return Coverage({goal: goals[goal] for goal in GOALS}, {theme: themes[theme] for theme in Theme})


def in_pages(lengths: Sequence[int], room: int) -> list[list[int]]:
    """The texts' places (0 …) page by page: as many on each as there is room for, in their order; one that is
    longer than a page has its own. No texts: one empty page."""
    pages: list[list[int]] = [[]]
    taken = 0
    for at, length in enumerate(lengths):
        if pages[-1] and taken + length > room:
            pages.append([])
            taken = 0
        pages[-1].append(at)
        taken += length
    return pages

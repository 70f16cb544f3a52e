"""What of a course somebody's reflections cover, and how they are parted in pages. Pure decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.prompts.library import GOALS
from bot.prompts.prompt import Theme
from bot.prompts.role_goals import ROLE_GOALS


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts there are to each learning goal and each theme, and how many roles to each goal; none left out."""

    goals: Mapping[int, int]
    themes: Mapping[Theme, int]
    roles: Mapping[int, int]


def coverage(written: Sequence[tuple[int, Theme | None]], held: Sequence[str] = ()) -> Coverage:
    """Of (goal, theme) of each text: 0 and None where it has none. `held`: the roles they have had at meetings."""
    roles = Counter(ROLE_GOALS[role] for role in held if role in ROLE_GOALS)
    goals, themes = Counter(goal for goal, _ in written), Counter(theme for _, theme in written)
    return Coverage(
        {goal: goals[goal] for goal in GOALS},
        {theme: themes[theme] for theme in Theme},
        {goal: roles[goal] for goal in GOALS},
    )


def in_pages(lengths: Sequence[int], room: int, first: int, most: int) -> list[list[int]]:
    """The texts' places (0 …) page by page, in their order: as many on each as there is room for (on the first page
    `first`, since the coverage stands there), and at most `most`. One that is longer than a page has its own, but not
    the first; that may have none."""
    pages: list[list[int]] = [[]]
    left = first
    for at, length in enumerate(lengths):
        fits = length <= left and len(pages[-1]) < most
        if not fits and (pages[-1] or len(pages) == 1):
            pages.append([])
            left = room
        pages[-1].append(at)
        left -= length
    return pages

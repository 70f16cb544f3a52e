"""What is planted in a term: whole courses in which some teams run into what a facilitator should hear of.

A trouble is a habit that a team gives up from a week on. Whether it then really came to anything is told by what
the team did (`deeds.py`, `oracles.py`), and by nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.term.plan import TeamPlan


class Trouble(StrEnum):
    """By what the facilitator would hear of it as; one person's silence nobody should hear of."""

    silent = "silent"
    unsigned = "contract.unsigned"
    waits = "contract.waits"
    review = "contract.review"
    no_meeting = "meetings.none"
    no_process = "agenda.process"
    online = "meetings.physical"
    locked = "roles.locked"
    late = "agreements.late"
    few = "checkins.few"
    field = "field.under"
    partner = "partner.quiet"
    signs = "goals.signs"
    reflections = "reflections.none"
    falls = "surveys.falls"
    apart = "surveys.apart"
    five = "surveys.five"
    level = "surveys.level"


FROM = {
    Trouble.silent: (2, 3, 4, 5, 6), Trouble.unsigned: (1,), Trouble.waits: (1,), Trouble.review: (5,),
    Trouble.no_meeting: (3, 4, 5, 6), Trouble.online: (1, 2, 3, 4, 5), Trouble.no_process: (2, 3, 4, 5), Trouble.locked: (1, 2), Trouble.late: (2, 3),
    Trouble.few: (2, 3, 4, 5, 6), Trouble.field: (2, 3, 4, 5, 6), Trouble.partner: (1, 2, 3, 4, 5),
    Trouble.signs: (2,), Trouble.reflections: (1, 2, 3, 4), Trouble.falls: (4, 5, 6), Trouble.apart: (3, 4, 5, 6),
    Trouble.five: (1,), Trouble.level: (1,),
}  # fmt: skip
LASTS = {Trouble.waits: 4, Trouble.no_meeting: 4}  # weeks; the others do to the end
OF_MEETINGS = frozenset(
    {Trouble.no_meeting, Trouble.online, Trouble.no_process, Trouble.locked, Trouble.late}
)
OF_CONTRACT = frozenset({Trouble.unsigned, Trouble.waits, Trouble.review})
OF_PULSE = frozenset({Trouble.falls, Trouble.apart, Trouble.five})
TROUBLED = (3, 3, 4)  # of ten teams
TWICE = 0.3  # of the troubled: two troubles
ALSO_SILENT = 0.15  # of all teams: somebody falls silent


@dataclass(frozen=True, slots=True)
class Planted:
    """`week` 1 is the course's first; it lasts until `until`, that week not included."""

    trouble: Trouble
    week: int
    until: int

    def on(self, week: int) -> bool:
        return self.week <= week < self.until


def with_troubles(
    teams: tuple[TeamPlan, ...], chance: random.Random, number: int, weeks: int
) -> tuple[TeamPlan, ...]:
    """Some of the teams with theirs. Every trouble comes as often as the others: schools take them in turn."""
    turn = _in_turn(number)
    share = chance.choice(TROUBLED) / 10
    troubled = set(chance.sample(range(len(teams)), max(1, round(len(teams) * share))))
    found = []
    for index, team in enumerate(teams):
        planted: list[Planted] = []
        if index in troubled:
            planted.append(_planted(next(turn), chance, weeks))
            if chance.random() < TWICE:
                planted += _second(planted[0].trouble, turn, chance, weeks)
        if chance.random() < ALSO_SILENT:
            planted.append(_planted(Trouble.silent, chance, weeks))
        found.append(replace(team, planted=tuple(planted)))
    return tuple(found)


def _in_turn(number: int) -> Iterator[Trouble]:
    named = [one for one in Trouble if one is not Trouble.silent]
    place = number * 5
    while True:
        yield named[place % len(named)]
        place += 1


def _second(first: Trouble, turn: Iterator[Trouble], chance: random.Random, weeks: int) -> list[Planted]:
    """Another that can come true beside the first."""
    for one in turn:
        together = any(first in group and one in group for group in (OF_MEETINGS, OF_CONTRACT, OF_PULSE))
        if one is not first and not together:
            return [_planted(one, chance, weeks)]
    return []


def _planted(trouble: Trouble, chance: random.Random, weeks: int) -> Planted:
    week = chance.choice(FROM[trouble])
    return Planted(trouble, week, week + LASTS.get(trouble, weeks))

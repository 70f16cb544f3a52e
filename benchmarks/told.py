"""Figures of what facilitators were told in a term: whether troubles were named in time, and whether lines were true.

The truth is that of `tests/term/oracles.py`, over what the teams did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.measure import Figure
from tests.term.deeds import Diary, Told
from tests.term.oracles import truth
from tests.term.planting import Planted, Trouble
from tests.term.records import Records

RECALL, PRECISION = 0.9, 0.7
IN_TIME = timedelta(weeks=2)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A planted trouble that came true on a day, and the day on which it was named, if it was."""

    team: str
    kind: str
    since: date
    named: date | None
    ends: date

    @property
    def in_time(self) -> bool:
        return self.named is not None and self.named <= self.since + IN_TIME

    @property
    def weeks(self) -> float:
        """Until it was named; of one that never was, until the course ended."""
        return ((self.named or self.ends) - self.since) / WEEK


@dataclass(frozen=True, slots=True)
class Line:
    team: str
    told: Told
    right: bool


def figures(term: Records) -> list[Figure]:
    found, said = list(cases(term.diaries)), list(lines(term.diaries))
    return [_recall(term, found), _precision(said), *_weeks(found), _mondays(term), _names(term)]


# ---- what came true, and when it was named


def cases(diaries: Sequence[Diary]) -> Iterator[Case]:
    """Planted troubles that came true while there were two Mondays to name them on."""
    for diary in diaries:
        for planted in diary.planted:
            since = came_true(diary, planted)
            if since is not None and since + IN_TIME <= diary.ends:
                days = [one.on for one in diary.told if one.kind == planted.trouble and one.on >= since]
                yield Case(diary.team, planted.trouble, since, min(days, default=None), diary.ends)


def came_true(diary: Diary, planted: Planted) -> date | None:
    """The day since which it was true without a break on the first Monday, from its week on, that it was true on."""
    if planted.trouble is Trouble.silent:
        return None
    monday = diary.starts + (planted.week - 1) * WEEK
    while monday <= diary.ends:
        if truth(diary, planted.trouble, monday):
            since = monday
            while truth(diary, planted.trouble, since - timedelta(days=1)):
                since -= timedelta(days=1)
            return since
        monday += WEEK
    return None


def lines(diaries: Sequence[Diary]) -> Iterator[Line]:
    """All that was said to need attention, of each team it was said of."""
    for diary in diaries:
        for one in diary.told:
            if not one.strength:
                yield Line(diary.team, one, truth(diary, one.kind, one.on))


# ---- the figures


def _recall(term: Records, found: Sequence[Case]) -> Figure:
    planted = sum(one.trouble is not Trouble.silent for diary in term.diaries for one in diary.planted)
    named, late = sum(one.in_time for one in found), sum(one.named is not None for one in found)
    about = (
        f"{planted} troubles planted in {len(term.diaries)} teams, {len(found)} came true, {late} were named"
    )
    return Figure("term.recall", named / len(found) if found else 0.0, "share", RECALL, 0.95, about)


def _precision(said: Sequence[Line]) -> Figure:
    shared = sum(one.told.shared for one in said)
    right = sum(one.right for one in said)
    about = f"{len(said)} teams' lines, {shared} of them shared"
    return Figure("term.precision", right / len(said) if said else 0.0, "share", PRECISION, 0.8, about)


def _weeks(found: Sequence[Case]) -> Iterator[Figure]:
    """From the day it was true."""
    weeks = sorted(one.weeks for one in found) or [99.0]
    about = f"{len(found)} troubles"
    for name, share, floor, goal in (("p50", 0.5, 1.0, 0.5), ("p90", 0.9, 2.0, 1.5)):
        at = weeks[min(int(len(weeks) * share), len(weeks) - 1)]
        yield Figure(f"term.weeks.{name}", round(at, 2), "weeks", floor, goal, about)


def _mondays(term: Records) -> Figure:
    """The most Monday messages that a facilitator got in one week."""
    came = Counter((one.facilitator, one.on.isocalendar()[:2]) for one in term.mondays)
    lines = [one.lines for one in term.mondays]
    waiting = sum(one.waiting for one in term.mondays) / len(lines) if lines else 0.0
    about = (
        f"{len(lines)} messages, of {sum(lines) / max(len(lines), 1):.1f} lines, {waiting:.1f} teams waiting"
    )
    return Figure("term.mondays", max(came.values(), default=2), "a week", 1, 1, about)


def _names(term: Records) -> Figure:
    """How often somebody was named to the facilitator, or on the team's own page."""
    silent = sum(one.trouble is Trouble.silent for diary in term.diaries for one in diary.planted)
    named = sum(diary.names for diary in term.diaries)
    value = named if term.diaries else 1
    return Figure("term.names", value, "named", 0, 0, f"{silent} people who fell silent")


def by_kind(term: Records) -> str:
    """One row for each kind: troubles that came true, named in time, named at all; lines, and the right ones."""
    found, said = list(cases(term.diaries)), list(lines(term.diaries))
    kinds = sorted({one.kind for one in found} | {one.told.kind for one in said})
    rows = [f"{'kind':22}{'true':>6}{'in time':>9}{'named':>7}{'lines':>7}{'right':>7}"]
    for kind in kinds:
        its = [one for one in found if one.kind == kind]
        those = [one for one in said if one.told.kind == kind]
        counts = (len(its), sum(one.in_time for one in its), sum(one.named is not None for one in its))
        right = sum(one.right for one in those)
        rows.append(f"{kind:22}{counts[0]:6}{counts[1]:9}{counts[2]:7}{len(those):7}{right:7}")
    return "\n".join(rows)

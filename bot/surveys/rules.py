"""What a survey's answers come to, and when that may be shown. Pure: values in, values out.

What is published of a question is coarse on purpose: an average and how far apart people are, or which options most
chose, where one or two voices look like none. How many answered is never said exactly, so that nobody can tell how
many found a question not relevant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.anonymity import FEWEST, People, showable
from bot.surveys.questionnaire import NOT_RELEVANT, Item, Kind

SCORE = "score"  # beside the questions: the person's average over all of them
FIVE_STEPS = 4  # from the lowest of five to the highest
MIDDLE, LAST = 0, -1  # in a questionnaire's weeks


class Why(StrEnum):
    """Why nothing was published."""

    PUBLISHED = ""
    FEW = "few"
    ISOLATES = "isolates"


class Share(StrEnum):
    """How many chose an option. One voice is FEW, as none is: nobody stands alone."""

    FEW = "few"
    SOME = "some"
    HALF = "half"
    MOST = "most"
    ALL = "all"  # or all but one


@dataclass(frozen=True, slots=True)
class Published:
    """`result` and `basis` by question, as they are stored."""

    result: Mapping[str, Any] = field(default_factory=dict)
    basis: Mapping[str, list[int]] = field(default_factory=dict)
    why: Why = Why.PUBLISHED


Given = Mapping[str, str]


# ---- scoring


def scored(item: Item, value: str, steps: int) -> int | None:
    """The step as a score, turned round where a high step is a low one; None for no number."""
    if not value or value == NOT_RELEVANT:
        return None
    step = int(value)
    return steps + 1 - step if item.reverse else step


def score(items: Sequence[Item], given: Given, steps: int) -> float | None:
    """One person's average over what they answered; None when that is under half of it."""
    found = [one for item in items if (one := scored(item, given.get(item.id, ""), steps)) is not None]
    return sum(found) / len(found) if found and len(found) * 2 >= len(items) else None


# ---- publishing


def published(
    kind: Kind,
    items: Sequence[Item],
    steps: int,
    answers: Mapping[int, Given],
    shown: Mapping[str, Sequence[People]],
) -> Published:
    """What a round publishes of these answers by person; `shown`: whose answers the numbers shown before were made of,
    by question. Questions that may not be shown are left out."""
    result: dict[str, Any] = {}
    basis: dict[str, list[int]] = {}
    isolates = False
    for name, values in _values(kind, items, steps, answers).items():
        people = showable(frozenset(values), shown.get(name, ()))
        if people is None:
            isolates = isolates or len(values) >= FEWEST
            continue
        of_them = [values[person] for person in people]
        result[name] = _shares(of_them, steps) if kind is Kind.CHOICE else _number(of_them)
        basis[name] = sorted(people)
    if not set(result) - {SCORE}:
        return Published(why=Why.ISOLATES if isolates else Why.FEW)
    return Published(result, basis)


def _values(
    kind: Kind, items: Sequence[Item], steps: int, answers: Mapping[int, Given]
) -> dict[str, dict[int, float]]:
    """By question, and by person: those who gave a number."""
    found: dict[str, dict[int, float]] = {}
    for item in items:
        found[item.id] = {
            person: value
            for person, given in answers.items()
            if (value := scored(item, given.get(item.id, ""), steps)) is not None
        }
    if kind is Kind.SCALE:
        scores = {person: score(items, given, steps) for person, given in answers.items()}
        found[SCORE] = {person: value for person, value in scores.items() if value is not None}
    return found


def _number(values: Sequence[float]) -> dict[str, float]:
    mean = round(sum(values) / len(values), 1)
    return {"mean": mean, "spread": round(max(values) - min(values), 1)}


def _shares(values: Sequence[float], options: int) -> dict[str, list[str]]:
    counts = [sum(value == option for value in values) for option in range(1, options + 1)]
    return {"shares": [share(count, len(values)).value for count in counts]}


def share(count: int, of: int) -> Share:
    if count >= of - 1:
        return Share.ALL
    if count <= 1:
        return Share.FEW
    if count * 10 < of * 4:
        return Share.SOME
    return Share.HALF if count * 10 <= of * 6 else Share.MOST


# ---- what the facilitator hears (domain.md §7)


class Heard(StrEnum):
    FALLS = "falls"
    APART = "apart"
    ALWAYS_FIVE = "five"


@dataclass(frozen=True, slots=True)
class Least:
    """From when it is worth a word: `falls` and `apart` in steps of five, `rounds` at the highest."""

    falls: int
    apart: int
    rounds: int


def heard(
    newest_first: Sequence[Mapping[str, Mapping[str, float]]],
    steps: int,
    least: Least,
    *,
    open_questions: bool,
) -> Heard | None:
    """Of the published rounds of a pulse: it falls, people are far apart, or all is always well and nobody asks."""
    if not newest_first:
        return None
    latest = newest_first[0]
    step = (steps - 1) / FIVE_STEPS
    if SCORE in latest and len(newest_first) > 1 and SCORE in newest_first[1]:
        fall = newest_first[1][SCORE]["mean"] - latest[SCORE]["mean"]
        if fall >= least.falls * step - 1e-9:
            return Heard.FALLS
    if any(one["spread"] >= least.apart * step for one in latest.values()):
        return Heard.APART
    lately = newest_first[: least.rounds]
    if len(lately) == least.rounds and not open_questions and all(_at_the_top(one, steps) for one in lately):
        return Heard.ALWAYS_FIVE
    return None


def _at_the_top(result: Mapping[str, Mapping[str, float]], steps: int) -> bool:
    return all(one["mean"] >= steps for one in result.values())


def still_lowest(shares: Sequence[str], week: int, weeks: int) -> bool:
    """Most of the team place it on the first level, after so many weeks of the course."""
    return week > weeks and shares[0] in (Share.MOST, Share.ALL)


# ---- when


def course_week(day: date, starts_on: date) -> int:
    """Which week of the course a day is in, from 1 on; 0 and less before it."""
    return (_monday(day) - _monday(starts_on)).days // 7 + 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def mondays(weeks: Iterable[int], starts_on: date, ends_on: date) -> list[date]:
    """The Mondays of a questionnaire's weeks, in order: `MIDDLE` and `LAST` are the course's own."""
    last = course_week(ends_on, starts_on)
    named = {MIDDLE: (last + 1) // 2, LAST: last}
    wanted = {named.get(week, week) for week in weeks}
    return [_monday(starts_on) + timedelta(weeks=week - 1) for week in sorted(wanted) if 1 <= week <= last]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of those asked have answered or passed."""

    done: int
    asked: int

    @property
    def all_in(self) -> bool:
        return self.asked > 0 and self.done >= self.asked


def progress(asked: frozenset[int], done: frozenset[int]) -> Progress:
    return Progress(len(asked & done), len(asked))


def talks_instead(asked: int) -> bool:
    """So few that no number may be shown: the team talks."""
    return asked < FEWEST

"""What an overview says of a team: how its weeks went, as counts and places. Pure.

Nobody is named, nothing is a score, and teams are in the order of their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.whole_weeks import monday_of

SHOWN, AHEAD = 12, 2  # weeks of a course at most; of which those still to come
# An agreement past its day: who does it is asked first, then the team has it on its list (two days), and only then is
# it a number for others (domain.md's glossary; bot/agreements/rules.py has the same). The team reads the same page.
UNTIL_COUNTED = timedelta(days=7)
T = TypeVar("T")
_WEEK = timedelta(weeks=1)


class Contract(StrEnum):
    none = "none"
    draft = "draft"
    signing = "signing"
    waiting = "waiting"
    returned = "returned"
    active = "active"


@dataclass(frozen=True, slots=True)
class Answered:
    """Of a round: how many of those it waited for have answered. `open`: more may."""

    said: int
    of: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """`meetings`: how many, by kind of place; also those agreed on and still to come."""

    monday: date
    checkin: Answered | None = None
    meetings: Mapping[str, int] | None = None
    kept: int = 0  # agreements that were done
    theme: str = ""  # of a reflection that was shown


@dataclass(frozen=True, slots=True)
class Agreements:
    """`late`: past their day by so much that the facilitator may see the number."""

    open: int = 0
    late: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """One team. `chaired`: how many of its members have chaired a meeting; `signed` while a contract is signed."""

    team_id: int
    name: str
    members: int
    weeks: tuple[Week, ...]
    agreements: Agreements
    meetings_held: int
    next_meeting: date | None
    chaired: int
    contract: Contract
    signed: int
    contract_on: date | None  # the local day it was approved
    themes: tuple[str, ...]  # of reflections that were shown, the first first
    partner_on: date | None  # the latest contact with the local organisation

    @property
    def latest_checkin(self) -> Answered | None:
        found = [week.checkin for week in self.weeks if week.checkin is not None]
        return found[-1] if found else None


def weeks_of(starts: date, ends: date, today: date) -> tuple[date, ...]:
    """The Mondays that are shown: all of a short course, else the latest and the next few."""
    first, last = monday_of(starts), monday_of(ends)
    every = [first + _WEEK * number for number in range((last - first).days // 7 + 1)]
    until = min(max(monday_of(today) + _WEEK * AHEAD, first + _WEEK * (SHOWN - 1)), last)
    return tuple([monday for monday in every if monday <= until][-SHOWN:])


# ---- one team's rows, as the days and counts they come to


@dataclass(frozen=True, slots=True)
class Round:
    day: date
    closed: bool
    answered: int
    away: int


@dataclass(frozen=True, slots=True)
class Meeting:
    day: date
    place: str
    held: bool
    chair: int | None


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    state: str
    signed: int
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything of one team, by local days. `agreements`: (state, due, the day it was closed)."""

    members: Collection[int]
    rounds: Sequence[Round] = ()
    meetings: Sequence[Meeting] = ()
    agreements: Sequence[tuple[str, date, date | None]] = ()
    begun: bool = False
    versions: Sequence[Version] = ()
    reflections: Sequence[tuple[str, date]] = ()
    partner_days: Sequence[date] = ()


def facts(team_id: int, name: str, mondays: Sequence[date], today: date, known: Known) -> Facts:
    contract, version = _contract(known)
    ahead = [one.day for one in known.meetings if not one.held]
    shown = sorted(known.reflections, key=lambda one: one[1])
    return Facts(
        team_id=team_id,
        name=name,
        members=len(known.members),
        weeks=_weeks(mondays, known),
        agreements=_agreements(known, today),
        meetings_held=sum(one.held for one in known.meetings),
        next_meeting=min(ahead, default=None),
        chaired=len({one.chair for one in known.meetings if one.held} & set(known.members)),
        contract=contract,
        signed=version.signed if version else 0,
        contract_on=version.decided_on if version and contract is Contract.active else None,
        themes=tuple(dict.fromkeys(theme for theme, _ in shown)),
        partner_on=max(known.partner_days, default=None),
    )


def _weeks(mondays: Sequence[date], known: Known) -> tuple[Week, ...]:
    rounds = _by_week(known.rounds, [one.day for one in known.rounds])
    meetings = _by_week(known.meetings, [one.day for one in known.meetings])
    done = [day for state, _, day in known.agreements if state == "done" and day]
    kept = _by_week(done, done)
    themes = _by_week([theme for theme, _ in known.reflections], [day for _, day in known.reflections])
    return tuple(
        Week(
            monday,
            _answered(rounds.get(monday, ()), len(known.members)),
            _places(meetings.get(monday, ())),
            len(kept.get(monday, ())),
            next(iter(themes.get(monday, ())), ""),
        )
        for monday in mondays
    )


def _by_week(items: Sequence[T], days: Sequence[date]) -> dict[date, list[T]]:
    found: dict[date, list[T]] = {}
    for item, day in zip(items, days, strict=True):
        found.setdefault(monday_of(day), []).append(item)
    return found


def _answered(rounds: Iterable[Round], members: int) -> Answered | None:
    """A week's rounds together. Those who were away were not waited for; who has left since may have answered."""
    found = list(rounds)
    if not found:
        return None
    said = sum(one.answered for one in found)
    of = sum(max(members - one.away, one.answered) for one in found)
    return Answered(said, of, open=any(not one.closed for one in found))


def _places(meetings: Iterable[Meeting]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in meetings:
        found[one.place] = found.get(one.place, 0) + 1
    return found


def _agreements(known: Known, today: date) -> Agreements:
    due = [due for state, due, _ in known.agreements if state == "open"]
    done = sum(state == "done" for state, _, _ in known.agreements)
    return Agreements(len(due), sum(day + UNTIL_COUNTED <= today for day in due), done)


def _contract(known: Known) -> tuple[Contract, Version | None]:
    """One that applies, also while a newer one is being signed; else how far the newest has come."""
    versions = sorted(known.versions, key=lambda one: one.number)
    applying = [one for one in versions if one.state == "active"]
    if applying:
        return Contract.active, applying[-1]
    newest = versions[-1] if versions else None
    if newest is None or newest.state == "replaced":
        return (Contract.draft if known.begun else Contract.none), None
    return Contract(newest.state), newest

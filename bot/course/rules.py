"""What a course lead sees of a team: whether it is under way, as counts and states. Pure.

Nobody is named for not having come, and nothing of what a team writes is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.sorting import in_order


class Contract(StrEnum):
    none = "none"
    draft = "draft"
    signing = "signing"
    waiting = "waiting"
    returned = "returned"
    active = "active"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a contract that was not taken back: its number, state, and how many have signed it."""

    number: int
    state: str
    signatures: int


@dataclass(frozen=True, slots=True)
class Person:
    """`stands_in`: a substitute, who is appointed until a day."""

    id: int
    name: str
    profession: str
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """One team. `places`: (platform, whether the bot can write there), the web left out; `joined` of its `members`
    have been there. `helpers` are its facilitators."""

    id: int
    name: str
    cluster: str
    places: tuple[tuple[str, bool], ...]
    members: tuple[Person, ...]
    joined: int
    helpers: tuple[Person, ...]
    contract: Contract
    signed: int


def contract_of(versions: Iterable[Version], *, begun: bool) -> tuple[Contract, int]:
    """How far it has come, and how many have signed: one that applies counts, also while a newer one is signed."""
    known = sorted(versions, key=lambda one: one.number)
    if any(one.state == "active" for one in known):
        return Contract.active, 0
    newest = known[-1] if known else None
    if newest is None or newest.state == "replaced":
        return (Contract.draft if begun else Contract.none), 0
    return Contract(newest.state), newest.signatures


def clusters(teams: Iterable[Status]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(sorted({team.cluster for team in teams if team.cluster}, key=in_order))


@dataclass(frozen=True, slots=True)
class Summary:
    """Of a course: its teams, how many of its students have come, and contracts that apply."""

    teams: int
    joined: int
    members: int
    contracts: int


def summary(teams: Sequence[Status]) -> Summary:
    return Summary(
        len(teams),
        sum(team.joined for team in teams),
        sum(len(team.members) for team in teams),
        sum(team.contract is Contract.active for team in teams),
    )


def week_of_course(starts: date, ends: date, today: date) -> tuple[int, int]:
    """(which week it is, how many there are); 0 before the first, and one more than there are after the last."""
    weeks = (_monday(ends) - _monday(starts)) // 7 + 1
    now = (_monday(today) - _monday(starts)) // 7 + 1
    return max(0, min(now, weeks + 1)), weeks


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()

"""What an overview of many teams is made of, read for all of them at once: counts, places and days, no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, literal, select

from storage.agreements.tables import agreements
from storage.checkins.tables import answers, checkins, rounds
from storage.checkins.values import FIRST
from storage.contract.tables import contracts, signatures, versions
from storage.field import visits
from storage.meetings.tables import meetings
from storage.partners import contacts
from storage.prepared import Prepared
from storage.reflections import rounds as reflections
from storage.roles import seats
from storage.store import Store, any_of, mine, named, one_of
from storage.teams.tables import memberships


@dataclass(frozen=True, slots=True)
class RoundCount:
    """A round of the check-in that every team has: how many answered or skipped it, and how many were away."""

    team_id: int
    day: date
    closed: bool
    answered: int
    away: int


@dataclass(frozen=True, slots=True)
class Met:
    """A settled meeting: where, when (UTC), and who chaired it (None: nobody, or nobody yet)."""

    team_id: int
    starts_at: datetime
    place_kind: str
    chair: int | None


@dataclass(frozen=True, slots=True)
class Promise:
    team_id: int
    state: str
    due_on: date
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A version of a contract, with the people who signed it and are in the team."""

    team_id: int
    number: int
    state: str
    on_paper: bool
    decided_at: datetime | None
    signatures: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A reflection that was shown."""

    team_id: int
    theme: str
    closed_at: datetime


def _of(table: Table, count: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return mine(table), any_of(table.c.team_id, count)


Statement = Select[Any]


@lru_cache(maxsize=512)
def _prepared(what: str, count: int) -> Prepared:
    return Prepared(_STATEMENTS[what](count))


def _members(count: int) -> Statement:
    return select(memberships.c.team_id, memberships.c.person_id).where(
        *_of(memberships, count), memberships.c.left_at.is_(None), memberships.c.role == literal("member")
    )


def _rounds(count: int) -> Statement:
    return (
        select(rounds.c.id, rounds.c.team_id, rounds.c.day, rounds.c.closed_at)
        .select_from(rounds.join(checkins, checkins.c.id == rounds.c.checkin_id))
        .where(*_of(rounds, count), rounds.c.day >= bindparam("since"), rounds.c.opened_at.is_not(None))
        .where(checkins.c.number == literal(FIRST))
    )


def _answers(count: int) -> Statement:
    return (
        select(answers.c.round_id, answers.c.kind, func.count().label("number"))
        .select_from(rounds.join(answers, answers.c.round_id == rounds.c.id))
        .where(*_of(rounds, count), rounds.c.day >= bindparam("since"))
        .where(answers.c.tenant_id == rounds.c.tenant_id)
        .group_by(answers.c.round_id, answers.c.kind)
    )


def _met(count: int) -> Statement:
    chair = (seats.c.tenant_id == meetings.c.tenant_id) & (seats.c.meeting_id == meetings.c.id)
    joined = meetings.outerjoin(seats, chair & (seats.c.role == literal("chair")))
    return (
        select(meetings.c.team_id, meetings.c.starts_at, meetings.c.place_kind, seats.c.person_id)
        .select_from(joined)
        .where(*_of(meetings, count), one_of(meetings.c.state, "settled"))
    )


def _promises(count: int) -> Statement:
    columns = (agreements.c[name] for name in ("team_id", "state", "due_on", "closed_at"))
    return select(*columns).where(*_of(agreements, count))


def _begun(count: int) -> Statement:
    return select(contracts.c.team_id).where(*_of(contracts, count))


def _versions(count: int) -> Statement:
    columns = (versions.c[name] for name in ("id", "team_id", "number", "state", "on_paper", "decided_at"))
    return select(*columns).where(*_of(versions, count), versions.c.state != literal("withdrawn"))


def _signatures(count: int) -> Statement:
    """Of those who are still members."""
    still = (memberships.c.tenant_id == versions.c.tenant_id) & (memberships.c.team_id == versions.c.team_id)
    here = memberships.c.left_at.is_(None) & (memberships.c.role == literal("member"))
    signed = (signatures.c.tenant_id == versions.c.tenant_id) & (signatures.c.version_id == versions.c.id)
    joined = versions.join(signatures, signed).join(
        memberships, still & here & (memberships.c.person_id == signatures.c.person_id)
    )
    return (
        select(versions.c.id, func.count().label("number"))
        .select_from(joined)
        .where(*_of(versions, count))
        .group_by(versions.c.id)
    )


def _shared(count: int) -> Statement:
    columns = (reflections.c[name] for name in ("team_id", "theme", "closed_at"))
    return select(*columns).where(
        *_of(reflections, count),
        one_of(reflections.c.state, "revealed"),
        reflections.c.closed_at.is_not(None),
    )


def _contacts(count: int) -> Statement:
    return (
        select(contacts.c.team_id, func.max(contacts.c.on_day).label("latest"))
        .where(*_of(contacts, count))
        .group_by(contacts.c.team_id)
    )


def _visits(count: int) -> Statement:
    return select(visits.c.team_id, visits.c.starts_at).where(
        *_of(visits, count), one_of(visits.c.state, "held")
    )


_STATEMENTS = {
    "members": _members,
    "rounds": _rounds,
    "answers": _answers,
    "met": _met,
    "promises": _promises,
    "begun": _begun,
    "versions": _versions,
    "signatures": _signatures,
    "shared": _shared,
    "contacts": _contacts,
    "visits": _visits,
}


class OverviewStore(Store):
    """Each is asked for some teams, at least one; rows come in no particular order."""

    def members(self, team_ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """Who is in each team now."""
        found: dict[int, set[int]] = {team_id: set() for team_id in team_ids}
        for row in self._rows("members", team_ids):
            found[row.team_id].add(row.person_id)
        return {team_id: frozenset(people) for team_id, people in found.items()}

    def rounds(self, team_ids: Sequence[int], since: date) -> tuple[RoundCount, ...]:
        """Of rounds on that local day or later."""
        counts: dict[int, dict[str, int]] = {}
        for row in self._rows("answers", team_ids, since=since):
            counts.setdefault(row.round_id, {})[row.kind] = row.number
        found = []
        for row in self._rows("rounds", team_ids, since=since):
            said = counts.get(row.id, {})
            answered = said.get("answer", 0) + said.get("skipped", 0)
            found.append(
                RoundCount(row.team_id, row.day, row.closed_at is not None, answered, said.get("away", 0))
            )
        return tuple(found)

    def meetings(self, team_ids: Sequence[int]) -> tuple[Met, ...]:
        return tuple(
            Met(row.team_id, row.starts_at, row.place_kind, row.person_id)
            for row in self._rows("met", team_ids)
        )

    def agreements(self, team_ids: Sequence[int]) -> tuple[Promise, ...]:
        return tuple(
            Promise(row.team_id, row.state, row.due_on, row.closed_at)
            for row in self._rows("promises", team_ids)
        )

    def begun_contracts(self, team_ids: Sequence[int]) -> frozenset[int]:
        return frozenset(row.team_id for row in self._rows("begun", team_ids))

    def contracts(self, team_ids: Sequence[int]) -> tuple[Signed, ...]:
        """Every version that was not taken back."""
        signed = {row.id: row.number for row in self._rows("signatures", team_ids)}
        return tuple(
            Signed(row.team_id, row.number, row.state, row.on_paper, row.decided_at, signed.get(row.id, 0))
            for row in self._rows("versions", team_ids)
        )

    def reflections(self, team_ids: Sequence[int]) -> tuple[Shared, ...]:
        return tuple(Shared(row.team_id, row.theme, row.closed_at) for row in self._rows("shared", team_ids))

    def partner_days(self, team_ids: Sequence[int]) -> dict[int, date]:
        """The latest local day on which contact with the local organisation was noted."""
        return {row.team_id: row.latest for row in self._rows("contacts", team_ids)}

    def visits(self, team_ids: Sequence[int]) -> tuple[tuple[int, datetime], ...]:
        """(team, when) of each visit in the field that was written down."""
        return tuple((row.team_id, row.starts_at) for row in self._rows("visits", team_ids))

    def _rows(self, what: str, team_ids: Sequence[int], **values: Any) -> list[Any]:
        asked = list(team_ids)
        return self.rows(_prepared(what, len(asked)), **named(asked), **values)

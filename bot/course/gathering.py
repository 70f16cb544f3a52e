"""A course's teams as the course lead sees them, read at once."""

from __future__ import annotations

from datetime import datetime

from bot.course import rules
from bot.course.rules import Person, Status, Version
from bot.leads import cluster_of
from bot.sorting import in_order
from storage.course_status import CourseStatusStore, Seat
from storage.database import Transaction
from storage.overview import OverviewStore
from storage.teams import Course, Role


def status_of(tx: Transaction, course: Course, now: datetime) -> tuple[Status, ...]:
    """In the order of their names."""
    store = CourseStatusStore(tx, course.tenant_id, now)
    teams = store.teams(course.id)
    if not teams:
        return ()
    ids = [team.id for team in teams]
    seats, places = store.seats(course.id), store.places(course.id)
    counts = OverviewStore(tx, course.tenant_id, now)
    begun, versions = counts.begun_contracts(ids), counts.contracts(ids)
    found = []
    for team in teams:
        here = [one for one in seats if one.team_id == team.id]
        members = [one for one in here if one.role is Role.member]
        contract, signed = rules.contract_of(
            [Version(one.number, one.state, one.signatures) for one in versions if one.team_id == team.id],
            begun=team.id in begun,
        )
        chats = {one.platform: one.reachable for one in places if one.team_id == team.id}
        chats.pop("web", None)
        found.append(
            Status(
                id=team.id,
                name=team.name,
                cluster=cluster_of(team),
                places=tuple(chats.items()),
                members=tuple(_person(one) for one in members),
                joined=sum(one.joined for one in members),
                helpers=tuple(_person(one) for one in here if one.role is Role.facilitator),
                contract=contract,
                signed=signed,
            )
        )
    return tuple(sorted(found, key=lambda team: in_order(team.name)))


def _person(seat: Seat) -> Person:
    return Person(seat.person_id, seat.name, seat.profession, stands_in=seat.until is not None)

"""The rows of many teams → what the overview says of each, in few statements however many teams there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.overview import rules
from bot.overview.rules import Facts, Known, Meeting, Round, Version
from bot.sorting import in_order
from storage.overview import OverviewStore
from storage.teams import Team

T = TypeVar("T")
HELD = "field"  # a visit that was written down counts as a meeting in the field


def facts_of(store: OverviewStore, teams: Sequence[Team], now: datetime) -> tuple[Facts, ...]:
    """Teams of one course and in any order; theirs is that of their names. `now` in UTC."""
    if not teams:
        return ()
    course = teams[0].course
    zone = ZoneInfo(course.zone)
    today = now.astimezone(zone).date()
    mondays = rules.weeks_of(course.starts_on, course.ends_on, today)
    known = _known(store, [team.id for team in teams], mondays[0], now, zone)
    found = [rules.facts(team.id, team.name, mondays, today, known[team.id]) for team in teams]
    return tuple(sorted(found, key=lambda one: in_order(one.name)))


def _known(
    store: OverviewStore, ids: Sequence[int], since: date, now: datetime, zone: ZoneInfo
) -> dict[int, Known]:
    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    members = store.members(ids)
    rounds = _by_team(
        (one.team_id, Round(one.day, one.closed, one.answered, one.away)) for one in store.rounds(ids, since)
    )
    meetings = _by_team(
        (one.team_id, Meeting(day(one.starts_at), one.place_kind, one.starts_at <= now, one.chair))
        for one in store.meetings(ids)
    )
    visits = store.visits(ids)
    for team_id, at in visits:
        meetings.setdefault(team_id, []).append(Meeting(day(at), HELD, True, None))
    agreements = _by_team(
        (one.team_id, (one.state, one.due_on, day(one.closed_at) if one.closed_at else None))
        for one in store.agreements(ids)
    )
    versions = _by_team(
        (one.team_id, Version(one.number, one.state, one.signatures, day(one.decided_at) if one.decided_at else None))
        for one in store.contracts(ids)
    )  # fmt: skip
    reflections = _by_team((one.team_id, (one.theme, day(one.closed_at))) for one in store.reflections(ids))
    begun, contacts = store.begun_contracts(ids), store.partner_days(ids)
    out = _by_team((team_id, day(at)) for team_id, at in visits)
    return {
        team_id: Known(
            members=members[team_id],
            rounds=rounds.get(team_id, ()),
            meetings=meetings.get(team_id, ()),
            agreements=agreements.get(team_id, ()),
            begun=team_id in begun,
            versions=versions.get(team_id, ()),
            reflections=reflections.get(team_id, ()),
            partner_days=[*out.get(team_id, ()), *([contacts[team_id]] if team_id in contacts else [])],
        )
        for team_id in ids
    }


def _by_team(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for team_id, item in rows:
        found.setdefault(team_id, []).append(item)
    return found

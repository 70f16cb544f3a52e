"""What the sessions about finding a time share: what is known of people's weeks, and a meeting that has its time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import pytest

from bot import meetings, roles, teams
from bot.busy import Busy, Source
from bot.context import Context
from bot.meetings import colliding, finding
from bot.registry import Features
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World, local


class Weeks:
    """What is known of people's weeks, in the place of timetables and calendars."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.busy: dict[int, list[Busy]] = {}
        self.taught: list[Busy] = []
        for module in (finding, colliding):
            patch.setattr(module, "busy_of", self._busy_of)
        patch.setattr(finding, "teaching_of", lambda _ctx, _since, _until: tuple(self.taught))

    def _busy_of(
        self,
        _ctx: Context,
        people: Collection[int],
        since: datetime,
        until: datetime,
        *,
        but_meeting: int = 0,
    ) -> dict[int, tuple[Busy, ...]]:
        return {
            person: tuple(
                one
                for one in (*self.busy.get(person, ()), *self.taught)
                if one.start < until and one.end > since
            )
            for person in people
        }

    def has(self, person: Visitor, start: str, end: str, *, soft: bool = False) -> None:
        one = Busy(local(start), local(end), Source.grid if soft else Source.calendar, soft=soft)
        self.busy.setdefault(person.person_id, []).append(one)

    def teaches(self, start: str, end: str, kind: str) -> None:
        self.taught.append(Busy(local(start), local(end), Source.teaching, kind))


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


@pytest.fixture
def weeks(monkeypatch: pytest.MonkeyPatch) -> Weeks:
    return Weeks(monkeypatch)


async def propose(person: Visitor, minutes: str = "90") -> None:
    """A purpose and a length are enough."""
    await person.command("moede", "ny")
    if person.form is None:
        await person.press("Foreslå et møde")
    await fill(person, {"purpose": PURPOSE, "minutes": minutes})


async def settle(proposer: Visitor, voters: Iterable[Visitor], required: tuple[str, ...] = ()) -> None:
    """Tuesday 17 November at 13.15, which all these say yes to."""
    await suggest(proposer, "tirs uge 47 13.15", required=required)
    for person in voters:
        await vote(person, "ja")

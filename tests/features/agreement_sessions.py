"""A team that makes agreements, and what the feature says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import agreements, goals, meetings, teams
from bot.context import Context
from bot.events import TopicRaised
from bot.feature import Feature, Topic
from bot.registry import Features
from storage.agreements import Agreement, AgreementStore
from storage.teams import Role, TeamStore
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor, text_of
from tests.world import World

CALL = "Ring til foreningen om besøget"
raised: list[TopicRaised] = []
listener = Feature(name="listener", on={TopicRaised: lambda ctx, event: raised.append(event)})


@pytest.fixture
def features() -> Features:
    raised.clear()
    return Features((teams.feature, meetings.feature, agreements.feature, goals.feature, listener))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja; and Mette, who facilitates. Monday 2 November."""
    return world.make_team("Jonas", "Amira", "Freja")


async def agree(person: Visitor, text: str = CALL, **values: str | tuple[str, ...]) -> None:
    await person.command("aftale", text)
    await fill(person, values)


async def agree_with(person: Visitor, other: Visitor, day: str = "2026-11-09", text: str = CALL) -> None:
    await agree(person, text, due=day, along=(str(other.person_id),))


def stored(world: World, number: int = 1) -> Agreement:
    with world.database.transaction() as tx:
        assert world.team
        found = AgreementStore(tx, world.tenant_id, world.clock.now).agreement(world.team.id, number)
    assert found is not None
    return found


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


def steps(world: World, person: Visitor) -> list[str]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        found = ctx.store(TeamStore).person(person.person_id)
        assert found and agreements.feature.steps
        return [step.text.plain for step in agreements.feature.steps(as_member(ctx.for_person(found)))]


def as_member(ctx: Context) -> Context:
    return replace(ctx, role=Role.member)


def news(world: World, person: Visitor) -> list[str]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        found = ctx.store(TeamStore).person(person.person_id)
        assert found
        reader = as_member(ctx.for_person(found))
        since = world.clock.now - timedelta(days=7)
        told = Features((agreements.feature,)).news(reader, since)
        return [one.text.plain for one in told]


def topics(world: World) -> list[Topic]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        return Features((agreements.feature,)).topics(ctx)


def signals(world: World) -> list[tuple[str, str]]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        assert agreements.feature.signals
        return [(one.kind, one.text(ctx.locale).plain) for one in agreements.feature.signals(ctx)]

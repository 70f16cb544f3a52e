"""People press at once: whatever they were told, and what is stored at the end, might have come of their pressing
one after the other.

SAMSPIL_HISTORIES=50000 for a long run, SAMSPIL_SEED to choose the same presses again; what meets what is up to the
machine.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import secrets
from typing import Any

import pytest

from bot.interactions import Press, Response, Submit
from tests.features.meeting_sessions import suggest, vote
from tests.histories.counted import CheckIn, Poll
from tests.histories.decided import Membership, Seats
from tests.histories.linear import Done, explains
from tests.histories.pressed import Act, Pressed, values_of
from tests.world import World

HISTORIES = int(os.environ.get("SAMSPIL_HISTORIES") or 500)
LENGTH, AT_ONCE = 30, 4  # operations of a history, people who press at the same time
MEMBERS = ("Amira", "Jonas", "Freja", "Emil", "Sofie")
pytestmark = pytest.mark.timeout(120 + HISTORIES)


async def objects_of(world: World) -> list[Pressed]:
    """A team with a meeting and its roles, an open round, an open poll, and an account that says it is Sofie."""
    *people, mette = world.make_team(*MEMBERS)
    await world.at("2026-11-09 10:00")
    await suggest(people[0], "tors uge 47 13.15")
    for one in people[1:]:
        await vote(one, "ja")
    await world.at("2026-11-12 09:05")
    await suggest(people[0])
    assert world.channel.sees("0 af 5 har svaret") and world.channel.sees("1 af 5 har stemt")
    world.delivers = False
    assert world.team is not None
    team, four, sofie = (
        world.team.id,
        people[:4],
        people[4],
    )  # the poll is open as long as Sofie does not vote
    return [
        Poll(world, team, 2, four),
        CheckIn(world, team, people, mette.name),
        Seats(world, team, 1, people),
        Membership(world, team, sofie, mette.name),
    ]


class Together:
    """Several people, each pressing one thing after the other, on one object."""

    def __init__(self, world: World, pressed: Pressed, chance: random.Random) -> None:
        self.world, self.pressed, self.chance = world, pressed, chance
        self.events = itertools.count()
        self.done: list[Done[Act]] = []

    async def run(self) -> None:
        self.pressed.prepare(self.chance)
        first = self.pressed.state()
        acts = [self.pressed.act(self.chance) for _ in range(LENGTH)]
        await asyncio.gather(*(self._person(acts[number::AT_ONCE]) for number in range(AT_ONCE)))
        history = sorted(self.done, key=lambda one: one.began)
        explained = explains(history, first, self.pressed.state(), self.pressed.apply)
        told = "\n".join(f"{one.began}–{one.ended} {one.operation}: {one.answer}" for one in history)
        assert explained, f"no order explains, from {first}:\n{told}\nto {self.pressed.state()}"

    def overlapping(self) -> int:
        """How many operations began before the one that began before them had ended."""
        history = sorted(self.done, key=lambda one: one.began)
        return sum(after.began < before.ended for before, after in itertools.pairwise(history))

    async def _person(self, acts: list[Act]) -> None:
        for act in acts:
            began = next(self.events)
            response = await self._press(act)
            self.done.append(Done(act, self.pressed.answer(act, response), began, next(self.events)))

    async def _press(self, act: Act) -> Response:
        visitor = self.world.people[act.who]
        action, number = self.pressed.action(act), self.world.delivery_id()
        if act.values:
            sent: Any = Submit(
                sender=visitor.sender, place=None, action=action, values=values_of(act), delivery_id=number
            )
        else:
            sent = Press(sender=visitor.sender, place=None, action=action, delivery_id=number)
        return await self.world.database.run(self.world.bot.handle, sent)


async def test_what_people_were_told_might_have_come_one_after_the_other(world: World) -> None:
    seed = int(os.environ.get("SAMSPIL_SEED") or secrets.randbelow(2**32))
    print(f"SAMSPIL_SEED={seed}")  # noqa: T201 -- pytest shows it when the test fails
    chance, overlapping = random.Random(seed), 0
    objects = await objects_of(world)
    for number in range(HISTORIES // 2):  # as many on the other database
        together = Together(world, objects[number % len(objects)], chance)
        await together.run()
        overlapping += together.overlapping()
    assert overlapping > HISTORIES * LENGTH / 8, "they pressed one after the other"


def test_the_check_can_fail() -> None:
    """A counter: both add one to what they read. One of the two is lost, or it is read before it was added."""

    def add(state: int, _: str) -> tuple[int, object]:
        return state + 1, state + 1

    both = [Done("add", 1, 0, 3), Done("add", 2, 1, 2)]
    assert explains(both, 0, 2, add)
    assert not explains([Done("add", 1, 0, 3), Done("add", 1, 1, 2)], 0, 2, add)
    assert not explains(both, 0, 1, add)
    assert not explains([Done("add", 2, 0, 1), Done("add", 1, 2, 3)], 0, 2, add), "it had ended before"

"""What is written for nobody else reaches nobody else; and who may is asked at the moment of sending."""

from __future__ import annotations

import pytest

from bot.interactions import Ask
from bot.ui import Action
from tests.core.acting import action_of, come_at, denied, said, ways
from tests.core.crowd import PRIVATE_WORDS, crowd, send
from tests.core.matrix import COMMANDS, ROUTES
from tests.visitor import Visitor
from tests.world import World

ENDS_SOMETHING = ("teams/left", "teams/ended", "mydata/erased")  # whoever may use them is gone afterwards
pytestmark = [
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("no_defect"),
]


async def test_nobody_is_shown_anybody_elses_draft(world: World) -> None:
    """A draft is a person's: not the team's, nor the browser's, nor of who is told to be them."""
    made = await crowd(world)
    action = action_of("meetings/propose", ROUTES["meetings/propose"], (), made.teams["broen"].id)
    draft = PRIVATE_WORDS.format("Amira")
    amira = made.roles["M"]
    await amira.press_action(action)
    assert isinstance(amira.last, Ask) and draft in str(amira.last.form), "her own draft is there"
    for role, person in made.roles.items():
        if role != "M":
            for way in ways(made, "meetings/propose", ROUTES["meetings/propose"]):
                await come_at(person, way, action, {"purpose": "", "slots": ""})
                assert draft not in str(person.last), f"{role}, {way}"


async def test_nobody_reads_what_somebody_else_keeps_private(world: World) -> None:
    """Everything everybody can press in their own team, and what the clock posts for a week: the words that
    were written for nobody else reach nobody else."""
    made = await crowd(world)
    world.delivers = True
    for person in world.people.values():
        team = next(
            (made.teams[key] for key in made.teams if person.place == f"c-{key}"), made.teams["broen"]
        )
        for route, row in ROUTES.items():
            if route not in ENDS_SOMETHING:
                await person.press_action(action_of(route, row, made.args(row.args, team.key), team.id))
        for name in COMMANDS:
            await person.command(name)
        _reads_only_own(person)
    await world.at("2026-11-20 12:00")
    for person in world.people.values():
        _reads_only_own(person)


def _reads_only_own(person: Visitor) -> None:
    everything = f"{person.private} {person.form} {list(person._cards())}"
    for name in ("Amira", "Eva", "Otto"):
        if person.name != name:
            assert PRIVATE_WORDS.format(name) not in everything, f"{person.name} reads what {name} wrote"


async def test_a_demotion_between_opening_and_sending_counts(world: World) -> None:
    made = await crowd(world)
    world.delivers = True
    mette, team = made.roles["F"], made.teams["broen"]
    action = Action.to("monday/write", team.id, "checkins.few")
    await mette.press_action(action)
    assert isinstance(mette.last, Ask)
    world.end_membership(team, mette.person_id)
    await send(mette, action, {"text": "Efter afskeden"})
    assert denied(said(mette.last))
    assert not world.channel.sees("Efter afskeden")


async def test_the_same_display_name_gives_nothing(world: World) -> None:
    made = await crowd(world)
    impostor = world.stranger("Mette")
    impostor.account = "u-somebody-else"
    await impostor.press_action(Action.to("monday/write", made.teams["broen"].id, "checkins.few"))
    assert denied(said(impostor.last))

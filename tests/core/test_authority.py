"""Every handler × every role × tampered ids: who may, may; nobody else learns or changes anything."""

from __future__ import annotations

import pytest

from bot.errors import NotAllowed, NotFound
from bot.feature import EVERYBODY, Features
from bot.interactions import Ask, Replace, Reply, Response, Submit
from bot.ui import Action
from storage.database import Database
from storage.tables import metadata
from storage.teams import Role
from tests.core.matrix import COMMANDS, ROUTES
from tests.world import Visitor, World, text_of

LETTERS = {"M": Role.member, "F": Role.facilitator, "L": Role.course_lead, "P": Role.partner, "G": Role.guest}
# What every interaction may touch: repeats, drafts, the first-use notice, attempts.
BESIDE = {"inbox", "draft", "person", "attempt", "intention"}


def test_every_handler_has_its_row(features: Features) -> None:
    assert set(features.commands) == set(COMMANDS), "a command without an expectation, or the other way round"
    assert {*features.presses, *features.forms} == set(ROUTES), "a route without an expectation"


def test_the_rows_say_what_the_features_say(features: Features) -> None:
    said = {name: (command.allow, command.in_team) for name, command in features.commands.items()}
    said |= {name: (route.allow, route.in_team) for name, route in features.presses.items()}
    said |= {name: (route.allow, route.in_team) for name, route in features.forms.items()}
    for name, row in {**COMMANDS, **ROUTES}.items():
        allow = EVERYBODY if row.allow == "*" else frozenset(LETTERS[letter] for letter in row.allow)
        assert said[name] == (allow, row.of_team), name


def rows_of(database: Database) -> dict[str, list[str]]:
    with database.transaction() as tx:
        return {
            table.name: [str(row) for row in tx.connection.execute(table.select())]
            for table in metadata.sorted_tables
            if table.name not in BESIDE
        }


def said(response: Response) -> str:
    match response:
        case Reply(card) | Replace(card):
            return text_of(card)
        case Ask(form):
            return f"a form: {form.title}"
        case other:
            return type(other).__name__


async def populated(world: World) -> dict[str, Visitor]:
    """Two teams of one school and one of another, each with something open; people of every role."""
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    eva, _ida, karl = world.make_team("Eva", "Ida", facilitator="Karl", key="havnen")
    otto, _per, olga = world.make_team("Otto", "Per", facilitator="Olga", key="fremmed", tenant="anden")
    assert world.team
    people = {"M": amira, "F": mette, "other F": karl, "other M": eva, "tenant M": otto, "tenant F": olga}
    people["P"] = world.add_person(world.team, "Pia", Role.partner)
    people["G"] = world.add_person(world.team, "Gerda", Role.guest)
    people["L"] = world.add_course_lead(world.team, "Lone")
    people["stranger"] = world.stranger("Ukendt")
    await world.at("2026-11-12 09:00")
    for facilitator, key in ((mette, "broen"), (karl, "havnen"), (olga, "fremmed")):
        facilitator.place = f"c-{key}"
        await facilitator.command("refleksion")
        await facilitator.press("Åbn for teamet")
        await facilitator.fill({})
    await amira.press("Skriv")
    return people


async def act(
    world: World, person: Visitor, route: str, args: tuple[str, ...], team_id: int | None
) -> list[str]:
    """Press the route and send its form (where it has one); what came back."""
    given = args if team_id is None else (str(team_id), *args)
    action = Action(route, given)
    answers = []
    await person.press_action(action)
    answers.append(said(person.last))
    if route in world.bot.features.forms:
        submit = Submit(
            sender=person.sender, place=person.here, action=action, values={}, delivery_id=world.delivery_id()
        )
        answers.append(said(await world.handle(submit)))
    return answers


DENIALS = (NotFound.message, NotAllowed.message)


def denied(answer: str) -> bool:
    return (
        any(denial in answer for denial in DENIALS) or "Hvem er du" in answer or "kender dig ikke" in answer
    )


@pytest.mark.parametrize("route", sorted(ROUTES))
async def test_who_may_may_and_nobody_else_changes_anything(world: World, route: str) -> None:
    people, row = await populated(world), ROUTES[route]
    if row.allow == "*":
        return
    assert world.team
    team_id = world.team.id if row.of_team else None
    before = rows_of(world.database)
    for role, person in people.items():
        if role in row.allow or (
            not row.of_team and role in ("other F", "other M", "tenant M", "tenant F", "P", "G", "L")
        ):
            continue
        for answer in await act(world, person, route, row.args, team_id):
            assert denied(answer), f"{role} on {route}: {answer}"
        assert rows_of(world.database) == before, f"{role} changed something by {route}"
    for letter in row.allow:
        for answer in await act(world, people[letter], route, row.args, team_id):
            assert NotAllowed.message not in answer, f"{letter} may not {route}: {answer}"


@pytest.mark.parametrize("route", sorted(name for name, row in ROUTES.items() if row.of_team))
async def test_another_tenants_team_reads_like_one_that_is_not_there(world: World, route: str) -> None:
    people, row = await populated(world), ROUTES[route]
    assert world.team
    for role in ("tenant M", "tenant F"):
        person = people[role]
        real = await act(world, person, route, row.args, world.team.id)
        none = await act(world, person, route, row.args, 999_999)
        assert real == none, f"{role} can tell that {route} of another tenant is there"


@pytest.mark.parametrize("route", sorted(name for name, row in ROUTES.items() if row.objects is not None))
async def test_another_teams_object_reads_like_one_that_is_not_there(world: World, route: str) -> None:
    people, row = await populated(world), ROUTES[route]
    assert world.team and row.objects is not None
    person = people["M" if "M" in row.allow else "F"]
    team_id = world.team.id if row.of_team else None

    def pointing_at(object_id: int) -> tuple[str, ...]:
        return tuple(str(object_id) if index == row.objects else arg for index, arg in enumerate(row.args))

    foreign = await act(world, person, route, pointing_at(2), team_id)
    missing = await act(world, person, route, pointing_at(999_999), team_id)
    assert foreign == missing, f"{route} tells that another team's object is there"


async def test_a_demotion_between_opening_and_sending_counts(world: World) -> None:
    people = await populated(world)
    mette = people["F"]
    assert world.team
    action = Action.to("monday/write", world.team.id, "checkins.few")
    await mette.press_action(action)
    world.end_membership(world.team, mette.person_id)
    submit = Submit(
        sender=mette.sender,
        place=None,
        action=action,
        values={"text": "Hej"},
        delivery_id=world.delivery_id(),
    )
    assert denied(said(await world.handle(submit)))
    assert not world.channel.sees("Fra Mette")


async def test_the_same_display_name_gives_nothing(world: World) -> None:
    await populated(world)
    assert world.team
    impostor = world.stranger("Mette")
    impostor.account = "u-somebody-else"
    await impostor.press_action(Action.to("monday/write", world.team.id, "checkins.few"))
    assert denied(said(impostor.last))

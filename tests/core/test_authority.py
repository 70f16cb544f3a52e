"""Every handler × every role × tampered ids: who may, may; nobody else learns or changes anything."""

from __future__ import annotations

from bot.errors import NotAllowed, NotFound
from bot.feature import EVERYBODY, Features
from bot.interactions import Ask, Replace, Reply, Response, Submit
from bot.ui import Action
from storage.database import Database
from storage.tables import metadata
from storage.teams import Role
from tests.core.matrix import COMMANDS, ROUTES, Row
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
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
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
    for member, key in ((amira, "broen"), (eva, "havnen"), (otto, "fremmed")):
        member.place = f"c-{key}"
        await suggest_meeting(member)
    await amira.press("Skriv")
    world.delivers = False
    return people


async def suggest_meeting(person: Visitor) -> None:
    await person.command("moede", "ny")
    assert person.form
    labels = {one.name: one.label for one in person.form.fields}
    values = {"purpose": "Besøg", "slots": "tirs uge 47 13.15\nons uge 47 9.00", "minutes": "90"}
    await person.fill({labels[name]: value for name, value in values.items()})


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


OF_NO_TEAM = ("other F", "other M", "tenant M", "tenant F", "P", "G", "L")
ENDS_SOMETHING = ("teams/left", "teams/ended", "mydata/erased")  # whoever may use them is gone afterwards


async def test_nobody_else_learns_or_changes_anything(world: World) -> None:
    people, wrong = await populated(world), []
    assert world.team
    before = rows_of(world.database)
    for route, row in ROUTES.items():
        if row.allow == "*":
            continue
        team_id = world.team.id if row.of_team else None
        for role, person in people.items():
            if role in row.allow or (not row.of_team and role in OF_NO_TEAM):
                continue
            answers = await act(world, person, route, row.args, team_id)
            wrong += [f"{role} on {route}: {answer}" for answer in answers if not denied(answer)]
        if (after := rows_of(world.database)) != before:
            wrong.append(f"{route} changed something for somebody who may not")
            before = after
    assert not wrong, "\n".join(wrong)


async def test_who_may_may(world: World) -> None:
    people, wrong = await populated(world), []
    assert world.team
    for route, row in ROUTES.items():
        if route in ENDS_SOMETHING:
            continue
        team_id = world.team.id if row.of_team else None
        for letter in row.allow.replace("*", "MF"):
            answers = await act(world, people[letter], route, row.args, team_id)
            wrong += [
                f"{letter} may not {route}"
                for answer in answers
                if NotAllowed.message in answer and route not in ASKS_MORE
            ]
    assert not wrong, "\n".join(wrong)


# Handlers that ask more than a role (the team's own permission, being the proposer …): tested with their feature.
ASKS_MORE = ("reflections/open", "reflections/several", "teams/new", "teams/all_claims", "meetings/move",
             "meetings/cancel", "meetings/cancelled", "meetings/choose", "meetings/wait", "meetings/retry",
             "meetings/times", "meetings/keep")  # fmt: skip


async def test_another_tenants_team_reads_like_one_that_is_not_there(world: World) -> None:
    people, wrong = await populated(world), []
    assert world.team
    for route, row in ROUTES.items():
        if not row.of_team:
            continue
        for role in ("tenant M", "tenant F"):
            real = await act(world, people[role], route, row.args, world.team.id)
            none = await act(world, people[role], route, row.args, 999_999)
            if real != none:
                wrong.append(f"{role} can tell that {route} of another tenant is there: {real} {none}")
    assert not wrong, "\n".join(wrong)


async def test_another_teams_object_reads_like_one_that_is_not_there(world: World) -> None:
    people, wrong = await populated(world), []
    assert world.team
    for route, row in ROUTES.items():
        if row.objects is None:
            continue
        person = people["M" if "M" in row.allow else "F"]
        if row.allow == "*":
            person = people["stranger"]
        team_id = world.team.id if row.of_team else None

        def pointing_at(object_id: str, row: Row = row) -> tuple[str, ...]:
            return tuple(object_id if index == row.objects else arg for index, arg in enumerate(row.args))

        foreign = await act(world, person, route, pointing_at(row.foreign), team_id)
        missing = await act(world, person, route, pointing_at("999999"), team_id)
        if foreign != missing:
            wrong.append(f"{route} tells that another team's object is there: {foreign} {missing}")
    assert not wrong, "\n".join(wrong)


async def test_a_demotion_between_opening_and_sending_counts(world: World) -> None:
    people = await populated(world)
    world.delivers = True
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

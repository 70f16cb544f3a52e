"""Every handler × every role × tampered ids: who may, may; nobody else learns or changes anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.feature import EVERYBODY
from bot.registry import Features, _parameters
from bot.ui import Action
from storage.teams import Role
from tests.core.acting import action_of, come_at, denied, good_values, rows_of, said, ways, went_wrong
from tests.core.crowd import MISSING, PRIVATE_WORDS, TEAM_WORDS, Crowd, crowd
from tests.core.matrix import COMMANDS, ROUTES, CommandRow, Row
from tests.core.restored import Restored
from tests.visitor import Visitor
from tests.world import World

LETTERS = {"M": Role.member, "F": Role.facilitator, "L": Role.course_lead, "P": Role.partner, "G": Role.guest}
OUTSIDE = ("other M", "other F", "tenant M", "tenant F", "passer-by")  # not of the team in any way
OF_NO_TEAM = ("other F", "other M", "tenant M", "tenant F", "P", "G", "L")
ODD = ("-1", "1e3", "²", "9" * 12, "9" * 13, "", "x", "1 OR 1=1", "../2", "None")
NOT_NOW = {  # handlers that ask for more than a role, or for another moment: tried with their features
    **dict.fromkeys((f"{role} availability/disconnect" for role in "FPG"), "somebody else connected it"),
    **dict.fromkeys((f"{role} availability/back" for role in "FPG"), "somebody else is away"),
    "F teams/attach": "the channel is the team's already",
    "F teams/rejoin": "nobody has left",
    "teams/reinstate": "nobody has been ended",
    **dict.fromkeys(
        (f"F teams/{name}" for name in ("staff", "facilitators", "stop", "stopped", "substitute")),
        "for who leads the course",
    ),
    **dict.fromkeys(("M teams/new", "P teams/new", "G teams/new"), "for who runs a course"),
    **dict.fromkeys(
        ("F meetings/ballot", "F meetings/vote", "F meetings/vote_all", "F meetings/vote_free"),
        "for who is asked",
    ),
    "meetings/meant": "nothing unclear was written",
    "meetings/retry": "the poll has not failed",
    "meetings/times": "the poll has not failed",
    "guests/back": "nobody has stopped",
    "G guests/answer": "a citizen is asked by name",
    "M roles/answer": "somebody else was asked",
    **dict.fromkeys(("reflections/suggest", "reflections/open", "reflections/several"), "one is open"),
    "checkins/name": "answers stand with names",
    "M reflections/name": "nobody is asked about names",
    **dict.fromkeys(
        (f"M reflections/{name}" for name in ("plan", "later", "replan", "unplan")), "for who may open"
    ),
    "P glossary/paper": "the team has not shown it to them",
    "reflections/find": "looks for something, and stores nothing",
    **dict.fromkeys(
        ("F reflections/erase", "F reflections/rewrite", "F reflections/forget"), "somebody else wrote it"
    ),
    **dict.fromkeys(("contract/open", "contract/choose"), "letters are opened in the last week"),
    "F partner/note": "somebody else noted it",
    **dict.fromkeys(
        ("closing/sure", "closing/closed"),
        "a course is closed when its teams were offered their things, by who runs it",
    ),
}
ALSO_THEIRS = {("team", "havnen")}  # whoever leads the course leads all of its teams
ONES_OWN = {
    "availability/disconnect": "source",
    "availability/back": "away",
    "teams/confirm": "claim",
    "teams/refuse": "claim",
    "reflections/erase": "part",
    "reflections/rewrite": "own",
    "reflections/forget": "own",
}
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OWN_ROW = ("guide/zone",)  # change nothing but the person's row, which any first press changes too


# ---- the matrix is whole


def test_every_handler_has_its_row(features: Features) -> None:
    assert set(features.commands) == set(COMMANDS), "a command without an expectation, or the other way round"
    assert {*features.presses, *features.forms} == set(ROUTES), "a route without an expectation"


def test_the_rows_say_what_the_features_say(features: Features) -> None:
    said = {name: (command.allow, command.in_team) for name, command in features.commands.items()}
    said |= {name: (route.allow, route.in_team) for name, route in features.presses.items()}
    said |= {name: (route.allow, route.in_team) for name, route in features.forms.items()}
    rows: dict[str, Row | CommandRow] = {**COMMANDS, **ROUTES}
    for name, row in rows.items():
        allow = EVERYBODY if row.allow == "*" else frozenset(LETTERS[letter] for letter in row.allow)
        assert said[name] == (allow, row.of_team), name


def test_every_number_in_a_button_is_known_to_be_an_id_or_none(features: Features) -> None:
    """So that the next id somebody puts into a button is tampered with below."""
    handlers: dict[str, Callable[..., object]] = {
        **{name: route.handler for name, route in features.presses.items()},
        **{name: route.build for name, route in features.forms.items()},
    }
    for name, handler in handlers.items():
        wanted, _required = _parameters(handler, 1)
        given = ROUTES[name].args
        numbers = [position for position, convert in enumerate(wanted) if convert is not str]
        assert all(position < len(given) and given[position][:1] in "@#" for position in numbers), name


@pytest.fixture(autouse=True)
def calm(no_defect: None) -> None:
    """Nobody's press, however odd, is a defect."""


# ---- nobody else


@ONE_DATABASE
async def test_nobody_else_learns_or_changes_anything(world: World) -> None:
    made, wrong = await crowd(world), []
    team_id, before = made.teams["broen"].id, rows_of(world.database)
    for route, row in ROUTES.items():
        if row.allow == "*":
            continue
        action = action_of(route, row, made.args(row.args), team_id)
        for role, person in made.roles.items():
            if role in row.allow or (not row.of_team and role in OF_NO_TEAM):
                continue
            for way in ways(made, route, row):
                answer = await come_at(person, way, action, row.values)
                wrong += [] if denied(answer) else [f"{role}, {way} {route}: {answer}"]
        if (after := rows_of(world.database)) != before:
            wrong.append(f"{route} changed something for somebody who may not")
            before = after
    assert not wrong, "\n".join(wrong)


@ONE_DATABASE
async def test_what_is_not_theirs_reads_like_what_is_not_there(world: World) -> None:
    made, wrong = await crowd(world), []
    for route, row in ROUTES.items():
        if not row.of_team:
            continue
        for role in OUTSIDE:
            for way in ways(made, route, row):
                real, none = [
                    await come_at(
                        made.roles[role],
                        way,
                        action_of(route, row, made.args(row.args), team_id),
                        row.values,
                    )
                    for team_id in (made.teams["broen"].id, MISSING)
                ]
                if real != none:
                    wrong.append(f"{role} can tell that {route} is there: {real} {none}")
    assert not wrong, "\n".join(wrong)


async def test_another_teams_things_read_like_things_that_are_not_there(world: World) -> None:
    """Each id of each button by itself, while all the others are right; for everybody who may press it."""
    made, wrong = await crowd(world), []
    school = made.teams["fremmed"].tenant_id
    before = rows_of(world.database, school)
    for route, row in ROUTES.items():
        for position, kind in enumerate(row.args):
            if kind.startswith("@"):
                wrong += [told async for told in _tampered(made, route, row, position)]
    assert not wrong, "\n".join(wrong)
    assert rows_of(world.database, school) == before, "another school's rows have changed"


async def _tampered(made: Crowd, route: str, row: Row, position: int) -> AsyncIterator[str]:
    right, kind = made.args(row.args), row.args[position][1:]
    others = [key for key in ("havnen", "fremmed") if (kind, key) not in ALSO_THEIRS]
    foreign = [made.objects[key][kind] for key in others]
    for letter in "MFLPG" if row.allow != "*" else ["stranger"]:
        if letter not in row.allow and row.allow != "*":
            continue
        told: dict[str, str] = {}
        for number in (MISSING, *(one for one in foreign if one != right[position])):
            args = (*right[:position], number, *right[position + 1 :])
            action = action_of(route, row, args, made.teams["broen"].id)
            for way in ways(made, route, row):
                answer = await come_at(made.roles[letter], way, action, row.values)
                if told.setdefault(way, answer) != answer:
                    yield f"{letter} can tell from {route} that {kind} {number} is there: {told[way]} {answer}"


@ONE_DATABASE
async def test_odd_ids_read_like_ids_that_are_not_there(world: World) -> None:
    made = await crowd(world)
    before = rows_of(world.database)
    before.pop("outbox")  # an odd time of a poll has its card drawn again
    for route, row in ROUTES.items():
        right = made.args(row.args)
        kinds = ("@team", *row.args) if row.of_team else row.args
        whole = (str(made.teams["broen"].id), *right) if row.of_team else right
        person = made.roles["F" if row.allow == "*" else row.allow[0]]
        for position in (number for number, kind in enumerate(kinds) if kind.startswith("@")):
            for way in ways(made, route, row):
                told = [
                    await come_at(
                        person,
                        way,
                        Action(route, (*whole[:position], odd, *whole[position + 1 :])),
                        row.values,
                    )
                    for odd in (MISSING, *ODD)
                ]
                tells = [answer for answer in told if not went_wrong(answer) and answer != told[0]]
                assert not tells, f"{way} {route}, {kinds[position]}: {tells}"
    after = rows_of(world.database)
    assert {name: after[name] for name in before} == before


@ONE_DATABASE
async def test_what_is_one_members_reads_to_the_others_like_what_is_not_there(world: World) -> None:
    """Within one team: a claim to be somebody, one's own text, a question to swap, the facilitator's line."""
    made = await crowd(world)
    for name in ("Amira", "Jonas", "Freja"):
        person, told = world.people[name], {}
        for route, kind in ONES_OWN.items():
            row = ROUTES[route]
            whole = made.args(row.args)
            for number in (MISSING, made.objects["broen"][kind]):
                args = tuple(
                    number if given == f"@{kind}" else arg for given, arg in zip(row.args, whole, strict=True)
                )
                action = action_of(route, row, args, made.teams["broen"].id)
                told[route, number] = await come_at(person, "press", action, {})
        same = [
            route
            for route, kind in ONES_OWN.items()
            if told[route, MISSING] == told[route, made.objects["broen"][kind]]
        ]
        assert set(same) == (set() if name == "Amira" else set(ONES_OWN)), name


# ---- commands


@ONE_DATABASE
async def test_commands_of_those_who_may_not_change_and_tell_nothing(world: World) -> None:
    """Typed in the team's own channel, in private, and through a button that says a command."""
    made, wrong = await crowd(world), []
    broen, before = made.teams["broen"], rows_of(world.database)
    for name, row in COMMANDS.items():
        for role, person in made.roles.items():
            if role in row.allow or row.allow == "*":
                continue
            for text in row.texts:
                for place in ("c-broen", None):
                    person.place = place
                    answers = [
                        await _command(person, name, text),
                        await _command(person, "samspil", f"{name} {text}"),
                    ]
                    run = Action.to("core/run", broen.id, name, text[:20])
                    await person.press_action(run)
                    answers.append(said(person.last))
                    wrong += [f"{role}, {name} {text!r} in {place}: {a}" for a in answers if _leaks(a)]
                    if row.of_team and place and role not in ("other M", "other F"):
                        wrong += [f"{role}, {name}: {a}" for a in answers if not denied(a)]
    assert not wrong, "\n".join(wrong)
    after = rows_of(world.database)
    noted = [row for row in after.pop("audit_entry") if row not in before["audit_entry"]]
    assert all("'exported'" in row for row in noted), "their own data, by minedata"
    assert after == {name: rows for name, rows in before.items() if name != "audit_entry"}


async def _command(person: Visitor, name: str, text: str) -> str:
    await person.command(name, text)
    return said(person.last)


def _leaks(answer: str) -> bool:
    """Whether somebody of no business in Team Broen is told what is said or written there."""
    return TEAM_WORDS.format("broen") in answer or PRIVATE_WORDS.format("Amira") in answer


# ---- who may


@ONE_DATABASE
async def test_who_may_may(world: World) -> None:
    """With the same arguments and values that are refused above; each on the crowd as it was."""
    made, wrong = await crowd(world), []
    with Restored(world.database) as restored:
        for route, row in ROUTES.items():
            action = action_of(route, row, made.args(row.args), made.teams["broen"].id)
            for letter in row.allow.replace("*", "s"):
                person = made.roles["stranger" if letter == "s" else letter]
                if f"{letter} {route}" in NOT_NOW or route in NOT_NOW:
                    continue
                for way in ways(made, route, row):
                    sends = way == "send"
                    values = await good_values(person, row, action) if sends else {}
                    before = rows_of(world.database) if sends else {}
                    answer = await come_at(person, way, action, values)
                    if went_wrong(answer) and row.allow != "*":
                        wrong.append(f"{letter}, {way} {route}: {answer}")
                    elif sends and route not in OWN_ROW and rows_of(world.database) == before:
                        wrong.append(f"{letter}: sending {route} changed nothing")
                    restored.again()
    assert not wrong, "\n".join(wrong)

"""Every card and every form keeps within the tightest platform's limits, however long the names and texts:
`bot.ui` refuses to build one that does not, and then the answer is a defect or a job fails for ever."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.interactions import Ask, Nothing, Submit
from bot.registry import Features
from bot.ui import Action, Values
from storage.agenda import AgendaStore
from storage.database import Database
from tests.core.giants import enlarge, filled, forget_notice, giant_world, long, more_people, ten_times
from tests.core.matrix import COMMANDS, ROUTES, Row
from tests.databases import VAULT
from tests.visitor import Visitor
from tests.world import World

ENDS_SOMETHING = ("teams/left", "teams/ended", "mydata/erased")
LANGUAGES = ("da", "en")


@pytest.fixture
def world(sqlite_url: str, features: Features) -> Iterator[World]:
    """On one database: what is looked at is drawn before it is stored."""
    database = Database(sqlite_url, VAULT)
    yield World(database, features)
    database.close()


@pytest.fixture(autouse=True)
def no_defect(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing fails unseen: a defect is logged, and told in general words."""
    with caplog.at_level(logging.ERROR):
        yield
    wrong = [f"{record.getMessage()} {getattr(record, 'action', '')}: {record.exc_text or record.exc_info}"
             for record in caplog.get_records("call")]  # fmt: skip
    assert not wrong, "\n".join(wrong)


async def send(person: Visitor, more: Values | None = None) -> None:
    """The open form, filled to the brim, each answer with the first-use notice under it."""
    assert isinstance(person.last, Ask), person.text[:500]
    form = person.last.form
    person.form = None
    forget_notice(person.world.database)
    submit = Submit(
        sender=person.sender, place=person.here, action=form.action, values={**filled(form), **(more or {})},
        delivery_id=person.world.delivery_id(),
    )  # fmt: skip
    person.last = await person.world.handle(submit)


async def press(person: Visitor, route: str, *args: int | str) -> None:
    assert person.world.team
    forget_notice(person.world.database)
    await person.press_action(Action.to(route, person.world.team.id, *args))


async def command(person: Visitor, name: str, text: str = "") -> None:
    forget_notice(person.world.database)
    await person.command(name, text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_check_in_of_24_who_write_all_they_can(world: World, language: str) -> None:
    world, people = giant_world(world, language)
    more_people(world, world.team)  # type: ignore[arg-type]
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 1
    for person in people[:-1]:
        await press(person, "checkins/answer", 1)
        await send(person)
    for page in range(12):
        await press(people[0], "checkins/read", 1, page)
    await command(people[-1], "tjekind")
    await world.at("2026-11-06 12:00")
    assert "ø…" in world.channel.text, "the closed card has the answers, shortened"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_meeting_of_24_from_the_poll_to_the_calendar(world: World, language: str) -> None:
    world, people = giant_world(world, language)
    more_people(world, world.team)  # type: ignore[arg-type]
    await world.at("2026-11-09 09:00")
    amira = people[0]
    await command(amira, "moede", "ny")
    await send(amira, {"slots": ten_times(), "minutes": "90"})
    for person in people[:-1]:
        await press(person, "meetings/ballot", 1)
        await press(person, "meetings/vote", 1, 1, "yes")
    for route in ("meetings/add", "meetings/cancel", "meetings/keep", "meetings/calendar"):
        await press(amira, route, 1)
    await world.at("2026-11-12 17:00")
    for route in ("meetings/see", "meetings/times"):
        await press(amira, route, 1)
    await world.at("2026-11-13 09:00")
    await press(amira, "meetings/wait", 1)
    for person in people:
        await press(person, "meetings/vote_all", 1, "no")
        await press(person, "meetings/vote", 1, 3, "yes")
    await world.at("2026-11-16 12:00")
    for person in people:
        await press(person, "roles/swap", 1)
    for route in (
        "meetings/see",
        "meetings/cannot",
        "meetings/can",
        "meetings/move",
        "roles/matrix",
        "roles/overview",
    ):
        await press(amira, route, *((1,) if route.startswith("meetings") else ()))
    await command(amira, "roller")
    await command(amira, "moede")
    await world.at("2026-11-20 20:00")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_meeting_day_of_24_from_the_agenda_to_the_minutes(world: World, language: str) -> None:
    world, people = giant_world(world, language)
    amira = people[0]
    await world.at("2026-11-09 09:00")
    await command(amira, "moede", "ny")
    await send(amira, {"slots": "tirs uge 47 13.15", "deadline": "", "minutes": "90"})
    for person in people[:-1]:
        await press(person, "meetings/vote_all", 1, "yes")
    for _ in range(30):
        await press(amira, "agenda/add")
        await send(amira, {"minutes": "60"})
    with world.database.transaction() as tx:
        assert world.team
        items = [one.id for one in AgendaStore(tx, world.tenant_id, world.clock.now).coming(world.team.id)]
    for item in items[:4]:
        await press(amira, "agenda/item", item)
        await press(amira, "agenda/edit", item)
        await send(amira, {"internal": "no"})
    for text in ("", long("tekst", 200)):
        await command(amira, "dagsorden", text)
    for page in range(6):
        await press(amira, "agenda/paper", 1, page)
    await press(amira, "agenda/guests")
    await world.at("2026-11-17 13:15")
    await press(amira, "agenda/begin", 1)
    for person, item in zip(people, items, strict=False):
        await press(person, "minutes/decide", 1, item)
        await send(person, {"part": "decided"})
        await press(person, "minutes/note", 1, item)
        await send(person)
    for item in items[:4]:
        await press(amira, "agenda/at", 1, item)
        await world.settle()
    await press(amira, "agenda/end", 1)
    await press(amira, "minutes/write", 1)
    await send(amira, {"send": "now"})
    for person in people[:9]:
        await press(person, "minutes/correct", 1)
        await send(person)
    for page in range(20):
        await press(amira, "minutes/read", 1, page)
    for route in ("minutes/corrections", "minutes/versions", "minutes/open"):
        await press(amira, route, 1)
    await press(amira, "minutes/take", 1, 1)
    for what in (
        ("referat", ""),
        ("beslutninger", ""),
        ("beslutninger", "tekst"),
        ("beslutninger", long("tekst", 900)),
    ):
        await command(amira, *what)
    await world.at("2026-11-20 17:00")
    assert "ø…" in world.channel.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", ["yes", "no"])
async def test_a_reflection_of_24_who_share_all_they_can(world: World, language: str, names: str) -> None:
    world, people = giant_world(world, language)
    mette = people[-1]
    mette.place = "c-broen"
    await world.at("2026-11-09 09:00")
    await command(mette, "refleksion")
    await press(mette, "reflections/open", "samme-ord-to-betydninger")
    await send(mette, {"names": names})
    for person in people[:-1]:
        await press(person, "reflections/write", 1)
        await send(person)
    assert "ø…" in world.channel.text, "it appears when the last one is ready, shortened"
    for page in range(12):
        await press(mette, "reflections/read", 1, page)
    await press(people[0], "reflections/conclude", 1)
    await send(people[0])
    for what in (("refleksion", "mine"), ("samspil", "log"), ("samspil", "minedata eksport")):
        await command(people[0], *what)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_monday_with_twelve_teams(world: World, language: str) -> None:
    world, people = giant_world(world, language)
    mette = people[-1]
    for number in range(11):
        world.make_team(
            long(f"Ida{number}"), facilitator=mette.name, key=f"t{number:02}", starts="2026-10-01"
        )
    enlarge(world.database, language)
    await world.at("2026-11-09 08:30")
    assert mette.inbox.posts >= 1
    for what in (("samspil", "facilitator"), ("samspil", "hjaelp"), ("samspil", "team"), ("refleksion", "")):
        await command(mette, *what)
    await press(mette, "monday/write", "meetings.none")
    await send(mette)
    await command(people[0], "samspil", "facilitator")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_and_route_for_every_role(world: World, language: str) -> None:
    """The same walk as the authority matrix takes, with the notice under every answer and every form sent."""
    world, people = giant_world(world, language)
    team = world.team
    assert team
    roles = {"M": people[0], "F": people[-1], **more_people(world, team)}
    await world.at("2026-11-12 09:00")
    await command(people[0], "moede", "ny")
    await send(people[0], {"slots": ten_times()})
    people[-1].place = "c-broen"
    await press(people[-1], "reflections/open", "samme-ord-to-betydninger")
    await send(people[-1])
    for person in roles.values():
        for name in COMMANDS:
            for text in ("", "mine", "tid", "eksport", "slet", long("tekst", 1000)):
                await command(person, name, text)
        for route, row in ROUTES.items():
            if route not in ENDS_SOMETHING:
                await walk(person, route, row, team.id)
    await world.at("2026-11-30 09:00")
    for route in ENDS_SOMETHING:
        await walk(roles["M"], route, ROUTES[route], team.id)


async def walk(person: Visitor, route: str, row: Row, team_id: int) -> None:
    forget_notice(person.world.database)
    action = Action(route, (str(team_id), *row.first) if row.of_team else row.first)
    await person.press_action(action)
    if isinstance(person.last, Ask):
        await send(person)


SEEN = {"da": ("læse", "kan se", "får besked"), "en": ("can read", "can see", "are told", "reads it")}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_form_says_who_can_read_it(world: World, language: str) -> None:
    world, people = giant_world(world, language)
    team = world.team
    assert team
    roles = {"M": people[0], "F": people[-1]}
    await world.at("2026-11-12 09:00")
    await command(people[0], "moede", "ny")
    await send(people[0], {"slots": ten_times()})
    people[-1].place = "c-broen"
    await press(people[-1], "reflections/open", "samme-ord-to-betydninger")
    await send(people[-1])
    shown, silent = set(), []
    for route in world.bot.features.forms:
        for letter, person in roles.items():
            row = ROUTES[route]
            if letter in row.allow or row.allow == "*":
                person.last = Nothing()
                await person.press_action(
                    Action(route, (str(team.id), *row.first) if row.of_team else row.first)
                )
            if isinstance(person.last, Ask) and route not in shown:
                shown.add(route)
                form = person.last.form
                notes = " ".join(page.note.plain for page in form.pages if page.note)
                notes = notes or form.fields[0].hint  # where a note would have cost a page more
                if not any(words in notes for words in SEEN[language]):
                    silent.append(f"{route}: {notes}")
    assert not silent, "\n".join(silent)
    assert len(shown) >= 11, shown

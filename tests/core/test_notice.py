"""The first-use notice: once to each person, with the version that was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import notice
from bot.interactions import Ask
from bot.ui import Action, Form, Page, TextField
from storage.teams import TeamStore
from storage.teams.tables import people
from tests.visitor import Visitor
from tests.world import World

SHORT = "Første gang: Jeg gemmer dit navn"


def logged(world: World, person: Visitor) -> tuple[int, bool]:
    """The version, and whether its moment is kept."""
    with world.database.transaction() as tx:
        query = people.select().where(people.c.id == person.person_id)
        row = tx.connection.execute(query).one()
        return row.notice_version, row.notice_at == world.clock.now


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("tjekind", ""),
        ("tjekind", "tid"),
        ("roller", ""),
        ("samspil", "hjaelp"),
        ("samspil", "nej"),
    ],
)
async def test_it_rides_on_the_first_answer_whatever_it_is(world: World, command: str, text: str) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", notice=False)
    assert logged(world, amira) == (0, False)
    await amira.command(command, text)
    assert amira.sees(SHORT) and amira.sees("Skolen er dataansvarlig")
    assert logged(world, amira) == (notice.VERSION, True)
    amira.private.clear()
    amira.form = None
    await amira.command(command, text)
    assert not amira.sees(SHORT)


async def test_it_comes_with_a_press_that_says_nothing_itself(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja", notice=False)
    await world.at("2026-11-05 09:00")
    await amira.press("Jeg er væk i denne uge")
    assert amira.sees(SHORT)


async def test_it_comes_with_the_answer_to_a_full_form(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", notice=False)
    await amira.command("moede")
    assert not amira.sees(SHORT), "five fields, and who reads them stands beside the first"
    await amira.fill({"Hvad skal I mødes om?": "Besøget"})
    assert amira.sees(SHORT) and logged(world, amira) == (notice.VERSION, True)


async def test_a_full_form_goes_before_it(world: World) -> None:
    """Five fields leave no room on a page: the notice waits for the next answer rather than break this one."""
    fields = tuple(TextField(name=f"f{n}", label="?") for n in range(5))
    full = Ask(Form(Action.to("no/such"), "Fem", (Page(fields),)))
    amira, *_ = world.make_team("Amira", "Jonas", notice=False)
    assert world.team
    with world.database.transaction() as tx:
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(amira.person_id)
        ctx = replace(world.context(tx, world.team), person=person)
        assert notice.shown_once(ctx, full) is full
    assert logged(world, amira) == (0, False)


async def test_a_new_version_is_shown_once_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "hjaelp")
    assert not amira.sees(SHORT)
    monkeypatch.setattr(notice, "VERSION", notice.VERSION + 1)
    await amira.command("samspil", "hjaelp")
    assert amira.sees(SHORT)
    assert logged(world, amira) == (notice.VERSION, True)


async def test_everything_is_told_behind_a_button(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "team")
    await amira.press("Hvad gemmer du?")
    for said in (
        "Hvad:",
        "Hvorfor:",
        "Hvem ser det:",
        "Hvor længe:",
        "Skolen",
        "data@skolen.example",
        "slet",
    ):
        assert amira.sees(said)

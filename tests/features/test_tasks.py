"""Tasks, as a team uses them: one list that anybody takes from."""

from __future__ import annotations

from datetime import date

import pytest

from bot import guide, meetings, tasks, teams
from bot.feature import Track
from bot.registry import Features
from bot.tasks.listing import Progress, due_soon, listed, overdue, progress
from bot.ui import Action
from storage.tasks import Milestone, Task, TaskState
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, tasks.feature, guide.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    return world.make_team("Amira", "Jonas", "Freja")


async def add(person: Visitor, what: str, **more: str) -> None:
    await person.command("samspil", "opgaver")
    await person.press("Ny opgave")
    labels = {"who": "Hvem tager den?", "due": "Til hvornår?", "milestone": "Hvor langt er I nået?"}
    await person.fill({"Hvad skal gøres?": what, **{labels[name]: value for name, value in more.items()}})


async def test_a_task_is_written_taken_and_done(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await amira.command("samspil", "opgaver")
    assert amira.sees("Der er ingen åbne opgaver.")
    assert amira.sees("så lav en aftale med /aftale")
    await add(amira, "Ring til foreningen", due="fredag")
    assert amira.sees("Gemt: Ring til foreningen.")
    assert amira.sees("ingen har taget den · til fredag d. 6. november · idé")
    await jonas.command("samspil", "tasks")
    await jonas.press("Tag den")
    assert jonas.sees("Ring til foreningen er din.")
    assert jonas.sees("Jonas · til fredag d. 6. november · idé")
    await jonas.press("Klaret")
    assert jonas.sees("Klaret: Ring til foreningen. Godt gået.")
    assert jonas.sees("Idé 1 af 1 · Afprøvning – · Løsning –")
    await jonas.press("Fortryd")
    assert jonas.sees("Ring til foreningen er åben igen.")
    await jonas.press("Giv slip")
    assert jonas.sees("Ring til foreningen er fri igen.")
    assert world.channel.posts == 0, "a list says nothing in the channel"


async def test_the_text_of_the_command_is_the_task(world: World, team: list[Visitor]) -> None:
    await team[0].command("samspil", "opgaver  Skriv til   Fritidshuset")
    assert team[0].form and team[0].form.fields[0].value == "Skriv til Fritidshuset"


async def test_what_somebody_has_just_taken_stays_theirs(world: World, team: list[Visitor]) -> None:
    amira, jonas, freja, _ = team
    await add(amira, "Ring")
    for person in (jonas, freja):
        await person.command("samspil", "opgaver")
    await jonas.press("Tag den")
    await freja.press("Tag den")
    assert freja.sees("Jonas har allerede taget Ring.")
    await jonas.press("Klaret")
    await freja.press_action(Action.to("tasks/take", world.team.id, 1))  # type: ignore[union-attr]
    assert freja.sees("Ring er ikke åben længere.")
    await freja.press_action(Action.to("tasks/release", world.team.id, 1))  # type: ignore[union-attr]
    with world.database.transaction() as tx:
        assert tx.connection.exec_driver_sql("SELECT person_id FROM task").scalar_one() == jonas.person_id


async def test_a_task_moves_on_and_off_the_list(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await add(amira, "Prøv fællesspisning", who="Jonas", due="12/11")
    await amira.press("Flyt eller ret")
    assert amira.form and {one.name: one.value for one in amira.form.fields} == {
        "what": "Prøv fællesspisning", "who": str(jonas.person_id), "due": "2026-11-12", "milestone": "idea",
    }  # fmt: skip
    await amira.fill({"Hvor langt er I nået?": "Afprøvning", "Til hvornår?": "13/11"})
    assert amira.sees("Jonas · til fredag d. 13. november · afprøvning")
    await world.at("2026-11-16 09:00")
    await amira.command("samspil", "opgaver")
    assert amira.sees("skulle være klaret fredag d. 13. november")
    await amira.press("Flyt eller ret")
    await amira.fill({"Hvad skal gøres?": "Prøv fællesspisning igen"})
    assert amira.sees("Gemt: Prøv fællesspisning igen."), "a date that was there may stay"
    await amira.press("Flyt eller ret")
    await amira.fill({"Hvor langt er I nået?": "Ikke relevant længere"})
    assert amira.sees("Prøv fællesspisning igen er taget af listen.")
    assert amira.sees("Der er ingen åbne opgaver.")
    await amira.press("Fortryd")
    assert amira.sees("Prøv fællesspisning igen er åben igen.")


async def test_a_date_that_cannot_be_read_is_asked_for_again(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await world.at("2026-11-04 09:00")
    await add(amira, "Ring", due="snart")
    assert amira.sees("Jeg kan ikke læse")
    await amira.fill({"Til hvornår?": "2/11"})
    assert amira.sees("Den dag er gået. Vælg en, der ligger fremme.")
    await amira.fill({"Til hvornår?": ""})
    assert amira.sees("Gemt: Ring.")


async def test_who_leaves_leaves_the_tasks_to_the_team(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await add(amira, "Ring", who="Jonas")
    await jonas.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    await amira.command("samspil", "opgaver")
    assert amira.sees("Ring\ningen har taget den")


async def test_the_next_step_is_what_is_due(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await add(amira, "Ring", who="Amira", due="4/11")
    await add(amira, "Skriv")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Din opgave Ring skal være klaret onsdag d. 4. november.")
    await world.at("2026-11-05 09:00")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Din opgave Ring skulle være klaret i går.")
    await amira.press("Klaret")
    await jonas.command("samspil", "hjaelp")
    assert jonas.sees("Der er en opgave, som ingen har taget endnu.")
    await jonas.press("Se opgaverne")
    assert jonas.sees("Skriv\ningen har taget den")


async def test_the_facilitator_reads_and_presses_nothing(world: World, team: list[Visitor]) -> None:
    mette = team[-1]
    await add(team[0], "Ring")
    mette.place = "c-broen"
    await mette.command("samspil", "opgaver")
    assert mette.sees("Ring\ningen har taget den")
    assert not mette.private[-1].actions()


async def test_a_long_list_has_pages(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    for number in range(6):
        await add(amira, f"Opgave {number}")
    await amira.press("Næste")
    assert "Opgave 5" in amira.text and not any(
        "Opgave 0" in str(block) for block in amira.private[-1].blocks
    )
    await amira.press("Forrige")
    assert any("Opgave 0" in str(block) for block in amira.private[-1].blocks)


async def test_the_agenda_has_one_item_for_them(world: World, team: list[Visitor]) -> None:
    def titles() -> list[tuple[str, Track]]:
        assert world.team
        with world.database.transaction() as tx:
            topics = world.bot.features.topics(world.context(tx, world.team))
            return [(topic.title, topic.track) for topic in topics if topic.key == "tasks"]

    assert titles() == []
    await add(team[0], "Ring", due="3/11")
    await add(team[0], "Skriv")
    assert titles() == [("Opgaver: 2 åbne", Track.task)]
    await world.at("2026-11-05 09:00")
    assert titles() == [("Opgaver: 2 åbne, 1 over tiden", Track.task)]


# ---- what the list is made of


def task(number: int, person: int | None = None, due: int | None = None, **more: object) -> Task:
    milestone = more.get("milestone", Milestone.idea)
    state = more.get("state", TaskState.open)
    assert isinstance(milestone, Milestone) and isinstance(state, TaskState)
    return Task(number, "x", person, date(2026, 11, due) if due else None, milestone, state, None)


def test_ones_own_come_first_then_the_earliest() -> None:
    tasks = [
        task(1),
        task(2, due=9),
        task(3, 7),
        task(4, 8, 5),
        task(5, 7, 20),
        task(6, state=TaskState.done),
    ]
    assert [one.id for one in listed(tasks, 7)] == [5, 3, 4, 2, 1]
    assert [one.id for one in listed(tasks, None)] == [4, 2, 5, 1, 3]


def test_due_in_two_days_and_overdue_since_yesterday() -> None:
    tasks = [task(1, 7, 4), task(2, 7, 7), task(3, 7, 8), task(4, 8, 4), task(5, 7, 5, state=TaskState.done)]
    today = date(2026, 11, 5)
    assert [one.id for one in due_soon(tasks, 7, today)] == [1, 2]
    assert overdue(tasks, today) == 2
    assert overdue(tasks, date(2026, 11, 4)) == 0, "today is not over yet"


def test_progress_counts_each_milestone_without_what_was_dropped() -> None:
    done, dropped = TaskState.done, TaskState.dropped
    tasks = [task(1), task(2, state=done), task(3, state=dropped), task(4, milestone=Milestone.solution)]
    assert progress(tasks) == (
        Progress(Milestone.idea, 1, 2), Progress(Milestone.trial, 0, 0), Progress(Milestone.solution, 0, 1),
    )  # fmt: skip

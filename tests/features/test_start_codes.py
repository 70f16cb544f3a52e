"""`/samspil start KODE`: a facilitator becomes known."""

from __future__ import annotations

from tests.features.course import (
    begin,
)
from tests.visitor import text_of
from tests.world import World


async def test_a_facilitator_starts_with_a_code(world: World) -> None:
    course = await begin(world, attach=False)
    assert course.mette.sees("Velkommen, Mette") and course.mette.sees(
        "denne konto hører til Mette Dahl Kirkegaard"
    )
    assert course.mette.sees("Første gang: Jeg gemmer"), "the first-use notice rides on it"
    await course.mette.press("Se dine teams")
    assert course.mette.sees("[Team Havnen] [Team Broen] [Nyt team]")


async def test_a_code_works_once_and_however_it_is_written(world: World) -> None:
    course = await begin(world, attach=False)
    thief = course.stranger("Thief", None)
    await thief.command("samspil", f"start {course.codes['Mette']}")
    assert thief.sees("Koden virker ikke.")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", "start " + course.codes["Søren"].lower().replace("-", " "))
    assert soeren.sees("Velkommen, Søren")


async def test_five_tries_an_hour_and_always_the_same_sentence(world: World) -> None:
    course = await begin(world, attach=False)
    thief = course.stranger("Thief", None)
    answers = []
    for guess in ("", "AAAA-BBBB-CCCC", "x" * 300, "'; DROP TABLE", "1"):
        await thief.command("samspil", f"start {guess}")
        answers.append(text_of(thief.private[-1]))
    assert len(set(answers)) == 1
    await thief.command("samspil", f"start {course.codes['Søren']}")
    assert text_of(thief.private[-1]) == answers[0], "the sixth in an hour does not count, right or wrong"
    other = course.stranger("Søren", None)
    await other.command("samspil", f"start {course.codes['Søren']}")
    assert other.sees("Velkommen, Søren"), "the code is good still, and others may try"
    await world.at("2026-11-02 09:05")
    await thief.command("samspil", "start AAAA-BBBB-CCCC")
    assert thief.sees("Koden virker ikke.")


async def test_a_code_does_not_make_somebody_else_of_a_known_account(world: World) -> None:
    course = await begin(world, attach=False)
    await course.mette.command("samspil", f"start {course.codes['Søren']}")
    assert course.mette.sees("Jeg kender dig allerede: du er Mette Dahl Kirkegaard.")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", f"start {course.codes['Søren']}")
    assert soeren.sees("Velkommen, Søren"), "the code was not used up"


async def test_a_code_runs_out(world: World) -> None:
    course = await begin(world, attach=False)
    await world.at("2026-12-03 09:00")
    soeren = course.stranger("Søren", None)
    await soeren.command("samspil", f"start {course.codes['Søren']}")
    assert soeren.sees("Koden virker ikke.")

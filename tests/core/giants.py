"""A team in which everything is as long as it may be: 24 members of 80 letters in one word, and so on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.settings import Settings
from bot.ui import ChoicesField, Form, ScaleField, TextField, Values
from storage.database import Database
from storage.teams import Role, Team
from storage.teams.tables import courses, people, teams
from tests.visitor import Visitor
from tests.world import World

MEMBERS = 24
NAME, PROFESSION, PARTNER, CHALLENGE = 80, 60, 120, 1000
LONG = 120  # of what the operator says


def long(start: str, length: int = NAME) -> str:
    """One word of exactly that length: a first name is then the whole of it."""
    return (start + "ø" * length)[:length]


def giant_world(world: World, language: str) -> tuple[World, list[Visitor]]:
    """The world with a team of giants in it, and the team: its members, then the facilitator."""
    world.settings = Settings(
        base_url="https://samspil.example", controller=long("Skolen", LONG), contact=long("data@skolen", LONG)
    )
    world.bot.settings = world.settings
    names = [long(f"Navn{number:02}") for number in range(MEMBERS)]
    found = world.make_team(*names, facilitator=long("Facilitator"), starts="2026-10-01")
    enlarge(world.database, language)
    with world.database.transaction() as tx:
        assert world.team
        world.team = world.context(tx, world.team).directory.team(world.tenant_id, world.team.id)
    return world, found


def enlarge(database: Database, language: str) -> None:
    """Everything that is said of teams and courses, as long as it may be."""
    with database.transaction() as tx:
        run = tx.connection.execute
        run(courses.update().values(name=long("Forløb"), language=language))
        for row in run(teams.select()).all():
            values = {"name": long(f"Team{row.id}"), "partner": long("Partner", PARTNER)}
            run(teams.update().where(teams.c.id == row.id).values(**values, challenge=long("Sag", CHALLENGE)))


def forget_notice(database: Database) -> None:
    """Everybody's next answer carries the first-use notice."""
    with database.transaction() as tx:
        tx.connection.execute(people.update().values(notice_version=0))


def more_people(world: World, team: Team) -> dict[str, Visitor]:
    """Somebody of every role, each as long as the others."""
    found = {
        "P": world.add_person(team, long("Partner"), Role.partner),
        "G": world.add_person(team, long("Gæst"), Role.guest),
        "F2": world.add_person(team, long("Medfacilitator"), Role.facilitator),
        "L": world.add_course_lead(team, long("Lone")),
    }
    return found | {"stranger": replace(world.stranger("Ukendt"), name=long("Ukendt"))}


def filled(form: Form) -> Values:
    """Every text as long as its field allows, every list with all of it picked."""
    values: Values = {}
    for field in form.fields:
        match field:
            case TextField():
                values[field.name] = field.value or long("Tekst ", field.max_length)
            case ChoicesField(options=options):
                values[field.name] = tuple(one.value for one in options)
            case ScaleField():
                values[field.name] = "5"
            case _:
                options = getattr(field, "options", ())
                values[field.name] = field.value or (options[0].value if options else "")
    return values


def ten_times(weeks: Iterable[int] = (47, 48)) -> str:
    days = ("man", "tirs", "ons", "tors", "fre")
    return "\n".join(f"{day} uge {week} kl. 13.15" for week in weeks for day in days)

"""However much there is in the database, a click reads what is one person's, one team's or one round's.

Every statement that a real session sends to the driver is explained: check-in, poll and votes, roles and a swap,
reflection, Monday, the clock's work, claims and marks of delivery, a page of the web room.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Connection

from adapters.web import overview, reading
from bot.drawing import Drawing
from bot.registry import Features
from bot.ui import Action, Choice
from storage.colleagues import ColleagueStore
from storage.database import Database, Transaction
from storage.monday import MondayStore
from storage.outbox import Stale
from storage.teams import TeamStore
from storage.web import WebKeys, WebStore
from tests.databases import VAULT
from tests.features.meeting_sessions import suggest, vote
from tests.storage.crowd import multiply
from tests.storage.plans import Plan, explain
from tests.storage.recording import Recording, record
from tests.visitor import Visitor
from tests.world import World

COPIES = 400  # of the session's team and all its rows
# A few rows in any installation: schools, their courses and who leads them, doors and the processes they are in.
SMALL = frozenset({"organisation", "course", "course_lead", "door_state", "installation"})
NO_PLAN = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")
CONSIDERED = {
    "SELECT min(due_work.next_at) AS at \nFROM due_work": "one end of an index",
}


async def test_no_hot_path_reads_a_whole_table(database: Database, features: Features) -> None:
    recording = record(database)
    world = World(database, features)
    people = world.make_team("Amira", "Jonas", "Freja", "Emil")
    token = web_room(world, people[0])
    recording.on = True
    await weeks(world, *people)
    with database.transaction() as tx:
        pages(world, tx, token)
    recording.on = False
    assert len(recording.statements) > 70, "so many there are at least"
    with database.transaction() as tx:
        empty = multiply(tx.connection, COPIES)  # to a database all indexes of an empty table are alike
        if not tx.is_sqlite:
            tx.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # only where nothing else will do
        found = list(wrong(tx.connection, recording, SMALL | empty))
    assert not found, "\n\n".join(found)


# ---- the session


def web_room(world: World, person: Visitor) -> str:
    """Give the team a room on the web, and the person a session there; its token."""
    assert world.team is not None
    address = f"team/{world.team.id}"
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).add_place(world.team.id, "web", address)
        link = WebStore(tx, world.tenant_id, world.clock.now).issue_link(
            person.person_id, by=person.person_id
        )
        token = WebKeys(tx, world.clock.now).redeem(link)
    assert token is not None
    world.delivery.messengers = {"chat": world.chat, "web": world.chat}
    return token


async def weeks(
    world: World, amira: Visitor, jonas: Visitor, freja: Visitor, emil: Visitor, mette: Visitor
) -> None:
    members = (amira, jonas, freja, emil)
    await check_in(world, amira, jonas)
    await world.at("2026-11-16 09:00")
    await mette.press("Se alle")
    await mette.press("Gjort")
    await suggest(amira, "ons uge 47 9.00")
    for one in (jonas, freja, emil):
        await vote(one, "ja")
    await swap(world, members)
    mette.place = "c-broen"
    await mette.command("refleksion", "fagligheder")
    await mette.press("Åbn for teamet")
    await mette.fill({"Hvor lang tid?": "To døgn", "Skal teksterne vises med navn?": "Med navn"})
    for one in members:
        await one.press("Skriv")
        await one.fill({"Din tekst": "Ordet borger", "Vil du dele den med teamet?": "Ja, med navn"})
    for one in members:
        await one.home()
        await one.command("team")
        await one.command("tjekind")
    await the_teams_lists(world, amira, jonas)
    await agree(amira, jonas, freja)
    await world.at("2026-11-23 09:00")
    await freja.command("samspil", "hvorkomvitil")
    await jonas.command("roller")
    await suggest(jonas, "tirs uge 48 13.15\nons uge 48 9.00")
    await vote(amira, "ja", "nej")


async def the_teams_lists(world: World, amira: Visitor, jonas: Visitor) -> None:
    """A task, a visit that is planned and written down the morning after, contact, a concept."""
    await amira.command("samspil", "opgaver Ring")
    await amira.fill({})
    await jonas.command("samspil", "opgaver")
    await jonas.press("Tag den")
    await jonas.press("Klaret")
    await amira.command("samspil", "felt")
    await amira.press("Planlæg et besøg")
    await amira.fill({"Hvornår?": "ons uge 47 13.00", "Hvem besøger I?": "Værkstedets leder"})
    await world.at("2026-11-19 09:30")
    await jonas.press("Skriv det op")
    await jonas.fill({"Tre ting, du så": "Kaffe"})
    await jonas.press("Læs")
    await amira.command("samspil", "partner")
    await amira.press("Vi har haft kontakt")
    await amira.command("samspil", "begreber")
    await amira.press("Nyt begreb")
    await amira.fill({"Hvad hedder det?": "Tre horisonter"})


async def check_in(world: World, amira: Visitor, jonas: Visitor) -> None:
    for day in ("2026-11-05", "2026-11-12"):
        await world.at(f"{day} 09:30")
        await amira.press("Svar")
        await amira.fill(
            {"Er der noget, der spænder ben?": "Borgeren 010165-1234 svarer ikke"}
        )  # a draft is kept
        await amira.fill({"Hvad er dit næste skridt?": "Ringe", "Er der noget, der spænder ben?": ""})
        await jonas.press("Jeg er væk i denne uge")
        await jonas.press("Læs svarene")


async def agree(amira: Visitor, jonas: Visitor, freja: Visitor) -> None:
    """With one person, who says yes, and with the team; both are due before the next Monday but one."""
    await amira.command("samspil", "maal")
    await amira.press("Nyt mål")
    await amira.fill({"Hvad vil I nå?": "Flere unge kommer"})
    await amira.press("Giv målene et tal")
    await amira.fill({"Flere unge kommer": "4"})
    for along in (("Jonas",), ()):
        await amira.command("aftale", "Ringe til foreningen i morgen")
        await amira.fill({"Hvem er det aftalt med?": along})
    await jonas.press_action(Action.to("agreements/yes", 1, 1))
    await freja.press_action(Action.to("agreements/yes", 1, 2))
    await amira.press("Se mere")
    await amira.choose("Knyt den til et mål", "Flere unge kommer")
    await amira.command("aftale")
    await amira.command("samspil", "maal")


async def swap(world: World, members: tuple[Visitor, ...]) -> None:
    """Everybody says yes; then the note taker asks somebody to swap, who says yes too."""
    for one in members:
        await one.press("Fint med mig")
    asker = next(one for one in members if one.sees("Tak, du er skribent"))
    await asker.press("Byt rolle")
    choice = next(block for block in asker.private[-1].blocks if isinstance(block, Choice))
    await asker.choose(choice.label, choice.options[0].label)
    other = next(one for one in members if one.inbox.sees("vil gerne bytte"))
    await other.press("Ja, lad os bytte")
    await other.press("Hent til kalenderen")


def pages(world: World, tx: Transaction, token: str) -> None:
    """What the web reads: who it is, the room, the inbox, and what an open page keeps looking at."""
    assert world.team is not None
    who = reading.reader(tx, token, world.settings, world.clock.now)
    reading.room(tx, who, world.team.id, 0)
    reading.inbox(tx, who, 0)
    reading.pulse(tx, who)
    reading.newest(tx, who, f"team/{world.team.id}")
    reading.newest(tx, who, who.address)
    overview.facts(tx, who, [world.team], world.clock.now)
    MondayStore(tx, world.tenant_id, world.clock.now).lines_about([world.team.id], world.clock.now.date())
    ColleagueStore(tx, world.tenant_id, world.clock.now).of_team(world.team.id)


# ---- what is wrong with a plan


def wrong(connection: Connection, recording: Recording, small: frozenset[str]) -> Iterator[str]:
    for sql, values in recording.statements.items():
        if sql.startswith(NO_PLAN) or sql in CONSIDERED:
            continue
        plan = explain(connection, sql, values)
        yield from (f"{one}\n    {' '.join(sql.split())}" for one in faults(plan, small))


def faults(plan: Plan, small: frozenset[str]) -> Iterator[str]:
    for step in plan.steps:
        if step.table not in small and not (step.of_one or step.due):
            yield f"{step.table} is read whole: {step.text}"
    if plan.sorts and not all(step.of_one or step.table in small for step in plan.steps):
        yield f"all that waits is sorted: {'; '.join(step.text for step in plan.steps)}"


async def test_drawing_takes_no_locks(
    postgres_url: str, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Delivery holds the outbox's rows while it draws, and a press takes those last: a lock taken in a drawing
    and the press could wait for each other for good."""
    database = Database(postgres_url, VAULT)
    drawing = record(database)
    card = Drawing._card

    def listened_to(self: Drawing, tx: Transaction, one: Stale, now: datetime) -> str | None:
        drawing.on = True
        try:
            return card(self, tx, one, now)
        finally:
            drawing.on = False

    monkeypatch.setattr(Drawing, "_card", listened_to)
    world = World(database, features)
    await weeks(world, *world.make_team("Amira", "Jonas", "Freja", "Emil"))
    assert len(drawing.statements) > 5, "so many there are at least"
    assert not [sql for sql in drawing.statements if "FOR UPDATE" in sql]
    database.close()

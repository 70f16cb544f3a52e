"""The team's agenda made from what is there, and the search in five years of minutes."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from statistics import median
from typing import Any

from benchmarks.measure import Figure
from benchmarks.team import database_file
from bot.agenda.coming import lines, next_meeting
from bot.context import Context
from bot.events import TopicRaised
from bot.feature import Track
from bot.features import FEATURES
from storage.database import Database, Transaction
from storage.decisions import DecisionStore, RecordKind
from storage.meetings import MeetingStore, NewMeeting, PlaceKind, State
from storage.teams import Team, TeamStore
from tests.world import World, local

TEAMS, YEARS, WEEKS, MEETINGS, RECORDS = 50, 5, 42, 2, 5  # … of a team, a year, a week, a meeting
ITEMS = 15
ROUNDS = 200
NOW = local("2026-11-12 09:00")
# Words as they come in real minutes: a few everywhere, most of them rarely.
WORDS = [f"{start}{end}" for start in ("besøg", "budget", "forening", "plakat", "nøgle", "borger", "møde", "opgave",
         "lokale", "referat", "skole", "kommune", "cykel", "aftale", "frivillig") for end in ("", "et", "en", "er", "erne",
         "sdag", "splan", "smøde")]  # fmt: skip


async def minutes() -> list[Figure]:
    with database_file() as database:
        world, teams = _teams(database)
        made = _agenda(world, teams[0])
        written = _write(world, teams)
        found = _search(world, teams[0])
    about = f"{written // 1000} thousand decisions and notes of {TEAMS} teams in {YEARS} years"
    return [
        Figure(
            "agenda.build",
            made,
            "ms",
            6.0,
            2.0,
            f"{ITEMS} items, what is there every time, every feature asked",
        ),
        Figure("minutes.search", found, "ms", 8.0, 2.0, f"one or two words in {about}, the 7 newest"),
    ]


def _teams(database: Database) -> tuple[World, list[Team]]:
    world = World(database, FEATURES, "2026-11-12 09:00")
    for number in range(TEAMS):
        world.make_team("Amira", "Jonas", "Freja", key=f"t{number}")
    with database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, NOW)
        found = [store.team(number) for number in range(1, TEAMS + 1)]
    return world, [team for team in found if team is not None]


def _context(world: World, tx: Transaction, team: Team) -> Context:
    return world.context(tx, team)


def _meeting(store: MeetingStore, team: Team, starts_at: Any) -> int:
    new = NewMeeting(
        purpose="Ugens møde", kind=None, place_kind=PlaceKind.physical, place="B2.14", minutes=90, hidden=False,
        quorum=None, required=frozenset(), starts=(), deadline=starts_at,
    )  # fmt: skip
    meeting = store.propose(team.id, 1, new)
    store.change(meeting.id, state=State.settled.value, starts_at=starts_at)
    return meeting.id


def _agenda(world: World, team: Team) -> float:
    """Milliseconds to make the next meeting's agenda from rows, fixed items and the features' topics."""
    with world.database.transaction() as tx:
        _meeting(MeetingStore(tx, team.tenant_id, NOW), team, NOW + timedelta(days=2))
        for number in range(ITEMS):
            ctx = _context(world, tx, team)
            ctx.announce(TopicRaised(team.id, 1, f"Punkt {number}", Track.task.value, f"x/{number}"))
    taken = []
    with world.database.transaction() as tx:
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            ctx = _context(world, tx, team)
            assert len(lines(ctx, next_meeting(ctx))) >= ITEMS
            taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def _write(world: World, teams: list[Team]) -> int:
    chance, written = random.Random(4), 0
    for team in teams:
        with world.database.transaction() as tx:
            meetings, store = (
                MeetingStore(tx, team.tenant_id, NOW),
                DecisionStore(tx, team.tenant_id, NOW),
            )
            for number in range(YEARS * WEEKS * MEETINGS):
                at = NOW - timedelta(days=3.5 * number + 1)
                meeting, store.now = _meeting(meetings, team, at), at
                for _ in range(RECORDS):
                    text = " ".join(chance.choices(WORDS, k=12))
                    store.write(team.id, meeting, RecordKind.decision, chance.choice(WORDS), text)
                    written += 1
    return written


def _search(world: World, team: Team) -> float:
    """Milliseconds of a search, as it is while somebody else's minutes are many times as much."""
    chance, taken = random.Random(5), []
    with world.database.transaction() as tx:
        store = DecisionStore(tx, team.tenant_id, NOW)
        for _ in range(ROUNDS):
            asked = " ".join(word[:5] for word in chance.sample(WORDS, k=chance.randint(1, 2)))
            begun = time.perf_counter()
            assert store.search(team.id, asked, 7)
            taken.append(time.perf_counter() - begun)
    return median(taken) * 1000

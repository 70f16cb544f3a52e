"""People of every role press, send and say anything in any order, with anybody's ids, while they come and go and
time passes: another school is never touched by it, and nobody reads what somebody else keeps private.

About 3,000 steps in CI, always the same ones; `SAMSPIL_STEPS` gives another number, and others each time.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

import bot.features
from bot.interactions import Nothing
from bot.ui import Action, Values
from storage.database import Database
from storage.tables import metadata
from storage.teams import Role, TeamStore
from storage.teams.tables import memberships
from tests.core.acting import BESIDE
from tests.core.crowd import MISSING, PRIVATE_WORDS, TEAM_WORDS, Crowd, crowd, send
from tests.core.matrix import COMMANDS, ROUTES
from tests.core.restored import Restored
from tests.databases import VAULT
from tests.fuzz.watch import Watch, watching
from tests.visitor import Visitor
from tests.world import World

STEPS = int(os.environ.get("SAMSPIL_STEPS", "3000"))
IN_ONE = 50  # steps of one run; then everybody is as at the start

OWNERS = ("Amira", "Eva", "Otto")  # who has written something private
HERE, ABROAD = ("broen", "havnen"), "fremmed"
WORDS = (
    "",
    "x",
    "Besøg",
    "tirs uge 48 13.15",
    "halv to",
    "yes",
    "no",
    "kept",
    "shared",
    "1",
    "chair",
    "010165-1234",
)

people = st.sampled_from(
    (
        "Amira",
        "Jonas",
        "Freja",
        "Mette",
        "Eva",
        "Karl",
        "Otto",
        "Olga",
        "Pia",
        "Gerda",
        "Lone",
        "Ukendt",
        "Forbi",
    )
)
teams = st.sampled_from(("own", "own", "own", *HERE, ABROAD))
routes = st.sampled_from(sorted(ROUTES))
odd = st.sampled_from(("", "0", "-1", MISSING, "x", "any", "yes", "en", "²"))


class School:
    """The crowd, built once and put back before every run."""

    def __init__(self, database: Database) -> None:
        self.loop = asyncio.new_event_loop()
        self.database = database
        self.world = World(database, bot.features.FEATURES)
        self.made: Crowd = self.loop.run_until_complete(crowd(self.world))
        self.restored = Restored(database).__enter__()
        self.looking = sqlite3.connect(str(database.engine.url.database))
        self.tables = [t.name for t in metadata.sorted_tables if t.name not in BESIDE and "tenant_id" in t.c]
        self.start = self.world.clock.now
        self.visitors = {one.name: one for one in self.made.roles.values()} | self.world.people

    def rows_of(self, tenant_id: int) -> list[list[object]]:
        """Every row of one school, but for what any knock on the door may leave."""
        read = self.looking.execute
        return [
            read(f"SELECT * FROM {name} WHERE tenant_id = ?", (tenant_id,)).fetchall() for name in self.tables
        ]

    def again(self) -> None:
        self.restored.again()
        self.world.clock.now = self.start
        self.world.chat.places.clear()
        for visitor in self.visitors.values():
            visitor.private.clear()
            visitor.form, visitor.last = None, Nothing()


class Steps(RuleBasedStateMachine):
    school: School
    watch: Watch

    @initialize()
    def begin(self) -> None:
        self.school.again()
        self.watch.wrong.clear()
        self.world, self.made = self.school.world, self.school.made

    def act(self, visitor: Visitor, step: Coroutine[None, None, None]) -> None:
        """Do it; then what must hold, holds."""
        person = visitor.name
        abroad = visitor.account.endswith(f"-{self.made.teams[ABROAD].tenant_id}")
        # Their presses may change their own school's rows, and nobody else's.
        others = self.made.teams["broen" if abroad else ABROAD].tenant_id
        before = self.school.rows_of(others)
        self.school.loop.run_until_complete(step)
        assert self.school.rows_of(others) == before, f"{person} changed another school"
        self.watch.check(person)
        read = f"{visitor.last} {visitor.form}"
        words = [TEAM_WORDS.format(key) for key in (HERE if abroad else (ABROAD,))]
        assert not any(word in read for word in words), f"{person} reads what another school wrote"
        for owner in OWNERS:
            if person != owner:
                assert PRIVATE_WORDS.format(owner) not in read, f"{person} reads what {owner} wrote"

    def of(self, person: str, team: str) -> str:
        """A team's key; "own" is where the person is."""
        place = self.school.visitors[person].place or "c-broen"
        return place.removeprefix("c-") if team == "own" else team

    def action(self, route: str, team: str, args_of: str, other: str | None, position: int) -> Action:
        """A route of a team, with that team's ids or another's, or with one argument that is odd."""
        row = ROUTES[route]
        args = list(
            self.made.args(row.args, args_of)
        )  # a wrong team beside right ids, and the other way round
        if other is not None and args:
            args[position % len(args)] = other
        return Action(route, (str(self.made.teams[team].id), *args) if row.of_team else tuple(args))

    @rule(
        person=people,
        route=routes,
        team=teams,
        args_of=teams,
        other=st.none() | odd,
        position=st.integers(0, 3),
    )
    def presses(
        self, person: str, route: str, team: str, args_of: str, other: str | None, position: int
    ) -> None:
        visitor = self.school.visitors[person]
        self.act(
            visitor,
            visitor.press_action(
                self.action(route, self.of(person, team), self.of(person, args_of), other, position)
            ),
        )

    @rule(person=people, route=st.sampled_from(sorted(bot.features.FEATURES.forms)), team=teams, args_of=teams,
          words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))  # fmt: skip
    def sends(self, person: str, route: str, team: str, args_of: str, words: list[str]) -> None:
        visitor, row = self.school.visitors[person], ROUTES[route]
        values: Values = dict(row.values) or {"next_step": words[0], "text": words[-1], "share": words[0]}
        for name, word in zip(sorted(values), words[1:], strict=False):
            values[name] = word
        self.act(
            visitor,
            send(
                visitor, self.action(route, self.of(person, team), self.of(person, args_of), None, 0), values
            ),
        )

    @rule(
        person=people,
        name=st.sampled_from(sorted(COMMANDS)),
        text=st.sampled_from(WORDS),
        team=teams | st.none(),
    )
    def says(self, person: str, name: str, text: str, team: str | None) -> None:
        visitor = replace(self.school.visitors[person], place=f"c-{self.of(person, team)}" if team else None)
        self.act(visitor, visitor.command(name, text))

    @rule(
        person=st.sampled_from(("Amira", "Jonas", "Mette", "Eva", "Karl", "Pia")),
        role=st.sampled_from(Role),
        team=st.sampled_from(HERE),
    )
    def is_made(self, person: str, role: Role, team: str) -> None:
        """Another role, or a place in the other team of the same school."""
        if role is Role.course_lead:
            return
        joined, found = self.made.teams[team], self.school.visitors[person]
        with self.school.database.transaction() as tx:
            store = TeamStore(tx, joined.tenant_id, self.world.clock.now)
            mine = (memberships.c.team_id == joined.id, memberships.c.person_id == found.person_id)
            if tx.connection.execute(memberships.select().where(*mine)).first():
                tx.connection.execute(memberships.update().where(*mine).values(role=role.value, left_at=None))
            elif tx.connection.execute(
                memberships.select().where(memberships.c.person_id == found.person_id)
            ).first():
                store.insert(memberships, team_id=joined.id, person_id=found.person_id, role=role.value,
                             profession="", joined_at=self.world.clock.now)  # fmt: skip

    @rule(person=st.sampled_from(("Jonas", "Freja", "Mette", "Eva", "Karl")), team=st.sampled_from(HERE))
    def leaves(self, person: str, team: str) -> None:
        self.world.end_membership(self.made.teams[team], self.school.visitors[person].person_id)

    @rule(hours=st.sampled_from((1, 5, 24, 72)))
    def time_passes(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)
        while self.world.bot.run_due():
            pass
        self.watch.check("the clock")


@pytest.mark.timeout(600)  # three thousand steps, each with a look at every row of another school
def test_nobody_gets_anywhere_by_any_steps(sqlite_template: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="samspil-steps-"))
    shutil.copy(sqlite_template, folder / "samspil.db")
    database = Database(f"sqlite:///{folder / 'samspil.db'}", VAULT)
    with watching() as watch:
        Steps.school, Steps.watch = School(database), watch
        watch.answers_of(Steps.school.world.bot)
        chosen = settings(
            max_examples=max(1, STEPS // IN_ONE),
            stateful_step_count=IN_ONE,
            deadline=None,
            derandomize=STEPS <= 3000,
            phases=(Phase.generate,),  # steps are quick and runs short: a failing one is shown as it was
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Steps, settings=chosen)
    Steps.school.loop.close()
    database.close()
    shutil.rmtree(folder)

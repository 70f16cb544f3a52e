"""The search in what was written down: the same words find the same, in the same order, on SQLite and on
PostgreSQL, and what an oracle in plain Python says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot.features import FEATURES
from storage.database import Database
from storage.decisions import DecisionStore, RecordKind
from storage.housekeeping import compact, empty_log
from storage.meetings import MeetingStore
from storage.words import LONGEST, words
from tests.core.crowd import held
from tests.databases import VAULT
from tests.world import World, local

SOME = (
    "besøget",
    "Besøg",
    "café",
    "CAFE",
    "Århus",
    "aarhus",
    "Malmö",
    "malmø",
    "naïve",
    "straße",
    "2026",
    "a",
    "æble",
)
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
TEXT = st.lists(st.one_of(st.sampled_from(SOME), ODD), max_size=6).map(" ".join)


class Side:
    """One database with a school and two teams; each example writes in a meeting of its own team."""

    def __init__(self, url: str) -> None:
        self.database = Database(url, VAULT)
        self.world = World(self.database, FEATURES)
        self.world.make_team("Amira", key="broen")
        self.world.make_team("Eva", key="havnen")

    def found(self, team: int, written: Sequence[str], others: Sequence[str], wanted: str) -> list[int]:
        """Which of the texts are found, by their number in the order in which they come."""
        with self.database.transaction() as tx:
            now = local("2026-11-12 09:00")
            store = DecisionStore(tx, self.world.tenant_id, now)
            ids = {}
            for owner, texts in ((team, written), (3 - team, others)):
                meeting = held(MeetingStore(tx, self.world.tenant_id, now), owner, 1, now)
                for number, text in enumerate(texts):
                    # Every other one at the same moment: then the order they were written in decides.
                    store.now = now + timedelta(minutes=number // 2)
                    ids[store.write(owner, meeting, RecordKind.note, "", text)] = number
            answer = [ids[one.id] for one in store.search(team, wanted, 100)]
            for row in ids:
                store.take_away(row)
            assert store.search(team, wanted, 100) == ()
        return answer


@pytest.fixture(scope="module")
def sides(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, postgres_server: str
) -> Iterator[list[Side]]:
    path = tmp_path_factory.mktemp("words") / "words.db"
    shutil.copy(sqlite_template, path)
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE words TEMPLATE template_samspil"))
    url = make_url(postgres_server).set(database="words").render_as_string(hide_password=False)
    made = [Side(f"sqlite:///{path}"), Side(url)]
    yield made
    for side in made:
        side.database.close()
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE words WITH (FORCE)"))
    admin.dispose()


def oracle(written: Sequence[str], wanted: str) -> list[int]:
    """Every word of the question begins a word of the text; the newest first."""
    asked = words(wanted)[:12]
    hits = [
        number
        for number, text in enumerate(written)
        if asked and all(any(word.startswith(one) for word in words(text)) for one in asked)
    ]
    return sorted(hits, key=lambda number: (number // 2, number), reverse=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["Vi besøger caféen i Malmö", "Besøg"], ["besøg"], "besøg")
@example(["x' OR '1'='1", 'a"b*c', "NEAR(a b)", "7·b"], [], 'a\' OR "b" * NEAR -c ^d :e')
@example(["a" * 100, "a" * 39], [], "a" * 80)
@given(st.lists(TEXT, max_size=7), st.lists(TEXT, max_size=3), TEXT)
def test_both_databases_find_the_same_in_the_same_order(
    sides: list[Side], written: list[str], others: list[str], wanted: str
) -> None:
    expected = oracle(written, wanted)
    for side in sides:
        assert side.found(1, written, others, wanted) == expected, side.database.url.split(":")[0]


@given(TEXT)
def test_words_are_the_same_however_they_are_written(text: str) -> None:
    found = words(text)
    assert words(text.upper()) == words(text.upper().casefold())
    assert words(" ".join(found)) == found, "normalising again changes nothing"
    assert all(word and len(word) <= LONGEST and "·" not in word and " " not in word for word in found)


def test_letters() -> None:
    assert words("Caféen, ÆBLER og SØEN; Århus!") == ("cafeen", "æbler", "og", "søen", "århus")
    assert words("Cafe\u0301 A\u030arhus Malmö Gävle") == ("cafe", "århus", "malmø", "gævle")
    assert words("Straße ﬁn H₂O ŀ") == ("strasse", "fin", "h2o", "l")
    assert words("… — !") == ()


def write(world: World, text: str) -> int:
    with world.database.transaction() as tx:
        now = world.clock.now
        meeting = held(MeetingStore(tx, world.tenant_id, now), 1, 1, now)
        return DecisionStore(tx, world.tenant_id, now).write(1, meeting, RecordKind.decision, "", text)


async def test_a_word_that_was_taken_away_is_nowhere_on_the_disk(sqlite_url: str) -> None:
    world = World(Database(sqlite_url, VAULT), FEATURES)
    world.make_team("Amira")
    path = world.database.engine.url.database or ""

    def there(word: str) -> bool:
        files = [Path(path), Path(f"{path}-wal")]
        return any(word.encode() in one.read_bytes() for one in files if one.exists())

    kept, gone = write(world, "kanarieblivfugl"), write(world, "kanarievækfugl")
    for way in (empty_log, compact):
        with world.database.transaction() as tx:
            store = DecisionStore(tx, world.tenant_id, world.clock.now)
            store.take_away(gone)
            assert tx.erased, "the process empties the log after that"
        way(world.database)
        assert there("kanarieblivfugl") and not there("vækfugl")
        gone = write(world, "kanarievækfugl")
    with world.database.transaction() as tx:
        store = DecisionStore(tx, world.tenant_id, world.clock.now)
        assert [one.id for one in store.search(1, "kanarie", 9)] == [gone, kept]
    world.database.close()

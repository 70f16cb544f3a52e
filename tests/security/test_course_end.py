"""A course to its end: of everything people wrote nothing private is left when it closes, nothing of the teams' thirty
days later, nothing at all after ninety; and no backup brings it back."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bot.app import Bot
from bot.registry import Features
from bot.restored import erase_again
from storage import backup
from storage.calendars import CalendarStore, find_calendar
from storage.database import Database
from storage.erasures import noted
from storage.housekeeping import compact, empty_log
from tests.core.test_text_columns import PEOPLES
from tests.databases import VAULT
from tests.features.course import EXAMPLE, begin, load_in, person_id, tenant
from tests.security.life import METTE, Life, lived
from tests.security.test_erasure import cells, files, left_in, postgres_files
from tests.world import World

ENDS, PRIVATE_GONE, TEAMS_GONE, ALL_GONE = (
    "2026-12-18 22:00", "2026-12-19 05:00", "2027-01-18 05:00", "2027-03-19 05:00",
)  # fmt: skip
SEALED = {("reflection_part", "sealed"), ("draft", "sealed"), ("contract_letter", "sealed")}
PRIVATE = ("calendar_feed", "calendar_source", "week_time", "time_away", "guest_link", "draft")
OUTLIVES = {("organisation", column) for column in PEOPLES["organisation"]}


async def test_nothing_is_left_of_it_anywhere(world: World) -> None:
    life = await lived(world)
    await world.at(ENDS)
    before = cells(world.database)
    assert (
        before[("contract_letter", "sealed")].strip() and left_in(before.values(), life.stays) == life.stays
    )
    await world.at(PRIVATE_GONE)
    await nothing_private(life, before)
    await world.at(TEAMS_GONE)
    left = cells(world.database)
    assert left_in(left.values(), life.gone | life.stays | {METTE}) == set()
    people_wrote = {(table, column) for table, columns in PEOPLES.items() for column in columns}
    kept = {place for place in people_wrote - OUTLIVES if left.get(place, "").strip()}
    assert kept == {("course", "key"), ("course", "name")}
    assert left[("audit_entry", "kind")].strip(), "who did what is still there, with nobody's name"
    await world.at(ALL_GONE)
    left = cells(world.database)
    assert not left.get(("course", "name")) and not left.get(("audit_entry", "kind"))
    assert not left.get(("due_work", "kind"), "").strip().startswith("closing")
    nothing_on_the_disk(life)


async def nothing_private(life: Life, before: dict[tuple[str, str], str]) -> None:
    """… and what is the team's stays for now."""
    left = cells(life.world.database)
    for table in PRIVATE:
        assert not [place for place in left if place[0] == table], table
    assert ("own_reflection", "sealed") not in left
    shown, written = (len(one[("reflection_part", "sealed")].split()) for one in (left, before))
    assert 0 < shown < written, "only the ones that were shown"
    assert ("contract_letter", "sealed") not in left
    assert left_in(left.values(), life.stays) == life.stays


def nothing_on_the_disk(life: Life) -> None:
    database = life.world.database
    words = life.gone | life.stays
    if database.is_sqlite:
        assert empty_log(database)
        compact(database)
        content = files(database)
    else:
        compact(database)
        content = postgres_files(database)
    assert {word for word in words if word.encode() in content} == set()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_write_ahead_log_is_empty_at_once(world: World) -> None:
    life = await lived(world)
    await world.at(TEAMS_GONE)
    assert empty_log(world.database)
    content = files(world.database)
    assert {word for word in life.gone | life.stays if word.encode() in content} == set()


async def test_who_is_in_another_course_stays_with_what_is_theirs(world: World) -> None:
    course = await begin(world, attach=False)
    later = EXAMPLE.replace("sammen-om-byen-2026", "sammen-om-byen-2027").replace(
        "2026-11-02", "2026-11-09", 1
    )
    load_in(world, later.replace("2026-12-18", "2027-06-18", 1).replace('id = "emil"', 'id = "en-anden"', 1))
    with world.database.transaction() as tx:
        feeds = CalendarStore(tx, tenant(tx), world.clock.now)
        mine = {key: feeds.of_person(person_id(tx, key)) for key in ("amira", "emil")}
    await world.at(PRIVATE_GONE)
    with world.database.transaction() as tx:
        found = {key: find_calendar(tx, secret, world.clock.now) for key, secret in mine.items()}
    assert found["amira"] is not None and found["emil"] is None
    await world.at(TEAMS_GONE)
    keys = cells(world.database)[("person", "key")].split()
    assert "amira" in keys and "en-anden" in keys and "emil" not in keys
    await course.mette.command("samspil", "team")
    assert course.mette.sees("Team Broen")


async def test_an_older_backup_brings_nothing_back(
    sqlite_url: str, features: Features, tmp_path: Path
) -> None:
    world = World(Database(sqlite_url, VAULT), features)
    life, database, older = await lived(world), world.database, tmp_path / "older.gz"
    backup.dump(database.url, older, world.clock.now, VAULT.key_ids)
    assert left_in([gzip.decompress(older.read_bytes()).decode()], life.stays)
    await world.at(TEAMS_GONE)
    newer = tmp_path / "newer.gz"
    backup.dump(database.url, newer, world.clock.now, VAULT.key_ids)
    assert left_in([gzip.decompress(newer.read_bytes()).decode()], life.gone | life.stays) == set()
    with database.transaction() as tx:
        ended = noted(tx)
    backup.restore(older, f"sqlite:///{tmp_path}/restored.db", ended)
    restored = Database(f"sqlite:///{tmp_path}/restored.db", VAULT)
    assert left_in(cells(restored).values(), life.stays), "before anybody uses it …"
    assert erase_again(Bot(restored, features, world.settings, world.clock)) == 2
    compact(restored)
    content = files(restored)
    assert {word for word in life.gone | life.stays if word.encode() in content} == set()
    assert erase_again(Bot(restored, features, world.settings, world.clock)) == 0, "once is enough"
    for one in (restored, database):
        one.close()

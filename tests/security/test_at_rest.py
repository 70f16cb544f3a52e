"""What is secret rests as a hash or sealed, and what is sealed opens in its own row, with its own key, for its own
person alone."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.registry import Features
from bot.ui import Action
from storage.calendars import CalendarStore, calendars
from storage.database import Database
from storage.inbox import drafts
from storage.reflections import parts
from storage.secrets import Sealed, Vault
from storage.teams.start_codes import StartCodeStore
from storage.web import WebKeys, WebStore
from tests.databases import VAULT
from tests.features.test_reflections import opened, write
from tests.security.life import send
from tests.security.test_erasure import cells, files
from tests.visitor import Visitor
from tests.world import World

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
AMIRAS, JONASES = "kanarie et", "kanarie to"


def swap(database: Database, table: Table, column: str = "sealed") -> None:
    """What an operator, or somebody with the database but not the key, can do: exchange two rows' sealed texts."""
    with database.transaction() as tx:
        rows = tx.connection.execute(select(table.c.id, table.c[column]).order_by(table.c.id)).all()
        first, second = rows[0], rows[1]
        for row, text in ((first, second[1]), (second, first[1])):
            tx.connection.execute(table.update().where(table.c.id == row.id).values({column: text}))


async def test_no_token_link_or_code_is_in_the_database(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    with world.database.transaction() as tx:
        web = WebStore(tx, world.tenant_id, world.clock.now)
        link, own = (
            web.issue_link(amira.person_id, by=None),
            web.issue_link(amira.person_id, by=amira.person_id),
        )
        session = web.start_session(amira.person_id)
        redeemed = WebKeys(tx, world.clock.now).redeem(own)
        calendar = CalendarStore(tx, world.tenant_id, world.clock.now)
        feeds = (calendar.of_person(amira.person_id), calendar.of_team(1))
        code = StartCodeStore(tx, world.tenant_id, world.clock.now).issue(amira.person_id)
    secrets = [link, own, session, str(redeemed), *feeds, code, code.replace("-", ""), *VAULT.secrets]
    found = "\n".join(cells(world.database).values())
    assert [one for one in secrets if one in found] == []
    if world.database.is_sqlite:
        assert [one for one in secrets if one.encode() in files(world.database)] == []


async def two_who_kept_their_texts(world: World) -> tuple[Visitor, Visitor]:
    amira, jonas, *_ = await opened(world, "Amira", "Jonas", "Freja")
    await write(amira, AMIRAS, share=False)
    await write(jonas, JONASES, share=False)
    return amira, jonas


@ON_SQLITE
async def test_a_text_that_was_moved_to_another_person_does_not_open_there(world: World) -> None:
    amira, jonas = await two_who_kept_their_texts(world)
    await amira.command("refleksion", "mine")
    assert amira.sees(AMIRAS)
    swap(world.database, parts)
    for person in (amira, jonas):
        person.private.clear()
        await person.command("refleksion", "mine")
        await person.press_action(Action.to("reflections/write", 1, 1))
        assert not person.sees(AMIRAS) and not person.sees(JONASES)
        await person.command("samspil", "minedata eksport")
        assert not person.sees(AMIRAS) and not person.sees(JONASES)


@ON_SQLITE
async def test_a_draft_that_was_moved_to_another_person_does_not_open_there(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    for person, words in ((amira, AMIRAS), (jonas, JONASES)):
        await person.press("Svar")
        await send(person, {"done": words, "next_step": "Han er 010165-1234"})
    await amira.command("tjekind")
    assert amira.form and AMIRAS in str(amira.form), "her own draft"
    swap(world.database, drafts)
    for person in (amira, jonas):
        person.private.clear()
        person.form = None
        await person.command("tjekind")
        assert AMIRAS not in str(person.form) + person.text and JONASES not in str(person.form) + person.text


@ON_SQLITE
async def test_a_calendar_link_that_was_moved_is_not_shown_to_another(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    with world.database.transaction() as tx:
        store = CalendarStore(tx, world.tenant_id, world.clock.now)
        secrets = [store.of_person(one.person_id) for one in (amira, jonas)]
        assert store.of_person(amira.person_id) == secrets[0]
    swap(world.database, calendars)
    with world.database.transaction() as tx, pytest.raises(Sealed):
        CalendarStore(tx, world.tenant_id, world.clock.now).of_person(amira.person_id)


@pytest.fixture
def without_the_key(sqlite_url: str, features: Features) -> Iterator[tuple[World, World]]:
    """A world, and the same database in the hands of somebody with another key."""
    mine, theirs = (
        Database(sqlite_url, VAULT),
        Database(sqlite_url, Vault(("another-key-of-more-than-32-characters",))),
    )
    yield World(mine, features), World(theirs, features)
    mine.close()
    theirs.close()


async def test_without_the_key_nothing_opens(without_the_key: tuple[World, World]) -> None:
    world, stolen = without_the_key
    amira, _ = await two_who_kept_their_texts(world)
    stolen.clock.now = world.clock.now
    thief = Visitor(stolen, "Amira", amira.account, amira.person_id, "c-broen")
    await thief.command("refleksion", "mine")
    assert not thief.sees(AMIRAS)
    await amira.command("refleksion", "mine")
    assert amira.sees(AMIRAS)


@pytest.mark.parametrize(
    "moved",
    [
        ("reflection", 2, 1, 7),
        ("reflection", 1, 2, 7),
        ("reflection", 1, 1, 8),
        ("draft", 1, 1, 7),
        (),
        ("reflection", 1, 17),
    ],
)
def test_a_sealed_text_is_bound_to_tenant_table_row_and_person(moved: tuple[Any, ...]) -> None:
    sealed = VAULT.seal(AMIRAS, "reflection", 1, 1, 7)
    assert VAULT.open(sealed, "reflection", 1, 1, 7) == AMIRAS
    with pytest.raises(Sealed):
        VAULT.open(sealed, *moved)


def test_one_changed_bit_is_noticed_and_the_same_text_never_looks_the_same() -> None:
    sealed = VAULT.seal(AMIRAS, "draft", 1)
    assert VAULT.seal(AMIRAS, "draft", 1) != sealed
    version, key, body = sealed.split(".")
    raw = bytearray(urlsafe_b64decode(body))
    for at in range(len(raw)):
        raw[at] ^= 1
        with pytest.raises(Sealed):
            VAULT.open(f"{version}.{key}.{urlsafe_b64encode(raw).decode()}", "draft", 1)
        raw[at] ^= 1
    assert VAULT.open(f"{version}.{key}.{urlsafe_b64encode(raw).decode()}", "draft", 1) == AMIRAS

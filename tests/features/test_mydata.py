"""`/samspil minedata`: seeing, taking along and erasing; and that no table with people in it is forgotten."""

from __future__ import annotations

from sqlalchemy import inspect, select

from bot import erasure
from bot.context import Context
from bot.registry import Features
from bot.ui import Action
from storage import erasures, schema
from storage.teams import TeamStore
from storage.teams.tables import people
from tests.features.course import EXAMPLE, begin, load_in
from tests.features.test_guide import also
from tests.visitor import text_of
from tests.world import World

CANARY = "Kanariefugl i minen"
# Tables that name a person and are no feature's: why.
NOBODYS = {"erasure"}  # the list itself, ids only: it outlives the person on purpose


def test_every_table_with_a_person_is_some_features_personal_data(features: Features) -> None:
    named = {table for one in features.all if one.personal_data for table in one.personal_data.tables}
    tables = schema.complete().tables
    with_people = {
        name
        for name, table in tables.items()
        for column in table.columns
        if "person" in column.name or any(key.column.table.name == "person" for key in column.foreign_keys)
    } | {"person"}
    assert with_people - named - NOBODYS == set(), "say in personal_data how these are exported and erased"
    assert named <= set(tables), "these tables do not exist"


async def test_what_is_stored_is_shown_to_oneself_alone(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    await amira.press("Svar")
    await amira.fill({"Hvad er dit næste skridt?": CANARY})
    await amira.command("samspil", "minedata")
    text = text_of(amira.private[-1])
    assert "Det har jeg gemt om dig" in text and "Navn: Amira" in text
    assert "Team Broen: medlem, sygeplejerske" in text
    await amira.press("Læs det hele")
    assert amira.sees("Alt om dig · 1 af 1") and CANARY in text_of(amira.private[-1])
    assert not world.channel.sees("Alt om dig") and not amira.inbox.posts


async def test_a_long_export_is_complete_over_several_pages(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    for week in range(5):
        await world.at(f"2026-{11 + (5 + 7 * week) // 30}-{(5 + 7 * week - 1) % 30 + 1:02} 09:30")
        await amira.command("tjekind")
        words = dict.fromkeys(("Hvad har du fået gjort siden sidst?", "Hvad er dit næste skridt?"), f"{CANARY} {week} " + "x" * 450)  # fmt: skip
        await amira.fill(words)
    await amira.command("samspil", "minedata eksport")
    seen = text_of(amira.private[-1])
    while "[Næste]" in text_of(amira.private[-1]):
        await amira.press("Næste")
        seen += text_of(amira.private[-1])
    assert all(f"{CANARY} {week}" in seen for week in range(5))


async def test_erasing_takes_everything_private_and_leaves_the_shared_nameless(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    await amira.press("Svar")
    await amira.fill({"Hvad er dit næste skridt?": CANARY})
    assert world.channel.sees("1 af 2 har svaret")
    await amira.command("samspil", "minedata slet")
    assert amira.sees("Skal jeg slette alt om dig?") and world.channel.sees("1 af 2 har svaret")
    await amira.press("Ja, slet det hele")
    assert amira.sees("Det er slettet")
    assert world.channel.sees("0 af 1 har svaret"), "counts are of who is in the team now"
    await amira.command("tjekind")
    assert amira.sees("Hvem er du på Team Broen?") or amira.sees("Alle på listen har allerede en konto her")
    for table, rows in _everything(world).items():
        if table != "due_work":
            assert CANARY not in rows and amira.account not in rows, table
    with world.database.transaction() as tx:
        assert [one.person_id for one in erasures.noted(tx)] == [amira.person_id]
    await jonas.press("Svar")
    assert jonas.form, "the others go on"


def _everything(world: World) -> dict[str, str]:
    with world.database.transaction() as tx:
        names = inspect(tx.connection).get_table_names()
        rows = {name: tx.connection.exec_driver_sql(f'SELECT * FROM "{name}"') for name in names}
        return {name: " ".join(str(tuple(row)) for row in found) for name, found in rows.items()}


async def test_the_erased_do_not_come_back_with_the_course_file(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    assert not course.mette.inbox.sees("Amira"), "the facilitator's card of new accounts is drawn again"
    report = load_in(world, EXAMPLE)
    assert [one.name for one in report.remarks] == ["amira"]
    assert "Amira Haddad" not in str(_everything(world)["person"])


async def test_a_facilitator_may_be_erased_too(world: World) -> None:
    course = await begin(world)
    assert world.channel.sees("Mette har inviteret mig.")
    await course.mette.command("samspil", "minedata slet")
    await course.mette.press("Ja, slet det hele")
    assert not world.channel.sees("Mette")
    await course.mette.command("samspil", "team")
    assert course.mette.sees("Vi kender ikke hinanden endnu")


async def test_private_messages_are_taken_away(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-13 10:30")
    assert amira.inbox.sees("Der er plads til dit svar")
    await amira.command("samspil", "minedata slet")
    await amira.press("Ja, slet det hele")
    assert not amira.inbox.posts


async def test_two_organisations_are_asked_about_one_by_one(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    eva, *_ = world.make_team("Eva", "Ida", facilitator="Karl", key="havnen", tenant="anden")
    also(world, eva.person_id, "anden", amira.account)
    amira.place = None
    await amira.command("samspil", "minedata slet")
    assert amira.sees("Hvilke data gælder det?")
    await amira.press("Team Havnen")
    await amira.press("Ja, slet det hele")
    with world.database.transaction() as tx:
        left = set(tx.connection.execute(select(people.c.name)).scalars())
    assert "Eva" not in left and "Amira" in left
    amira.place = "c-broen"
    await amira.command("samspil", "minedata")
    assert amira.sees("Navn: Amira")


async def test_nobody_erases_or_reads_another(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    world.make_team("Eva", facilitator="Karl", key="havnen", tenant="anden")
    for route in ("mydata/show", "mydata/export", "mydata/erase", "mydata/erased"):
        await amira.press_action(Action.to(route, world.tenant_id + 1))
        assert amira.sees("Det kan jeg ikke finde.")
    await jonas.command("samspil", "minedata")
    assert "Amira" not in text_of(jonas.private[-1])


async def test_erasing_again_after_a_restored_copy(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    assert world.team
    with world.database.transaction() as tx:
        ctx: Context = world.context(tx, world.team)
        erasure.erase(ctx, amira.person_id)
        erasure.erase(ctx, amira.person_id)
        assert TeamStore(tx, world.tenant_id, world.clock.now).person(amira.person_id) is None

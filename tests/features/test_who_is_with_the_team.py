"""Who is with the team: leaving, a membership that is ended, and links into the browser."""

from __future__ import annotations

from bot.i18n import Locale
from storage.teams import TeamStore
from storage.web import WebKeys
from tests.features.course import (
    EXAMPLE,
    begin,
    load_in,
    team_of,
    url_of,
)
from tests.visitor import Channel
from tests.world import ZONE, World


async def test_a_member_leaves_and_counts_no_more(world: World) -> None:
    course = await begin(world)
    await world.at("2026-11-04 13:30")
    assert world.channel.sees("0 af 5 har svaret")
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    await amira.command("samspil", "team")
    await amira.press("Jeg er ikke længere med")
    assert amira.sees("Er du ikke længere med?") and world.channel.sees("0 af 5 har svaret")
    await amira.press("Ja, jeg er ikke længere med")
    assert amira.sees("Du er ikke længere med på Team Broen.")
    assert world.channel.sees("0 af 4 har svaret")
    await amira.command("tjekind")
    assert amira.sees("Det kan jeg ikke finde.")
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Tag med igen", "Amira Haddad · sygeplejerske")
    assert mette.sees("Amira Haddad er med på Team Broen igen.")
    assert world.channel.sees("0 af 5 har svaret")


async def test_the_facilitator_ends_a_membership(world: World) -> None:
    course = await begin(world)
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Vælg et medlem", "Freja Lund · lærer")
    await mette.press("Er ikke længere med")
    await mette.press("Ja, Freja er ikke længere med")
    assert mette.sees("Freja Lund er ikke længere med på Team Broen.")
    assert "Freja Lund har forladt Team Broen" in load_in(world, EXAMPLE).text(
        Locale("da", ZONE, world.clock.now)
    )
    await mette.press("Fortryd")
    assert mette.sees("Freja Lund er med på Team Broen igen.")
    await mette.press_action(course.action("teams/ended", course.person("mette")))
    assert mette.sees("Det kan jeg ikke finde."), "a facilitator is not ended here"


async def test_leaving_the_channel_is_not_leaving_the_team(world: World) -> None:
    await begin(world)
    await world.left("c-broen")
    with world.database.transaction() as tx:
        team = team_of(world, tx)
        assert len(TeamStore(tx, team.tenant_id, world.clock.now).members(team.id)) == 5


async def test_a_new_link_ends_the_old_and_tells_the_person(world: World) -> None:
    course = await begin(world)
    session = course.start_session("amira")
    mette = course.mette
    mette.place = "c-broen"
    await mette.command("samspil", "team")
    await mette.press("Ret teamet")
    await mette.choose("Vælg et medlem", "Amira Haddad · sygeplejerske")
    await mette.press("Lav et nyt link til nettet")
    assert mette.sees("https://samspil.example/ind/")
    assert Channel(course.web, f"person/{course.person('amira')}").sees(
        "Mette Dahl Kirkegaard har lavet et nyt link"
    )
    with world.database.transaction() as tx:
        found = WebKeys(tx, world.clock.now).session(session)
        assert getattr(found, "replaced", None) is True
    await mette.press_action(course.action("teams/link", course.person("mette")))
    assert mette.sees("Det kan jeg ikke finde."), "no links to facilitators"


async def test_a_members_own_link(world: World) -> None:
    course = await begin(world)
    amira = course.stranger("Amira")
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    await amira.command("samspil", "team")
    await amira.press("Åbn på nettet")
    with world.database.transaction() as tx:
        assert WebKeys(tx, world.clock.now).redeem(url_of(amira, "Åbn").rpartition("/")[2])

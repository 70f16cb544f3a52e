"""`/samspil hjaelp` and the language somebody reads."""

from __future__ import annotations

from bot.ui import Buttons
from storage.teams import Role, TeamStore
from tests.features.course import begin, tenant
from tests.visitor import text_of
from tests.world import World


def also(world: World, person_id: int, tenant_key: str, account: str) -> None:
    """The account is this person too, in another organisation."""
    with world.database.transaction() as tx:
        store = TeamStore(tx, tenant(tx, tenant_key), world.clock.now)
        store.add_account(person_id, "chat", account, claimed=False)


async def test_the_next_sensible_step_is_first_and_the_commands_follow(world: World) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    await amira.command("samspil", "hjaelp")
    card = amira.private[-1]
    text = text_of(card)
    assert "Lige nu · Team Broen" in text and "[Svar på tjek-ind]" in text
    assert text.index("[Svar på tjek-ind]") < text.index("Det kan du skrive:")
    assert "/tjekind Svar på ugens tjek-ind" in text and "minedata" in text
    assert sum(isinstance(block, Buttons) for block in card.blocks) <= 4
    await mette.command("samspil", "hjaelp")
    assert "Svar på tjek-ind]" not in text_of(mette.private[-1]), "a facilitator does not answer"


async def test_home_is_the_same(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:30")
    await amira.home()
    assert amira.sees("[Svar på tjek-ind]")
    await amira.press("Svar på tjek-ind")
    assert amira.form


async def test_without_a_place_all_teams_are_looked_through(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    other = world.make_team("Eva", facilitator="Karl", key="havnen", tenant="anden")
    also(world, other[0].person_id, "anden", amira.account)
    amira.place = None
    await world.at("2026-11-12 09:30")
    await amira.command("samspil", "")
    text = text_of(amira.private[-1])
    assert "Team Broen: Tjek-ind er åbent" in text and "Team Havnen: Tjek-ind er åbent" in text
    assert text.startswith("Lige nu\n")


async def test_every_role_is_answered(world: World) -> None:
    world.make_team("Amira", "Jonas")
    assert world.team
    for name, role in (("Pia", Role.partner), ("Gerda", Role.guest)):
        person = world.add_person(world.team, name, role)
        await person.command("samspil", "hjaelp")
        assert person.sees("Det kan du skrive:") and not person.sees("/tjekind")
    lead = world.add_course_lead(world.team, "Lone")
    await lead.command("samspil", "hjaelp")
    assert lead.sees("Efter /samspil kan du skrive:")


async def test_the_facilitator_sees_who_has_not_said_who_they_are(world: World) -> None:
    course = await begin(world)
    await course.mette.command("samspil", "hjaelp")
    assert course.mette.sees("5 på Team Broen har ikke sagt, hvem de er i chatten endnu.")
    await course.mette.press("Se teamet")
    assert course.mette.sees("Ret Team Broen")


async def test_a_stranger_is_asked_who_they_are(world: World) -> None:
    course = await begin(world)
    stranger = course.stranger("X")
    await stranger.command("samspil", "hjaelp")
    assert stranger.sees("Hvem er du på Team Broen?")
    nowhere = course.stranger("Y", None)
    await nowhere.command("samspil", "hjælp")
    assert nowhere.sees("Vi kender ikke hinanden endnu") and nowhere.sees("/samspil start KODE")


async def test_a_language_of_ones_own(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("samspil", "sprog en")
    assert amira.sees("I will write to you in English from now on")
    await amira.command("tjekind")
    assert amira.sees("How is the collaboration going for you?")
    await world.at("2026-11-12 09:30")
    assert world.channel.sees("Hvad fylder hos jer lige nu?"), "the team's card is in the course's language"
    await amira.command("samspil", "language klingon")
    await amira.press("Dansk")
    assert amira.sees("Så skriver jeg dansk til dig")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Det kan du skrive:")

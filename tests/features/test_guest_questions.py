"""Questions to the partner and to citizens: asked once, answered once, on the agenda meanwhile."""

from __future__ import annotations

from bot.interactions import Ask
from bot.ui import Action
from storage.guests import GuestStore
from storage.teams import TeamStore
from tests.features.guest_sessions import (
    ask,
    bring,
    guest,
    page,
    team_of,
    with_partner,
)
from tests.visitor import Visitor, text_of
from tests.world import World


async def test_what_another_team_has_asked_the_partner_is_shown_first(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    eva, *_ = world.make_team("Eva", facilitator="Karl", key="havnen")
    otto, *_ = world.make_team("Otto", facilitator="Olga", key="fremmed", tenant="anden")
    with_partner(world, "broen", "fremmed")
    with_partner(world, "havnen", name="den grønne  have, ApS")
    await bring(amira, "Pia")
    await bring(amira, "Kim", "Borgeren")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvornår har I åbent?")
    await ask(amira, "Hvad drømmer du om?", "Kim")
    pia = guest(world, "Pia")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve, og flere om sommeren"})

    await eva.command("samspil", "gaester")
    await eva.press("Spørg partneren")
    assert eva.sees("Måske ved vi det allerede")
    assert eva.sees("Hvor mange frivillige har I?\nTyve, og flere om sommeren")
    assert eva.sees("Hvornår har I åbent?\n(svaret er på vej)")
    for kept in ("Broen", "Amira", "Pia", "Hvad drømmer du om?"):
        assert kept not in text_of(eva.private[-1]), "neither which team, nor who, nor a citizen's"
    for alone in (amira, otto):
        await alone.command("samspil", "gaester")
        await alone.press("Spørg partneren")
        assert isinstance(alone.last, Ask), "nobody else of this course has asked them"


async def test_a_citizen_is_asked_by_name_and_sees_nobody_elses_questions(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    with_partner(world, "broen")
    await bring(amira, "Pia")
    await bring(amira, "Kim", "Borgeren")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvad vil du helst?", "Kim")
    pia, kim = guest(world, "Pia"), guest(world, "Kim")
    assert "Hvor mange frivillige" in await page(pia) and "Hvad vil du helst?" not in await page(pia)
    assert "Hvad vil du helst?" in await page(kim) and "Hvor mange frivillige" not in await page(kim)
    await kim.press("Svar")
    assert kim.sees("kan læse svaret.") and not kim.sees("Andre teams")
    team = team_of(world)
    with world.database.transaction() as tx:
        first = GuestStore(tx, team.tenant_id, world.clock.now).questions(team.id)[0]
    await kim.press_action(Action.to("guests/answer", team.id, first.id))
    assert kim.sees("Det kan jeg ikke finde.")


async def test_two_of_the_partners_and_the_first_answer_stands(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    await bring(amira, "Ole")
    await ask(amira, "Hvor mange frivillige har I?")
    pia, ole = guest(world, "Pia"), guest(world, "Ole")
    await pia.home()
    await ole.home()
    await pia.press("Svar")
    await ole.press("Svar")
    await amira.command("samspil", "gaester")
    await amira.press("Se spørgsmål og svar")
    await amira.press("Skriv svaret ned")
    await pia.fill({"Dit svar": "Tyve"})
    await ole.fill({"Dit svar": "Tredive"})
    assert ole.sees("der er allerede svaret på det")
    await amira.fill({"Hvad var svaret?": "Fyrre, sagde hun i telefonen"})
    assert amira.sees("der er allerede svaret på det")
    await pia.press("Ret svaret")
    await pia.fill({"Dit svar": "Toogtyve"})
    assert amira.inbox.sees("Toogtyve") and not amira.inbox.sees("Tredive")


async def test_open_questions_are_on_the_agenda_and_answers_are_news(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    started = world.clock.now
    assert await said_by_features(world, jonas) == ["Spørgsmål til partneren: Hvor mange frivillige har I?"]
    pia = guest(world, "Pia")
    await world.at("2026-11-03 10:00")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    assert await said_by_features(world, jonas) == []
    team = team_of(world)
    with world.database.transaction() as tx:
        ctx = world.context(tx, team)
        person = ctx.store(TeamStore).person(jonas.person_id)
        assert person
        theirs = ctx.for_person(person)
        told = [one.text.plain for one in theirs.features.news(theirs, started)]
    assert "Partneren har svaret på Hvor mange frivillige har I?." in told


async def said_by_features(world: World, reader: Visitor) -> list[str]:
    team = team_of(world)
    with world.database.transaction() as tx:
        ctx = world.context(tx, team)
        return [one.title for one in ctx.features.topics(ctx) if one.key.startswith("guests/")]

"""Letters to who is outside the school: what waits, the one link, and who is told to phone."""

from __future__ import annotations

from bot.events import MemberJoined
from storage.teams.loading import LoadingStore
from tests.features.guest_sessions import (
    ask,
    bring,
    guest,
    link_of,
    opens,
    page,
    team_of,
)
from tests.visitor import text_of
from tests.world import World


async def test_the_letter_says_what_waits_and_has_the_same_link_each_time(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    assert amira.sees("Kære Pia") and amira.sees("Din side hos Team Broen")
    token = link_of(amira)
    await amira.command("samspil", "gaester")
    await amira.press("Spørg partneren")
    await amira.fill({"Hvad vil I gerne vide?": "Hvor mange frivillige har I?"})
    await jonas.command("samspil", "gaester")
    await jonas.press("Skriv til Pia")
    assert jonas.sees("Et spørgsmål fra Team Broen") and jonas.sees("Venlig hilsen\nJonas, Team Broen")
    assert link_of(jonas) == token and opens(world, token)


async def test_a_guests_language_is_the_letters(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await bring(amira, "Pia")
    pia = guest(world, "Pia")
    await pia.command("samspil", "sprog en")
    await amira.press("Skriv til Pia")
    assert amira.sees("Dear Pia") and amira.sees("Kopiér teksten over i din egen mail")


async def test_who_is_also_something_else_comes_in_by_no_such_link(world: World) -> None:
    """A link that a team's people know opens a guest's page, never a member's room or another team's page."""
    amira, _mette = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    assert opens(world, token)
    world.make_team("Eva", facilitator="Karl", key="havnen")
    havnen = team_of(world, "havnen")
    with world.database.transaction() as tx:
        LoadingStore(tx, havnen.tenant_id, world.clock.now).put_member(havnen.id, pia.person_id, "member", "")
    assert not opens(world, token)
    await amira.command("samspil", "gaester")
    await amira.press("Skriv til Pia")
    assert amira.sees("Pia kommer ind på en anden måde")


async def test_of_several_teams_only_the_facilitator_gives_the_link(world: World) -> None:
    amira, mette = world.make_team("Amira")
    await bring(amira, "Pia")
    await amira.press("Skriv til Pia")
    token, pia = link_of(amira), guest(world, "Pia")
    world.make_team("Eva", facilitator="Karl", key="havnen")
    havnen = team_of(world, "havnen")
    with world.database.transaction() as tx:
        LoadingStore(tx, havnen.tenant_id, world.clock.now).put_member(
            havnen.id, pia.person_id, "partner", "leder"
        )
        world.context(tx, havnen).announce(MemberJoined(havnen.id, pia.person_id))
    assert not opens(world, token), "what one team knew does not open the other's page"
    await amira.command("samspil", "gaester")
    await amira.press("Skriv til Pia")
    assert amira.sees("Pia er med hos flere teams.")
    mette.place = "c-broen"
    await mette.command("samspil", "gaester")
    await mette.press("Skriv til Pia")
    assert opens(world, link_of(mette))
    shown = await page(pia)
    assert "Hvem er vi? Team Broen" in shown and "Hvem er vi? Team Havnen" in shown


async def test_no_answer_in_three_working_days_and_whoever_wrote_is_told_once(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await world.at("2026-11-05 10:00")  # Thursday
    await jonas.command("samspil", "gaester")
    await jonas.press("Skriv til Pia")
    await world.at("2026-11-10 08:59")
    assert not jonas.inbox.sees("Prøv at ringe til Pia")
    await world.at("2026-11-10 09:00")
    assert jonas.inbox.sees("Prøv at ringe til Pia") and not amira.inbox.sees("Prøv at ringe")
    await world.at("2026-11-27 09:00")
    assert jonas.inbox.text.count("Prøv at ringe til Pia") == 1
    await jonas.press("Skriv svaret ned")
    await jonas.press("Skriv svaret ned")
    await jonas.fill({"Hvad var svaret?": "Tyve, sagde hun i telefonen"})
    assert jonas.sees("Tyve, sagde hun i telefonen")
    assert not jonas.inbox.sees("Prøv at ringe"), "nothing waits for Pia any more"


async def test_who_answers_in_time_needs_no_call(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await ask(amira, "Hvornår har I åbent?")
    await amira.press("Skriv til Pia")
    pia = guest(world, "Pia")
    await world.at("2026-11-03 12:00")
    await pia.home()
    await pia.press("Svar")
    await pia.fill({"Dit svar": "Tyve"})
    await world.at("2026-11-20 12:00")
    assert not amira.inbox.sees("Prøv at ringe")


async def test_the_teams_guide_says_when_somebody_is_to_be_written_to(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await bring(amira, "Pia")
    await ask(amira, "Hvor mange frivillige har I?")
    await jonas.command("samspil", "hjaelp")
    assert jonas.sees("Der venter noget på svar fra Pia.")
    await jonas.press("Skriv til Pia")
    await amira.command("samspil", "hjaelp")
    assert "Der venter noget" not in text_of(amira.private[-1]), "it has been written"

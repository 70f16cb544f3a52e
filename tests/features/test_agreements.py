"""Agreements: made, and agreed by both sides."""

from __future__ import annotations

from bot.errors import NotFound
from bot.ui import Action
from storage.teams import Role
from tests.features.agreement_sessions import CALL, agree, agree_with, newest, stored
from tests.features.agreement_sessions import features as features
from tests.features.agreement_sessions import team as team
from tests.features.meeting_sessions import fill
from tests.visitor import Visitor
from tests.world import World

# ---- made, and agreed


async def test_an_agreement_holds_when_the_other_party_says_yes(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira, "fre uge 46")
    assert jonas.sees("Aftalen er skrevet ned")
    assert jonas.sees(f"{CALL}: Jonas, senest fredag d. 13. november · venter på ja fra Amira")
    assert amira.inbox.sees("Hej Amira. Siger du ja til den her aftale?")
    assert world.channel.posts == 0, "nobody else has to do anything"
    await freja.press_action(Action.to("agreements/yes", 1, 1))
    assert freja.sees("Her er det en af de andre, der siger ja.")
    await amira.press("Ja, det er en aftale")
    assert amira.sees(f"Tak. {CALL} er nu en aftale.")
    assert amira.inbox.posts == 0, "it is answered, and gone"
    await amira.press_action(Action.to("agreements/yes", 1, 1))
    assert amira.sees("Du har allerede sagt ja.")
    await jonas.command("aftale")
    assert "venter" not in newest(jonas)


async def test_with_the_team_one_more_member_says_yes_on_the_teams_card(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await agree(jonas)
    assert stored(world).due_on.isoformat() == "2026-11-09", "a week, until somebody picks another day"
    assert world.channel.sees("venter på ja fra hele teamet")
    await jonas.press("Ja, det er en aftale")
    assert jonas.sees("Du har sagt ja. Nu er det en af de andre, der siger ja.")
    await agree(jonas, "Skriv til kommunen")
    assert world.channel.posts == 1, "the team's one card"
    assert world.channel.sees("Skriv til kommunen")
    await amira.press_action(Action.to("agreements/yes", 1, 2))
    assert not world.channel.sees("Skriv til kommunen") and world.channel.sees("Én aftale mere er i gang.")


async def test_what_somebody_is_to_do_needs_their_own_yes(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, mette = team
    await agree(jonas, does=(str(amira.person_id), str(freja.person_id)))
    assert stored(world).others[0].answer == "yes", "who wrote it speaks for the team"
    await amira.press("Ja, det er en aftale")
    assert amira.sees("Tak. Dit ja er noteret.")
    await freja.press("Nej tak")
    assert freja.sees("Helt fint.")
    assert jonas.inbox.sees(f"Freja siger nej til {CALL}.")
    await freja.press("Foreslå noget andet")
    await fill(freja, {"text": "Skriv til foreningen"})
    assert jonas.inbox.sees("Aftalen er lavet om"), "he is no party to it, and he wrote it"
    assert amira.inbox.sees("Skriv til foreningen"), "it is another agreement: she is asked again"
    assert not amira.inbox.sees(CALL)
    await amira.press("Ja, det er en aftale")
    assert amira.sees("Tak. Skriv til foreningen er nu en aftale."), "Freja said yes by suggesting it"
    assert not jonas.inbox.sees("siger nej"), "she says yes now"
    assert mette.inbox.posts == 0


async def test_one_card_asks_for_all_the_yeses_of_a_day(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    for text in ("Find et lokale", "Skriv invitationen", "Bestil kaffe"):
        await agree_with(jonas, amira, text=text)
    assert amira.inbox.posts == 1
    assert amira.inbox.sees("Hej Amira. Siger du ja til de her aftaler?")
    for left in (2, 1, 0):
        await amira.press("Ja, det er en aftale")
        assert amira.inbox.text.count("[Ja, det er en aftale]") == left
    assert amira.inbox.posts == 0


async def test_only_a_member_is_offered_to_note_the_partners_answer(
    world: World, team: list[Visitor]
) -> None:
    jonas, _amira, _freja, mette = team
    await agree(jonas, "Nøglen ligger klar", does=("partner",), along=(str(mette.person_id),))
    await mette.press_action(Action.to("agreements/see", world.team.id, 1))  # type: ignore[union-attr]
    assert mette.sees("Nøglen ligger klar") and not mette.sees("De har sagt")
    await jonas.press_action(Action.to("agreements/see", world.team.id, 1))  # type: ignore[union-attr]
    assert jonas.sees("[De har sagt ja] [De har sagt nej]")


async def test_a_partner_without_an_account_has_a_yes_that_a_member_notes(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await agree(jonas, "Nøglen ligger klar", does=("partner",))
    assert jonas.sees("Når den anden part har sagt ja")
    await jonas.press("Se mere")
    await jonas.press("Ret aftalen")
    await fill(jonas, {"words": "viceværten", "sign": "Vi kan komme ind"})
    assert amira.inbox.posts == 0, "neither the sign nor the function is another agreement"
    await world.at("2026-11-04 10:00")
    await amira.command("aftale")
    await amira.press("Se mere")
    await amira.press("De har sagt ja")
    await amira.press("Se mere")
    assert amira.sees(
        "Den lokale organisation (viceværten) har sagt ja. Det skrev Amira ned onsdag d. 4. november."
    )
    assert amira.sees("Tegn på succes: Vi kan komme ind")
    await amira.press_action(Action.to("agreements/noted", 1, 1, "no"))
    assert jonas.inbox.sees("(viceværten) siger nej til Nøglen ligger klar.")


async def test_a_guest_says_yes_and_sees_what_is_theirs_alone(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await agree_with(jonas, amira, text="Internt")
    await agree(jonas, "Vi kommer tirsdag", along=(str(pia.person_id),))
    assert pia.inbox.sees("Hej Pia.")
    await pia.press("Ja, det er en aftale")
    assert pia.sees("Tak. Vi kommer tirsdag er nu en aftale.")
    await pia.command("aftale")
    assert pia.sees("Vi kommer tirsdag") and not pia.sees("Internt")
    assert "[Ny aftale]" not in newest(pia)
    for verb in ("see", "done", "move", "change", "help"):
        await pia.press_action(Action.to(f"agreements/{verb}", world.team.id, 1))
        assert NotFound.message in newest(pia), verb
    await pia.press_action(Action.to("agreements/done", world.team.id, 2))
    assert stored(world, 2).state == "done"


async def test_what_stands_after_the_command_fills_the_form(world: World, team: list[Visitor]) -> None:
    jonas, *_ = team
    await jonas.command("aftale", "Ring til foreningen torsdag uge 47")
    assert jonas.form
    filled = {one.name: one.value for one in jonas.form.fields}
    assert filled["text"] == "Ring til foreningen torsdag uge 47", "nothing is taken out of it"
    assert filled["due"] == "2026-11-19" and filled["does"] == (str(jonas.person_id),)
    await fill(jonas, {"due": "i går"})
    assert jonas.form and "Den dag er gået" in jonas.form.errors["due"]
    await fill(jonas, {"due": "engang"})
    assert jonas.form and "engang" in jonas.form.errors["due"]
    await fill(jonas, {"due": "1/11 2028"})
    assert jonas.form and "mere end et år væk" in jonas.form.errors["due"]

"""The best times by themselves: what is said of the meeting before they are found, and afterwards."""

from __future__ import annotations

from bot.ui import Action
from storage.teams import Role
from tests.features.finding_sessions import Weeks, propose, settle
from tests.features.finding_sessions import features as features
from tests.features.finding_sessions import team as team
from tests.features.finding_sessions import weeks as weeks
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World


async def test_time_in_the_field_is_sought_with_its_way(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(jonas, "2026-11-12 08:00", "2026-11-12 10:00")
    await jonas.command("moede", "ny")
    await fill(jonas, {"purpose": PURPOSE, "minutes": "90", "type": "field"})
    assert world.channel.sees(f"{PURPOSE} · tid i felten · 90 minutter · i felten")
    assert world.channel.sees("torsdag d. 12. november kl. 10.30 · 1 ja"), "half an hour to get there"


async def test_an_internal_meeting_is_sought_without_guests_and_never_shown_them(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, *_ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    weeks.has(pia, "2026-11-10 00:00", "2026-11-28 00:00")
    await world.at("2026-11-09 10:00")
    await jonas.command("moede", "ny")
    await fill(jonas, {"purpose": PURPOSE, "minutes": "90", "type": "internal"})
    assert jonas.sees("[Skriv hvorfor]") and jonas.sees("[Tilpas mødet]")
    assert not world.channel.sees(PURPOSE) and not world.channel.sees("5 af 6 kan")
    assert world.channel.sees("torsdag d. 12. november kl. 9.00 · 1 ja") and world.channel.sees(
        "1 af 5 har stemt"
    )
    await pia.command("moede")
    assert not pia.sees(PURPOSE)


async def test_the_times_are_found_again_when_it_is_said_who_has_to_be_there(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-17 12:30")
    weeks.has(amira, "2026-11-18 00:00", "2026-12-20 00:00")
    await propose(jonas)
    assert world.channel.sees("torsdag d. 12. november kl. 9.00 · 1 ja · 4 af 5 kan")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"required": ("Amira",)})
    assert jonas.sees("Ingen andre havde stemt, så jeg har fundet nye tider ud fra det, du har valgt:")
    assert jonas.sees("tirsdag d. 17. november kl. 12.30 · frit i de kalendere, jeg kender")
    assert world.channel.sees("tirsdag d. 17. november kl. 12.30 · 1 ja · frit")
    assert not world.channel.sees("12. november kl. 9.00"), "she has to be there, and cannot"
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"place_kind": "field"})
    assert world.channel.sees("tirsdag d. 17. november kl. 13.00"), "and then there is the way"
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"tally": "hidden"})
    assert not world.channel.sees("1 ja") and world.channel.posts == 1
    times = world.channel.text
    await vote(amira, "ja")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"required": ()})
    assert "tirsdag d. 17. november kl. 13.00" in times and world.channel.sees(
        "tirsdag d. 17. november kl. 13.00"
    )
    assert "Ingen andre havde stemt" not in text_of(jonas.private[-1]), "somebody has"


async def test_the_votes_of_who_is_asked_no_more_keep_no_old_times(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-17 12:30")
    await propose(jonas)
    await vote(pia, "ja", "ja", "ja")
    await jonas.press("Tilpas mødet")
    await fill(jonas, {"type": "internal", "required": ("Amira",)})
    assert jonas.sees("Ingen andre havde stemt")
    assert world.channel.sees("17. november kl. 12.30") and not world.channel.sees("12. november kl. 9")


async def test_times_that_somebody_typed_stay_whatever_is_said_afterwards(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-20 12:00")
    await suggest(jonas, "tirs uge 47 13.15", required=("Amira",))
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15 · 1 ja")


async def test_a_time_that_is_no_longer_good_is_not_taken(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await settle(jonas, (amira, freja, emil, sofie), ("Amira",))
    await amira.press("Jeg kan ikke komme")
    weeks.has(amira, "2026-11-10 00:00", "2026-11-19 12:00")
    await jonas.press("tirs. d. 10. nov. kl. 9.00")
    assert jonas.sees("Den tid passer ikke mere. Prøv en anden.")
    assert world.team
    for minute in ("0", "1", "99999999", "999999999999"):
        await jonas.press_action(Action.to("meetings/replan", world.team.id, 1, minute))
        assert jonas.sees("Den tid passer ikke mere.")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15–14.45")


async def test_new_times_after_a_poll_that_came_to_nothing_fit_the_calendars(
    world: World, team: list[Visitor], weeks: Weeks
) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    weeks.has(amira, "2026-11-09 00:00", "2026-11-26 09:00")
    await world.at("2026-11-12 16:00")
    assert jonas.inbox.sees("Skal vi prøve igen?")
    assert jonas.inbox.sees("[tors. d. 26. nov. kl. 9.00]")
    await jonas.press("tors. d. 26. nov. kl. 9.00")
    assert world.channel.sees("torsdag d. 26. november kl. 9.00 · 1 ja")

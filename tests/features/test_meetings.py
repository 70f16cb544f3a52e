"""Finding a time for a meeting, as a team lives it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot import checkins, meetings, roles, teams
from bot.registry import Features
from bot.ui import Action, Choice
from storage.outbox.tables import outbox
from storage.teams.tables import courses
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


async def test_from_a_suggestion_to_a_time_as_soon_as_all_have_voted(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, _mette = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Jonas", "Amira"))
    assert jonas.sees("Nu kan teamet stemme")
    card = world.channel
    assert card.sees("Hvornår kan I mødes?")
    assert card.sees(f"Jonas foreslår: {PURPOSE} · 90 minutter · fysisk, lokale B2.14")
    assert card.sees("Jonas og Amira skal kunne være med.")
    assert card.sees("Afstemningen lukker torsdag d. 12. november kl. 16, eller når alle har stemt.")
    assert card.sees("1 af 5 har stemt"), "who suggests the times has said yes to them"
    await vote(amira, "ja", "nej")
    await vote(freja, "ja", "ja")
    await vote(emil, "måske", "nej")
    assert card.sees("tirsdag d. 17. november kl. 13.15 · 3 ja · 1 hvis nødvendigt")
    assert card.sees("onsdag d. 18. november kl. 9.00 · 2 ja · 2 nej")
    assert card.sees("4 af 5 har stemt")
    assert card.posts == 1
    await vote(sofie, "ja", "ja")
    assert card.posts == 2
    assert card.sees("Så er mødet på plads")
    assert card.sees(
        f"{PURPOSE}, tirsdag d. 17. november kl. 13.15–14.45 (uge 47), lokale B2.14. Alle fem kan."
    )
    assert card.sees("Afstemningen er slut")
    assert not card.sees("[Stem]")


async def test_at_most_four_posts_in_a_meetings_life(world: World, team: list[Visitor]) -> None:
    """Whatever happens on the way: new times, a move, somebody who cannot come, roles that change hands."""
    jonas, amira, freja, emil, sofie, _mette = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await world.at("2026-11-12 16:00")
    await jonas.press("Foreslå nye tider")
    await fill(jonas, {"slots": "ons uge 47 13.15, tors uge 47 9.00"})
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja", "nej")
    await amira.press("Jeg kan ikke komme")
    await amira.press("Jeg kan alligevel")
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "fre uge 47 10.00"})
    await freja.press("Byt rolle")
    await world.at("2026-11-19 09:00")
    assert world.channel.sees("I mødes i morgen")
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "ons uge 48 10.00"})
    await world.at("2026-11-27 12:00")
    with world.database.transaction() as tx:
        shown = outbox.c.person_id.is_(None) & outbox.c.card.is_not(None)
        query = select(func.count(func.distinct(outbox.c.key))).where(shown)
        assert tx.connection.execute(query).scalar_one() == 3
    assert world.channel.sees("I mødes"), "again, in the place of the one for the day it was moved from"
    assert world.channel.posts == 3, "poll, result, the day before; the minutes are the fourth"


async def test_a_tie_asks_the_proposer_in_private(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, mette = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja", "ja")
    assert jonas.inbox.sees("Det står lige")
    assert jonas.inbox.sees("Der er to tider, som lige mange kan. Hvilken skal det være?")
    assert jonas.inbox.sees("tirsdag d. 17. november kl. 13.15 · 5 ja")
    assert all(person.inbox.posts == 0 for person in (amira, freja, emil, sofie, mette))
    assert world.channel.posts == 1
    assert world.channel.sees("Tiden gav ikke sig selv. Jonas ser på det.")
    action = Action.to("meetings/choose", world.team.id, 1, 2)  # type: ignore[union-attr]
    await amira.press_action(action)
    assert amira.sees("Det kan du ikke gøre her.")
    await jonas.press("ons. d. 18. nov. kl. 9.00")
    assert world.channel.sees(f"{PURPOSE}, onsdag d. 18. november kl. 9.00–10.30 (uge 47)")
    assert jonas.inbox.sees("Så er mødet på plads"), "the question becomes its answer"
    await jonas.press_action(action)
    assert world.channel.posts == 2, "pressed twice, settled once"


async def test_nobody_voted_so_the_proposer_gets_two_new_times(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await world.at("2026-11-12 16:00")
    assert jonas.inbox.sees("Skal vi prøve igen?")
    assert world.channel.posts == 1
    await jonas.press("tirs. d. 24. nov. kl. 13.15")
    assert world.channel.sees("tirsdag d. 24. november kl. 13.15 · 1 ja")
    assert not world.channel.sees("17. november kl. 13.15"), "the old times are gone"
    await jonas.press("man. d. 23. nov. kl. 9.00")
    assert world.channel.sees("mandag d. 23. november kl. 9.00 · 1 ja")
    assert world.channel.posts == 1, "it is the same card"
    for person in (amira, freja):
        await vote(person, "ja", "nej")
    await world.at("2026-11-23 08:00")
    assert world.channel.sees("Så er mødet på plads")
    assert world.channel.sees("mandag d. 23. november kl. 9.00–10.30 (uge 48)"), (
        "the lists are in order of time"
    )


async def test_never_a_time_a_required_person_cannot_make(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    await vote(amira, "nej", "nej")
    for person in (freja, emil, sofie):
        await vote(person, "ja", "ja")
    assert jonas.inbox.sees("Der er ikke en tid, som alle, der skal være med, kan.")
    for slot in (1, 2):
        await jonas.press_action(Action.to("meetings/choose", world.team.id, 1, slot))  # type: ignore[union-attr]
        assert jonas.sees("Den tid kan ikke vælges mere.")
    assert world.channel.posts == 1
    await jonas.press("Drop mødet")
    await jonas.press("Ja, træk det tilbage")
    assert world.channel.sees("Forslaget er trukket tilbage")
    assert jonas.inbox.posts == 0


async def test_a_required_person_who_is_silent_is_waited_for_when_the_proposer_says_so(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    for person in (freja, emil, sofie):
        await vote(person, "ja", "nej")
    await world.at("2026-11-12 16:00")
    assert jonas.inbox.sees("der er ikke svar fra Amira på det hele")
    await jonas.press("Vent til fredag d. 13. november kl. 16")
    assert world.channel.sees("4 af 5 har stemt"), "what was voted stands"
    await world.at("2026-11-13 09:00")
    await vote(amira, "ja", "ja")
    assert world.channel.sees("Så er mødet på plads")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15–14.45")


async def test_the_proposer_may_go_without_the_silent_one(world: World, team: list[Visitor]) -> None:
    jonas, _amira, freja, emil, _sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    for person in (freja, emil):
        await vote(person, "ja", "nej")
    await world.at("2026-11-12 16:00")
    await jonas.press("tirs. d. 17. nov. kl. 13.15")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15–14.45 (uge 47), lokale B2.14. 3 af 5 kan.")


async def test_votes_are_hidden_until_the_poll_is_over(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, tally="hidden")
    await vote(amira, "nej", "ja")
    await vote(freja, "nej", "ja")
    assert world.channel.sees("Stemmerne vises, når den er lukket.")
    assert world.channel.sees("3 af 5 har stemt")
    assert not any(world.channel.sees(word) for word in (" ja", " nej", "nødvendigt"))
    await emil.press("Stem")
    assert not emil.sees("2 nej"), "the private card shows one's own answers only"
    await emil.press("Alle tider passer mig")
    await vote(sofie, "ja", "ja")
    assert world.channel.sees("tirsdag d. 17. november kl. 13.15 · 3 ja · 2 nej")


async def test_ten_times_fit_everywhere_and_an_eleventh_does_not(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    ten = "\n".join(f"{day} uge {week} kl. {hour}" for week in (47, 48) for day, hour in zip(
        ("mandag", "tirs", "ons", "tors", "fredag"), ("9.15", "13", "14.30", "10", "11"), strict=True))  # fmt: skip
    await suggest(jonas, ten + "\nfredag uge 48 kl. 13")
    assert jonas.sees("Det er for mange tider. Der er plads til 10.")
    assert jonas.form and {one.name: one.value for one in jonas.form.fields}["purpose"] == PURPOSE
    await fill(jonas, {"slots": ten})
    await amira.press("Stem")
    lists = [block for block in amira.private[-1].blocks if isinstance(block, Choice)]
    assert len(lists) == 10
    await vote(amira, *["ja"] * 9, "nej")
    assert amira.sees("Tak, du har stemt")
    assert world.channel.sees("fredag d. 27. november kl. 11.00 · 1 ja · 1 nej")
    await amira.press("Foreslå et andet tidspunkt")
    assert amira.sees("Der er allerede 10 tider at stemme om")


async def test_another_time_is_voted_on_too(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tirs uge 47 13.15")
    await vote(amira, "nej")
    await amira.press("Foreslå et andet tidspunkt")
    await fill(amira, {"slots": "tors uge 47 10.00"})
    assert amira.sees("teamet kan nu også stemme om torsdag d. 19. november kl. 10.00")
    assert world.channel.sees("torsdag d. 19. november kl. 10.00 · 1 ja")
    assert world.channel.sees("1 af 5 har stemt"), "the proposer has a time left to answer"
    await amira.press("Foreslå et andet tidspunkt")
    await fill(amira, {"slots": "tors uge 47 10.00"})
    assert amira.sees("Det stemmer I allerede om.")
    await fill(amira, {"slots": "i morgen kl 9"})
    assert amira.sees("Vælg en tid efter afstemningen. Den lukker torsdag d. 12. november kl. 16.")
    for person in (jonas, freja, emil, sofie):
        await vote(person, "ja", "ja")
    assert world.channel.sees("torsdag d. 19. november kl. 10.00–11.30"), "all five can then, four on Tuesday"


async def test_the_deadline_passes_while_the_process_is_down(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await vote(amira, "ja", "nej")
    await vote(freja, "ja", "nej")
    await world.downtime("2026-11-13 09:30")
    assert world.channel.sees("Så er mødet på plads")
    assert world.channel.posts == 2
    await world.downtime("2026-11-17 15:00")
    assert world.channel.posts == 2, "the day before has passed: no news any more"


async def test_down_until_the_times_have_passed(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    await vote(amira, "ja", "ja")
    await world.downtime("2026-11-18 10:30")
    assert world.channel.posts == 1
    assert jonas.inbox.sees("Tiderne var gået, før der blev fundet en.")
    await jonas.press("Foreslå nye tider")
    await fill(jonas, {"slots": "tors uge 48 9.00"})
    assert world.channel.sees("torsdag d. 26. november kl. 9.00 · 1 ja")


async def test_in_english(world: World, team: list[Visitor]) -> None:
    with world.database.transaction() as tx:
        tx.connection.execute(courses.update().values(language="en"))
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await jonas.command("moede")
    assert jonas.form and jonas.form.title == "Suggest a meeting"
    await fill(jonas, {"purpose": "Visit", "slots": "Tue week 47 13:15, wed week 47 at 9"})
    assert jonas.sees("The team can vote now")
    await jonas.press("Adjust the meeting")
    await fill(jonas, {"required": ("Amira",), "kind": "decide", "type": "follow_up"})
    assert jonas.sees("Visit · follow-up · decide · 1 hour · in person")
    await jonas.press("Change my answers")
    assert jonas.sees("Tuesday 17 November, 13:15: <Yes>")
    assert world.channel.sees("Jonas suggests: Visit · follow-up · decide · 1 hour · in person")
    assert world.channel.sees("Voting closes on Thursday 12 November at 16:00, or when everyone has voted.")
    for person in (amira, freja, emil, sofie):
        await person.press("Vote")
        await person.press("All of them suit me")
    assert jonas.inbox.sees("There are two times that equally many can make.")
    await jonas.press("Tue 17 Nov, 13:15")
    assert world.channel.sees("The meeting is set")
    assert world.channel.sees(
        "Visit, Tuesday 17 November, 13:15–14:15 (week 47), in person · follow-up · decide. All five can."
    )
    assert world.channel.sees("Suggested roles: chair ")
    assert world.channel.sees("[Fine with me] [Swap role] [Add to calendar] [I can't come]")


async def test_a_week_with_the_check_in_stays_within_the_noise_budget(world: World) -> None:
    """With every feature on: two meetings and a check-in in one week."""
    world.bot.features = Features((teams.feature, checkins.feature, meetings.feature, roles.feature))
    jonas, amira, freja, _ = world.make_team("Jonas", "Amira", "Freja")
    await world.at("2026-11-16 08:30")
    before = world.channel.posts
    for times in ("ons 13.15", "fre 9.00"):
        await suggest(jonas, times)
        for person in (amira, freja):
            await vote(person, "ja")
    await world.at("2026-11-20 16:00")
    assert world.channel.posts - before == 7, (
        "a check-in; a poll, a result and a day before for each of the meetings"
    )
    for person in (jonas, amira, freja):
        uncounted = person.inbox.text.count("Om lidt er der møde")  # domain.md §0: the hour before
        assert person.inbox.posts - uncounted <= 3

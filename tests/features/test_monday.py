"""Mette's Monday, and what her teams can read of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.events import MemberLeft
from bot.features import FEATURES
from bot.i18n import Locale
from bot.monday.views import overview
from bot.registry import Features
from storage.health import DoorReport, report
from storage.outbox.tables import outbox
from storage.teams import Directory, Role
from storage.teams.tables import courses
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import text_of
from tests.world import ZONE, World, local


@pytest.fixture
def features() -> Features:
    """All but the contract, which none of these teams has written: Mette would hear of little else."""
    return Features(one for one in FEATURES.all if one.name != "contract")


async def two_silent_rounds(world: World) -> None:
    """Three members, of whom at most one answers two weeks running."""
    amira, *_ = [world.people[name] for name in ("Amira",)]
    for day in ("2026-11-05", "2026-11-12"):
        await world.at(f"{day} 09:30")
        await amira.press("Svar")
        await amira.fill({"Hvad er dit næste skridt?": "Ringe"})
    await world.at("2026-11-16 08:29")


async def test_nothing_is_said_of_a_team_that_is_finding_its_feet(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja", starts="2026-11-02")
    await world.at("2026-11-09 08:29")
    assert mette.inbox.posts == 0
    await world.at("2026-11-09 08:31")  # day 8
    assert mette.inbox.posts == 1


async def test_it_is_written_before_it_comes(world: World) -> None:
    """So that on a Monday at 8.30 nobody's waits for everybody else's to be written."""
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    *_, lars = world.make_team("Emil", "Sofie", key="havnen", facilitator="Lars")
    await world.at("2026-11-16 08:29")
    with world.database.transaction() as tx:
        wanted = select(outbox.c.person_id).where(outbox.c.key.like("monday/message/%"), outbox.c.ref == "")
        written = set(tx.connection.execute(wanted).scalars())
    assert written == {mette.person_id, lars.person_id}
    had = [one.inbox.posts for one in (mette, lars)]
    await world.at("2026-11-16 08:30")
    assert [one.inbox.posts for one in (mette, lars)] == [posts + 1 for posts in had]
    await world.at("2026-11-16 17:00")
    assert [one.inbox.posts for one in (mette, lars)] == [posts + 1 for posts in had], "once"


async def test_who_facilitates_it_no_more_is_told_nothing_of_the_team(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    await two_silent_rounds(world)
    assert world.team
    world.end_membership(world.team, mette.person_id)
    with world.database.transaction() as tx:
        world.context(tx, world.team).announce(MemberLeft(world.team.id, mette.person_id))
    await world.at("2026-11-16 08:31")
    assert not mette.inbox.sees("under halvdelen har svaret")


async def test_who_comes_up_minutes_before_misses_none(world: World) -> None:
    """Down for a week, until after it should have been written."""
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    world.clock.now = local("2026-11-16 08:29:30")
    await world.at("2026-11-16 08:29:40")
    had = mette.inbox.posts
    await world.at("2026-11-16 08:30")
    assert mette.inbox.posts == had + 1


async def test_one_message_with_one_working_press(world: World) -> None:
    _amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await two_silent_rounds(world)
    before = mette.inbox.posts
    await world.at("2026-11-16 08:30")
    assert mette.inbox.posts == before + 1
    assert mette.sees("Godmorgen, Mette. Dit team i uge 47")
    assert mette.sees("Et team kan bruge dig i denne uge")
    assert mette.sees("Team Broen: under halvdelen har svaret på tjek-ind to gange i træk: 1 af 3 og 1 af 3.")
    assert mette.sees("Hvert team kan selv læse, hvad der står om det.")

    await mette.press("Skriv til teamet")
    assert mette.form and mette.form.fields[0].value == (
        "Hej alle. Det her har jeg lagt mærke til: under halvdelen har svaret på tjek-ind to gange i træk: 1 af 3 og "
        "1 af 3. Hvad driller, og hvad kan jeg gøre?"
    )
    await mette.fill({"Din besked til teamet": "Hej alle. Skal vi flytte tjek-ind til mandag?"})
    assert mette.sees("Sendt til Team Broen.")
    assert world.channel.sees("Fra Mette\nHej alle. Skal vi flytte tjek-ind til mandag?")
    assert mette.inbox.sees("Gjort. Tak.")


async def test_the_team_reads_what_is_said_of_it(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    await two_silent_rounds(world)
    await world.at("2026-11-16 08:30")
    await amira.command("samspil", "facilitator")
    assert amira.sees("under halvdelen har svaret på tjek-ind to gange i træk")
    assert amira.sees("Mette får en besked hver mandag")


async def test_what_the_facilitator_sees_under_all_is_not_kept_from_the_team(world: World) -> None:
    """In the middle of a week, before any Monday has said it; what one person asked the facilitator stays between them."""
    amira, jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await two_silent_rounds(world)
    await world.at("2026-11-19 09:30")
    await jonas.press("Svar")
    await jonas.fill({"Er der noget, der spænder ben?": "Jeg er kørt fast"})
    await jonas.press("Bed Mette om hjælp")
    await world.at("2026-11-25 10:00")
    await mette.command("samspil", "facilitator")
    row = next(line for line in text_of(mette.private[-1]).splitlines() if line.startswith("Team Broen: "))
    help, none = "Kun du kan se det her", "der er ikke aftalt møder"
    assert help in row and none in row
    await amira.command("samspil", "facilitator")
    seen = text_of(amira.private[-1])
    assert "Lige nu: " in seen and none in seen and help not in seen


async def test_not_relevant_is_quiet_for_two_weeks(world: World) -> None:
    amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await two_silent_rounds(world)
    await world.at("2026-11-16 08:30")
    await mette.press("Ikke relevant")
    assert mette.inbox.sees("Ikke relevant. Jeg nævner det ikke de næste to uger.")
    for day in ("2026-11-19", "2026-11-26", "2026-12-03"):
        await world.at(f"{day} 09:30")
        await amira.press("Svar")
        await amira.fill({"Hvad er dit næste skridt?": "Ringe"})
    said = [
        card for card in mette.inbox.cards if any("under halvdelen" in str(block) for block in card.blocks)
    ]
    assert len(said) == 1
    await world.at("2026-12-07 08:31")
    said = [
        card for card in mette.inbox.cards if any("under halvdelen" in str(block) for block in card.blocks)
    ]
    assert len(said) == 2


async def test_a_monday_off_is_said_on_the_next_working_day(world: World) -> None:
    world.clock.now = world.clock.now.replace(month=5, day=1)
    *_, mette = world.make_team("Amira", "Jonas", "Freja", starts="2026-05-01", ends="2026-06-20")
    await world.at("2026-05-18 09:00")
    before = mette.inbox.posts
    await world.at("2026-05-25 23:00")  # Whit Monday
    assert mette.inbox.posts == before
    await world.at("2026-05-26 08:31")
    assert mette.inbox.posts == before + 1


async def test_down_on_monday_morning_it_comes_late_once_or_not_at_all(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja", starts="2026-10-01")
    await world.at("2026-11-08 20:00")
    before = mette.inbox.posts
    await world.downtime("2026-11-09 11:00")
    assert mette.inbox.posts == before + 1
    await world.downtime("2026-11-17 12:00")
    assert mette.inbox.posts == before + 1


async def test_only_the_teams_own_facilitator_presses(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    *_, karl = world.make_team("Eva", facilitator="Karl", key="havnen", tenant="anden")
    await two_silent_rounds(world)
    await world.at("2026-11-16 08:30")
    from bot.ui import Action

    assert world.team
    await karl.press_action(Action.to("monday/done", world.team.id, 1))
    assert karl.sees("Det kan jeg ikke finde.")
    await world.people["Amira"].press_action(Action.to("monday/done", world.team.id, 1))
    assert world.people["Amira"].sees("Det kan du ikke gøre her.")
    assert not mette.inbox.sees("Gjort. Tak.")


async def test_a_door_that_is_down_is_told_the_facilitator_in_one_sentence(world: World) -> None:
    *_, mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-10 10:00")
    down = DoorReport("slack", False, world.clock.now - timedelta(minutes=11), "connecting")
    with world.database.transaction() as tx:
        report(tx, "p1", (down,), world.clock.now)
    await mette.command("samspil", "facilitator")
    assert mette.sees("Slack har ikke svaret siden tirs. d. 10. nov. kl. 9.49.")


async def test_each_reads_it_in_their_own_language(world: World) -> None:
    amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await mette.command("samspil", "sprog en")
    await two_silent_rounds(world)
    await world.at("2026-11-16 08:30")
    assert mette.sees("Good morning, Mette.")
    assert mette.sees(
        "Team Broen: fewer than half have answered the check-in two times in a row: 1 of 3 and 1 of 3."
    )
    assert mette.inbox.sees("[Write to the team]")
    await amira.command("samspil", "facilitator")
    assert amira.sees("under halvdelen har svaret på tjek-ind to gange i træk: 1 af 3 og 1 af 3.")
    await mette.command("samspil", "sprog da")
    await mette.press("Done")
    assert mette.inbox.sees("Team Broen: under halvdelen har svaret"), "also on a card that is drawn anew"


async def test_all_of_them_leaves_out_what_does_not_count(world: World) -> None:
    """*Se alle* keeps the same rules as the message: nothing before day 8, nothing that is muted."""
    _amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja", starts="2026-11-02")
    await world.at("2026-11-05 07:00")
    await mette.command("samspil", "facilitator")
    assert "der er ikke aftalt møder" not in mette.text
    await world.at("2026-11-09 09:00")
    await mette.press("Ikke relevant")
    await mette.command("samspil", "facilitator")
    assert "der er ikke aftalt møder" not in "".join(str(card) for card in mette.private)
    await world.at("2026-11-24 09:00")
    await mette.command("samspil", "facilitator")
    assert "der er ikke aftalt møder" in text_of(mette.private[-1])


def test_see_all_says_as_much_of_each_team_as_fits() -> None:
    texts = ["der er ikke aftalt møder de næste 10 dage. Foreslå en tid." for _ in range(6)]
    locale = Locale("da", ZONE, local("2026-11-16 09:00"))
    few = text_of(overview(locale, [("Team Broen", texts), ("Team Havnen", [])]))
    assert (
        few.count("Foreslå en tid.") == 4 and "Og 2 ting til." in few and "Team Havnen: godt i gang." in few
    )
    many = text_of(overview(locale, [(f"Team {number}", texts) for number in range(30)]))
    assert many.count("Foreslå en tid.") == 30 and many.count("Og 5 ting til.") == 30
    giants = text_of(overview(locale, [(f"{number}" + "ø" * 70, texts) for number in range(30)]))
    assert giants.count("6 ting at se på.") == 30


async def test_what_one_person_asked_for_is_for_the_facilitator_alone(world: World) -> None:
    """Amira asked Mette for help on Thursday; on Monday Mette is reminded of it, and the team's page says nothing."""
    amira, _jonas, _freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-12 09:30")
    await amira.press("Svar")
    await amira.fill({"Er der noget, der spænder ben?": "Foreningen svarer ikke"})
    await amira.press("Bed Mette om hjælp")
    await world.at("2026-11-13 15:00")
    await mette.command("samspil", "facilitator")
    assert "bad dig om hjælp" not in text_of(mette.private[-1]), "one working day has not gone"
    await world.at("2026-11-16 08:30")
    assert mette.inbox.sees(
        "Team Broen: nogen bad dig om hjælp torsdag d. 12. november og har ikke hørt fra dig endnu."
    )
    await amira.command("samspil", "facilitator")
    assert amira.sees("Mette får en besked hver mandag") and "hjælp torsdag" not in amira.text
    await mette.press("Jeg tager fat i det")
    assert amira.inbox.sees("Mette")
    await mette.command("samspil", "facilitator")
    assert "bad dig om hjælp" not in text_of(mette.private[-1])


async def test_a_course_has_thresholds_of_its_own(world: World) -> None:
    """One meeting is planned in seven days' time: enough for the usual ten, and not for a course that wants five."""
    amira, jonas, freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-10 09:00")
    await suggest(amira, "tirs uge 47 9.00")
    await vote(jonas, "ja")
    await vote(freja, "ja")
    for days, said in ((10, False), (5, True)):
        with world.database.transaction() as tx:
            tx.connection.execute(courses.update().values(settings={"signals": {"no_meeting_days": days}}))
        await mette.command("samspil", "facilitator")
        assert (f"der er ikke aftalt møder de næste {days} dage" in text_of(mette.private[-1])) is said


async def test_a_member_of_two_teams_is_asked_which(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    world.make_team("Eva", facilitator="Karl", key="havnen")
    with world.database.transaction() as tx:
        havnen = Directory(tx, world.clock.now).team_at("chat", "c-havnen")
    assert havnen
    world.add_person(havnen, "Amira", Role.member)
    amira.place = None
    await amira.command("samspil", "facilitator")
    await amira.press("Team Havnen")
    assert amira.sees("Karl får en besked hver mandag")

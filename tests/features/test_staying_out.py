"""*Skriv ikke til mig, før jeg selv kommer*: one person stays out, and the clock leaves them alone."""

from __future__ import annotations

from datetime import timedelta

from bot.checkins import rounds
from bot.ui import Action
from storage.teams import TeamStore
from tests.features.agreement_sessions import agree_with
from tests.features.meeting_sessions import suggest, vote
from tests.visitor import text_of
from tests.world import World

QUIET, AGAIN = "Skriv ikke, før jeg selv kommer", "Skriv til mig igen"


async def test_the_clock_sends_who_stays_out_nothing_private(world: World) -> None:
    """Weeks with check-ins, a meeting with roles and agreements that are due; Amira hears of all that, Jonas of nothing."""
    amira, jonas, freja, mette = world.make_team("Amira", "Jonas", "Freja")
    await jonas.command("samspil", "minedata")
    await jonas.press(QUIET)
    assert jonas.sees("Jeg skriver ikke til dig, før du selv kommer.")
    await agree_with(amira, jonas, "2026-11-11")
    await agree_with(jonas, amira, "2026-11-11", text="Skriv til kommunen")
    await suggest(amira, "tirs uge 47 13.15")
    for person in (jonas, freja):
        await vote(person, "ja")
    jonas_before = jonas.inbox.posts
    heard = 0
    for day in range(2, 30):
        await world.at(f"2026-11-{day:02} 16:00") if day > 2 else None
        heard = max(heard, amira.inbox.posts)
        assert jonas.inbox.posts <= jonas_before, text_of(jonas.inbox.cards[-1])
    assert heard > 2 and world.channel.sees("Tjek-ind") and mette.inbox.posts, (
        "everybody else is told as ever"
    )


async def test_it_is_seen_and_undone_where_they_come(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-06 08:00")
    await amira.press(QUIET)  # on the reminder itself
    await world.at("2026-11-13 11:00")
    assert amira.inbox.posts == 0 and jonas.inbox.posts == 1
    assert not world.channel.sees("Amira"), "it is nobody else's"
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Jeg skriver ikke til dig af mig selv.")
    await jonas.command("samspil", "hjaelp")
    assert not jonas.sees("Jeg skriver ikke til dig af mig selv.")
    await amira.press(AGAIN)
    assert amira.sees("Jeg skriver til dig igen")
    await world.at("2026-11-20 11:00")
    assert amira.inbox.posts == 1


async def test_what_the_clock_has_ready_is_not_sent_either(world: World) -> None:
    amira, _jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:30")
    assert world.team
    with world.database.transaction() as tx:
        person = TeamStore(tx, world.tenant_id, world.clock.now).person(amira.person_id)
        assert person
        tomorrow = world.clock.now + timedelta(hours=5)
        world.context(tx, world.team).post(person, rounds.reminder_key(1, person.id), at=tomorrow)
    await amira.command("samspil", "minedata")
    await amira.press(QUIET)
    await amira.press(AGAIN)
    await world.at("2026-11-05 16:00")
    assert amira.inbox.posts == 0


async def test_a_facilitator_hears_of_their_teams(world: World) -> None:
    """Nobody offers it to them; and a press that says so changes nothing of what they need for their teams."""
    *_, mette = world.make_team("Amira", "Jonas", starts="2026-10-01")
    await mette.command("samspil", "minedata")
    assert QUIET not in text_of(mette.private[-1])
    await mette.press_action(Action.to("mydata/quiet", world.tenant_id, "yes"))
    await world.at("2026-11-16 08:31")
    assert mette.inbox.posts > 0

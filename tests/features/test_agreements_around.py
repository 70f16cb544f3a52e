"""Agreements: two at once, people who leave, and what others hear of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot import agreements
from bot.errors import NotFound
from bot.events import MeetingHeld
from bot.ui import Action
from tests.features.agreement_sessions import CALL, agree_with, newest, news, signals, steps, stored, topics
from tests.features.agreement_sessions import features as features
from tests.features.agreement_sessions import team as team
from tests.features.course import only_essentials
from tests.features.meeting_sessions import fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World

# ---- two at once


async def test_two_who_press_at_once_are_both_told_kindly(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await agree_with(jonas, amira)
    await asyncio.gather(
        jonas.press_action(Action.to("agreements/done", 1, 1)),
        amira.press_action(Action.to("agreements/drop", 1, 1)),
    )
    one = stored(world)
    first, second = (jonas, amira) if one.state == "done" else (amira, jonas)
    assert one.closed_by == first.person_id
    if one.state == "done":
        assert first.sees("Tak. Godt, at den er klaret.")
        assert second.sees("Jonas har allerede meldt den klaret.")
    else:
        assert first.sees("Den er taget af listen.")
        assert second.sees("Amira har allerede taget den af listen.")
    await second.press("Åbn den igen")
    assert stored(world).state == "open"
    await world.at("2026-11-10 09:00")
    assert jonas.inbox.sees("havde frist i går"), "it is followed up as before"


async def test_what_is_closed_asks_nobody_and_changes_no_more(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await agree_with(jonas, amira)
    await jonas.press_action(Action.to("agreements/done", 1, 1))
    assert amira.inbox.posts == 0, "nothing is asked of her any more"
    for verb in ("yes", "no", "change", "move", "help", "assist", "take"):
        await amira.press_action(Action.to(f"agreements/{verb}", 1, 1))
        assert amira.sees("Aftalen er lukket."), verb
        amira.private.clear()
    await world.at("2026-11-13 12:00")
    assert jonas.inbox.posts == 0 and world.channel.posts == 0


# ---- people come and go


async def test_who_leaves_leaves_it_to_the_team_which_is_asked_once(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await agree_with(amira, jonas, text="Skriv invitationen")
    assert world.team
    await jonas.press_action(Action.to("teams/left", world.team.id))
    assert world.channel.sees(f"{CALL} er fri, for Jonas er ikke længere i teamet. Hvem tager den?")
    assert world.channel.text.count("Hvem tager den?") == 1, "hers is hers"
    await freja.press("Jeg tager den")
    assert freja.sees("Tak. Den er din nu.")
    assert not world.channel.sees("Hvem tager den?")
    await amira.press_action(Action.to("agreements/take", world.team.id, 1))
    assert amira.sees("Der er netop en anden, der har taget den.")
    await world.at("2026-11-10 09:00")
    assert freja.inbox.sees(f"Aftalen {CALL} havde frist i går.")


async def test_what_is_kept_of_a_person(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await agree_with(jonas, amira)
    personal = agreements.feature.personal_data
    assert personal and world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        assert personal.export(ctx, amira.person_id) == [("Aftale, du er med i", f"{CALL} (2026-11-09)")]
        personal.erase(ctx, jonas.person_id)
        assert personal.export(ctx, jonas.person_id) == []
    await amira.command("aftale")
    assert amira.sees(f"{CALL}: tidligere medlem")


# ---- what the others hear


async def test_the_facilitator_hears_a_number_and_never_whose(world: World, team: list[Visitor]) -> None:
    jonas, amira, _freja, mette = team
    for number in range(3):
        await agree_with(jonas, amira, text=f"Nummer {number}")
    await agree_with(jonas, amira, "2026-12-01", text="Senere")
    await mette.command("aftale")
    assert mette.sees("Åbne: 4") and mette.sees("Venter på ja: 4") and not mette.sees("Nummer")
    await world.at("2026-11-15 12:00")
    assert signals(world) == []
    await world.at("2026-11-16 08:00")
    ((kind, text),) = signals(world)
    assert kind == "agreements.late"
    assert text.startswith("3 af 4 aftaler er en uge eller mere over fristen.") and "Jonas" not in text
    for only, kinds in (("yes", 0), ("no", 1)):
        await only_essentials(world, jonas, only)
        assert len(signals(world)) == kinds
    for number in (1, 2, 3, 4):
        await jonas.press_action(Action.to("agreements/done", 1, number))
    assert signals(world) == [
        ("agreements.kept", "de har klaret 4 aftaler på en uge, og ingen er over fristen.")
    ]


async def test_steps_topics_news_and_the_calendar(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await agree_with(amira, jonas, "2026-12-01", text="Senere")
    assert steps(world, amira) == [f"{CALL} venter på dit ja."]
    await amira.press("Ja, det er en aftale")
    assert steps(world, freja) == []
    assert [(one.key, one.title) for one in topics(world)] == [("agreements/open", "Jeres 2 åbne aftaler")]
    await world.at("2026-11-08 12:00")
    assert f"Din aftale {CALL} har frist i morgen." in steps(world, jonas)
    assert news(world, jonas) == ["Én aftale venter på dit ja.", f"Din aftale {CALL} har frist i morgen."]
    await world.at("2026-11-11 12:00")
    assert f"Din aftale {CALL} havde frist mandag d. 9. november." in steps(world, jonas)
    assert [(one.key, one.title) for one in topics(world)] == [
        ("agreements/1", f"Aftale: {CALL}"),
        ("agreements/open", "Aftale: Senere"),
    ]
    await jonas.press_action(Action.to("agreements/done", 1, 1))
    assert news(world, amira) == ["Teamet har klaret én aftale."]
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        (entry,) = agreements.feature.calendar(ctx)  # type: ignore[misc]
    assert (entry.title, entry.busy, entry.uid) == ("Frist: Senere", False, "agreement-2@samspil")


async def test_an_open_one_goes_along_from_meeting_to_meeting(world: World, team: list[Visitor]) -> None:
    """What is agreed at a meeting stands on its card, has the team's yes, and goes along to the next ones."""
    jonas, amira, freja, _mette = team
    await suggest(jonas, "ons uge 45 13.15")
    for one in (amira, freja):
        await vote(one, "ja")
    await jonas.press_action(Action.to("agreements/new", 1, 1))
    await fill(jonas, {"text": CALL, "due": "2026-11-20"})
    assert stored(world).meeting_id == 1 and not world.channel.sees("venter på ja")
    assert world.channel.sees(f"Aftalt\n{CALL}: Jonas")
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        ctx.announce(MeetingHeld(1, 1))
    assert stored(world).carried == 0, "this is the meeting it is from"
    await world.at("2026-11-04 15:00")
    await suggest(jonas, "ons uge 46 13.15")
    for one in (amira, freja):
        await vote(one, "ja")
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        ctx.announce(MeetingHeld(1, 2))
    await jonas.press_action(Action.to("agreements/see", 1, 1))
    assert jonas.sees("Taget med fra ét møde.")
    await jonas.press_action(Action.to("agreements/new", 1, 99))
    assert NotFound.message in newest(jonas)


async def test_the_list_is_in_pages_and_ones_own_come_first(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    for number in range(7):
        await agree_with(jonas, amira, text=f"Nummer {number}")
    await agree_with(freja, amira, "2026-12-01", text="Frejas egen")
    await freja.command("aftale")
    assert newest(freja).index("Frejas egen") < newest(freja).index("Nummer 0")
    await freja.press("Næste")
    assert "Nummer 6" in newest(freja) and "Frejas egen" not in newest(freja)
    await freja.press("Forrige")
    assert "Frejas egen" in newest(freja)


async def test_the_clock_in_autumn_and_the_end_of_the_course(world: World) -> None:
    """9.00 is 9.00 when the clocks have changed; and a course that is over asks nobody."""
    world.clock.now = world.clock.now - timedelta(days=14)  # 19 October, summer time
    jonas, amira, *_ = world.make_team("Jonas", "Amira", starts="2026-10-19", ends="2026-11-20")
    await agree_with(jonas, amira, "2026-10-25")
    await agree_with(jonas, amira, "2026-11-20", text="For sent")
    await world.at("2026-10-26 08:59")
    assert jonas.inbox.posts == 0
    await world.at("2026-10-26 09:00")
    assert jonas.inbox.posts == 1
    await jonas.press("Den er klaret")
    await world.at("2026-11-25 12:00")
    assert not jonas.inbox.sees("For sent")

"""Agreements: asked about with the person, then on the team's list, then as a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import agreements, noise, team_parts
from bot.ui import Action
from storage.teams import Role, TeamStore
from tests.features.agreement_sessions import CALL, agree_with, raised, stored, topics
from tests.features.agreement_sessions import features as features
from tests.features.agreement_sessions import team as team
from tests.features.meeting_sessions import fill, suggest, vote
from tests.visitor import Visitor
from tests.world import World

# ---- followed up


async def test_the_person_then_the_team_then_a_number(world: World, team: list[Visitor]) -> None:
    jonas, amira, _freja, mette = team
    await agree_with(jonas, amira)
    await amira.press("Ja, det er en aftale")
    await world.at("2026-11-10 08:59")
    assert jonas.inbox.posts == 0
    await world.at("2026-11-10 09:00")
    assert jonas.inbox.sees(f"Aftalen {CALL} havde frist i går. Hvordan står det til med den?")
    assert jonas.inbox.sees(
        "Er aftalen stadig åben torsdag d. 12. november, kommer den med på teamets liste."
    )
    assert jonas.inbox.sees("[Den er klaret] [Ny dato] [Jeg vil gerne have hjælp] [Ikke længere relevant]")
    assert amira.inbox.posts == 0 and world.channel.posts == 0
    await world.at("2026-11-12 08:59")
    assert world.channel.posts == 0
    await world.at("2026-11-12 09:00")
    assert world.channel.sees(f"{CALL} · frist mandag d. 9. november")
    assert "Jonas" not in world.channel.text, "nobody is named for being late"
    assert mette.inbox.posts == 0
    await jonas.press("Den er klaret")
    assert jonas.sees("Tak. Godt, at den er klaret.")
    assert jonas.inbox.sees(f"{CALL} er klaret. Tak.") and not jonas.inbox.sees("[Ny dato]")
    assert world.channel.sees("Alt er klaret. Godt gået.")


async def test_in_a_full_week_the_question_waits_but_not_beyond_the_course(
    world: World, team: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    jonas, amira, *_ = team
    monkeypatch.setattr(noise, "PERSON_POSTS", 0)
    for day, text in (("2026-12-08", "Ring"), ("2026-12-15", "Skriv")):
        await agree_with(jonas, amira, day, text)
    await world.at("2026-12-09 16:00")
    assert jonas.inbox.posts == 0
    await world.at("2026-12-16 09:00")
    assert jonas.inbox.sees("Skriv"), "the course ends on Sunday"


async def test_a_day_off_is_no_day_to_be_asked_on(world: World, team: list[Visitor]) -> None:
    """Due on Friday: asked on Monday; on the team's list on Wednesday."""
    jonas, amira, *_ = team
    await agree_with(jonas, amira, "2026-11-13")
    await world.at("2026-11-16 08:59")
    assert jonas.inbox.posts == 0
    await world.at("2026-11-16 09:00")
    assert jonas.inbox.sees("havde frist fredag d. 13. november")
    await world.at("2026-11-18 09:00")
    assert world.channel.sees("Over fristen")


async def test_a_team_that_pauses_is_asked_after_it(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await agree_with(jonas, amira, "man uge 46")
    await amira.press("Ja, det er en aftale")
    with world.database.transaction() as tx:
        assert world.team
        pauses = {team_parts.PAUSES: ["2026-11-10/2026-11-13"]}
        TeamStore(tx, world.tenant_id, world.clock.now).set_team_settings(world.team, **pauses)
    await world.at("2026-11-13 16:00")
    assert jonas.inbox.posts == 0
    await world.at("2026-11-16 09:00")
    assert jonas.inbox.sees(f"Aftalen {CALL} havde frist")
    assert stored(world).asked_on == date(2026, 11, 16), "and the team hears of it two days after that"
    await world.at("2026-11-17 16:00")
    assert not world.channel.sees(CALL)


async def test_whose_agreement_somebody_else_closes_sees_it_where_they_come_next(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira, "fre uge 46")
    await amira.press("Ja, det er en aftale")
    await amira.press_action(Action.to("agreements/done", 1, 1))
    said = f"Amira har meldt {CALL} klaret."
    assert told_without_a_post(world, jonas) == ([said], said) and jonas.inbox.posts == 0
    assert told_without_a_post(world, amira)[0] == told_without_a_post(world, freja)[0] == []
    await jonas.press_action(Action.to("agreements/reopen", 1, 1))
    assert told_without_a_post(world, jonas)[0] == []
    await amira.press_action(Action.to("agreements/drop", 1, 1))
    said = f"Amira har meldt, at {CALL} ikke længere er relevant."
    assert told_without_a_post(world, jonas) == ([said], said)
    await world.at("2026-11-07 09:00")
    assert told_without_a_post(world, jonas)[0] == [], "it is no news any more"


def told_without_a_post(world: World, person: Visitor) -> tuple[list[str], str]:
    """Their next steps, and the first of what there is for them after four days away."""
    with world.database.transaction() as tx:
        assert world.team and agreements.feature.steps and agreements.feature.news
        ctx = world.context(tx, world.team)
        one = TeamStore(tx, world.tenant_id, world.clock.now).person(person.person_id)
        assert one
        theirs = replace(ctx.for_person(one), role=Role.member)
        steps = [step.text.plain for step in agreements.feature.steps(theirs)]
        news = sorted(agreements.feature.news(theirs, ctx.now - timedelta(days=4)), key=lambda one: one.order)
        return steps, news[0].text.plain if news else ""


async def test_one_private_card_however_many_are_due(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    for number in range(3):
        await agree_with(jonas, amira, text=f"Nummer {number}")
    await world.at("2026-11-10 09:00")
    assert jonas.inbox.posts == 1
    assert (
        jonas.inbox.sees("De her aftaler har haft frist.") and jonas.inbox.text.count("[Den er klaret]") == 3
    )
    await jonas.press("Ny dato")
    await fill(jonas, {"due": "2026-11-20"})
    assert jonas.inbox.text.count("[Den er klaret]") == 2


async def test_a_new_day_is_followed_up_afresh_and_the_old_one_is_kept(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, *_ = team
    await agree_with(jonas, amira)
    await amira.press("Ja, det er en aftale")
    await world.at("2026-11-10 09:00")
    await jonas.press("Ny dato")
    await fill(jonas, {"due": "2026-11-16"})
    assert jonas.sees("Den nye dato er mandag d. 16. november.")
    assert jonas.inbox.posts == 0, "there is nothing to ask about"
    assert amira.inbox.sees("senest mandag d. 16. november · venter på ja fra Amira · flyttet én gang")
    await world.at("2026-11-12 09:30")
    assert not world.channel.sees("Over fristen"), "it is not late"
    await world.at("2026-11-17 09:00")
    assert jonas.inbox.sees("havde frist i går")
    await jonas.command("aftale")
    await jonas.press("Se mere")
    assert jonas.sees("Tidligere datoer: man. d. 9. nov.")


async def test_help_is_asked_for_as_the_person_chooses(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await world.at("2026-11-10 09:00")
    await jonas.press("Jeg vil gerne have hjælp")
    assert world.channel.posts == 0 and raised == []
    await jonas.press("Spørg teamet nu")
    assert world.channel.sees(f"Jonas vil gerne have hjælp til {CALL}")
    await freja.press("Jeg hjælper")
    assert world.channel.sees(f"{CALL}: nu er Jonas og Freja fælles om den.")
    assert stored(world).does(freja.person_id)
    assert jonas.inbox.sees(f"Freja hjælper dig med {CALL}.")
    await jonas.press("Sæt den på næste dagsorden")
    await jonas.press_action(Action.to("agreements/raise", 1, 1))
    ((event),) = raised
    assert (event.title, event.track, event.source) == (CALL, "task", "agreements/1")


@pytest.mark.parametrize(("when", "cards"), [("fre uge 46 13.15", 1), ("tirs uge 47 9.15", 0)])
async def test_a_meeting_that_is_near_has_it_on_its_agenda(
    world: World, team: list[Visitor], when: str, cards: int
) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await suggest(jonas, when)
    for one in (amira, freja):
        await vote(one, "ja")
    posts = world.channel.posts
    await world.at("2026-11-12 09:30")
    assert not world.channel.sees("Over fristen"), "no post of its own"
    assert world.channel.posts == posts + cards, "the meeting's card of the day before"
    assert [one.key for one in topics(world)] == ["agreements/1"]

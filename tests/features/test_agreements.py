"""Agreements, as a team lives them: made, agreed, followed up, kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import agreements, goals, meetings, noise, team_parts, teams
from bot.context import Context
from bot.errors import NotFound
from bot.events import MeetingHeld, TopicRaised
from bot.feature import Feature, Features, Topic
from bot.ui import Action
from storage.agreements import Agreement, AgreementStore
from storage.teams import Role, TeamStore
from tests.features.meeting_sessions import fill, suggest, vote
from tests.world import Visitor, World, text_of

CALL = "Ring til foreningen om besøget"
raised: list[TopicRaised] = []
listener = Feature(name="listener", on={TopicRaised: lambda ctx, event: raised.append(event)})


@pytest.fixture
def features() -> Features:
    raised.clear()
    return Features((teams.feature, meetings.feature, agreements.feature, goals.feature, listener))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja; and Mette, who facilitates. Monday 2 November."""
    return world.make_team("Jonas", "Amira", "Freja")


async def agree(person: Visitor, text: str = CALL, **values: str | tuple[str, ...]) -> None:
    await person.command("aftale", text)
    await fill(person, values)


async def agree_with(person: Visitor, other: Visitor, day: str = "2026-11-09", text: str = CALL) -> None:
    await agree(person, text, due=day, along=(str(other.person_id),))


def stored(world: World, number: int = 1) -> Agreement:
    with world.database.transaction() as tx:
        assert world.team
        found = AgreementStore(tx, world.tenant_id, world.clock.now).agreement(world.team.id, number)
    assert found is not None
    return found


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


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
    assert world.channel.sees("Haft frist")


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
    assert not world.channel.sees("Haft frist"), "it is not late"
    await world.at("2026-11-17 09:00")
    assert jonas.inbox.sees("havde frist i går")
    await jonas.command("aftale")
    await jonas.press("Se mere")
    assert jonas.sees("Før hed datoen: man. d. 9. nov.")


async def test_help_is_asked_for_as_the_person_chooses(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await world.at("2026-11-10 09:00")
    await jonas.press("Jeg vil gerne have hjælp")
    assert world.channel.posts == 0 and raised == []
    await jonas.press("Spørg teamet nu")
    assert world.channel.sees(f"Jonas vil gerne have hjælp til {CALL}")
    await freja.press("Jeg hjælper")
    assert world.channel.sees(f"{CALL}: nu er Jonas og Freja om den.")
    assert stored(world).does(freja.person_id)
    assert jonas.inbox.sees(f"Freja hjælper dig med {CALL}.")
    await jonas.press("Sæt den på næste dagsorden")
    await jonas.press_action(Action.to("agreements/raise", 1, 1))
    ((event),) = raised
    assert (event.title, event.track, event.source) == (CALL, "task", "agreements/1")


async def test_a_meeting_that_is_near_has_it_on_its_agenda(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, _mette = team
    await agree_with(jonas, amira)
    await suggest(jonas, "fre uge 46 13.15")
    for one in (amira, freja):
        await vote(one, "ja")
    posts = world.channel.posts
    await world.at("2026-11-12 09:30")
    assert not world.channel.sees("Haft frist"), "no post of its own"
    assert world.channel.posts == posts + 1, "the meeting's card of the day before"
    assert [one.key for one in topics(world)] == ["agreements/1"]


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


# ---- reading what the feature says


def steps(world: World, person: Visitor) -> list[str]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        found = ctx.store(TeamStore).person(person.person_id)
        assert found and agreements.feature.steps
        return [step.text.plain for step in agreements.feature.steps(as_member(ctx.for_person(found)))]


def as_member(ctx: Context) -> Context:
    return replace(ctx, role=Role.member)


def news(world: World, person: Visitor) -> list[str]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        found = ctx.store(TeamStore).person(person.person_id)
        assert found
        reader = as_member(ctx.for_person(found))
        since = world.clock.now - timedelta(days=7)
        told = Features((agreements.feature,)).news(reader, since)
        return [one.text.plain for one in told]


def topics(world: World) -> list[Topic]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        return Features((agreements.feature,)).topics(ctx)


def signals(world: World) -> list[tuple[str, str]]:
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        assert agreements.feature.signals
        return [(one.kind, one.text(ctx.locale).plain) for one in agreements.feature.signals(ctx)]

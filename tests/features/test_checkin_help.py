"""What comes of an answer, more time for one, and the team's pause."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.context import Context
from bot.events import TopicRaised
from bot.registry import Features
from bot.ui import Action
from storage.checkins import CheckinStore
from tests.world import World

DAY = timedelta(days=1)

STEP, WAY = "Hvad er dit næste skridt?", "Er der noget, der spænder ben?"


def own(world: World, route: str, *args: str | int) -> Action:
    assert world.team
    return Action.to(route, world.team.id, *args)


@pytest.fixture
def raised(world: World, monkeypatch: pytest.MonkeyPatch) -> list[TopicRaised]:
    """What was put on the agenda, whoever keeps it."""
    found: list[TopicRaised] = []
    announce = Context.announce

    def heard(ctx: Context, event: object) -> None:
        if isinstance(event, TopicRaised):
            found.append(event)
        announce(ctx, event)  # type: ignore[arg-type]

    monkeypatch.setattr(Context, "announce", heard)
    return found


def topics(world: World) -> list[str]:
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        features = Features(one for one in ctx.features.all if one.name == "checkins")
        return [one.title for one in features.topics(ctx)]


async def test_what_is_in_the_way_goes_on_the_agenda_in_one_press(
    world: World, raised: list[TopicRaised]
) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-05 09:00")
    for person, words in ((amira, "Foreningen svarer ikke"), (jonas, "Vi ses for lidt")):
        await person.press("Svar")
        await person.fill({WAY: words})
        assert person.sees("Skal det, der spænder ben, på dagsordenen")
    await amira.press("Sæt på dagsordenen")
    assert amira.sees("Det kommer på dagsordenen til jeres næste møde.")
    assert [(one.title, one.person_id) for one in raised] == [("Foreningen svarer ikke", amira.person_id)]
    await amira.press_action(own(world, "checkins/answer", 1))
    await amira.fill({STEP: "Ringe igen"})
    assert "[Sæt på dagsordenen]" not in amira.text, "it is there already"
    assert not topics(world), "the round is open"
    await world.at("2026-11-06 12:00")
    assert topics(world) == ["Det, der spænder ben: én ting fra tjek-ind i uge 45"]
    await jonas.press("Bed teamet om hjælp")
    assert raised[-1].title == "Hjælp til: Vi ses for lidt"
    assert not topics(world)


async def test_help_is_asked_of_the_facilitator_at_once_in_working_hours(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 22:00")
    await amira.press("Svar")
    await amira.fill({WAY: "Borgeren vil ikke med"})
    await amira.press("Bed Mette om hjælp")
    assert amira.sees("Mette får besked og tager fat i dig senest næste arbejdsdag.")
    assert mette.inbox.posts == 0
    await world.at("2026-11-06 08:00")
    assert mette.inbox.sees("Amira vil gerne have din hjælp") and mette.inbox.sees("Borgeren vil ikke med")
    await mette.press("Jeg tager fat i det")
    assert amira.inbox.sees("Mette tager fat i det")
    assert mette.inbox.sees("Du har sagt, at du tager fat i det.")
    assert not world.channel.sees("Borgeren"), "the round is open"
    await jonas.press_action(own(world, "checkins/ask", 1, "facilitator"))
    assert jonas.sees("Det kan jeg ikke finde."), "with nothing in the way there is nothing to ask about"


async def test_who_takes_the_words_back_takes_the_request_back(world: World) -> None:
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({WAY: "Foreningen svarer ikke"})
    await amira.press("Bed Mette om hjælp")
    assert mette.inbox.sees("Foreningen svarer ikke")
    await amira.press_action(own(world, "checkins/answer", 1))
    await amira.fill({WAY: "", STEP: "Det gik"})
    assert mette.inbox.sees("er trukket tilbage") and not mette.inbox.sees("Foreningen svarer ikke")
    await world.at("2026-11-16 12:00")
    assert not mette.inbox.sees("bad dig om hjælp"), "nobody waits for it"


async def test_help_is_waited_for_however_many_rounds_come_after(world: World) -> None:
    """With a check-in every day a dozen rounds are two weeks."""
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({WAY: "Foreningen svarer ikke"})
    await amira.press("Bed Mette om hjælp")
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        store = ctx.store(CheckinStore)
        for day in range(13):
            opens_at = ctx.now + timedelta(days=1 + day)
            store.mark_opened(store.ensure_round(world.team.id, opens_at.date(), opens_at, opens_at + DAY).id)
    await world.at("2026-11-23 12:00")
    assert mette.inbox.sees("nogen bad dig om hjælp torsdag d. 5. november")


async def test_ones_own_open_agreements_stand_in_the_form(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await amira.command("aftale", "Ring til foreningen")
    assert amira.form
    await amira.fill({next(one.label for one in amira.form.fields if one.name == "due"): "13/11"})
    await world.at("2026-11-05 09:00")
    await amira.press_action(own(world, "checkins/answer", 1))
    assert amira.sees("Dine åbne aftaler: Ring til foreningen (fre. d. 13. nov.).")
    await jonas.press_action(own(world, "checkins/answer", 1))
    assert not jonas.sees("Dine åbne aftaler")


# ---- more time for one


async def test_one_has_longer_and_the_result_waits_for_that_one_alone(world: World) -> None:
    amira, jonas, freja, _ = world.make_team("Amira", "Jonas", "Freja")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({STEP: "Ringe"})
    await world.at("2026-11-06 08:00")
    await jonas.press("Giv mig til mandag kl. 12")
    assert jonas.sees("Du har til mandag kl. 12. Resultatet venter på dig.")
    await world.at("2026-11-06 12:00")
    assert world.channel.sees(
        "Runden er lukket for svar. Resultatet kommer senest mandag d. 9. november kl. 12."
    )
    assert not world.channel.sees("Jonas"), "nobody is named"
    await freja.press_action(own(world, "checkins/answer", 1))
    assert freja.sees("Runden er lukket, så svaret kan ikke ændres mere.")
    await world.at("2026-11-07 23:30")
    await jonas.command("tjekind")
    await jonas.fill({STEP: "Skrive til dem"})
    assert jonas.sees("Tak, dit svar er med")
    await world.at("2026-11-07 23:31")
    assert world.channel.sees("2 af 3 svarede") and world.channel.sees("Jonas: Skrive til dem")


async def test_the_facilitator_gives_more_time_and_it_is_not_waited_for_longer(world: World) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    mette.place = "c-broen"
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    await amira.fill({STEP: "Ringe"})
    await mette.command("tjekind")
    await mette.press("Giv en person mere tid")
    await mette.fill({"Hvem skal have mere tid?": "Jonas"})
    assert mette.sees("Noteret. Jonas kan svare til mandag kl. 12.")
    assert jonas.inbox.sees("Resultatet venter på dig, og én linje er nok.")
    await world.at("2026-11-09 11:59")
    assert not world.channel.sees("svarede")
    await world.at("2026-11-09 12:00")
    assert world.channel.sees("1 af 2 svarede") and jonas.inbox.posts == 1
    await jonas.press("Svar")
    assert jonas.sees("Runden er lukket")


# ---- the team's pause, and its week


async def test_nothing_is_said_by_the_clock_while_the_team_has_a_pause(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "pause")
    await amira.fill({"Fra og med": "2026-11-09", "Til og med": "20/11"})
    assert amira.sees("Teamet holder pause fra mandag d. 9. november til og med fredag d. 20. november.")
    await world.at("2026-11-06 12:00")
    assert world.channel.posts == 1
    await world.at("2026-11-20 23:00")
    assert world.channel.posts == 1 and amira.inbox.posts == 0
    await world.at("2026-11-26 09:00")
    assert world.channel.posts == 2
    await world.at("2026-11-27 12:00")
    assert "Der har ikke været svar to gange i træk" in world.channel.text, "a pause is no silence"


async def test_a_pause_is_ended_and_what_will_not_do_is_said(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "pause")
    await amira.fill({"Fra og med": "9/11", "Til og med": "6/11"})
    assert amira.sees("Vælg en dag, der ikke er før den første")
    await amira.fill({"Fra og med": "3/11", "Til og med": "20/11"})
    await world.at("2026-11-04 10:00")
    await amira.press("Slut pausen")
    assert amira.sees("Pausen er slut.")
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 1


async def test_a_team_has_its_own_working_week(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.command("tjekind", "uge")
    await amira.fill({"Hvilke dage arbejder teamet?": ("torsdag", "lørdag")})
    assert amira.sees("Gemt. Jeg skriver til teamet torsdag og lørdag og foreslår møder kl. 8.00–17.00.")
    await amira.command("tjekind", "tid")
    await amira.fill({"Hvornår åbner tjek-ind?": ("torsdag", "lørdag"), "Hvornår lukker det?": "Dagen efter"})
    await world.at("2026-11-05 09:00")
    assert world.channel.sees("Åbent til lørdag d. 7. november kl. 9."), (
        "Friday is off, and the next one opens"
    )
    await world.at("2026-11-07 09:00")
    assert world.channel.posts == 2


async def test_a_member_who_leaves_is_waited_for_no_longer(world: World) -> None:
    amira, jonas, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-06 08:00")
    await amira.press("Svar")
    await amira.fill({STEP: "Ringe"})
    await jonas.press("Giv mig til mandag kl. 12")
    await world.at("2026-11-06 13:00")
    assert world.channel.sees("Resultatet kommer senest")
    await jonas.command("samspil", "team")
    await jonas.press("Jeg er ikke længere med")
    await jonas.press("Ja, jeg er ikke længere med")
    await world.at("2026-11-06 13:01")
    assert world.channel.sees("svarede")

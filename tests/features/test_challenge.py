"""The team's challenge: written, changed, confirmed by the partner; and the steps with which a team starts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import challenge
from bot.challenge import rules
from bot.challenge.rules import Ready
from bot.events import Event, GotStarted, MeetingHeld, PartnerContact
from bot.ui import Action
from storage.teams import Role
from tests.features import contract_sessions, meeting_day
from tests.visitor import Visitor, text_of
from tests.world import World

PROBLEM = "Flere ældre på havnen spiser alene"


async def write(person: Visitor, problem: str = PROBLEM) -> None:
    await person.press_action(Action.to("challenge/write", 1))
    await person.fill(
        {"Hvad er problemet?": problem, "Hvad vil I finde ud af først?": "Hvem kommer af sig selv?"}
    )


async def with_partner(world: World) -> tuple[Visitor, Visitor]:
    amira, *_ = world.make_team("Amira", "Jonas")
    assert world.team
    await amira.press_action(Action.to("partner/edit", 1))
    await amira.fill({"Hvad hedder organisationen?": "Foreningen Åben Kaj"})
    rosa = world.add_person(world.team, "Rosa", Role.partner)
    return amira, rosa


async def test_the_partner_says_yes_to_a_version_and_is_asked_anew_of_the_next(world: World) -> None:
    amira, rosa = await with_partner(world)
    await amira.command("samspil", "udfordring")
    await write(amira)
    assert amira.sees("Foreningen Åben Kaj har ikke sagt ja endnu")
    await rosa.press_action(Action.to("challenge/read", 1))
    assert rosa.sees(PROBLEM)
    await rosa.press("Ja, sådan ser vi det")
    await amira.command("samspil", "udfordring")
    assert amira.sees("Foreningen Åben Kaj sagde ja mandag d. 2. november")
    await write(amira, "Flere unge spiser alene")
    assert "Version 2" in text_of(amira.private[-1]) and "har ikke sagt ja endnu" in text_of(
        amira.private[-1]
    )
    await rosa.press_action(Action.to("challenge/confirm", 1, 1))
    await amira.command("samspil", "udfordring")
    assert "har ikke sagt ja endnu" in text_of(amira.private[-1]), "they said yes to what they had read"
    await amira.press("Vis tidligere versioner")
    assert amira.sees(PROBLEM)


async def test_saving_the_same_again_is_no_new_version(world: World) -> None:
    amira, _rosa = await with_partner(world)
    await write(amira)
    await write(amira)
    assert "Version 1" in text_of(amira.private[-1])


async def test_a_partner_who_sees_it_otherwise_puts_it_on_the_agenda(world: World) -> None:
    amira, rosa = await with_partner(world)
    await write(amira)
    await rosa.press_action(Action.to("challenge/read", 1))
    await rosa.press("Den vil jeg gerne tale om")
    await amira.command("samspil", "dagsorden")
    assert amira.sees("Udfordringen: vores partner vil gerne tale om den")


# ---- the start package


async def test_a_challenge_without_the_partners_yes_is_named_on_a_monday(world: World) -> None:
    """After two weeks, to the facilitator and the team; not where nobody could say yes, nor when they have."""
    amira, rosa = await with_partner(world)
    _ida, lis = world.make_team("Ida", facilitator="Lis", key="syd")
    said = "har ikke sagt ja til udfordringen"
    await write(amira)
    for reader in (world.people["Mette"], lis):
        await world.at("2026-11-16 10:00")
        await reader.command("samspil", "facilitator")
        assert said not in text_of(reader.private[-1])
    await world.at("2026-11-23 10:00")
    await world.people["Mette"].command("samspil", "facilitator")
    assert said in text_of(world.people["Mette"].private[-1])
    await amira.command("samspil", "facilitator")
    assert said in text_of(amira.private[-1]), "the team reads it too"
    await rosa.press_action(Action.to("challenge/confirm", 1, "1"))
    await amira.command("samspil", "facilitator")
    assert said not in text_of(amira.private[-1])


async def happens(world: World, *events: Event) -> None:
    """As the challenge hears of it."""
    with world.database.transaction() as tx:
        assert world.team
        for event in events:
            challenge.feature.on[type(event)](world.context(tx, world.team), event)


async def test_after_the_first_meeting_and_the_partner_one_step_a_day(world: World) -> None:
    world.make_team("Amira", "Jonas")
    await world.at("2026-11-03 15:00")
    await happens(world, MeetingHeld(1, 1), PartnerContact(1, world.clock.now))
    await world.at("2026-11-03 17:00")
    assert not world.channel.sees("Nu har I mødt hinanden")
    await world.at("2026-11-04 12:00")
    assert world.channel.sees("Nu har I mødt hinanden") and not world.channel.sees(
        "Hvad er jeres udfordring?"
    )
    await world.at("2026-11-05 12:00")
    assert world.channel.sees("Hvad er jeres udfordring?")
    posts = world.channel.text.count("Nu har I mødt hinanden")
    await happens(world, MeetingHeld(1, 1))
    await world.at("2026-11-06 12:00")
    assert world.channel.text.count("Nu har I mødt hinanden") == posts == 1


async def test_without_a_word_from_the_partner_it_comes_a_week_after_the_start(world: World) -> None:
    world.make_team("Amira", "Jonas")
    await happens(world, GotStarted(1))
    await world.at("2026-11-09 12:00")
    assert not world.channel.sees("Hvad er jeres udfordring?")
    await happens(world, GotStarted(1))
    await world.at("2026-11-10 12:00")
    assert world.channel.sees("Hvad er jeres udfordring?")


async def test_who_has_begun_is_not_asked_to_begin(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await write(amira)
    await happens(world, GotStarted(1), MeetingHeld(1, 1), PartnerContact(1, world.clock.now))
    await world.at("2026-11-13 12:00")
    assert not world.channel.sees("Hvad er jeres udfordring?")


async def test_only_the_essentials_leaves_the_contract_alone(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await amira.press_action(Action.to("teams/essentials", 1, "yes"))
    await happens(world, MeetingHeld(1, 1), PartnerContact(1, world.clock.now))
    await world.at("2026-11-13 12:00")
    assert world.channel.sees("Nu har I mødt hinanden") and not world.channel.sees(
        "Hvad er jeres udfordring?"
    )


# ---- the same through the whole bot: what another feature does on the way is no reason not to offer


async def test_the_contract_is_offered_after_the_first_meeting_until_something_is_written(
    world: World,
) -> None:
    _jonas, amira, freja, _mette = await met(world)
    await world.at("2026-11-17 13:10")
    await amira.press("Begynd mødet")
    await amira.press("Slut mødet")
    await world.at("2026-11-17 17:00")
    assert not world.channel.sees("Nu har I mødt hinanden")
    await world.at("2026-11-18 09:00")
    assert world.channel.sees("Nu har I mødt hinanden")
    await freja.press("Begynd på kontrakten")
    assert freja.sees("Forslag") or freja.sees("udkast"), freja.text


async def test_who_has_written_on_the_contract_is_not_asked_to_begin(world: World) -> None:
    _jonas, amira, freja, _mette = await met(world)
    await contract_sessions.write(freja, "ambition", "Vi vil lave noget, som foreningen kan bruge.")
    await world.at("2026-11-17 13:10")
    await amira.press("Begynd mødet")
    await amira.press("Slut mødet")
    await world.at("2026-11-20 17:00")
    assert not world.channel.sees("Nu har I mødt hinanden")


async def met(world: World) -> list[Visitor]:
    """*Kom i gang* has been pressed, and there is a meeting on Tuesday 17 November at 13.15."""
    people = await meeting_day.planned(world)
    await people[0].press_action(Action.to("guide/begin", 1))
    return people


async def test_contact_that_the_team_notes_makes_the_challenge_the_next_step(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-04 11:00")
    await amira.command("samspil", "partner")
    await amira.press("Vi har haft kontakt")
    await amira.press("Vi har haft kontakt")
    assert not world.channel.sees("Hvad er jeres udfordring?")
    await world.at("2026-11-06 12:00")
    assert world.channel.text.count("Hvad er jeres udfordring?") == 1


async def test_a_visit_written_down_is_contact_as_well(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-04 11:00")
    await amira.press_action(Action.to("field/log", 1, 0))
    await amira.fill({"Hvor længe?": "1 time", "Hvem besøger I?": "Formanden"})
    await world.at("2026-11-05 12:00")
    assert world.channel.sees("Hvad er jeres udfordring?")


names = st.sets(st.sampled_from([one.value for one in Ready]))


@given(names, names, names)
def test_a_step_is_offered_once_and_only_when_it_is_ready(
    ready: set[str], offered: set[str], done: set[str]
) -> None:
    step = rules.next_step(ready, offered, done)
    assert step is None or (step in ready and step not in offered | done)
    assert step is not None or ready <= offered | done

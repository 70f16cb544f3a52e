"""Roles at meetings, as a team lives them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot import meetings, roles, teams
from bot.registry import Features
from bot.ui import Action, Choice
from storage.teams import TeamStore
from tests.features.meeting_sessions import fill
from tests.features.role_sessions import free, holder, lineup, meet, team_of_five
from tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, roles.feature))


@pytest.fixture
async def team(world: World) -> list[Visitor]:
    return await team_of_five(world)


async def test_roles_come_with_the_meeting(world: World, team: list[Visitor]) -> None:
    assert set(lineup(world)) == {"chair", "note_taker", "timekeeper", "process_lead"}
    chair, sofie = holder(world, "chair", team), free(world, team)
    assert world.channel.sees("Forslag til roller: mødeleder ")
    assert world.channel.sees(f"mødeleder {chair.name} · skribent ")
    assert world.channel.sees(f"{sofie.name} har ingen rolle denne gang. Rollerne går på skift.")
    assert world.channel.sees("[Fint med mig] [Byt rolle] [Hent til kalenderen] [Jeg kan ikke komme]")
    await chair.press("Fint med mig")
    assert chair.sees("Tak, du er mødeleder")
    assert world.channel.sees(f"{chair.name} har sagt ja.")
    await chair.press("Fint med mig")
    assert lineup(world)["chair"] == (chair.name, True), "twice does no harm"
    await sofie.press("Fint med mig")
    assert sofie.sees("Du har ingen rolle denne gang, så du skal ikke gøre noget.")
    assert world.channel.posts == 2


async def test_silence_is_yes_on_the_working_day_before(world: World, team: list[Visitor]) -> None:
    await world.at("2026-11-16 08:59")
    assert not any(accepted for _, accepted in lineup(world).values())
    await world.at("2026-11-16 09:00")
    assert all(accepted for _, accepted in lineup(world).values())
    assert world.channel.sees("Roller: mødeleder ")
    assert not world.channel.sees("[Fint med mig]")
    assert world.channel.sees("I mødes i morgen")


async def test_a_swap_needs_a_yes(world: World, team: list[Visitor]) -> None:
    chair, writer = holder(world, "chair", team), holder(world, "note_taker", team)
    await chair.press("Byt rolle")
    await chair.choose("Hvem vil du bytte mødeleder med?", f"{writer.name} (skribent)")
    assert chair.sees(f"Jeg har spurgt {writer.name}. Du får svaret her.")
    assert lineup(world)["chair"][0] == chair.name, "nothing changes before yes"
    assert writer.inbox.sees(f"Hej {writer.name}. {chair.name} er mødeleder og vil gerne bytte")
    await writer.press("Ja, lad os bytte")
    assert lineup(world)["chair"] == (writer.name, True)
    assert lineup(world)["note_taker"] == (chair.name, True)
    assert writer.sees("Tak, du er mødeleder")
    assert writer.inbox.posts == 0, "the question is answered and gone"
    assert chair.inbox.sees(f"{writer.name} siger ja. Du er nu skribent.")
    assert world.channel.sees(f"mødeleder {writer.name} · skribent {chair.name}")


async def test_no_to_a_swap_needs_no_reason(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await chair.press("Byt rolle")
    await chair.choose("Hvem vil du bytte mødeleder med?", f"{sofie.name} (ingen rolle)")
    assert sofie.inbox.sees("vil gerne give rollen videre til dig")
    await sofie.press("Nej tak")
    assert lineup(world)["chair"] == (chair.name, False)
    assert chair.inbox.sees(f"{sofie.name} vil helst ikke bytte. Du er stadig mødeleder.")


async def test_two_swaps_at_once_leave_one_line_up(world: World, team: list[Visitor]) -> None:
    """Chair and note-taker ask each other at the same moment, both press yes, and somebody presses twice."""
    chair, writer = holder(world, "chair", team), holder(world, "note_taker", team)
    assert world.team
    to_writer = Action.to("roles/ask", world.team.id, 1, "chair")
    to_chair = Action.to("roles/ask", world.team.id, 1, "note_taker")
    await asyncio.gather(
        chair.press_action(to_writer, str(writer.person_id)),
        writer.press_action(to_chair, str(chair.person_id)),
    )
    assert lineup(world)["chair"] == (writer.name, True), "they agree: both asked for the same"
    assert lineup(world)["note_taker"] == (chair.name, True)
    await writer.press_action(Action.to("roles/answer", world.team.id, 1, 1, "yes"))
    assert lineup(world)["chair"] == (writer.name, True)


async def test_a_swap_that_is_overtaken_changes_nothing(world: World, team: list[Visitor]) -> None:
    """The chair asks two people; both say yes at once. One gets it."""
    chair, writer, keeper = (holder(world, role, team) for role in ("chair", "note_taker", "timekeeper"))
    for other, what in ((writer, "skribent"), (keeper, "tidsholder")):
        await chair.press("Byt rolle")
        await chair.choose("Hvem vil du bytte mødeleder med?", f"{other.name} ({what})")
    answers = [next(one for one in other.inbox.cards[-1].actions()) for other in (writer, keeper)]
    await asyncio.gather(writer.press_action(answers[0]), keeper.press_action(answers[1]))
    after = lineup(world)
    assert len({name for name, _ in after.values()}) == 4, "four roles, four people"
    assert after["chair"][0] in (writer.name, keeper.name)
    late = keeper if after["chair"][0] == writer.name else writer
    assert late.sees("eller også er rollerne ændret siden")
    assert late.inbox.posts == 0


async def test_no_thanks_passes_the_role_on_to_who_has_none(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await chair.press("Byt rolle")
    await chair.press("Ikke mig denne gang")
    assert chair.sees(f"Jeg har spurgt {sofie.name} i stedet.")
    assert lineup(world)["chair"] == (sofie.name, False)
    assert sofie.inbox.sees("Rollen som mødeleder er nu din, hvis det passer dig.")
    await sofie.press("Nej tak")
    assert lineup(world)["chair"] == ("", False), "everybody else has a role: whoever likes may take it"
    assert world.channel.sees("mødeleder ikke taget endnu")
    await chair.press("Jeg vil gerne være mødeleder")
    assert lineup(world)["chair"] == (chair.name, True)
    await sofie.press_action(Action.to("roles/take", world.team.id, 1, "chair"))  # type: ignore[union-attr]
    assert sofie.sees("Den rolle er netop taget.")


async def test_who_cannot_come_passes_the_role_on(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await chair.press("Jeg kan ikke komme")
    assert lineup(world)["chair"] == (sofie.name, False)
    assert world.channel.sees("4 af 5 kan.")
    assert sofie.inbox.sees("En rolle til dig")
    await sofie.press("Fint med mig")
    assert sofie.inbox.posts == 0
    await chair.press("Jeg kan alligevel")
    assert lineup(world)["chair"] == (sofie.name, True), "what is agreed stands"
    await chair.press("Fint med mig")
    assert chair.sees("Du har ingen rolle denne gang")


async def test_who_leaves_the_team_passes_the_role_on(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await chair.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    assert lineup(world)["chair"][0] == sofie.name
    assert not world.channel.sees(f"mødeleder {chair.name}")


async def test_who_was_asked_to_swap_leaves_the_team(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    await chair.press("Byt rolle")
    await chair.choose("Hvem vil du bytte mødeleder med?", f"{sofie.name} (ingen rolle)")
    assert sofie.inbox.posts == 1
    await sofie.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    assert sofie.inbox.posts == 0
    assert chair.inbox.sees(f"{sofie.name} kan ikke bytte alligevel. Du er stadig mødeleder")


async def test_a_moved_meeting_keeps_its_roles_and_a_cancelled_one_has_none(
    world: World, team: list[Visitor]
) -> None:
    before = lineup(world)
    jonas = team[0]
    await jonas.command("moede")
    await jonas.press("Flyt mødet")
    await fill(jonas, {"when": "tors uge 47 10.00"})
    assert {role: name for role, (name, _) in lineup(world).items()} == {r: n for r, (n, _) in before.items()}
    await jonas.command("moede")
    await jonas.press("Aflys mødet")
    await jonas.press("Ja, aflys mødet")
    for label in ("Fint med mig", "Byt rolle"):
        assert not world.channel.sees(f"[{label}]")
    await jonas.press_action(Action.to("roles/fine", world.team.id, 1))  # type: ignore[union-attr]
    assert jonas.sees("Mødet er i gang eller aflyst, så rollerne ligger fast.")
    await meet(team[:5], "fre uge 47 10.00")
    assert {role: name for role, (name, _) in lineup(world, 2).items()} == {
        r: n for r, (n, _) in before.items()
    }, "a meeting that was not held gave nobody a turn"


async def test_two_meetings_settled_in_one_week_do_not_ask_the_same_people(
    world: World, team: list[Visitor]
) -> None:
    first = lineup(world)
    await meet(team[:5], "tors uge 47 10.00")
    second = lineup(world, 2)
    assert not {(role, name) for role, (name, _) in first.items()} & {(r, n) for r, (n, _) in second.items()}


async def test_a_meeting_too_near_for_a_day_before(world: World) -> None:
    people = world.make_team("Jonas", "Amira", "Freja")[:3]
    await world.at("2026-11-16 10:00")
    await meet(people, "i morgen kl. 9.15")
    assert set(lineup(world)) == {"chair", "note_taker"}, "three people get by with two"
    await world.at("2026-11-17 08:14")
    assert not any(accepted for _, accepted in lineup(world).values())
    await world.at("2026-11-17 08:15")
    assert all(accepted for _, accepted in lineup(world).values())
    assert world.channel.posts == 2


async def test_another_teams_roles_are_like_none_at_all(world: World, team: list[Visitor]) -> None:
    eva, *_ = world.make_team("Eva", "Ida", key="havnen", facilitator="Karl")
    otto, *_ = world.make_team("Otto", "Per", key="fremmed", tenant="anden", facilitator="Olga")
    before = lineup(world)
    assert world.team
    for outsider in (eva, otto):
        outsider.place = None
        for route, args in (
            ("fine", ()),
            ("swap", ()),
            ("decline", ("chair",)),
            ("take", ("chair",)),
            ("answer", (1, "yes")),
        ):
            for team_id in range(world.team.id, world.team.id + 3):
                outsider.private.clear()
                await outsider.press_action(Action.to(f"roles/{route}", team_id, 1, *args))
                assert outsider.sees("Det kan jeg ikke finde."), (route, team_id)
    chair = holder(world, "chair", team)
    await chair.press_action(Action.to("roles/ask", world.team.id, 1, "chair"), str(otto.person_id))
    await chair.press_action(Action.to("roles/decline", world.team.id, 1, "king"))
    assert chair.sees("Knappen er fra en ældre besked.")
    assert lineup(world) == before
    assert otto.inbox.posts == 0


async def test_nobody_is_asked_who_has_no_way_to_answer(world: World, team: list[Visitor]) -> None:
    chair, sofie = holder(world, "chair", team), free(world, team)
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).remove_account(sofie.person_id, "chat", sofie.account)
    await chair.press("Byt rolle")
    (choice,) = [block for block in chair.private[-1].blocks if isinstance(block, Choice)]
    assert sofie.name not in str(choice.options)
    assert replace(choice, options=()).label == "Hvem vil du bytte mødeleder med?"

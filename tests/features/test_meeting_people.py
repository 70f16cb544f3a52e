"""Whom a meeting concerns: who leaves, who is counted, who learns nothing, and what is kept of a person."""

from __future__ import annotations

import pytest

from bot import agenda, meetings, roles, teams
from bot.context import Context
from bot.registry import Features
from bot.ui import Action
from storage.meetings import MeetingStore
from storage.teams import Role, TeamStore
from tests.features.meeting_sessions import PURPOSE, fill, suggest, vote
from tests.visitor import Visitor, text_of
from tests.world import World


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, agenda.feature, roles.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Jonas, Amira, Freja, Emil, Sofie, and Mette, who facilitates."""
    return world.make_team("Jonas", "Amira", "Freja", "Emil", "Sofie")


async def test_the_last_one_waited_for_leaves_the_team(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    for person in (amira, freja, emil):
        await vote(person, "ja", "nej")
    assert world.channel.sees("4 af 5 har stemt")
    await leaves(world, sofie)
    assert world.channel.sees("Så er mødet på plads")
    assert world.channel.sees("Alle fire kan.")


async def test_the_last_one_waited_for_leaves_while_another_meeting_is_planned(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, "tors uge 47 10.00", purpose="Statusmøde")
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja")
    await suggest(jonas, "tirs uge 47 13.15")
    for person in (amira, freja, emil):
        await vote(person, "ja")
    await leaves(world, sofie)
    assert not sofie.sees("gik noget galt")
    first, second = (text_of(one) for one in world.channel.cards if one.title.plain == "Så er mødet på plads")
    assert "Alle fire kan." in second and "Se dagsordenen" in second, "it is the next one now"
    assert "Statusmøde" in first and "Se dagsordenen" not in first, "and the other has no agenda any more"


async def test_a_required_person_leaves_so_a_time_is_possible(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    await vote(amira, "nej", "nej")
    for person in (freja, emil, sofie):
        await vote(person, "ja", "nej")
    assert jonas.inbox.posts == 1
    await leaves(world, amira)
    assert world.channel.sees("Så er mødet på plads")


async def test_the_proposer_leaves_and_somebody_else_is_asked(world: World, team: list[Visitor]) -> None:
    jonas, amira, freja, emil, sofie, mette = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja", "ja")
    await leaves(world, jonas)
    assert mette.inbox.sees("Det står lige"), "the facilitator, when the proposer is gone"
    await mette.press("tirs. d. 17. nov. kl. 13.15")
    assert world.channel.sees("Alle fire kan.")


async def leaves(world: World, person: Visitor) -> None:
    """The person leaves the team by their own press."""
    await person.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    await world.settle()


async def test_the_facilitator_suggests_but_is_counted_only_when_required(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, mette = team
    await world.at("2026-11-09 10:00")
    await mette.press_action(Action.to("meetings/propose", world.team.id))  # type: ignore[union-attr]
    await fill(mette, {"purpose": PURPOSE, "slots": "tirs uge 47 13.15"})
    assert world.channel.sees("Mette foreslår")
    assert world.channel.sees("0 af 5 har stemt")
    mette.place = "c-broen"
    await mette.press("Stem")
    assert mette.sees("Du er ikke blandt dem, der stemmer her.")
    for person in (jonas, amira, freja, emil, sofie):
        await vote(person, "ja")
    assert world.channel.sees("Alle fem kan.")

    await suggest(amira, "tors uge 47 10.00", required=("Mette",))
    assert world.channel.sees("1 af 6 har stemt")
    await vote(mette, "ja")
    assert world.channel.sees("2 af 6 har stemt")


async def test_a_partner_votes_and_is_waited_for_only_with_a_way_to_answer(
    world: World, team: list[Visitor]
) -> None:
    jonas, amira, freja, emil, sofie, _ = team
    assert world.team
    pia = world.add_person(world.team, "Pia", Role.partner)
    gerda = world.add_person(world.team, "Gerda", Role.guest)
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).remove_account(gerda.person_id, "chat", gerda.account)
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    assert world.channel.sees("1 af 6 har stemt"), "five members and Pia; Gerda cannot be reached"
    for person in (amira, freja, emil, sofie):
        await vote(person, "ja", "nej")
    await vote(pia, "ja", "ja")
    assert world.channel.sees("Alle seks kan.")
    assert world.channel.sees("interviewer "), "a partner comes, so somebody interviews"


async def test_another_teams_meeting_is_like_none_at_all(world: World, team: list[Visitor]) -> None:
    jonas = team[0]
    eva, *_ = world.make_team("Eva", "Ida", key="havnen", facilitator="Karl")
    otto, *_ = world.make_team("Otto", "Per", key="fremmed", tenant="anden", facilitator="Olga")
    await world.at("2026-11-09 10:00")
    await suggest(jonas)
    assert world.team
    for outsider in (eva, otto):
        outsider.place = None
        for route in ("ballot", "see", "cancel", "cancelled", "add", "cannot", "calendar"):
            for team_id in (world.team.id, world.team.id + 1, world.team.id + 2):
                outsider.private.clear()
                await outsider.press_action(Action.to(f"meetings/{route}", team_id, 1))
                assert outsider.sees("Det kan jeg ikke finde."), (route, team_id)
    assert world.channel.sees("1 af 5 har stemt")


async def test_the_next_step_and_the_facilitators_monday(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_, mette = team
    await world.at("2026-11-09 10:00")
    assert said(world, mette) == (["Der er ikke aftalt et møde."], ["meetings.none"])
    await suggest(jonas)
    assert said(world, jonas) == ([], []), "voted, and a poll is on"
    assert said(world, amira) == ([f"Teamet finder en tid til {PURPOSE}."], [])
    await world.at("2026-11-12 16:00")
    assert said(world, jonas)[0] == [f"{PURPOSE} venter på, at du vælger en tid."]
    await world.at("2026-11-25 09:00")
    assert world.channel.sees("Der blev ikke fundet en tid"), "let go when nobody chooses"
    assert said(world, amira) == (["Der er ikke aftalt et møde."], ["meetings.none"])


def said(world: World, person: Visitor) -> tuple[list[str], list[str]]:
    """The person's next steps about meetings, and the team's signals."""
    with world.database.transaction() as tx:
        ctx = acting(world, world.context(tx, world.team), person)  # type: ignore[arg-type]
        steps = [step.text.plain for step in meetings.feature.steps(ctx)]  # type: ignore[misc]
        return steps, [signal.kind for signal in meetings.feature.signals(ctx)]  # type: ignore[misc]


def acting(world: World, ctx: Context, person: Visitor) -> Context:
    from dataclasses import replace

    found = ctx.store(TeamStore).person(person.person_id)
    assert found and world.team
    role = ctx.store(TeamStore).role_in(world.team.id, found.id)
    return replace(ctx.for_person(found), role=role)


async def test_what_is_kept_of_a_person_and_taken_away(world: World, team: list[Visitor]) -> None:
    jonas, amira, *_ = team
    await world.at("2026-11-09 10:00")
    await suggest(jonas, required=("Amira",))
    await vote(amira, "ja", "nej")
    personal = meetings.feature.personal_data
    assert personal
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        assert personal.export(ctx, jonas.person_id)[0] == ("Møde, du har foreslået", PURPOSE)
        assert ("Din stemme", f"{PURPOSE}, onsdag d. 18. november kl. 9.00 (uge 47): nej") in personal.export(
            ctx, amira.person_id
        )
        personal.erase(ctx, jonas.person_id)
        personal.erase(ctx, amira.person_id)
        assert personal.export(ctx, amira.person_id) == personal.export(ctx, jonas.person_id) == []
    await world.settle()
    assert world.channel.sees("Et tidligere medlem foreslår")
    assert not world.channel.sees("1 ja")


async def test_the_store_keeps_to_its_tenant(world: World, team: list[Visitor]) -> None:
    otto, *_ = world.make_team("Otto", "Per", key="fremmed", tenant="anden", facilitator="Olga")
    await world.at("2026-11-09 10:00")
    await suggest(team[0])
    with world.database.transaction() as tx:
        other = MeetingStore(tx, world.tenant_id + 1, world.clock.now)
        assert world.team and other.meeting(world.team.id, 1) is None
        assert other.held(world.team.id, 1) is None
        assert other.open(world.team.id) == ()
    assert otto.inbox.posts == 0

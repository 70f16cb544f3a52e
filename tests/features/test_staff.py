"""Substitutes with an end date, facilitators who go, and what waits meanwhile: sessions of a course lead."""

from __future__ import annotations

import pytest

from bot.events import TeamReady
from bot.ui import Action
from storage.outbox.tables import outbox
from storage.teams import Role, TeamStore
from tests.features.contract_sessions import approved, on_card, sent, signed
from tests.features.course import EXAMPLE, begin, load_in
from tests.visitor import Channel, Visitor, text_of
from tests.world import World

WHO, UNTIL = "Hvem træder til?", "Til og med hvilken dag?"


@pytest.fixture
async def school(world: World) -> dict[str, Visitor]:
    """Broen with Jonas, Amira and their facilitator Mette; Havnen with Karl; Lone leads the course. Monday 2 November."""
    jonas, amira, mette = world.make_team("Jonas", "Amira")
    _eva, karl = world.make_team("Eva", facilitator="Karl", key="havnen")
    assert world.team
    lone = world.add_course_lead(world.team, "Lone")
    with world.database.transaction() as tx:
        world.context(tx, world.team).announce(TeamReady(world.team.id))
    return {"jonas": jonas, "amira": amira, "mette": mette, "karl": karl, "lone": lone}


def inbox(person: Visitor) -> str:
    return Channel(person.world.chat, person.account).text


def newest(person: Visitor) -> str:
    return text_of(person.private[-1])


def facilitators(world: World) -> list[str]:
    assert world.team
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        return [one.name for one in store.members(world.team.id, Role.facilitator)]


async def appoint(lone: Visitor, until: str = "2026-11-05", name: str = "Karl") -> None:
    await lone.press_action(Action.to("teams/substitute", 1))
    await lone.fill({WHO: name, UNTIL: until})


# ---- a substitute


async def test_a_substitute_is_appointed_from_the_leads_card(
    world: World, school: dict[str, Visitor]
) -> None:
    lone, karl, mette = school["lone"], school["karl"], school["mette"]
    await lone.command("samspil", "team")
    await lone.press("Facilitatorer og vikarer")
    assert lone.sees("Team Broen · Mette") and lone.sees("Team Havnen · Karl")
    await lone.press("Se Team Broen")
    await lone.press("Udpeg en vikar")
    await lone.fill({WHO: "Karl", UNTIL: "torsdag"})
    assert lone.sees("Karl er vikar på Team Broen til og med torsdag d. 5. november.")
    assert "Du er vikar på Team Broen" in inbox(karl)
    assert "Det, teamet har sagt privat til Mette, bliver hos Mette." in inbox(karl)
    assert "Karl træder til på Team Broen til og med torsdag d. 5. november." in inbox(mette)
    jonas = school["jonas"]
    await jonas.command("samspil", "team")
    assert jonas.sees("Facilitator: Karl (vikar til og med torsdag d. 5. november) og Mette")
    assert jonas.sees("Forløbsansvarlig: Lone")


async def test_the_role_ends_with_the_day_whether_or_not_the_clock_has_run(
    world: World, school: dict[str, Visitor]
) -> None:
    karl = school["karl"]
    await appoint(school["lone"])
    await karl.press_action(Action.to("teams/manage", 1))
    assert karl.sees("Ret Team Broen")
    world.clock.now = world.clock.now.replace(day=5, hour=22, minute=59)  # 23.59 in Copenhagen
    await karl.press_action(Action.to("teams/manage", 1))
    assert newest(karl).startswith("Ret Team Broen")
    world.clock.now = world.clock.now.replace(hour=23, minute=0)
    assert facilitators(world) == ["Mette"]
    await karl.press_action(Action.to("teams/manage", 1))
    assert "Det kan jeg ikke finde." in newest(karl)
    await karl.command("samspil", "facilitator")
    assert "Team Broen" not in newest(karl) and "Team Havnen" in newest(karl)


async def test_both_are_told_when_it_is_over_in_the_morning(world: World, school: dict[str, Visitor]) -> None:
    karl, mette = school["karl"], school["mette"]
    await appoint(school["lone"])
    await world.at("2026-11-06 07:59")
    assert facilitators(world) == ["Mette"]
    assert "Tak for hjælpen" not in inbox(karl) and "er færdig" not in inbox(mette)
    await world.at("2026-11-06 08:01")
    assert "Tak for hjælpen på Team Broen" in inbox(karl)
    assert "så sig det videre til Mette." in inbox(karl)
    assert "Vikaren på Team Broen er færdig" in inbox(mette)


async def test_a_longer_time_is_said_again_and_ends_once(world: World, school: dict[str, Visitor]) -> None:
    lone, karl = school["lone"], school["karl"]
    await appoint(lone)
    await lone.press_action(Action.to("teams/stop", 1, karl.person_id))
    assert lone.sees("Skal Karl ikke længere være vikar?")
    await lone.press("Ja, Karl stopper")
    assert "Tak for hjælpen" in inbox(karl) and facilitators(world) == ["Mette"]
    await appoint(lone, "2026-11-10")
    await world.at("2026-11-09 09:00")
    assert facilitators(world) == ["Mette", "Karl"]
    await world.at("2026-11-11 09:00")
    assert facilitators(world) == ["Mette"]


@pytest.mark.parametrize("until", ["2026-11-01", "2026-12-21"])
async def test_a_day_outside_the_course_is_refused(
    world: World, school: dict[str, Visitor], until: str
) -> None:
    await appoint(school["lone"], until)
    form = school["lone"].form
    assert form and "Vælg en dag fra i dag til forløbets sidste dag" in str(form.errors)
    assert facilitators(world) == ["Mette"]


async def test_only_who_leads_the_course_appoints_and_ends(world: World, school: dict[str, Visitor]) -> None:
    mette, karl, jonas = school["mette"], school["karl"], school["jonas"]
    for person in (mette, karl, jonas):
        for route in ("teams/facilitators", "teams/substitute"):
            await person.press_action(Action.to(route, 1))
            assert "Det kan" in newest(person), (person.name, route)
        await person.press_action(Action.to("teams/stopped", 1, mette.person_id))
    assert facilitators(world) == ["Mette"]


async def test_a_member_of_the_team_is_no_candidate(world: World, school: dict[str, Visitor]) -> None:
    lone = school["lone"]
    await lone.press_action(Action.to("teams/substitute", 1))
    assert lone.form
    [who] = [one for one in lone.form.fields if one.name == "who"]
    assert {one.label for one in who.options} == {"Karl", "Lone"}  # type: ignore[union-attr]
    await lone.fill({WHO: str(school["jonas"].person_id), UNTIL: "2026-11-05"})
    assert facilitators(world) == ["Mette"]


async def test_a_lead_who_facilitates_a_team_appoints_for_it(
    world: World, school: dict[str, Visitor]
) -> None:
    lone = school["lone"]
    await appoint(lone, name="Lone")
    assert facilitators(world) == ["Mette", "Lone"]
    await appoint(lone)
    assert facilitators(world) == ["Mette", "Lone", "Karl"]


# ---- what waits


async def test_the_lead_hears_of_team_and_kind_on_the_third_working_day(
    world: World, school: dict[str, Visitor]
) -> None:
    amira, lone = school["amira"], school["lone"]
    await world.at("2026-11-04 10:00")  # a Wednesday
    await amira.press_action(Action.to("conflict/help", 1, "yes"))
    await world.at("2026-11-09 08:29")
    assert not inbox(lone)
    await world.at("2026-11-09 08:31")
    said = inbox(lone)
    assert "Team Broen: nogen har bedt om hjælp" in said and "Havnen" not in said
    assert "Amira" not in said and "konflikt" not in said
    await world.at("2026-11-13 17:00")
    assert inbox(lone) == said, "said once a week"
    await world.at("2026-11-16 09:00")
    assert inbox(lone).count("nogen har bedt om hjælp") == 2
    await lone.press("Udpeg en vikar")
    await lone.fill({WHO: "Karl", UNTIL: "2026-11-20"})
    assert facilitators(world) == ["Mette", "Karl"]


async def test_one_message_a_day_for_all_teams(world: World, school: dict[str, Visitor]) -> None:
    await school["amira"].press_action(Action.to("conflict/help", 1, "yes"))
    eva = world.people["Eva"]
    await eva.press_action(Action.to("conflict/help", 2, "yes"))
    await world.at("2026-11-05 12:00")
    lone = Channel(world.chat, school["lone"].account)
    assert lone.posts == 1 and lone.sees("Team Broen:") and lone.sees("Team Havnen:")


async def test_what_is_answered_in_time_is_not_mentioned(world: World, school: dict[str, Visitor]) -> None:
    await school["amira"].press_action(Action.to("conflict/help", 1, "yes"))
    await world.at("2026-11-04 10:00")
    await school["mette"].press("Jeg tager fat i det")
    await world.at("2026-11-13 17:00")
    assert not inbox(school["lone"])


async def test_a_contract_that_waits_says_who_to_turn_to_and_is_listed_for_the_substitute(
    world: World, school: dict[str, Visitor]
) -> None:
    team = [school["jonas"], school["amira"], school["mette"]]
    await sent(world, team)
    await signed(world, team)
    await world.at("2026-11-04 12:00")
    assert "forløbsansvarlig" not in on_card(world)
    await world.at("2026-11-05 09:00")
    assert "Skriv til Lone, som er forløbsansvarlig." in on_card(world)
    assert "Team Broen: en kontrakt venter på svar" in inbox(school["lone"])
    karl = school["karl"]
    await appoint(school["lone"], "2026-11-20")
    assert "Karl er vikar. Skriv til Karl." in on_card(world)
    await world.at("2026-11-06 09:00")
    assert "Læs og godkend" in inbox(karl)
    await karl.press("Læs og godkend")
    await karl.press("Godkend kontrakten")
    assert "har godkendt" in on_card(world)


# ---- a facilitator who goes


async def test_a_facilitator_is_ended_with_one_press_and_a_yes(
    world: World, school: dict[str, Visitor]
) -> None:
    lone, mette = school["lone"], school["mette"]
    await lone.press_action(Action.to("teams/facilitators", 1))
    await lone.press("Mette er ikke længere facilitator")
    assert lone.sees("Teamet har så ingen facilitator, før du udpeger en.")
    assert facilitators(world) == ["Mette"]
    await lone.press("Ja, Mette stopper")
    assert facilitators(world) == []
    assert "Du er ikke længere facilitator på Team Broen" in inbox(
        mette
    ) and "Lone har noteret det." in inbox(mette)
    await mette.press_action(Action.to("teams/manage", 1))
    assert "Det kan jeg ikke finde." in newest(mette)
    await world.at("2026-11-05 09:00")
    assert "Team Broen: teamet har ingen facilitator" in inbox(lone)
    await lone.press("Fortryd")
    assert facilitators(world) == ["Mette"]


async def test_a_waiting_contract_outlives_its_facilitator(world: World, school: dict[str, Visitor]) -> None:
    lone, karl = school["lone"], school["karl"]
    team = [school["jonas"], school["amira"], school["mette"]]
    await sent(world, team)
    await signed(world, team)
    await lone.press_action(Action.to("teams/stopped", 1, school["mette"].person_id))
    assert "har godkendt" not in on_card(world) and "gælder" not in on_card(world).splitlines()[0]
    await appoint(lone, "2026-12-20")
    await world.at("2026-11-03 09:00")
    assert "Team Broen" in inbox(karl) and "Læs og godkend" in inbox(karl)
    assert "Læs og godkend" not in inbox(school["mette"])


async def test_the_file_takes_no_substitute_out_and_no_ended_facilitator_in(world: World) -> None:
    course = await begin(world)
    text = EXAMPLE + '\n[[people]]\nid = "lone"\nname = "Lone Lead"\nrole = "course_lead"\n'
    report = load_in(world, text)
    lone = world.stranger("Lone", None)
    [code] = [one.code for one in report.codes if one.name == "Lone Lead"]
    await lone.command("samspil", f"start {code}")
    mette, team = course.person("mette"), course.team_id
    await lone.press_action(Action.to("teams/substitute", team))
    await lone.fill({WHO: "Lone Lead", UNTIL: "2026-11-20"})
    await lone.press_action(Action.to("teams/stopped", team, mette))
    again = load_in(world, text, remove=True)
    assert not again.missing and any(one.name.startswith("Mette") for one in again.remarks)
    with world.database.transaction() as tx:
        names = [one.name for one in course.teams(tx).members(team, Role.facilitator)]
    assert names == ["Lone Lead"]


async def test_help_from_a_check_in_and_a_talk_about_a_point_stay_with_who_was_asked(
    world: World, school: dict[str, Visitor]
) -> None:
    jonas, amira, mette, karl = (school[name] for name in ("jonas", "amira", "mette", "karl"))
    await approved(world, [jonas, amira, mette])
    await world.at("2026-11-05 10:00")  # a check-in is open
    await amira.command("tjekind")
    await amira.fill({"Er der noget, der spænder ben?": "Vi mangler en kontakt i kommunen."})
    await amira.press("Bed Mette om hjælp")
    await jonas.press_action(Action.to("contract/concern", 1, "ambition", "yes"))
    assert inbox(mette).count("Jeg tager fat i det") == 2
    await world.at("2026-11-06 10:00")
    await appoint(school["lone"], "2026-12-01")
    round_id = Action.decode(next(one for one in _keys(world) if one.startswith("checkins/help"))).args[0]
    for action in (
        Action.to("checkins/helped", 1, int(round_id), amira.person_id),
        Action.to("contract/seen", 1, 1),
    ):
        await karl.press_action(action)
        assert "Det kan jeg ikke finde." in newest(karl)
    await world.at("2026-11-24 12:00")  # three Mondays
    for word in ("Amira", "Jonas", "kommunen", "har ikke hørt fra dig"):
        assert word not in inbox(karl), word
    assert "har ikke hørt fra dig" in inbox(mette), "she was asked herself"
    await amira.command("samspil", "hjaelp")
    await amira.press("Bed Mette og Karl om hjælp")
    assert "kommunen" in inbox(karl)
    await jonas.command("samspil", "hjaelp")
    await jonas.press("Spørg igen")
    assert "Jonas" not in inbox(karl)
    await jonas.press("Ja, gør det")
    assert "Jonas" in inbox(karl)


def _keys(world: World) -> list[str]:
    with world.database.transaction() as tx:
        return [row.key for row in tx.connection.execute(outbox.select())]


async def test_a_substitute_is_not_moved_to_another_team_for_good(
    world: World, school: dict[str, Visitor]
) -> None:
    lone, karl, mette = school["lone"], school["karl"], school["mette"]
    assert world.team
    await appoint(lone, name="Lone")
    await appoint(lone, "2026-11-10")
    for person, moves in ((karl, False), (mette, True)):
        await lone.press_action(Action.to("course/move", world.team.course.id, 1, person.person_id))
        assert (lone.form is not None) is moves

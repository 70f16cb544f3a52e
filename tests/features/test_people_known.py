"""Whom a course lead's list means, and what it may not do to people who are known: a list is less than the file."""

from __future__ import annotations

from datetime import date

import pytest

from bot.teams import newcomers, people_csv, people_loading
from bot.ui import Action
from storage.course_status import CourseStatusStore
from storage.database import Transaction
from storage.teams import Role, TeamStore
from storage.teams.erasing import ErasingStore
from storage.teams.staff import StaffStore
from storage.teams.tables import course_leads, courses, memberships, people, teams
from storage.web import links
from tests.features.people_list_sessions import as_lead, begun, lines, load, people_in, wrong_with
from tests.visitor import Visitor
from tests.world import World, local

HEAD = "Hold;Navn;E-mail;Fag;Rolle\n"


def person(tx: Transaction, world: World, name: str, email: str = "") -> int:
    store = TeamStore(tx, world.tenant_id, world.clock.now)
    return store.insert(
        people, key=name.casefold(), name=name, email=email, language="", preferred="", settings={}, notice_version=0
    )  # fmt: skip


def another_course(tx: Transaction, world: World, lead: int | None = None) -> int:
    """Its one team; led by that person."""
    store = TeamStore(tx, world.tenant_id, world.clock.now)
    course = store.put(
        courses, ("key",), key="b", name="B", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 20),
        language="da", zone="Europe/Copenhagen", days_off={}, settings={},
    )  # fmt: skip
    if lead:
        store.insert(course_leads, course_id=course, person_id=lead)
    return store.insert(
        teams, course_id=course, key="bakken", name="Bakken", partner="", challenge="",
        starts_on=date(2026, 11, 2), settings={}, created_at=world.clock.now,
    )  # fmt: skip


def join(tx: Transaction, world: World, team_id: int, person_id: int, role: Role, **more: object) -> None:
    TeamStore(tx, world.tenant_id, world.clock.now).insert(
        memberships, team_id=team_id, person_id=person_id, role=role.value, profession="lærer",
        joined_at=world.clock.now, **more,
    )  # fmt: skip


def links_of(world: World, lead: Visitor) -> set[str]:
    assert world.team
    course = world.team.course.id
    rows = as_lead(world, lead, lambda ctx: newcomers.ways_in(ctx, course))
    assert isinstance(rows, list)
    return {row[0] for row in rows[1:]}


# ---- links


async def test_no_list_opens_the_way_into_another_course(world: World) -> None:
    """Lis leads B and Karl facilitates there; neither has come. A's lead lists their addresses on a team of A."""
    lead = begun(world)
    with world.database.transaction() as tx:
        lis = person(tx, world, "Lis", "lis@skolen.example")
        karl = person(tx, world, "Karl", "karl@skolen.example")
        join(tx, world, another_course(tx, world, lis), karl, Role.facilitator)
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        before = store.execute(links.select()).all()
    load(world, lead, HEAD + "Havnen;Lis;lis@skolen.example;;facilitator\n"
         "Havnen;Karl;karl@skolen.example;;facilitator\nHavnen;Bo;;lærer;\n")  # fmt: skip
    assert links_of(world, lead) == {"Bo"}
    with world.database.transaction() as tx:
        found = TeamStore(tx, world.tenant_id, world.clock.now).execute(links.select()).all()
        assert {one.person_id for one in found} - {one.person_id for one in before} == {
            one.person_id for one in CourseStatusStore(tx, world.tenant_id, world.clock.now).seats(
                world.team.course.id if world.team else 0) if one.name == "Bo"
        }  # fmt: skip


async def test_nor_does_a_facilitators_button_for_who_was_put_on_their_team(world: World) -> None:
    lead, mette = begun(world), world.people["Mette"]
    with world.database.transaction() as tx:
        lis = person(tx, world, "Lis", "lis@skolen.example")
        another_course(tx, world, lis)
    load(world, lead, HEAD + "Team Broen;Lis;lis@skolen.example;lærer;\n")
    await mette.press_action(Action.to("teams/link", 1, lis))
    assert mette.sees("så her kan jeg ikke lave en ny vej ind") and not mette.sees("https://")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert lis not in [one.person_id for one in store.execute(links.select())]
    await mette.press_action(Action.to("teams/link", 1, world.people["Amira"].person_id))
    assert mette.sees("https://samspil.example")


async def test_nor_does_an_account_that_says_it_is_who_was_put_on_the_team(world: World) -> None:
    """Lis leads B, and is listed as a student of A, where a stranger in the channel would be her."""
    lead, mette = begun(world), world.people["Mette"]
    with world.database.transaction() as tx:
        lis = person(tx, world, "Lis", "lis@skolen.example")
        bo = person(tx, world, "Bo", "bo@skolen.example")
        team = another_course(tx, world, lis)
    load(
        world,
        lead,
        HEAD + "Team Broen;Lis;lis@skolen.example;lærer;\nTeam Broen;Bo;bo@skolen.example;lærer;\n",
    )
    somebody, other = world.stranger("Nogen"), world.stranger("En anden")
    await somebody.command("samspil", "hjaelp")
    assert somebody.sees("Det er mig: Bo") and not somebody.sees("Lis")
    await somebody.press_action(Action.to("teams/claim", 1, "-", lis))
    assert somebody.sees("Det kan jeg ikke finde")
    with world.database.transaction() as tx:  # Bo has been here, so that it is asked first whether it is him
        TeamStore(tx, world.tenant_id, world.clock.now).set_person(bo, notice_version=1)
    await other.press_action(Action.to("teams/claim", 1, "-", bo))
    with world.database.transaction() as tx:
        join(tx, world, team, bo, Role.facilitator)
    await mette.press_action(Action.to("teams/confirm", 1, 1))
    assert mette.sees("så her kan jeg ikke lave en ny vej ind")
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert not [one for who in (lis, bo) for one in store.accounts(who) if one.platform == "chat"]


async def test_who_leads_both_courses_gives_links_to_who_is_in_both(world: World) -> None:
    lead = begun(world)
    with world.database.transaction() as tx:
        karl = person(tx, world, "Karl", "karl@skolen.example")
        join(tx, world, another_course(tx, world, lead.person_id), karl, Role.facilitator)
    load(world, lead, HEAD + "Havnen;Karl;karl@skolen.example;;facilitator\n")
    assert links_of(world, lead) == {"Karl"}


# ---- names


async def test_nobody_is_renamed_who_is_in_somebody_elses_course(world: World) -> None:
    lead = begun(world)
    with world.database.transaction() as tx:
        karl = person(tx, world, "Karl", "karl@skolen.example")
        join(tx, world, another_course(tx, world), karl, Role.facilitator)
    for _ in range(2):  # nor when the list is loaded once more, and he is in this course too
        report = load(world, lead, HEAD + "Havnen;Kalle And;KARL@skolen.example;;facilitator\n")
        assert "Karl er også på et andet forløb. Navn og e-mailadresse bliver, som de er." in lines(
            world, report
        )
    with world.database.transaction() as tx:
        found = TeamStore(tx, world.tenant_id, world.clock.now).person(karl)
        assert found and (found.name, found.email) == ("Karl", "karl@skolen.example")


# ---- two people are two


@pytest.mark.parametrize(
    "rows",
    [
        "Havnen;Anna-Maria Holm;;lærer;\nHavnen;Anna Maria Holm;;pædagog;\n",
        "Havnen;Jens Po;jens.p@x.example;lærer;\nHavnen;Jens Pi;jens-p@x.example;pædagog;\n",
        "Havnen;李明;;lærer;\nHavnen;Олена;;pædagog;\n",
        "Havnen;Bo;et.meget.langt.fornavn.og.efternavn@skolen.example;lærer;\n"
        "Havnen;Ib;et.meget.langt.fornavn.og.efternavn@skolen.example.dk;pædagog;\n",
    ],
    ids=["signs", "addresses", "letters", "long"],
)
async def test_two_people_whose_ids_would_be_the_same_are_two(world: World, rows: str) -> None:
    lead = begun(world)
    load(world, lead, HEAD + rows)
    assert len(people_in(world, "Havnen")) == 2
    again = load(world, lead, HEAD + rows)
    assert not again.added and not again.changed


async def test_two_addresses_under_one_known_name_are_two_people(world: World) -> None:
    lead = begun(world)
    load(world, lead, HEAD + "Havnen;Jens;;lærer;\n")
    load(world, lead, HEAD + "Havnen;Jens;jens1@x.example;lærer;\nHavnen;Jens;jens2@x.example;pædagog;\n")
    assert people_in(world, "Havnen") == {("Jens", "member", "lærer"), ("Jens", "member", "pædagog")}


async def test_a_lead_without_an_address_is_the_same_each_time(world: World) -> None:
    lead = begun(world)
    rows = "Hold;Navn;Fag;Rolle\n;Ulla Bek;;forløbsansvarlig\n"
    assert [one.name for one in load(world, lead, rows).added] == ["Ulla Bek"]
    again = load(world, lead, rows)
    assert not again.added and not again.changed


# ---- who has gone


async def test_who_has_erased_themselves_does_not_come_back_by_address_or_name(world: World) -> None:
    """Also where their id was the course file's own, as Freja's and Bo's are here."""
    lead = begun(world)
    assert world.team
    with world.database.transaction() as tx:
        freja = person(tx, world, "Freja Lind", "freja.lind@skolen.example")
        bo = person(tx, world, "Bo")
        for one in (freja, bo):
            join(tx, world, world.team.id, one, Role.member)
        store = ErasingStore(tx, world.tenant_id, world.clock.now)
        store.erase(freja)
        store.erase(bo)
    rows = "Team Broen;Freja L;Freja.Lind@skolen.example;lærer;\nTeam Broen;bo;;lærer;\n"
    report = load(world, lead, HEAD + rows)
    assert not report.added
    said = lines(world, report)
    assert "Freja L har slettet sine data" in said and "bo har slettet sine data" in said
    namesake = load(world, lead, HEAD + "Team Broen;Bo;bo.ny@skolen.example;lærer;\n")
    assert [one.name for one in namesake.added] == ["Bo"]


async def test_a_list_taken_out_and_loaded_again_keeps_a_substitute_until_their_day(world: World) -> None:
    lead = begun(world)
    load(world, lead, HEAD + "Havnen;Ida;ida@x.example;;facilitator\nHavnen;Bo;;lærer;\n")
    assert world.team
    course, team = world.team.course.id, world.team.id
    with world.database.transaction() as tx:
        status = CourseStatusStore(tx, world.tenant_id, world.clock.now)
        [ida] = [one.person_id for one in status.seats(course) if one.name == "Ida"]
        staff = StaffStore(tx, world.tenant_id, world.clock.now)
        staff.stand_in(team, ida, local("2026-11-05 00:00"))
    rows = as_lead(world, lead, lambda ctx: people_loading.as_list(ctx, course))
    assert isinstance(rows, list)
    assert [row[0] for row in rows if row[1] == "Ida"] == ["Havnen"]
    written = people_csv.written([*rows, ["Team Broen", "Ida", "ida@x.example", "", "facilitator", ""]])
    report = load(world, lead, written)
    assert not report.added and not report.changed
    await world.at("2026-11-06 09:00")
    with world.database.transaction() as tx:
        TeamStore(tx, world.tenant_id, world.clock.now).leave(team, ida, "time")  # as the clock does
    for _ in range(2):
        report = load(world, lead, written)
        assert not report.added and "Ida har forladt Team Broen" in lines(world, report)
    with world.database.transaction() as tx:
        store = TeamStore(tx, world.tenant_id, world.clock.now)
        assert "Ida" not in [one.name for one in store.members(team, Role.facilitator)]


# ---- teams


async def test_students_of_two_full_teams_change_places(world: World) -> None:
    lead = begun(world)
    rows = [(f"{team} {n}", team) for team in ("Havnen", "Skoven") for n in range(24)]
    load(world, lead, HEAD + "".join(f"{team};{name};;lærer;\n" for name, team in rows))
    swapped = {"Havnen 0": "Skoven", "Skoven 0": "Havnen"}
    load(world, lead, HEAD + "".join(f"{team};{name};;lærer;\n" for name, team in swapped.items()))
    assert ("Skoven 0", "member", "lærer") in people_in(world, "Havnen")
    assert len(people_in(world, "Havnen")) == len(people_in(world, "Skoven")) == 24
    [refused] = wrong_with(world, lead, HEAD + "Havnen;En til;;lærer;\n")
    assert "plads til 24 medlemmer" in refused


async def test_a_partner_may_stand_on_any_of_a_teams_lines_and_is_one(world: World) -> None:
    lead = begun(world)
    head = "Hold;Navn;Fag;Partner\n"
    load(world, lead, head + "Chat-3;Bo;lærer;\nChat-3;Ib;lærer;Foreningen\n")
    with world.database.transaction() as tx:
        assert world.team
        status = CourseStatusStore(tx, world.tenant_id, world.clock.now)
        [made] = [one for one in status.teams(world.team.course.id) if one.name == "Chat-3"]
        assert made.partner == "Foreningen" and made.key == "x-chat-3", "what begins with chat- is the chat's"
    [wrong] = wrong_with(world, lead, head + "Chat-3;Bo;lærer;Klubben\nChat-3;Ib;lærer;Foreningen\n")
    assert wrong.endswith("Partner: Teamet står med en anden partner på linje 2.")


async def test_a_name_in_two_columns_is_as_long_as_in_one(world: World) -> None:
    wrong = wrong_with(
        world, begun(world), f"Fornavn;Efternavn;Hold;Fag\n{'A' * 50};{'B' * 50};Havnen;lærer\n"
    )
    assert wrong[0].startswith("liste.csv, linje 2, Fornavn: Teksten er for lang: 101 tegn")

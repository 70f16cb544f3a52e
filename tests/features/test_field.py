"""Time in the field, as a team lives it: planned, held, written down the morning after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import field, guide, meetings, monday, teams
from bot.busy import Source, busy_of
from bot.field import hours
from bot.field.rules import Spent, minutes_in_week, under_plan
from bot.registry import Features
from bot.teams.problems import CourseFileError
from bot.ui import Action
from bot.whole_weeks import full_weeks
from storage.teams import TeamStore
from tests.features.course import EXAMPLE, load_in, team_of
from tests.visitor import Visitor
from tests.world import World, local

HOST = "Værkstedets leder"


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, field.feature, monday.feature, guide.feature))


@pytest.fixture
def team(world: World) -> list[Visitor]:
    """Three members and Mette, Monday 2 November at 8."""
    return world.make_team("Amira", "Jonas", "Freja")


async def plan(person: Visitor, when: str = "ons 9.00", **more: str) -> None:
    await person.command("samspil", "felt")
    await person.press("Planlæg et besøg")
    labels = {"look": "Hvad må I se?", "ask": "Hvad vil I spørge om?", "purpose": "Hvad skal I finde ud af?"}
    await person.fill(
        {"Hvornår?": when, "Hvem besøger I?": HOST, **{labels[name]: text for name, text in more.items()}}
    )


async def write(person: Visitor, **more: str) -> None:
    labels = {
        "observations": "Tre ting, du så",
        "surprise": "Én ting, der overraskede dig",
        "question": "Dit næste spørgsmål",
        "length": "Hvor længe?",
        "day": "Hvilken dag?",
        "host": "Hvem besøger I?",
    }
    await person.fill({labels[name]: text for name, text in more.items()})


async def test_a_visit_is_planned_held_and_written_down(world: World, team: list[Visitor]) -> None:
    amira, jonas, freja, mette = team
    await plan(amira, purpose="Hvem er her om aftenen", look="Værkstedet i drift", ask="Hvad virker")
    assert world.channel.sees("Besøg i felten")
    assert world.channel.sees(
        f"Hvem er her om aftenen, hos {HOST}\nonsdag d. 4. november kl. 9.00–11.00 (uge 45)"
    )
    assert world.channel.sees("Det må vi se: Værkstedet i drift")
    assert world.channel.sees("Det spørger vi om: Hvad virker")
    assert world.channel.sees("Med: Amira, Jonas og Freja.")
    await freja.press("Jeg er ikke med")
    assert freja.sees("Så ved de andre, at du ikke er med.")
    assert world.channel.sees("Med: Amira og Jonas.")
    assert world.channel.posts == 1
    await world.at("2026-11-04 20:00")
    assert jonas.inbox.posts == 0
    await world.at("2026-11-05 09:00")
    assert jonas.inbox.sees("Hej Jonas. I besøgte Værkstedets leder i går.")
    assert freja.inbox.posts == mette.inbox.posts == 0
    await jonas.press("Skriv det op")
    await write(
        jonas,
        observations="De unge laver selv kaffe\nIngen spørger\nDøren står åben",
        question="Hvem lukker?",
    )
    assert jonas.sees("Tak, det er skrevet op")
    assert jonas.inbox.posts == 0, "asked and answered"
    assert world.channel.sees("I var i felten")
    assert world.channel.sees("1 har skrevet om besøget.")
    await amira.press("Spring over")
    assert amira.inbox.posts == 0
    await mette.press_action(Action.to("field/read", world.team.id, 1, 0))  # type: ignore[union-attr]
    assert mette.sees("Jonas\nDet så jeg\nDe unge laver selv kaffe\nIngen spørger\nDøren står åben")
    assert mette.sees("Mit næste spørgsmål\nHvem lukker?")
    assert not mette.sees("Skriv, hvad du så")
    assert world.channel.posts == 1, "one card that changes"


async def test_two_who_write_at_once_lose_nothing(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await plan(amira)
    await world.at("2026-11-05 09:00")
    for person in (amira, jonas):
        await person.press("Skriv det op")
    await write(amira, observations="Kaffe")
    await write(jonas, observations="Døren", length="2,5 timer")
    await amira.command("samspil", "felt")
    assert amira.sees("Denne uge: 2,5 timer.")
    await amira.press("Læs")
    assert amira.sees("Amira\nDet så jeg\nKaffe")
    await amira.press("Næste")
    assert amira.sees("Jonas\nDet så jeg\nDøren")
    await amira.press("Skriv, hvad du så")
    assert amira.form and amira.form.fields[0].value == "Kaffe", "one's own, to be corrected"
    await write(amira, observations="Kaffe og te")
    await amira.press("Læs")
    assert amira.sees("Kaffe og te")


async def test_a_visit_that_was_not_planned(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await world.at("2026-11-05 13:00")
    await amira.command("samspil", "field")
    assert amira.sees("Denne uge: 0 timer. I har ikke planlagt et timetal.")
    await amira.press("Skriv et besøg op")
    await write(amira, day="i går", length="1,5 time", host=HOST, observations="Kaffe")
    assert amira.sees("Tak, det er skrevet op")
    await jonas.command("samspil", "felt")
    assert jonas.sees("Denne uge: 1,5 timer.")
    assert world.channel.posts == 0


async def test_two_who_write_the_same_visit_down_do_not_double_its_hours(
    world: World, team: list[Visitor]
) -> None:
    amira, jonas, freja, _ = team
    await world.at("2026-11-05 13:00")
    for person in (amira, jonas, freja):
        await person.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await write(amira, day="i går", length="1,5 time", host=HOST, observations="Kaffe")
    await write(jonas, day="i går", length="2 timer", host="Lederen", observations="Støj")
    assert jonas.sees("same: Der er skrevet et besøg op den dag. Er det det samme?")
    await jonas.fill({"Er det et af dem, der er skrevet op?": f"ons. d. 4. nov. · {HOST}"})
    assert jonas.sees("Tak, det er skrevet op")
    await write(freja, day="i dag", length="1 time", host=HOST)
    await freja.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await write(freja, day="i går", length="1 time", host="Hallen")
    await freja.fill({"Er det et af dem, der er skrevet op?": "Nej, det er et andet besøg"})
    await jonas.command("samspil", "felt")
    assert jonas.sees("Denne uge: 3,5 timer."), "one and a half, one, and another one"
    await amira.press_action(Action.to("field/read", world.team.id, 1, 1))  # type: ignore[union-attr]
    assert amira.sees("Med: Amira og Jonas.") and amira.sees("Støj")


async def test_what_cannot_be_read_is_asked_for_again(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await plan(amira, when="snart")
    assert amira.sees("Jeg kan ikke læse")
    await amira.fill({"Hvornår?": "ons 9.00", "Hvor længe?": "2"})
    assert amira.sees("Er det minutter eller timer?")
    await amira.fill({"Hvor længe?": "20 timer"})
    assert amira.sees("Så langt et besøg kan jeg ikke skrive op.")
    await amira.fill({"Hvornår?": "ons 9.00-10.30", "Hvor længe?": ""})
    assert world.channel.sees("onsdag d. 4. november kl. 9.00–10.30")
    await amira.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await write(amira, day="9/11", length="1 time", host=HOST)
    assert amira.sees("Den dag er ikke kommet endnu. Planlæg besøget i stedet.")


async def test_what_may_lead_to_a_person_is_pointed_out(world: World, team: list[Visitor]) -> None:
    amira = team[0]
    await world.at("2026-11-05 13:00")
    await amira.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await write(amira, length="1 time", host=HOST, observations="Ring til ham på 22 33 44 55, Havnegade 12")
    assert amira.sees("ligner et telefonnummer og en adresse")
    assert amira.sees("Jeg finder ikke alt, og navne finder jeg slet ikke.")
    await amira.press("Ret")
    await write(amira, observations="Han vil ringes op")
    assert "telefonnummer" not in str(amira.private[-1])


async def test_a_visit_is_moved_cancelled_and_taken_up_again(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await plan(amira)
    await amira.press("Ret besøget")
    assert amira.form and amira.form.fields[0].value == "4/11 2026 kl. 09.00"
    await amira.fill({"Hvornår?": "tors 13.00"})
    assert world.channel.sees("torsdag d. 5. november kl. 13.00–15.00")
    assert jonas.inbox.sees(
        "Besøget er ændret\nHos Værkstedets leder\ntorsdag d. 5. november kl. 13.00–15.00"
    )
    await amira.press("Ret besøget")
    await amira.fill({"Hvad vil I spørge om?": "Hvem lukker"})
    assert jonas.inbox.posts == 1, "the time is the same"
    await amira.press("Aflys besøget")
    assert world.channel.sees("Besøget er aflyst")
    assert jonas.inbox.sees("Besøget er aflyst")
    assert amira.inbox.posts == 0
    await world.at("2026-11-03 09:00")
    await amira.press("Fortryd")
    assert world.channel.sees("Besøg i felten")
    assert jonas.inbox.posts == 1 and jonas.inbox.sees("Besøget er ændret")
    await world.at("2026-11-05 09:00")
    assert not jonas.inbox.sees("Skriv det, mens I husker det"), "it was moved"
    await amira.press("Aflys besøget")
    await world.at("2026-11-09 09:00")
    assert jonas.inbox.posts == 1 and jonas.inbox.sees("Besøget er aflyst")


async def test_what_is_over_is_written_down_instead(world: World, team: list[Visitor]) -> None:
    amira, *_ = team
    await plan(amira)
    await world.at("2026-11-04 11:00")
    await amira.press("Jeg er med")
    assert amira.sees("Besøget er forbi. Skriv det gerne op, mens I husker det.")
    await amira.command("samspil", "felt")
    assert amira.sees("[Skriv det op]")


async def test_it_is_in_the_calendar_of_those_who_go(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await plan(amira)
    await jonas.press("Jeg er ikke med")

    def events(person: Visitor) -> list[tuple[str, bool, bool]]:
        assert world.team
        with world.database.transaction() as tx:
            found = world.context(tx, world.team).store(TeamStore).person(person.person_id)
            assert found
            ctx = world.context(tx, world.team).for_person(found)
            return [(one.title, one.busy, one.cancelled) for one in world.bot.features.calendar(ctx)]

    def busy(person: Visitor, since: str, until: str) -> list[Source]:
        assert world.team
        with world.database.transaction() as tx:
            ctx = world.context(tx, world.team)
            found = busy_of(ctx, [person.person_id], local(since), local(until))[person.person_id]
            return [one.source for one in found]

    assert events(amira) == [("Besøg hos Værkstedets leder", True, False)]
    assert events(jonas) == []
    assert busy(amira, "2026-11-04 10:59", "2026-11-04 12:00") == [Source.visit]
    assert busy(amira, "2026-11-04 11:00", "2026-11-04 12:00") == []
    assert busy(jonas, "2026-11-04 08:00", "2026-11-04 12:00") == []
    await amira.press("Aflys besøget")
    assert busy(amira, "2026-11-04 08:00", "2026-11-04 12:00") == []
    assert events(amira) == [("Besøg hos Værkstedets leder", True, True)]


async def test_who_leaves_goes_to_no_visit(world: World, team: list[Visitor]) -> None:
    amira, jonas, *_ = team
    await plan(amira)
    await jonas.press_action(Action.to("teams/left", world.team.id))  # type: ignore[union-attr]
    assert world.channel.sees("Med: Amira og Freja.")
    await world.at("2026-11-05 09:00")
    assert jonas.inbox.posts == 0


async def test_the_next_step_and_the_agenda(world: World, team: list[Visitor]) -> None:
    amira, *_ = team
    await plan(amira)
    await world.at("2026-11-04 12:00")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("I besøgte Værkstedets leder i dag. Skriv det, mens I husker det.")
    await amira.press("Skriv det op")
    await write(amira, question="Hvem lukker?")

    def topics() -> list[str]:
        assert world.team
        with world.database.transaction() as tx:
            return [one.title for one in world.bot.features.topics(world.context(tx, world.team))]

    assert topics() == ["Hvem lukker?"]
    await world.at("2026-11-19 09:00")
    assert topics() == []


async def test_fewer_hours_than_planned_two_weeks_running(world: World, team: list[Visitor]) -> None:
    amira, mette = team[0], team[-1]
    await amira.command("samspil", "felt")
    await amira.press("Felttimer")
    await amira.fill({"Hvor mange timer om ugen?": "mange"})
    assert amira.sees("Skriv et tal fra 0 til 40")
    await amira.fill({"Hvor mange timer om ugen?": "2,5"})
    assert amira.sees("Jeres plan er 2,5 timer om ugen.")
    await amira.command("samspil", "felt")
    assert amira.sees("Denne uge: 0 af 2,5 timer.")
    await world.at("2026-11-09 08:30")
    assert not mette.inbox.sees("færre timer i felten")
    await world.at("2026-11-16 08:30")
    await mette.command("samspil", "facilitator")
    assert mette.sees("færre timer i felten end planlagt to uger i træk")
    await amira.press_action(Action.to("field/log", world.team.id, 0))  # type: ignore[union-attr]
    await write(amira, day="12/11", length="3 timer", host=HOST)
    mette.private.clear()
    await mette.command("samspil", "facilitator")
    assert not any("færre timer" in str(card) for card in mette.private)


async def test_the_course_file_says_the_plan_and_the_team_chooses_otherwise(world: World) -> None:
    example = EXAMPLE.replace("# field_hours = 3 ", "field_hours = 3 ")

    def plan(text: str) -> int:
        load_in(world, text)
        with world.database.transaction() as tx:
            team = team_of(world, tx)
            return hours.planned_minutes(replace(world.context(tx, team), tenant_id=team.tenant_id))

    assert plan(EXAMPLE) == 0
    assert plan(example) == 180
    own = example.replace('id = "broen"', 'id = "broen"\nfield_hours = 2.5')
    assert plan(own) == 150
    for wrong in ("41", "-1", "true", '"3"'):
        with pytest.raises(CourseFileError) as found:
            plan(example.replace("field_hours = 3 ", f"field_hours = {wrong} "))
        assert [one.name for one in found.value.problems] == ["course.field_hours"]


# ---- hours


def test_a_week_is_from_monday_to_sunday() -> None:
    spent = [Spent(date(2026, 11, 8), 60), Spent(date(2026, 11, 9), 30), Spent(date(2026, 11, 15), 15)]
    assert minutes_in_week(spent, date(2026, 11, 11)) == 45


def test_weeks_of_holiday_and_before_the_start_are_passed_over() -> None:
    autumn = date(2026, 10, 12)

    def off(day: date) -> bool:
        return day.weekday() > 4 or autumn <= day < autumn + timedelta(days=5)

    assert full_weeks(date(2026, 10, 21), date(2026, 9, 1), off) == [date(2026, 10, 5), date(2026, 9, 28)]
    assert full_weeks(date(2026, 10, 21), date(2026, 10, 6), off) == [], "it began on a Tuesday"


def test_only_both_weeks_under_the_plan_count() -> None:
    weeks = [date(2026, 11, 16), date(2026, 11, 9)]
    spent = [Spent(date(2026, 11, 18), 119), Spent(date(2026, 11, 9), 60), Spent(date(2026, 11, 10), 59)]
    assert under_plan(spent, 120, weeks) == (119, 119)
    assert not under_plan([*spent, Spent(date(2026, 11, 15), 1)], 120, weeks)
    assert not under_plan([], 0, weeks), "no plan"
    assert not under_plan([], 120, weeks[:1]), "one week alone"


@pytest.mark.parametrize(
    ("text", "read"),
    [("4", 4.0), ("2,5", 2.5), ("2.5 timer", 2.5), ("1 t", 1.0), ("", 0.0), ("0", 0.0), ("41", None), ("x", None), ("-1", None)],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, read: float | None) -> None:
    assert hours.read(text) == read

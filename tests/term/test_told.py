"""What was true of a team is told by what it did; and each figure of what facilitators were told can miss its floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from benchmarks.told import came_true, cases, figures, lines
from tests.term.calendars import ZONE
from tests.term.deeds import Deed, Diary, Did, Felt, Morning, Round, Told
from tests.term.oracles import ORACLES, truth
from tests.term.plan import FIRST, School, Size, schools
from tests.term.planting import Planted, Trouble
from tests.term.playing import one_school
from tests.term.records import Monday, Records

MEMBERS = (1, 2, 3, 4)


# ---- the oracles


def when(day: int, hour: int = 12) -> datetime:
    """`day` 0 is the course's first Monday."""
    return datetime.combine(FIRST + timedelta(days=day), time(hour), ZONE)


def did(what: Did, day: int, *who: int, about: int = 0) -> list[Deed]:
    return [Deed(what, when(day), one, about) for one in who]


def morning(day: int, **values: int) -> Morning:
    usual = {"meets": True, "looks": False, "promises": 0, "late": 0, "bare_goals": 0}
    return Morning(FIRST + timedelta(days=day), **{**usual, **values})  # type: ignore[arg-type]


def diary(*deeds: list[Deed], **values: object) -> Diary:
    found = Diary("1000/1", FIRST, FIRST + timedelta(weeks=10, days=-1), len(MEMBERS), hours=2, in_person=1)
    found.deeds = [one for them in deeds for one in them]
    for name, value in values.items():
        setattr(found, name, value)
    return found


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


SIGNED = [one for member in MEMBERS for one in did(Did.signed, 3, member, about=1)]
APPROVED = did(Did.approved, 4, 9, about=1)
MET_FOUR = [
    one
    for meeting, leader in enumerate((1, 1, 1, 2))
    for what, who in ((Did.met, 1), (Did.chaired, leader), (Did.wrote, 1))
    for one in did(what, 7 * meeting, who, about=meeting)
]
BOTH_SILENT = [Round(1, when(4)), Round(2, when(11))]


def felt(survey: str, *rounds: tuple[int, dict[int, tuple[int, ...]]]) -> Diary:
    """On which day, and what each of them answered."""
    found = diary(surveys=[Round(number, when(day), survey) for number, (day, _) in enumerate(rounds)])
    found.felt = [
        Felt(number, who, when(day, 9), scores)
        for number, (day, said) in enumerate(rounds)
        for who, scores in said.items()
    ]
    return found


def all_say(*scores: int) -> dict[int, tuple[int, ...]]:
    return dict.fromkeys(MEMBERS, scores)


@pytest.mark.parametrize(
    ("kind", "it_is", "it_is_not", "day"),
    [
        (Trouble.falls, felt("dialogpuls", (16, all_say(4, 5)), (37, all_say(3, 4))),
         felt("dialogpuls", (16, all_say(4, 5)), (37, {**all_say(3, 4), 4: (4, 4)})), 42),
        (Trouble.apart, felt("dialogpuls", (16, {**all_say(5, 5), 2: (5, 2)})),
         felt("dialogpuls", (16, {**all_say(5, 5), 2: (3, 3)})), 21),
        (Trouble.five, felt("dialogpuls", (16, all_say(5, 5)), (37, all_say(5, 5))),
         felt("dialogpuls", (16, all_say(5, 5)), (37, {**all_say(5, 5), 1: (5, 4)})), 42),
        (Trouble.level, felt("niveau", (30, {**all_say(1), 4: (2,)})), felt("niveau", (30, all_say(2))), 35),
        (Trouble.unsigned, diary(SIGNED[:3]), diary(SIGNED), 7),
        (Trouble.waits, diary(SIGNED), diary(SIGNED, APPROVED), 7),
        (Trouble.review, diary(SIGNED, APPROVED, did(Did.still_ok, 36, 1)),
         diary(SIGNED, APPROVED, did(Did.still_ok, 36, 1, 2)), 49),
        (Trouble.no_meeting, diary(mornings=[morning(14, meets=False)]),
         diary(mornings=[morning(13, meets=False), morning(14, meets=False, looks=True)]), 14),
        (Trouble.no_process, diary(did(Did.met, 10, 1, 2)),
         diary(did(Did.met, 10, 1, 2), did(Did.talked, 9, 1)), 21),
        (Trouble.locked, diary(MET_FOUR), diary(MET_FOUR[:9]), 28),
        (Trouble.late, diary(mornings=[morning(21, promises=9, late=3)]),
         diary(mornings=[morning(21, promises=9, late=2)]), 21),
        (Trouble.few, diary(did(Did.answered, 3, 1, about=1), rounds=BOTH_SILENT),
         diary(did(Did.answered, 3, 1, 2, about=1), rounds=BOTH_SILENT), 14),
        (Trouble.field, diary(did(Did.visited, 8, 1, about=60)), diary(did(Did.visited, 8, 1, about=120)), 21),
        (Trouble.online, diary(did(Did.in_person, 5, 1)), diary(did(Did.in_person, 8, 1)), 21),
        (Trouble.partner, diary(did(Did.contact, 0, 1)), diary(did(Did.contact, 1, 1)), 14),
        ("challenge.unconfirmed", diary(did(Did.asked, 6, 1, about=1), did(Did.asked, 20, 1, about=2)),
         diary(did(Did.asked, 6, 1, about=1), did(Did.agreed, 7, 8, about=1), did(Did.asked, 20, 1, about=2)), 21),
        (Trouble.signs, diary(mornings=[morning(21, bare_goals=1)]), diary(mornings=[morning(21)]), 21),
        (Trouble.reflections, diary(shown=[when(6)]), diary(shown=[when(8)]), 28),
    ],
)  # fmt: skip
def test_what_was_true_is_told_by_what_was_done(kind: str, it_is: Diary, it_is_not: Diary, day: int) -> None:
    assert truth(it_is, kind, on(day))
    assert not truth(it_is_not, kind, on(day))


def test_every_trouble_that_is_planted_has_an_oracle_and_silence_of_one_has_none() -> None:
    not_planted = {"challenge.unconfirmed"}
    assert set(ORACLES) == set(Trouble) - {Trouble.silent} | not_planted


def test_nothing_is_true_in_the_first_days_and_nobody_vouches_for_an_unknown_kind() -> None:
    assert not truth(diary(), Trouble.unsigned, on(6))
    assert not truth(diary(), "mood.low", on(21))


def test_of_three_people_nothing_is_told_nor_what_would_tell_one_persons_answer() -> None:
    three = dict.fromkeys(MEMBERS[:3], (5, 5))
    assert not truth(felt("dialogpuls", (16, {**three, 3: (1, 1)})), Trouble.apart, on(21))
    fifth = {**all_say(5, 5), 5: (1, 1)}
    assert truth(felt("dialogpuls", (16, fifth)), Trouble.apart, on(21))
    assert not truth(felt("dialogpuls", (16, all_say(5, 5)), (37, fifth)), Trouble.apart, on(42)), (
        "told of the four"
    )


def test_two_late_of_few_are_many() -> None:
    assert truth(diary(mornings=[morning(21, promises=4, late=2)]), Trouble.late, on(21))
    assert not truth(diary(mornings=[morning(21, promises=5, late=2)]), Trouble.late, on(21))


def test_a_poll_that_drags_on_is_no_plan() -> None:
    dragging = [morning(day, meets=False, looks=True) for day in range(7, 15)]
    assert truth(diary(mornings=dragging), Trouble.no_meeting, on(14))
    assert not truth(diary(mornings=[morning(7), *dragging[1:]]), Trouble.no_meeting, on(14))


# ---- when it came true, and when it was named


def test_a_trouble_counts_from_the_day_it_was_true() -> None:
    quiet = diary(did(Did.contact, 5, 1), planted=(Planted(Trouble.partner, 2, 11),))
    assert came_true(quiet, quiet.planted[0]) == on(19)
    quiet.told = [Told(Trouble.partner, on(28)), Told(Trouble.field, on(21))]
    (case,) = cases([quiet])
    assert (case.in_time, case.weeks) == (True, 9 / 7)
    quiet.told = [Told(Trouble.partner, on(35))]
    (case,) = cases([quiet])
    assert not case.in_time
    assert [one.right for one in lines([quiet])] == [True]


def test_silence_and_what_never_came_true_are_no_cases() -> None:
    in_touch = [one for week in range(10) for one in did(Did.contact, 7 * week, 1)]
    planted = (Planted(Trouble.partner, 2, 11), Planted(Trouble.silent, 2, 11))
    assert list(cases([diary(in_touch, planted=planted)])) == []


# ---- a tiny term


def small() -> School:
    """Two teams, five weeks. In one the contract is not signed and nobody calls the partner; in the other somebody
    falls silent."""
    (school,) = schools(3, Size(teams=0, weeks=5, planted=2))
    stuck, well = school.teams
    stuck = replace(stuck, planted=(Planted(Trouble.unsigned, 1, 99), Planted(Trouble.partner, 1, 99)))
    well = replace(well, planted=(Planted(Trouble.silent, 2, 99),))
    return replace(school, teams=(stuck, well))


@pytest.fixture(scope="module")
def term() -> Records:
    return one_school(small())


def test_a_small_term_names_what_is_wrong_and_nobody(term: Records) -> None:
    assert [one for one in figures(term) if one.missed] == []
    assert {one.kind for one in cases(term.diaries) if one.in_time} == {Trouble.unsigned, Trouble.partner}
    assert len(term.mondays) == 4
    assert len(list(lines(term.diaries))) > 4


def unnamed(told: Diary) -> Diary:
    return replace(
        told, told=[one for one in told.told if one.kind not in {each.trouble for each in told.planted}]
    )


def late(told: Diary) -> Diary:
    return replace(told, told=[replace(one, on=one.on + timedelta(weeks=3)) for one in told.told])


def wrong(told: Diary) -> Diary:
    return replace(told, told=[*told.told, *[Told("checkins.few", told.starts)] * 9])


def by_name(told: Diary) -> Diary:
    return replace(told, names=1)


@pytest.mark.parametrize(
    ("doctor", "missing"),
    [
        (unnamed, {"term.recall", "term.weeks.p50", "term.weeks.p90"}),
        (late, {"term.recall", "term.weeks.p50", "term.weeks.p90"}),
        (wrong, {"term.precision"}),
        (by_name, {"term.names"}),
    ],
)
def test_each_figure_can_miss_its_floor(
    term: Records, doctor: Callable[[Diary], Diary], missing: set[str]
) -> None:
    doctored = replace(term, diaries=[doctor(one) for one in term.diaries])
    assert {one.id for one in figures(doctored) if one.missed} >= missing


def test_a_second_message_on_a_monday_is_one_too_many(term: Records) -> None:
    again = Monday(term.mondays[0].facilitator, term.mondays[0].on, 1, 0)
    missed = {one.id for one in figures(replace(term, mondays=[*term.mondays, again])) if one.missed}
    assert missed == {"term.mondays"}


def test_what_was_told_of_nobody_shows_nothing() -> None:
    assert all(one.missed for one in figures(Records()))


# ---- what is planted


def test_a_third_of_the_teams_are_troubled_and_every_trouble_comes() -> None:
    found = [team for school in schools(1, Size(teams=0, planted=200)) for team in school.teams]
    troubled = [one for one in found if any(each.trouble is not Trouble.silent for each in one.planted)]
    assert 0.28 < len(troubled) / len(found) < 0.4
    assert {each.trouble for one in found for each in one.planted} == set(Trouble)
    assert any(len(one.planted) > 1 for one in troubled)


def test_the_other_schools_are_the_same_without_the_planted() -> None:
    assert schools(5, Size(teams=20, planted=20))[:2] == schools(5, Size(teams=20, planted=0))

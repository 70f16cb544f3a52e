"""What a facilitator hears of: each rule at its threshold, on this side of it and on the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.agenda.rules import Fixed, Line, process_left_out
from bot.agreements.rules import partner_said_yes
from bot.calendar import DaysOff
from bot.challenge.rules import unconfirmed_since, waits_too_long
from bot.checkins.rules import RoundResult, few_answered
from bot.contract.rules import should_be_signed, too_long
from bot.goals.rules import without_sign
from bot.meetings import rules as meetings
from bot.reflections.rules import is_quiet
from bot.roles.history import History, Meeting, Member, Role, locked_to_one
from bot.surveys import rules as surveys
from bot.thresholds import USUAL
from bot.whole_weeks import full_weeks
from storage.agreements import Agreement, Party

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
A_MOMENT = timedelta(seconds=1)
MONDAYS = [date(2026, 11, 9), date(2026, 11, 2)]


def days(count: int) -> timedelta:
    return timedelta(days=count)


def test_a_contract_is_due_on_the_day_and_has_waited_after_it() -> None:
    assert should_be_signed(date(2026, 11, 2), date(2026, 11, 9), 7)
    assert not should_be_signed(date(2026, 11, 2), date(2026, 11, 8), 7)
    assert too_long(NOW - days(2) - A_MOMENT, NOW, 2) and not too_long(NOW - days(2), NOW, 2)
    assert not too_long(None, NOW, 2)


def test_no_meeting_in_so_many_days() -> None:
    weeks = timedelta(weeks=4)
    assert meetings.none_ahead([], NOW, 10, weeks)
    assert meetings.none_ahead([NOW + days(10) + A_MOMENT], NOW, 10, weeks)
    assert not meetings.none_ahead([NOW + days(10)], NOW, 10, weeks)
    assert not meetings.none_ahead([NOW], NOW, 10, weeks), "it begins now"
    assert meetings.none_ahead([NOW - A_MOMENT], NOW, 10, weeks), "it has begun"
    assert meetings.none_ahead([], NOW, 10, days(6)) and not meetings.none_ahead([], NOW, 10, days(5))


def test_fewer_meetings_in_person_than_planned_in_each_week() -> None:
    held = [date(2026, 11, 9), date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 16)]
    assert meetings.under_plan(held, 3, MONDAYS, 2) == (2, 1)
    assert meetings.under_plan(held, 2, MONDAYS, 2) == (), "the latest week had its two"
    assert meetings.under_plan([], 1, MONDAYS, 2) == (0, 0)
    assert meetings.under_plan([], 1, MONDAYS[:1], 2) == (), "one week is not two running"
    assert meetings.under_plan([], 0, MONDAYS, 2) == (), "no plan"


def test_only_whole_weeks_count_and_a_holiday_is_passed_over() -> None:
    weekends = DaysOff(country="").is_off
    assert full_weeks(date(2026, 11, 16), date(2026, 11, 2), weekends, 2) == MONDAYS
    assert full_weeks(date(2026, 11, 16), date(2026, 11, 3), weekends, 2) == MONDAYS[:1]

    def holiday(day: date) -> bool:
        return weekends(day) or date(2026, 11, 9) <= day <= date(2026, 11, 13)

    assert full_weeks(date(2026, 11, 16), date(2026, 10, 1), holiday, 2) == [
        date(2026, 11, 2),
        date(2026, 10, 26),
    ]


def line(track: str, state: str = "done", source: str = "") -> Line:
    return Line(
        id=1, source=source, title="", track=track, kind="discuss", minutes=10, owner=None, preparation="",
        internal=False, position=1, state=state,
    )  # fmt: skip


def test_the_cooperation_was_talked_of_only_when_the_team_came_to_it() -> None:
    assert process_left_out([line("task"), line("process", "open")])
    assert process_left_out([line("process", source=f"fixed/{Fixed.checkin}")]), (
        "a round to begin with is not enough"
    )
    assert not process_left_out([line("process")])
    assert not process_left_out([line("process", source=f"fixed/{Fixed.process}")])


def history(*chairs: int) -> History:
    """A meeting a week, where that person chairs and 2 takes notes."""
    start = NOW - timedelta(weeks=len(chairs))
    members = tuple(Member(person, start) for person in (1, 2, 3))
    turns = [((Role.CHAIR, chair), (Role.NOTE_TAKER, 2)) for chair in chairs]
    return History(members, tuple(Meeting(start + timedelta(weeks=n), one) for n, one in enumerate(turns)))


def test_roles_that_are_the_same_persons() -> None:
    assert locked_to_one(history(1, 1, 1), NOW) is None, "three meetings"
    found = locked_to_one(history(2, 1, 3, 1, 3), NOW)
    assert found and (found.turns, found.of, found.meetings) == (6, 10, 5), "60 %"
    assert locked_to_one(history(2, 1, 3, 1, 3), NOW, percent=61) is None
    assert locked_to_one(history(1, 3, 1, 3, 1), NOW) is None, "half"
    assert locked_to_one(history(2, 2, 1, 3), NOW, meetings=5) is None


def test_few_have_answered_every_one_of_the_latest_rounds() -> None:
    low, half, none = RoundResult(5, 2), RoundResult(4, 2), RoundResult(0, 0)
    assert few_answered((low, low, half), 2, 50) == (low, low)
    assert few_answered((low, half), 2, 50) == () == few_answered((low,), 2, 50)
    assert few_answered((half, half), 2, 51) == (half, half)
    assert few_answered((low, none), 2, 50) == (), "everybody was away"
    assert few_answered((low, low, half), 3, 50) == ()


def test_goals_without_a_sign_and_reflections() -> None:
    made = [(NOW - days(7), False), (NOW - days(7) - A_MOMENT, False), (NOW - days(30), True)]
    assert without_sign(made, NOW, 7) == 1
    assert is_quiet(date(2026, 10, 26), date(2026, 11, 16), 21)
    assert not is_quiet(date(2026, 10, 27), date(2026, 11, 16), 21)


def agreement(*parties: Party) -> Agreement:
    return Agreement(
        id=1, team_id=1, text="x", sign="", due_on=date(2026, 12, 1), state="open", made_by=1, made_at=NOW, meeting_id=None,
        goal_id=None, version=1, moved=0, carried=0, asked_on=None, listed_on=None, on_agenda=False, help_wanted=False,
        closed_at=None, closed_by=None, parties=parties,
    )  # fmt: skip


def party(kind: str, answer: str, at: datetime | None, person: int | None = None) -> Party:
    return Party(1, "with", kind, person, "", answer, None, at, None)


def test_the_local_organisation_has_said_yes() -> None:
    since = NOW - days(7)
    yes = agreement(party("partner", "yes", since))
    guest = agreement(party("person", "yes", NOW, person=9))
    assert partner_said_yes([yes, guest], {9}, since) == 2
    assert partner_said_yes([guest], {8}, since) == 0, "one of the team's own"
    assert partner_said_yes([agreement(party("partner", "yes", since - A_MOMENT))], (), since) == 0
    assert partner_said_yes([agreement(party("partner", "no", NOW))], (), since) == 0


def test_the_challenge_waits_for_the_local_organisations_yes() -> None:
    first, second, third = NOW - days(30), NOW - days(15), NOW - days(2)
    assert unconfirmed_since([]) is None
    assert unconfirmed_since([(second, None), (first, first)]) == second
    assert unconfirmed_since([(third, None), (second, None), (first, first)]) == second, (
        "since the first of them"
    )
    assert unconfirmed_since([(third, third), (second, None)]) is None, "they have said yes to the latest"
    assert waits_too_long(NOW - days(14) - A_MOMENT, NOW, 14) and not waits_too_long(NOW - days(14), NOW, 14)
    assert not waits_too_long(None, NOW, 14)


def score(value: float, spread: float = 0) -> dict[str, dict[str, float]]:
    return {"score": {"mean": value, "spread": 0}, "x": {"mean": value, "spread": spread}}


def test_a_pulse_that_falls_is_far_apart_or_always_at_its_highest() -> None:
    usual = surveys.Least(USUAL.pulse_falls_steps, USUAL.pulse_apart_steps, USUAL.pulse_five_rounds)

    def heard(least: surveys.Least, *newest_first: dict[str, dict[str, float]]) -> surveys.Heard | None:
        return surveys.heard(newest_first, 5, least, open_questions=False)

    assert heard(usual, score(3.0), score(4.0)) is surveys.Heard.FALLS
    assert heard(usual, score(3.1), score(4.0)) is None
    assert heard(surveys.Least(2, 3, 2), score(3.0), score(4.0)) is None, "a course with a number of its own"
    assert heard(usual, score(3.0, 3)) is surveys.Heard.APART and heard(usual, score(3.0, 2.9)) is None
    assert heard(surveys.Least(1, 4, 2), score(3.0, 3)) is None
    assert heard(usual, score(5), score(5)) is surveys.Heard.ALWAYS_FIVE and heard(usual, score(5)) is None
    assert heard(surveys.Least(1, 3, 3), score(5), score(5)) is None


def test_the_level_is_still_the_first() -> None:
    most = ["most", "few", "few"]
    assert surveys.still_lowest(most, 5, USUAL.level_weeks) and not surveys.still_lowest(
        most, 4, USUAL.level_weeks
    )
    assert not surveys.still_lowest(most, 5, 5)


def test_working_days_since() -> None:
    off = DaysOff(country="")
    thursday = date(2026, 11, 12)
    assert off.working_days_since(thursday, date(2026, 11, 13)) == 1
    assert off.working_days_since(thursday, date(2026, 11, 15)) == 1, "a weekend"
    assert off.working_days_since(thursday, date(2026, 11, 16)) == 2
    assert off.working_days_since(thursday, thursday) == 0

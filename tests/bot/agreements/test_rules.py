"""What an agreement is worth and when it is followed up, over all kinds of parties, days and presses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreements import rules
from bot.agreements.rules import PARTNER, TEAM, Answer, Kind, Side, Somebody, State
from bot.calendar import DaysOff, SchoolDay
from storage.agreements import Agreement, Party

ZONE = ZoneInfo("Europe/Copenhagen")
OFF = DaysOff(school=frozenset(SchoolDay))
MAKER, OTHERS = 1, (2, 3, 4)
PEOPLE = (MAKER, *OTHERS)

somebody = st.sampled_from([TEAM, PARTNER, *(Somebody(Kind.person, one) for one in PEOPLE)])
some = st.lists(somebody, max_size=4)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
answers = st.sampled_from(list(Answer))


def agreement(*parties: Party, **values: object) -> Agreement:
    plain = Agreement(
        id=1, team_id=1, text="Ringe", sign="", due_on=date(2026, 11, 9), state="open", made_by=MAKER,
        made_at=datetime(2026, 11, 2, tzinfo=UTC), meeting_id=None, goal_id=None, version=1, moved=0, carried=0,
        asked_on=None, listed_on=None, on_agenda=False, help_wanted=False, closed_at=None, closed_by=None,
        parties=parties,
    )  # fmt: skip
    return replace(plain, **values)  # type: ignore[arg-type]


def party(number: int, side: Side, who: Somebody, answer: Answer) -> Party:
    return Party(number, side.value, who.kind.value, who.person, "", answer.value, None, None, None)


def made(seats: tuple[rules.Seat, ...]) -> Agreement:
    return agreement(*(party(n, one.side, one.who, one.answer) for n, one in enumerate(seats, 1)))


parties = st.lists(st.tuples(st.sampled_from(list(Side)), somebody, answers), min_size=1, max_size=5).map(
    lambda found: agreement(*(party(n, *one) for n, one in enumerate(found, 1)))
)


# ---- who agrees


@given(some, some, st.booleans())
def test_whoever_writes_it_has_said_yes_and_nobody_else_has(
    does: list[Somebody], along: list[Somebody], at_meeting: bool
) -> None:
    seats = rules.seats(MAKER, does, along, at_meeting=at_meeting)
    named = [one.who for one in seats]
    assert len(named) == len(set(named)), "everybody once"
    assert set(does) | set(along) <= set(named)
    assert any(one.side is Side.does for one in seats)
    for one in seats:
        if one.who.kind is not Kind.team:
            assert (one.answer is Answer.yes) == (one.who.person == MAKER), one


@given(some, some)
def test_it_is_never_an_agreement_with_oneself(does: list[Somebody], along: list[Somebody]) -> None:
    """Somebody else than who wrote it has to say yes, always."""
    assert any(one.answer is Answer.waiting for one in rules.seats(MAKER, does, along, at_meeting=False))


def test_what_was_agreed_at_a_meeting_has_the_teams_yes_and_nobody_elses() -> None:
    jonas = Somebody(Kind.person, 2)
    said = {one.who: one.answer for one in rules.seats(MAKER, [jonas], [TEAM, PARTNER], at_meeting=True)}
    assert said == {jonas: Answer.waiting, TEAM: Answer.yes, PARTNER: Answer.waiting}
    assert rules.seats(MAKER, [], [], at_meeting=True)[1].answer is Answer.yes


@given(parties, st.lists(st.tuples(st.sampled_from(PEOPLE), answers, st.booleans()), max_size=8))
def test_nobody_answers_for_somebody_else(one: Agreement, presses: list[tuple[int, Answer, bool]]) -> None:
    for by, answer, member in presses:
        said = rules.say(one, by, answer, member=member)
        touched = set(said.parties) if isinstance(said, rules.Said) else set()
        for each in one.parties:
            theirs = each.person_id == by
            teams = each.kind == Kind.team and member and answer is Answer.yes and by != one.made_by
            assert each.id not in touched or theirs or teams
            if theirs and each.answer != answer:
                assert each.id in touched
        after = [replace(each, answer=answer.value) if each.id in touched else each for each in one.parties]
        one = replace(one, parties=tuple(after))
        assert not isinstance(rules.say(one, by, answer, member=member), rules.Said), "twice is once"


def test_the_teams_yes_is_one_more_members_not_of_who_does_it() -> None:
    does = party(1, Side.does, Somebody(Kind.person, 2), Answer.yes)
    waits = agreement(does, party(2, Side.along, TEAM, Answer.waiting), made_by=3)
    assert rules.say(waits, 4, Answer.yes, member=True) == rules.Said((2,))
    assert isinstance(rules.say(waits, 4, Answer.yes, member=False), rules.NotAsked), (
        "a facilitator is not the team"
    )
    assert isinstance(rules.say(waits, 4, Answer.no, member=True), rules.NotAsked), "one is not the team's no"
    assert isinstance(rules.say(waits, 3, Answer.yes, member=True), rules.NotAsked), "they wrote it"
    assert isinstance(rules.say(waits, 2, Answer.yes, member=True), rules.SaidBefore), "they do it"


@given(parties, st.sampled_from(PEOPLE))
def test_a_change_asks_the_others_again_and_never_who_made_it(one: Agreement, by: int) -> None:
    again = rules.to_ask_again(one, by)
    assert all(each.person_id != by and each.kind != Kind.team for each in again)
    after = agreement(*(replace(each, answer="waiting") if each in again else each for each in one.parties))
    everybody = {each.person_id for each in one.parties if each.person_id is not None}
    assert {each.id for each in again} <= {each.id for each in rules.awaited(after, everybody)}


@given(parties, st.frozensets(st.sampled_from(PEOPLE)))
def test_nothing_is_awaited_of_or_asked_of_who_is_not_there(one: Agreement, present: frozenset[int]) -> None:
    awaited = rules.awaited(one, present)
    assert all(each.kind != Kind.person or each.person_id in present for each in awaited)
    assert set(rules.to_ask(one, present)) <= present
    if rules.loose(one, present):
        assert not any(each.person_id in present for each in one.doers)


# ---- what becomes of it


@given(st.sampled_from(list(State)), st.lists(st.sampled_from([State.done, State.dropped]), min_size=1))
def test_the_first_to_close_it_decides(state: State, presses: list[State]) -> None:
    first: State | None = None if state is State.open else state
    for to in presses:
        match rules.close(state, to):
            case rules.Now(after):
                assert first is None and after is to
                state = first = after
            case rules.Already(was):
                assert was is first
    assert isinstance(rules.reopen(state), rules.Now)
    assert isinstance(rules.reopen(State.open), rules.Already)


@given(days, days, days)
def test_it_moves_to_a_day_that_is_not_over(due_on: date, to: date, today: date) -> None:
    match rules.move(due_on, to, today):
        case rules.Moved(day):
            assert day == to >= today and to != due_on
        case rules.NotMoved():
            assert to == due_on
        case rules.Gone():
            assert to < today


# ---- when


@settings(deadline=None)  # the first day of a year reads its holidays
@given(days)
def test_it_is_followed_up_at_nine_on_working_days_in_summer_and_in_winter(due_on: date) -> None:
    asked = rules.ask_moment(due_on, ZONE, OFF).astimezone(ZONE)
    assert asked.time() == time(9) and not OFF.is_off(asked.date())
    between = [due_on + timedelta(days=n) for n in range(1, (asked.date() - due_on).days)]
    assert asked.date() > due_on and all(OFF.is_off(day) for day in between), "the next working day, no later"
    listed = rules.list_moment(asked.date(), ZONE, OFF).astimezone(ZONE)
    assert listed.time() == time(9) and not OFF.is_off(listed.date())
    assert listed.date() - asked.date() >= timedelta(days=2)


def test_the_days_of_tone_mds_tenth_text() -> None:
    """Due on Monday 9 November: asked on Tuesday, on the team's list on Thursday 12 November."""
    assert rules.ask_day(date(2026, 11, 9), OFF) == date(2026, 11, 10)
    assert rules.list_day(date(2026, 11, 10), OFF) == date(2026, 11, 12)
    assert rules.ask_moment(date(2026, 10, 23), ZONE, OFF) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert rules.ask_moment(date(2026, 10, 22), ZONE, OFF) == datetime(2026, 10, 23, 7, tzinfo=UTC)


# ---- numbers


@given(st.lists(st.tuples(days, st.sampled_from(list(State))), max_size=20), days)
def test_a_number_is_of_several_and_only_of_what_is_a_week_late(
    found: list[tuple[date, State]], today: date
) -> None:
    counted = rules.tally([agreement(due_on=day, state=state.value) for day, state in found], today, ())
    late = [day for day, state in found if state is State.open and (today - day).days >= 7]
    assert (counted.open, counted.late) == (sum(state is State.open for _, state in found), len(late))
    assert counted.late <= counted.overdue <= counted.open
    if counted.too_many(3, 40):
        assert counted.late >= 2, "one alone would point at somebody"
    else:
        assert counted.late < 3 and (counted.late < 2 or counted.late / counted.open <= 0.4)

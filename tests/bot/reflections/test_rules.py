"""Which prompt comes next, and when what was written may be seen and by whom."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import DaysOff
from bot.prompts.library import prompts
from bot.prompts.prompt import Form, Phase, Prompt, Theme, Wording
from bot.reflections.rules import (
    Answer,
    AskFirst,
    AskWhy,
    Chosen,
    Part,
    QuietClose,
    Reveal,
    Round,
    UsedUp,
    Why,
    Writing,
    ask_until,
    choose,
    deadline,
    phase_of,
    reveal,
    shuffled,
)

LIBRARY = tuple(one for one in prompts() if one.form is not Form.BOARD)
BY_ID = {prompt.id: prompt for prompt in LIBRARY}
PHASES = (Phase.START, Phase.MIDDLE, Phase.END)


def prompt(
    name: str, theme: Theme, phase: Phase = Phase.ANY, goal: int = 1, *, conflict: bool = False
) -> Prompt:
    words = Wording(name, "Hvad?")
    return Prompt(name, theme, goal, phase, Form.ALONE_ALL, 10, words, words, conflict)


def chosen(found: Chosen | UsedUp) -> Prompt:
    assert isinstance(found, Chosen)
    return found.prompt


# --- which prompt ------------------------------------------------------------------------------------


@given(st.text(max_size=8), st.lists(st.sampled_from([None, *Theme]), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_whole_course_of_reflections(seed: str, asked: list[Theme | None]) -> None:
    """Any wishes in any order: nothing twice, never conflict first, the theme that was asked for."""
    had: list[str] = []
    for number, theme in enumerate(asked):
        phase = PHASES[number * 3 // len(asked)]
        found = choose(LIBRARY, had, phase, asked=theme, seed=seed)
        left = [p for p in LIBRARY if p.id not in had and theme in (None, p.theme)]
        if isinstance(found, UsedUp):
            assert not left and found.theme == theme
            continue
        assert found.prompt in left
        assert had or not found.prompt.conflict
        assert (found.why is Why.ASKED) == (theme is not None)
        fits = any(p.phase in (phase, Phase.ANY) for p in left if had or not p.conflict)
        assert not fits or found.prompt.phase in (phase, Phase.ANY)
        assert choose(LIBRARY[::-1], had, phase, asked=theme, seed=seed) == found
        had.append(found.prompt.id)
    assert len(set(had)) == len(had)


@given(st.text(max_size=8))
@settings(max_examples=50, deadline=None)
def test_a_team_that_lets_me_choose_meets_all_six_themes_before_one_comes_again(seed: str) -> None:
    had: list[str] = []
    whys = []
    for week in range(12):
        found = choose(LIBRARY, had, PHASES[week // 4], seed=seed)
        assert isinstance(found, Chosen)
        had.append(found.prompt.id)
        whys.append(found.why)
    themes = [BY_ID[one].theme for one in had]
    assert set(themes[:6]) == set(themes[6:]) == set(Theme)
    assert whys[:6] == [Why.FIRST] + [Why.UNTRIED] * 5
    assert set(whys[6:]) <= {Why.LEAST, Why.GOAL} and Why.LEAST in whys[6:]
    assert len({BY_ID[one].goal for one in had}) >= 5


def test_teams_do_not_all_begin_with_the_same_prompt() -> None:
    first = Counter(chosen(choose(LIBRARY, [], Phase.START, seed=f"team {n}")).id for n in range(30))
    assert len(first) >= 3


def test_the_weeks_theme_comes_before_balance_and_a_wish_before_both() -> None:
    had = [p.id for p in LIBRARY if p.theme == Theme.EFFECT][:2]
    week = choose(LIBRARY, had, Phase.MIDDLE, week=Theme.EFFECT)
    assert isinstance(week, Chosen)
    assert (week.prompt.theme, week.why) == (Theme.EFFECT, Why.WEEK)
    wish = choose(LIBRARY, had, Phase.MIDDLE, week=Theme.EFFECT, asked=Theme.MEETINGS)
    assert isinstance(wish, Chosen)
    assert (wish.prompt.theme, wish.why) == (Theme.MEETINGS, Why.ASKED)
    all_of_it = [p.id for p in LIBRARY if p.theme == Theme.EFFECT]
    found = choose(LIBRARY, all_of_it, Phase.MIDDLE, week=Theme.EFFECT)
    assert isinstance(found, Chosen) and found.why is Why.UNTRIED


def test_a_theme_can_be_used_up_and_so_can_everything() -> None:
    everything = [p.id for p in LIBRARY]
    assert choose(LIBRARY, everything, Phase.END) == UsedUp(None)
    of_theme = [p.id for p in LIBRARY if p.theme == Theme.MEETINGS]
    assert choose(LIBRARY, of_theme, Phase.END, asked=Theme.MEETINGS) == UsedUp(Theme.MEETINGS)


def test_conflict_waits_even_when_nothing_else_is_left() -> None:
    hard = prompt("svaer", Theme.MEETINGS, conflict=True)
    assert choose([hard], [], Phase.MIDDLE, asked=Theme.MEETINGS) == UsedUp(Theme.MEETINGS)
    assert chosen(choose([hard], ["noget-andet"], Phase.MIDDLE)) == hard


def test_another_phase_rather_than_nothing_and_this_phase_rather_than_any() -> None:
    late, whenever, now = (
        prompt("sen", Theme.EFFECT, Phase.END),
        prompt("altid", Theme.EFFECT),
        prompt("nu", Theme.EFFECT, Phase.START),
    )
    order: list[str] = []
    for _ in range(3):
        order.append(chosen(choose([late, whenever, now], order, Phase.START)).id)
    assert order == ["nu", "altid", "sen"]


def test_a_theme_had_twice_long_ago_waits_for_those_had_once() -> None:
    effect = [p.id for p in LIBRARY if p.theme == Theme.EFFECT][:2]
    others = [next(p.id for p in LIBRARY if p.theme == theme) for theme in Theme if theme != Theme.EFFECT]
    found = choose(LIBRARY, [*effect, *others], Phase.MIDDLE)
    assert isinstance(found, Chosen)
    assert (found.prompt.theme, found.why) == (BY_ID[others[0]].theme, Why.LEAST)


def test_goals_are_shared_out_within_a_theme() -> None:
    prompts = [
        prompt("a", Theme.EFFECT, goal=3),
        prompt("b", Theme.EFFECT, goal=3),
        prompt("c", Theme.EFFECT, goal=5),
    ]
    for seed in "1234":
        first = chosen(choose(prompts, [], Phase.START, seed=seed))
        second = chosen(choose(prompts, [first.id], Phase.START, seed=seed))
        assert first.goal != second.goal


def test_a_prompt_taken_out_of_the_library_is_still_a_first_one() -> None:
    assert isinstance(choose(LIBRARY, ["skolens-gamle"], Phase.START), Chosen)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 8, 30), Phase.START),
        (date(2026, 8, 31), Phase.START),
        (date(2026, 9, 16), Phase.START),
        (date(2026, 9, 17), Phase.MIDDLE),
        (date(2026, 10, 21), Phase.MIDDLE),
        (date(2026, 10, 22), Phase.END),
        (date(2026, 11, 8), Phase.END),
        (date(2026, 12, 24), Phase.END),
    ],
)
def test_a_course_of_ten_weeks_has_a_start_a_middle_and_an_end(day: date, phase: Phase) -> None:
    assert phase_of(date(2026, 8, 31), date(2026, 11, 8), day) is phase


# --- when and how it appears -------------------------------------------------------------------------

ADA, BO, CLEO, DAN, EVA = range(1, 6)
CLOSES = datetime(2026, 11, 11, 11, tzinfo=UTC)
BEFORE = CLOSES - timedelta(hours=1)
SHARED, KEPT, SKIPPED = Answer


def opened(*parts: Part, people: int = 5, by_name: bool = False, asked: bool = False) -> Round:
    until = CLOSES + timedelta(hours=24) if asked else None
    return Round(frozenset(range(1, people + 1)), parts, CLOSES, by_name, until)


def sharing(*people: int) -> tuple[Part, ...]:
    return tuple(Part(person, SHARED) for person in people)


def test_until_all_are_ready_only_their_number_is_known() -> None:
    some = (*sharing(ADA), Part(BO, KEPT), Part(CLEO, SKIPPED))
    assert reveal(opened(*some), BEFORE) == Writing(3, 5)
    assert reveal(opened(), BEFORE) == Writing(0, 5)


def test_when_all_are_ready_four_texts_appear_without_names() -> None:
    done = (*sharing(ADA, BO, CLEO, EVA), Part(DAN, SKIPPED))
    assert reveal(opened(*done), BEFORE) == Reveal((ADA, BO, CLEO, EVA), by_name=False)


def test_the_deadline_comes_whoever_is_still_writing() -> None:
    four = opened(*sharing(ADA, BO, CLEO, DAN))
    assert reveal(four, BEFORE) == Writing(4, 5)
    assert reveal(four, CLOSES) == Reveal((ADA, BO, CLEO, DAN), by_name=False)


def test_by_name_two_are_enough_and_one_is_asked_first() -> None:
    two = opened(*sharing(ADA, BO), by_name=True)
    assert reveal(two, CLOSES) == Reveal((ADA, BO), by_name=True)
    one = opened(*sharing(ADA), Part(BO, KEPT), by_name=True)
    assert reveal(one, CLOSES) == AskFirst(frozenset({ADA}), AskWhy.ALONE)


def test_three_who_were_promised_no_names_are_asked_each() -> None:
    assert reveal(opened(*sharing(ADA, BO, CLEO)), CLOSES) == AskFirst(frozenset({ADA, BO, CLEO}), AskWhy.FEW)
    answers = (Part(ADA, SHARED, True), Part(BO, SHARED, False), Part(CLEO, SHARED))
    waiting = opened(*answers, asked=True)
    assert reveal(waiting, CLOSES) == AskFirst(frozenset({CLEO}), AskWhy.FEW)
    assert reveal(waiting, CLOSES + timedelta(hours=24)) == Reveal((ADA,), by_name=True)  # silence is no
    yes = opened(*answers[:2], Part(CLEO, SHARED, True), asked=True)
    assert reveal(yes, CLOSES) == Reveal((ADA, CLEO), by_name=True)


def test_a_single_sharer_decides() -> None:
    asked = opened(Part(ADA, SHARED), by_name=True, asked=True)
    assert isinstance(reveal(asked, CLOSES), AskFirst)
    assert reveal(asked, CLOSES + timedelta(hours=24)) == QuietClose()
    assert reveal(opened(Part(ADA, SHARED, False), by_name=True, asked=True), CLOSES) == QuietClose()
    assert reveal(opened(Part(ADA, SHARED, True), by_name=True, asked=True), CLOSES) == Reveal(
        (ADA,), by_name=True
    )


def test_nobody_shared_is_a_quiet_close() -> None:
    kept = tuple(Part(person, KEPT) for person in range(1, 6))
    assert reveal(opened(*kept), BEFORE) == QuietClose()
    assert reveal(opened(), CLOSES) == QuietClose()


def test_who_has_left_is_not_waited_for_and_not_shown() -> None:
    four = sharing(ADA, BO, CLEO, EVA)
    left = opened(*four, people=4)  # Eva, number five, is gone
    assert reveal(left, BEFORE) == Writing(3, 4)
    assert isinstance(reveal(left, CLOSES), AskFirst)
    assert reveal(opened(*sharing(EVA), people=4), CLOSES) == QuietClose()
    assert reveal(opened(people=0), BEFORE) == QuietClose()


def test_somebody_who_joins_while_sharers_are_asked_does_not_open_it_again() -> None:
    asked = Round(
        frozenset({ADA, BO, CLEO}), sharing(ADA, BO), CLOSES, False, ask_until=BEFORE + timedelta(hours=9)
    )
    assert isinstance(reveal(asked, BEFORE), AskFirst)


PARTS = st.builds(
    Part,
    st.integers(1, 7),
    st.sampled_from([SHARED, SHARED, KEPT, SKIPPED]),
    st.sampled_from([None, True, False]),
)


@given(
    st.lists(PARTS, max_size=7, unique_by=lambda part: part.person),
    st.frozensets(st.integers(1, 7)),
    st.booleans(),
    st.none() | st.integers(-2, 2),
    st.integers(-2, 2),
)
@settings(max_examples=500, deadline=None)
def test_no_text_is_shown_that_its_writer_would_not_have_shown(
    parts: list[Part], people: frozenset[int], by_name: bool, until: int | None, hours: int
) -> None:
    asked = None if until is None else CLOSES + timedelta(hours=until)
    round_ = Round(people, tuple(parts), CLOSES, by_name, asked)
    now = CLOSES + timedelta(hours=hours)
    found = reveal(round_, now)
    shared = {part.person: part for part in parts if part.answer is SHARED and part.person in people}
    done = {part.person for part in parts} & people
    match found:
        case Writing(ready, of):
            assert now < CLOSES and ready == len(done) < of == len(people)
        case Reveal(who, named):
            assert set(who) <= shared.keys() and len(set(who)) == len(who) > 0
            assert not any(shared[person].by_name is False for person in who)
            assert named or (not by_name and len(who) >= 4)
            if named and (not by_name or len(who) == 1):
                assert all(shared[person].by_name for person in who)
        case AskFirst(who, _):
            assert who and all(shared[person].by_name is None for person in who)
            assert asked is None or now < asked
        case QuietClose():
            assert not any(part.by_name for part in shared.values())
    if now >= CLOSES or done == people:
        assert not isinstance(found, Writing)


# --- time and order ----------------------------------------------------------------------------------

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def test_two_days_to_write_and_closing_when_people_are_at_work() -> None:
    monday = datetime(2026, 11, 9, 11, tzinfo=UTC)  # 12.00 in Copenhagen
    assert deadline(monday, COPENHAGEN, DaysOff()) == CLOSES
    friday = datetime(2026, 11, 13, 11, tzinfo=UTC)
    assert deadline(friday, COPENHAGEN, DaysOff()) == datetime(2026, 11, 16, 7, tzinfo=UTC)  # Monday 8.00
    assert deadline(friday, COPENHAGEN, DaysOff(), live=True) == friday + timedelta(minutes=5)
    assert ask_until(CLOSES, COPENHAGEN, DaysOff()) - CLOSES == timedelta(hours=24)
    assert ask_until(CLOSES, COPENHAGEN, DaysOff(), live=True) - CLOSES == timedelta(minutes=5)
    assert ask_until(friday, COPENHAGEN, DaysOff()) == datetime(2026, 11, 16, 7, tzinfo=UTC)


@given(st.sets(st.integers(1, 10**6), max_size=10), st.binary(min_size=16, max_size=32))
def test_the_order_is_the_same_however_they_come_in(items: set[int], secret: bytes) -> None:
    order = shuffled(items, secret)
    assert sorted(order) == sorted(items)
    assert shuffled(sorted(items, reverse=True), secret) == order


def test_every_order_can_come_up_about_equally_often() -> None:
    orders = Counter(shuffled([1, 2, 3, 4], number.to_bytes(16, "big")) for number in range(2400))
    assert len(orders) == 24
    assert all(60 <= count <= 145 for count in orders.values())

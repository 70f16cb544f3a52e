"""What answers come to, and when that may be shown."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import anonymity
from bot.surveys import rules
from bot.surveys.questionnaire import Item, ItemWords, Kind
from bot.surveys.rules import SCORE, Heard, Share, Why

WORDS = ItemWords("Noget")
LEAST = rules.Least(falls=1, apart=3, rounds=2)
ITEMS = (
    Item("god", WORDS, WORDS),
    Item("tung", WORDS, WORDS, reverse=True),
    Item("leder", WORDS, WORDS, na=True),
)
PEOPLE = st.frozensets(st.integers(1, 9))
VALUE = st.sampled_from(("", "na", "1", "2", "3", "4", "5"))
ANSWERS = st.dictionaries(
    st.integers(1, 9), st.fixed_dictionaries({"god": VALUE, "tung": VALUE, "leder": VALUE})
)


def publish(
    answers: dict[int, dict[str, str]], shown: dict[str, list[frozenset[int]]] | None = None
) -> rules.Published:
    return rules.published(Kind.SCALE, ITEMS, 5, answers, shown or {})


# ---- nobody is told apart


@given(st.lists(ANSWERS, max_size=6))
def test_no_two_numbers_that_were_shown_tell_what_one_person_said(
    rounds: list[dict[int, dict[str, str]]],
) -> None:
    shown: dict[str, list[frozenset[int]]] = {}
    for answers in rounds:
        found = publish(answers, shown)
        assert set(found.result) == set(found.basis) and bool(found.result) == (found.why is Why.PUBLISHED)
        for name, people in found.basis.items():
            assert len(people) >= 4 and set(people) <= set(answers)
            shown.setdefault(name, []).append(frozenset(people))
    for sets in shown.values():
        for one, other in combinations(sets, 2):
            assert one == other or len(one ^ other) >= 4


@given(PEOPLE, st.lists(PEOPLE, max_size=4))
def test_what_may_be_shown_is_somebodys_who_answered(
    people: frozenset[int], earlier: list[frozenset[int]]
) -> None:
    found = anonymity.showable(people, earlier)
    assert found is None or (found <= people and len(found) >= anonymity.FEWEST)
    if not earlier:
        assert (found == people) == (len(people) >= 4)


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        ("1234", "1234", "1234"),
        ("1234", "12345", "1234"),  # one more: those of before, again
        ("12345", "1234", None),  # one fewer
        ("1234", "1235", None),  # one instead of another
        ("1234", "5678", "5678"),
        ("1234", "12345678", "12345678"),
    ],
)
def test_a_round_after_another(first: str, then: str, shown: str | None) -> None:
    found = anonymity.showable(frozenset(map(int, then)), [frozenset(map(int, first))])
    assert found == (frozenset(map(int, shown)) if shown else None)


def test_why_nothing_was_shown() -> None:
    four = {person: {"god": "3", "tung": "2"} for person in (1, 2, 3, 4)}
    assert publish({1: {"god": "3"}}).why is Why.FEW
    assert publish(four).why is Why.PUBLISHED
    shown = {name: [frozenset((1, 2, 3, 4, 5))] for name in ("god", "tung", SCORE)}
    assert publish(four, shown).why is Why.ISOLATES


def test_a_question_that_too_few_find_relevant_is_left_out() -> None:
    answers = {person: {"god": "4", "leder": "na" if person < 3 else "5"} for person in range(1, 6)}
    found = publish(answers)
    assert "god" in found.result and "leder" not in found.result


# ---- scoring


def test_a_reversed_question_counts_the_other_way() -> None:
    assert [rules.scored(ITEMS[1], value, 5) for value in ("1", "5", "", "na")] == [5, 1, None, None]
    assert rules.score(ITEMS, {"god": "5", "tung": "1"}, 5) == 5.0
    assert rules.score(ITEMS, {"god": "5"}, 5) is None, "under half of them"
    found = publish({person: {"god": "4", "tung": "2"} for person in range(4)})
    assert found.result["tung"] == {"mean": 4.0, "spread": 0}
    assert found.result[SCORE]["mean"] == 4.0


@given(st.lists(st.integers(1, 3), min_size=4, max_size=10))
def test_one_voice_never_stands_alone(values: list[int]) -> None:
    """Everybody, and everybody but one, read alike; one voice reads like none."""
    alike = rules.share(len(values), len(values)), rules.share(len(values) - 1, len(values))
    assert alike == (Share.ALL, Share.ALL) and rules.share(1, len(values)) is rules.share(0, len(values))
    item = Item("niveau", WORDS, WORDS)
    found = rules.published(
        Kind.CHOICE, (item,), 3, {n: {"niveau": str(v)} for n, v in enumerate(values)}, {}
    )
    lone = [value for value in set(values) if values.count(value) == 1]
    assert all(found.result["niveau"]["shares"][value - 1] == Share.FEW for value in lone)


# ---- what the facilitator hears


def pulse(score: float, spread: float = 1, item: float | None = None) -> dict[str, dict[str, float]]:
    return {
        "god": {"mean": score if item is None else item, "spread": spread},
        SCORE: {"mean": score, "spread": 0},
    }


@pytest.mark.parametrize(
    ("newest_first", "open_questions", "expected"),
    [
        ([], False, None),
        ([pulse(3.0)], False, None),
        ([pulse(3.0), pulse(4.0)], False, Heard.FALLS),
        ([pulse(3.1), pulse(4.0)], False, None),
        ([pulse(3.6), pulse(3.5, spread=4)], False, None),
        ([pulse(3.6, spread=3)], False, Heard.APART),
        ([pulse(3.6, spread=2)], False, None),
        ([pulse(5.0, 0), pulse(5.0, 0)], False, Heard.ALWAYS_FIVE),
        ([pulse(5.0, 0), pulse(5.0, 0)], True, None),
        ([pulse(5.0, 0)], False, None),
    ],
)
def test_what_the_facilitator_hears(
    newest_first: list[dict[str, dict[str, float]]], open_questions: bool, expected: Heard | None
) -> None:
    assert rules.heard(newest_first, 5, LEAST, open_questions=open_questions) is expected


def test_still_the_first_level_counts_after_week_four() -> None:
    assert rules.still_lowest(["most", "few", "few"], 5, 4) and rules.still_lowest(
        ["all", "few", "few"], 7, 4
    )
    assert not rules.still_lowest(["most", "few", "few"], 4, 4)
    assert not rules.still_lowest(["half", "half", "few"], 6, 4)


# ---- when


def test_the_weeks_of_a_course() -> None:
    starts, ends = date(2026, 11, 2), date(2026, 12, 20)
    assert rules.course_week(date(2026, 11, 8), starts) == 1 and rules.course_week(ends, starts) == 7
    assert rules.mondays((2, 5, -1), starts, ends) == [
        date(2026, 11, 9),
        date(2026, 11, 30),
        date(2026, 12, 14),
    ]
    assert rules.mondays((1, 0, -1), starts, ends)[1] == date(2026, 11, 23)
    assert rules.mondays((8, 9), starts, ends) == []

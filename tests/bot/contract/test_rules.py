"""What a contract has come to, and what has changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clauses
from bot.contract import rules
from bot.contract.rules import Count, Kind, Stage

NOW = datetime(2026, 11, 10, 9, tzinfo=UTC)
TEXTS = st.text("ab æ.\n", max_size=12)
CONTRACTS = st.dictionaries(st.sampled_from(("ambition", "roles", "own")), TEXTS.filter(bool), max_size=3)


@dataclass(frozen=True)
class Sent:
    number: int
    state: str


def sent(*states: str) -> list[Sent]:
    return [Sent(number, state) for number, state in enumerate(states, start=1)]


@pytest.mark.parametrize(
    ("states", "stage", "applies"),
    [
        ((), Stage.draft, None),
        (("signing",), Stage.signing, None),
        (("withdrawn",), Stage.draft, None),
        (("active", "withdrawn"), Stage.active, 0),
        (("active", "signing"), Stage.signing, 0),
        (("active", "returned"), Stage.returned, 0),
        (("replaced", "active"), Stage.active, 1),
        (("replaced", "replaced", "waiting"), Stage.waiting, None),
    ],
)
def test_the_newest_that_was_not_taken_back_counts(
    states: tuple[str, ...], stage: Stage, applies: int | None
) -> None:
    assert rules.stage(sent(*states)) is stage
    assert rules.active(sent(*states)) == applies


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_only_who_is_present_counts(members: set[int], said: set[int]) -> None:
    count = rules.count(members, said)
    assert 0 <= count.said <= count.of == len(members)
    assert count.all == (bool(members) and members <= said)


def test_the_facilitator_may_when_all_have_or_after_a_week_with_those_who_have() -> None:
    week = timedelta(days=7)
    some = Count(3, 5)
    assert rules.may_approve("waiting", some, NOW, NOW)
    assert not rules.may_approve("signing", some, NOW, NOW + week - timedelta(seconds=1))
    assert rules.may_approve("signing", some, NOW, NOW + week)
    assert not rules.may_approve("signing", Count(0, 5), NOW, NOW + week), "nobody has"
    assert not any(
        rules.may_approve(state, some, NOW, NOW + week)
        for state in ("returned", "active", "replaced", "withdrawn")
    )


@given(TEXTS, TEXTS)
def test_a_comparison_is_the_new_text_and_marks_only_what_is_new(before: str, after: str) -> None:
    pieces = rules.compared(before, after)
    assert "".join(one.text for one in pieces) == after
    assert all(one.text for one in pieces)
    assert all(one.new != other.new for one, other in pairwise(pieces))
    if before == after:
        assert not any(one.new for one in pieces)
    letters = iter(before)
    kept = "".join(one.text for one in pieces if not one.new)
    assert all(letter in letters for letter in kept), "what is not marked was there, in that order"


def test_what_is_new_is_marked_in_whole_words() -> None:
    pieces = rules.compared("Vi svarer inden for to dage.", "Vi svarer altid inden for tre hverdage.")
    assert [one.text for one in pieces if one.new] == [" altid", " tre hverdage"]


def test_a_word_written_hundreds_of_times_is_compared_in_no_time() -> None:
    """It is people's text: a quick look at it, or all of it is new, and never minutes."""
    alike, other = "og " * 200, "og så " * 100
    assert [one.new for one in rules.compared(alike, other)] == [False, True, False], "but for both ends"
    assert not any(one.new for one in rules.compared(alike, alike))


@given(CONTRACTS, CONTRACTS)
def test_changes_name_each_point_that_is_another_once(before: dict[str, str], after: dict[str, str]) -> None:
    found = rules.changes(before, after)
    kinds = {one.clause: one.kind for one in found}
    assert len(kinds) == len(found)
    for clause in {*before, *after}:
        was, is_ = before.get(clause), after.get(clause)
        expected = (
            None if was == is_ else Kind.new if was is None else Kind.gone if is_ is None else Kind.changed
        )
        assert kinds.get(clause) == expected


@given(st.lists(st.tuples(st.sampled_from(("ambition", "roles", "own")), TEXTS)))
def test_the_newest_wording_is_in_the_draft(written: list[tuple[str, str]]) -> None:
    draft = rules.draft(written, ("roles", "ambition"))
    last = dict(written)
    assert draft == {clause: text for clause, text in last.items() if text}
    known = [clause for clause in draft if clause != "own"]
    assert known == [clause for clause in ("roles", "ambition") if clause in draft]
    assert "own" not in draft or list(draft)[-1] == "own"


@given(st.lists(st.integers(0, 700), max_size=20), st.integers(1, 8))
def test_pages_hold_everything_once_in_order_and_fit(sizes: list[int], most: int) -> None:
    found = rules.pages(sizes, 1000, most)
    assert [place for page in found for place in page] == list(range(len(sizes)))
    assert all(len(page) <= most and sum(sizes[one] for one in page) <= 1000 for page in found)
    assert found and all(found if sizes else ["a page"])


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(20, 120))
def test_the_last_week_is_at_least_two_days_and_at_most_nine_before_the_end(starts: date, days: int) -> None:
    ends = starts + timedelta(days=days)
    monday = rules.last_week(ends)
    assert monday.weekday() == 0 and 2 <= (ends - monday).days <= 8
    assert starts < rules.middle(starts, ends) < ends


def test_reminders_are_on_day_three_and_six() -> None:
    begun = date(2026, 11, 2)
    assert rules.remind_on(begun, begun) == (date(2026, 11, 5), date(2026, 11, 8))
    assert rules.remind_on(begun, date(2026, 11, 5)) == (date(2026, 11, 8),)


# ---- the points


def test_the_first_five_come_first_and_all_fit_a_form() -> None:
    first = [one.id for one in clauses.ready().values() if one.first]
    assert first == ["ambition", "presence", "replies", "roles", "disagreement"] == list(clauses.ready())[:5]
    assert len(clauses.ready()) == 16


def test_a_file_that_cannot_be_used_says_everything_that_is_wrong() -> None:
    words = '{ title = "T", hint = "H", wording = "W" }'
    with pytest.raises(clauses.ClausesError) as told:
        clauses.load(
            f'[[clause]]\nid = "a b"\nda = {words}\nen = {words}\n'
            f'[[clause]]\nid = "twice"\nda = {words}\n[[clause]]\nid = "twice"\nda = {words}\n'
            f'en = {{ title = "T", hint = "H", wording = "Hans nummer er 010165-1234" }}\n'
        )
    for what in ("no id", "twice is there twice", "twice, en: a title", "offered at once", "CPR"):
        assert what in str(told.value)
    assert clauses.title("gone", "da") == "gone"
    assert clauses.ordered(("own", "roles", "ambition")) == ("ambition", "roles", "own")

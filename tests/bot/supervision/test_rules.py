"""Which times an offer means, and what is wrong with one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.supervision import rules

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)


LENGTHS = st.sampled_from((15, 20, 30, 45, 60, 90))


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 500) | st.none()), max_size=6), LENGTHS)
def test_a_span_holds_what_there_is_room_for(spans: list[tuple[int, int | None]], minutes: int) -> None:
    given = [(NOW + timedelta(minutes=at), None if more is None else NOW + timedelta(minutes=at + more))
             for at, more in spans]  # fmt: skip
    found = rules.split(given, minutes)
    assert list(found) == sorted(set(found))
    assert {start for start, _ in given} <= set(found), "a time that was written is there"
    length = timedelta(minutes=minutes)
    for at in found:
        fits = (
            start <= at
            and (at - start) % length == timedelta(0)
            and (at == start or (end and at + length <= end))
            for start, end in given
        )
        assert any(fits)
    for start, end in given:
        if end is not None:
            inside = {
                at for at in found if start <= at and (at - start) % length == timedelta(0) and at < end
            }
            assert len(inside) >= max(1, (end - start) // length) or start == end


def test_what_is_wrong_with_an_offer() -> None:
    begins, ends = NOW - timedelta(days=7), NOW + timedelta(days=7)

    def wrong(*hours: float) -> rules.Wrong | None:
        return rules.problem([NOW + timedelta(hours=one) for one in hours], 30, NOW, begins, ends)

    assert wrong() is rules.Wrong.NONE
    assert wrong(0, 1) is rules.Wrong.PAST
    assert wrong(1, 1.25) is rules.Wrong.OVERLAP
    assert wrong(1, 7 * 24 - 0.25) is rules.Wrong.OUTSIDE_COURSE
    assert wrong(*range(1, 14)) is rules.Wrong.TOO_MANY
    assert wrong(*range(1, 13)) is None

"""How far with a goal: the last number of each local day counts, and change is from day to day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.goals import rules
from bot.goals.rules import Point

ZONE = ZoneInfo("Europe/Copenhagen")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))
marks = st.lists(st.tuples(moments, st.integers(0, 10)), max_size=12, unique_by=lambda one: one[0]).map(
    sorted
)


@given(marks)
def test_the_last_number_of_each_day_counts(given_: list[tuple[datetime, int]]) -> None:
    found = rules.progress(given_, ZONE)
    assert [point.day for point in found.points] == sorted({at.astimezone(ZONE).date() for at, _ in given_})
    for point in found.points:
        assert point.value == [value for at, value in given_ if at.astimezone(ZONE).date() == point.day][-1]
    assert (found.now is None) == (not given_)
    assert (found.change is None) == (len(found.points) < 2)


def test_change_is_since_the_follow_up_before() -> None:
    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=UTC)

    found = rules.progress([(at(3, 12), 2), (at(10, 12), 7), (at(10, 13), 5), (at(10, 23), 6)], ZONE)
    assert [point.value for point in found.points] == [2, 5, 6], "23.00 in UTC is the next day here"
    assert found.now == Point(datetime(2026, 11, 11).date(), 6) and found.change == 1

"""What the overview makes of a team's weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.overview import drawing
from bot.overview.rules import (
    Agreements,
    Answered,
    Contract,
    Known,
    Meeting,
    Round,
    Version,
    facts,
    weeks_of,
)
from bot.sorting import in_order

MONDAYS = tuple(date(2026, 11, 2) + timedelta(weeks=week) for week in range(7))
TODAY = date(2026, 11, 18)
PEOPLE = (1, 2, 3, 4, 5)


def made(**more: object) -> Known:
    return Known(members=PEOPLE, **more)  # type: ignore[arg-type]


def test_the_weeks_of_a_short_course_and_the_latest_of_a_long_one() -> None:
    assert weeks_of(date(2026, 11, 4), date(2026, 12, 18), TODAY) == MONDAYS
    shown = weeks_of(date(2026, 8, 31), date(2027, 6, 1), TODAY)
    assert len(shown) == 12 and shown[-1] == date(2026, 11, 30), "two that are still to come"
    assert weeks_of(date(2026, 11, 2), date(2027, 6, 1), date(2026, 11, 3))[-1] == date(2027, 1, 18)
    assert weeks_of(date(2026, 11, 2), date(2026, 12, 18), date(2027, 3, 1)) == MONDAYS, "it is over"


def test_a_week_has_what_happened_in_it() -> None:
    found = facts(
        7, "Team Broen", MONDAYS, TODAY,
        made(
            rounds=[Round(date(2026, 11, 5), True, 3, 1), Round(date(2026, 11, 12), True, 5, 0),
                    Round(date(2026, 11, 18), False, 1, 0)],
            meetings=[Meeting(date(2026, 11, 6), "physical", True, 1), Meeting(date(2026, 11, 8), "online", True, 2),
                      Meeting(date(2026, 11, 17), "physical", True, 1), Meeting(date(2026, 11, 24), "field", False, 3)],
            agreements=[("open", date(2026, 11, 11), None), ("open", date(2026, 11, 12), None), ("open", TODAY, None), ("done", date(2026, 11, 9), date(2026, 11, 9)),
                        ("dropped", date(2026, 11, 9), date(2026, 11, 9))],
            reflections=[("effekt", date(2026, 11, 11)), ("ledelse", date(2026, 11, 4)), ("effekt", date(2026, 11, 16))],
            partner_days=[date(2026, 11, 3), date(2026, 11, 10)],
        ),
    )  # fmt: skip
    first, second, third, fourth, *_ = found.weeks
    assert first.checkin == Answered(3, 4), "one was away"
    assert first.meetings == {"physical": 1, "online": 1} and fourth.meetings == {"field": 1}
    assert (second.kept, second.theme, third.checkin) == (1, "effekt", Answered(1, 5, open=True))
    assert found.agreements == Agreements(open=3, late=1, done=1), (
        "the person first, then the team, after a week a number"
    )
    assert (found.meetings_held, found.chaired, found.next_meeting) == (3, 2, date(2026, 11, 24))
    assert found.themes == ("ledelse", "effekt") and found.partner_on == date(2026, 11, 10)
    assert found.latest_checkin == Answered(1, 5, open=True)


def test_who_has_left_may_have_answered_and_chaired() -> None:
    known = Known(
        members=(1, 2),
        rounds=[Round(MONDAYS[0], True, 3, 0)],
        meetings=[Meeting(MONDAYS[0], "online", True, 9)],
    )
    found = facts(7, "Team", MONDAYS, TODAY, known)
    assert found.weeks[0].checkin == Answered(3, 3) and found.chaired == 0


def test_where_a_contract_is() -> None:
    def contract(*versions: Version, begun: bool = True) -> tuple[Contract, int]:
        found = facts(7, "Team", MONDAYS, TODAY, made(begun=begun, versions=versions))
        return found.contract, found.signed

    assert contract(begun=False) == (Contract.none, 0)
    assert contract() == (Contract.draft, 0)
    assert contract(Version(1, "signing", 3, None)) == (Contract.signing, 3)
    assert contract(Version(2, "waiting", 5, None), Version(1, "returned", 5, None)) == (Contract.waiting, 5)
    applies = Version(1, "active", 5, TODAY)
    assert contract(applies, Version(2, "signing", 2, None)) == (Contract.active, 5), (
        "until the newer one is approved"
    )


def test_danish_names_in_danish_order() -> None:
    names = ["Team Åen", "team broen", "Team Ægir", "Team 10", "Team Ørsted", "Team Zenit", "Team 2"]
    assert sorted(names, key=in_order) == [
        "Team 2", "Team 10", "team broen", "Team Zenit", "Team Ægir", "Team Ørsted", "Team Åen"
    ]  # fmt: skip


answered = st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda two: Answered(min(two), max(two))
)
places = st.dictionaries(
    st.sampled_from(["physical", "online", "field", "elsewhere"]), st.integers(1, 5), max_size=4
)


@given(
    st.lists(answered, max_size=12), st.lists(places, max_size=12), st.lists(st.integers(0, 30), max_size=12)
)
def test_every_shape_is_within_its_picture(
    bars: list[Answered | None], marks: list[dict[str, int]], columns: list[int]
) -> None:
    for drawn in (
        drawing.bars(bars),
        drawing.marks(marks),
        drawing.columns(columns),
        drawing.dots(2, 5),
        drawing.steps(1, 4),
    ):
        for kind, path in drawn.shapes:
            starts = [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path)]
            assert starts and all(0 <= x < drawn.width and 0 <= y <= drawn.height for x, y in starts), (
                kind,
                path,
            )

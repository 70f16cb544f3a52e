"""Fair per person first; then who has asked for it; then each profession in proportion to its members."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roles import rules
from bot.roles.assignment import cheapest
from bot.roles.history import History, Meeting, Member, RoleKey, standings
from tests.bot.roles.histories import CHAIR, INTERVIEWER, NOTES, START, TIME, met, team, week

KINDS = ("sygeplejerske", "lærer", "socialrådgiver", "pædagog")


def mixed(*professions: str) -> tuple[Member, ...]:
    return tuple(Member(index, START, profession=name) for index, name in enumerate(professions, 1))


def season(
    members: tuple[Member, ...], roles: tuple[RoleKey, ...], weeks: int, wishes: frozenset[rules.Wish]
) -> list[History]:
    """The history after each week, in a team that meets in full and does as proposed."""
    meetings: list[Meeting] = []
    found = []
    for number in range(weeks):
        history = History(members, tuple(meetings))
        lineup = rules.propose([one.person for one in members], roles, history, wishes=wishes)
        turns = tuple((seat.role, seat.person) for seat in lineup.seats if seat.person is not None)
        meetings.append(Meeting(week(number), turns))
        found.append(History(members, tuple(meetings)))
    return found


@given(st.lists(st.sampled_from(KINDS), min_size=2, max_size=10))
@settings(max_examples=60, deadline=None)
def test_each_profession_has_turns_in_proportion_to_its_members(professions: list[str]) -> None:
    """Never a whole turn from its share, at any time."""
    members = mixed(*professions)
    for number, history in enumerate(season(members, (CHAIR,), 2 * len(members) + 1, frozenset()), 1):
        turns = Counter(members[person - 1].profession for one in history.meetings for _, person in one.turns)
        for name, size in Counter(professions).items():
            share = number * size / len(professions)
            assert abs(turns[name] - share) < 1, (number, name, turns)


@given(
    st.lists(st.sampled_from(KINDS), min_size=2, max_size=8),
    st.integers(1, 4),
    st.sets(st.tuples(st.sampled_from((CHAIR, NOTES, TIME)), st.integers(1, 8))),
)
@settings(max_examples=60, deadline=None)
def test_neither_wishes_nor_professions_make_it_less_fair_to_anybody(
    professions: list[str], role_count: int, wished: set[tuple[RoleKey, int]]
) -> None:
    members, roles = mixed(*professions), (CHAIR, NOTES, TIME, "own-1")[:role_count]
    for history in season(members, roles, 2 * len(members) + 3, frozenset(wished)):
        for role in roles:
            counts = [history.turns(one.person, role) for one in members]
            assert max(counts) - min(counts) <= 1, (role, counts)


def test_the_only_teacher_does_not_wait_until_all_the_nurses_have_chaired() -> None:
    members = mixed("sygeplejerske", "Sygeplejerske ", "sygeplejerske", "lærer")
    once = History(members, (met(0, chair=1),))
    assert rules.propose([1, 2, 3, 4], (CHAIR,), once).holder(CHAIR) == 4
    twice = History(members, (met(0, chair=1), met(1, chair=4)))
    assert rules.propose([1, 2, 3, 4], (CHAIR,), twice).holder(CHAIR) in (2, 3)


def test_a_wish_comes_first_among_equals_and_only_there() -> None:
    everybody = History(team(1, 2, 3, 4, 5))
    for person in range(1, 6):
        lineup = rules.propose([1, 2, 3, 4, 5], (CHAIR,), everybody, wishes={(CHAIR, person)})
        assert lineup.holder(CHAIR) == person
    had_it = History(team(1, 2, 3), (met(0, chair=1),))
    assert rules.propose([1, 2, 3], (CHAIR,), had_it, wishes={(CHAIR, 1)}).holder(CHAIR) != 1


def test_a_role_of_the_teams_own_takes_turns_like_the_others() -> None:
    histories = season(mixed(*KINDS), (CHAIR, "own-1"), 8, frozenset())
    assert sorted(histories[-1].turns(person, "own-1") for person in range(1, 5)) == [2, 2, 2, 2]
    assert standings(histories[-1])["own-1", 1].count == 2
    assert standings(histories[-1], [INTERVIEWER, "own-2"])["own-2", 1].count == 0


@given(
    st.integers(1, 4).flatmap(
        lambda rows: st.integers(rows, 5).flatmap(
            lambda columns: st.lists(
                st.lists(
                    st.one_of(st.integers(-4, 4), st.integers(0, 1 << 80)),
                    min_size=columns,
                    max_size=columns,
                ),
                min_size=rows,
                max_size=rows,
            )
        )
    )
)
@settings(max_examples=100, deadline=None)
def test_no_other_way_of_sharing_out_is_cheaper(costs: list[list[int]]) -> None:
    chosen = cheapest(costs)
    assert len(set(chosen)) == len(costs)
    every = permutations(range(len(costs[0])), len(costs))
    least = min(sum(row[column] for row, column in zip(costs, way, strict=True)) for way in every)
    assert sum(row[column] for row, column in zip(costs, chosen, strict=True)) == least

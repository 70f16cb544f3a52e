"""Fair roles, held against an independent count and a brute force over every possible line-up."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roles import rules
from bot.roles.history import History, Meeting, Member, Role, RoleKey, standings
from bot.roles.lineup import Lineup
from tests.bot.roles.histories import CHAIR, INTERVIEWER, NOTES, PROCESS, START, TIME, met, team, week

WEEKS = 12


class Counts:
    """The test's own book: kept meeting by meeting, where the rules replay a history."""

    def __init__(self) -> None:
        self.of: dict[int, Counter[RoleKey]] = {}

    def join(self, person: int) -> None:
        lowest = {role: min((c[role] for c in self.of.values()), default=0) for role in Role}
        self.of[person] = Counter(lowest)

    def gap(self, role: Role, people: list[int]) -> int:
        counts = [self.of[person][role] for person in people]
        return max(counts) - min(counts)


class Team:
    """A team that meets week after week and takes the roles as proposed."""

    def __init__(self, size: int, roles: tuple[Role, ...]) -> None:
        self.roles, self.week = roles, 0
        self.members: list[Member] = []
        self.meetings: list[Meeting] = []
        self.attended: dict[int, list[int]] = {}
        self.counts = Counts()
        for _ in range(size):
            self.join(START)

    @property
    def history(self) -> History:
        return History(tuple(self.members), tuple(self.meetings))

    @property
    def people(self) -> list[int]:
        return [member.person for member in self.members]

    def join(self, at: datetime | None = None) -> None:
        person = len(self.members) * 7 + 3
        self.members.append(Member(person, at or week(self.week)))
        self.attended[person] = []
        self.counts.join(person)

    def meet(self, present: list[int]) -> Lineup:
        lineup = rules.propose(present, self.roles, self.history)
        turns = tuple((seat.role, seat.person) for seat in lineup.seats if seat.person is not None)
        self.meetings.append(Meeting(week(self.week), turns))
        for role, person in turns:
            self.counts.of[person][role] += 1
        for person in present:
            self.attended[person].append(self.week)
        self.week += 1
        return lineup


@st.composite
def seasons(draw: st.DrawFn, most_roles: int = 5) -> tuple[Team, list[tuple[bool, list[bool]]]]:
    """A team of 3–10, its roles, and for each of 12 weeks: does somebody join, and who is away."""
    size = draw(st.integers(3, 10))
    roles = tuple(Role)[: draw(st.integers(2, most_roles))]
    weeks = st.tuples(
        st.integers(0, 5).map(lambda n: n == 5), st.lists(st.booleans(), min_size=10, max_size=10)
    )
    return Team(size, roles), draw(st.lists(weeks, min_size=WEEKS, max_size=WEEKS))


@given(seasons())
@settings(max_examples=120, deadline=None)
def test_twelve_weeks_with_absences_and_newcomers(
    season: tuple[Team, list[tuple[bool, list[bool]]]],
) -> None:
    group, weeks = season
    for newcomer, here in weeks:
        if newcomer and len(group.people) < 10:
            group.join()
        present = [person for person, comes in zip(group.people, here, strict=False) if comes]
        before = {person: Counter(group.counts.of[person]) for person in group.people}
        lineup = group.meet(present)

        # What the rules count is what the test's own book says.
        standing = standings(group.history)
        assert {(r, p): standing[r, p].count for r in Role for p in group.people} == {
            (r, p): group.counts.of[p][r] for r in Role for p in group.people
        }

        # Only those present; everybody's load within one role of everybody else's.
        loads = [len(lineup.roles_of(person)) for person in present]
        assert all(seat.person in present for seat in lineup.seats) or not present
        assert not present or max(loads) - min(loads) <= 1
        assert lineup.vacant == (() if present else group.roles)

        # Whoever is passed over with a lower count has another role, and changing places would not help.
        for seat in lineup.seats:
            for other in present:
                if seat.person is None or before[other][seat.role] >= before[seat.person][seat.role]:
                    continue
                assert lineup.roles_of(other)
                for theirs in lineup.roles_of(other):
                    as_is = before[seat.person][seat.role] + before[other][theirs]
                    swapped = before[other][seat.role] + before[seat.person][theirs]
                    assert as_is <= swapped


@given(st.integers(1, 10), st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_a_team_that_meets_in_full_is_never_more_than_one_apart(size: int, role_count: int) -> None:
    group = Team(size, tuple(Role)[:role_count])
    for _ in range(2 * size + 3):
        group.meet(group.people)
        assert all(group.counts.gap(role, group.people) <= 1 for role in group.roles)


@given(st.integers(3, 10), st.integers(2, 5), st.lists(st.booleans(), min_size=WEEKS, max_size=WEEKS))
@settings(max_examples=60, deadline=None)
def test_newcomers_join_the_rotation_without_carrying_it(
    size: int, role_count: int, joins: list[bool]
) -> None:
    """A newcomer is the lowest in every role at once and can take one a meeting: with two roles that
    keeps everybody within 1, with more within 2."""
    group = Team(size, tuple(Role)[:role_count])
    for joining in joins:
        if joining and len(group.people) < 10:
            group.join()
        group.meet(group.people)
        allowed = 1 if role_count == 2 else 2
        assert all(group.counts.gap(role, group.people) <= allowed for role in group.roles)


@given(seasons(most_roles=2))
@settings(max_examples=100, deadline=None)
def test_two_who_attend_the_same_meetings_stay_within_one(
    season: tuple[Team, list[tuple[bool, list[bool]]]],
) -> None:
    group, weeks = season
    for _, here in weeks:
        twins = [here[0], here[0], *here[2:]]  # the first two come and go together
        group.meet([person for person, comes in zip(group.people, twins, strict=False) if comes])
        for one, other in combinations(group.people, 2):
            if group.attended[one] == group.attended[other]:
                assert all(group.counts.gap(role, [one, other]) <= 1 for role in group.roles)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[int], tuple[RoleKey, ...], History, dict[RoleKey, int]]:
    """Any history at all, swaps and stubborn chairs included, and a meeting with some roles given."""
    people = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
    usual: list[RoleKey] = list(Role)
    roles = tuple(draw(st.lists(st.sampled_from(usual), min_size=1, max_size=4, unique=True)))
    somebody = st.sampled_from(people)
    meetings = draw(st.lists(st.dictionaries(st.sampled_from(tuple(Role)), somebody), max_size=8))
    history = History(
        team(*people), tuple(Meeting(week(n), tuple(m.items())) for n, m in enumerate(meetings))
    )
    locked: dict[RoleKey, int] = draw(st.dictionaries(st.sampled_from(roles), somebody, max_size=2))
    return people, roles, history, locked


@given(situations())
@settings(max_examples=150, deadline=None)
def test_no_other_even_line_up_is_fairer(
    situation: tuple[list[int], tuple[RoleKey, ...], History, dict[RoleKey, int]],
) -> None:
    people, roles, history, locked = situation
    lineup = rules.propose(people, roles, history, locked)
    counts = {(role, person): history.turns(person, role) for role in roles for person in people}

    def loads(chosen: tuple[int, ...]) -> Counter[int]:
        return Counter(chosen) + Counter(locked.values())

    def uneven(chosen: tuple[int, ...]) -> int:
        """How many roles are given to people with two more than somebody else, or more."""
        of = loads(chosen)
        return sum(of[person] > min(of[p] for p in people) + 1 for person in chosen)

    def unfair(chosen: tuple[int, ...]) -> int:
        after = Counter(counts) + Counter(zip(wanted, chosen, strict=True))
        return sum(count * count for count in after.values())

    wanted = [role for role in roles if role not in locked]
    chosen = tuple(lineup.holder(role) or 0 for role in wanted)
    assert all(lineup.holder(role) == person for role, person in locked.items())
    assert uneven(chosen) == 0
    even = [other for other in product(people, repeat=len(wanted)) if not uneven(other)]
    assert unfair(chosen) == min(map(unfair, even))


@given(situations(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_same_situation_gives_the_same_proposal(
    situation: tuple[list[int], tuple[RoleKey, ...], History, dict[RoleKey, int]], random: object
) -> None:
    people, roles, history, locked = situation
    backwards = History(history.members[::-1], history.meetings[::-1])
    assert rules.propose(people, roles, history, locked) == rules.propose(
        people[::-1], roles, backwards, locked
    )


def test_a_big_team_is_no_slower_to_serve() -> None:
    people = tuple(range(1, 31))
    lineup = rules.propose(people, tuple(Role), History(team(*people)))
    assert len({seat.person for seat in lineup.seats}) == 5


def test_the_first_meeting_does_not_favour_the_first_on_the_list() -> None:
    """Twenty new teams: the first person is the first chair in some of them, not in most."""
    firsts = 0
    for number in range(20):
        people = range(number * 5 + 1, number * 5 + 6)
        firsts += rules.propose(people, (CHAIR, NOTES), History(team(*people))).holder(CHAIR) == people[0]
    assert 1 <= firsts <= 10


def test_who_has_waited_longest_comes_first_when_counts_are_equal() -> None:
    history = History(team(1, 2, 3), (met(3, chair=1), met(1, chair=2), met(2, chair=3)))
    assert rules.propose([1, 2, 3], (CHAIR,), history).holder(CHAIR) == 2


def test_a_newcomer_starts_from_the_lowest_count_and_last_in_that_line() -> None:
    """Two have chaired twice, one once; the newcomer starts from one and has waited the shortest."""
    early = (met(0, chair=1), met(1, chair=2), met(2, chair=3), met(3, chair=1), met(4, chair=2))
    history = History((*team(1, 2, 3), Member(4, week(5))), early)
    assert standings(history)[CHAIR, 4].count == 1
    assert history.turns(4, CHAIR) == 0
    assert rules.propose([1, 2, 3, 4], (CHAIR,), history).holder(CHAIR) == 3
    assert rules.propose([1, 2, 4], (CHAIR,), history).holder(CHAIR) == 4


def test_a_newcomer_is_not_measured_against_those_who_left_before() -> None:
    gone = Member(3, START, left=week(4))
    meetings = tuple(met(n, chair=1 + n % 2) for n in range(4))
    history = History((*team(1, 2), gone, Member(4, week(5))), meetings)
    assert standings(history)[CHAIR, 4].count == 2


def test_who_comes_back_is_first_in_line_again() -> None:
    history = History(team(1, 2, 3), tuple(met(n, chair=1 + n % 2) for n in range(4)))
    assert rules.propose([1, 2, 3], (CHAIR,), history).holder(CHAIR) == 3


def test_a_meeting_still_to_come_counts() -> None:
    settled = met(1, chair=1, note_taker=2)
    lineup = rules.propose([1, 2, 3, 4], (CHAIR, NOTES), History(team(1, 2, 3, 4), (settled,)))
    assert {lineup.holder(CHAIR), lineup.holder(NOTES)} == {3, 4}


def test_somebody_from_outside_cannot_be_proposed() -> None:
    with pytest.raises(ValueError, match="not members"):
        rules.propose([1, 99], (CHAIR,), History(team(1, 2)))


def test_the_roles_follow_the_size_of_the_team() -> None:
    assert rules.default_roles(4) == (CHAIR, NOTES)
    assert rules.default_roles(5) == (CHAIR, NOTES, TIME, PROCESS)
    assert rules.default_roles(3, guest=True) == (CHAIR, NOTES, INTERVIEWER)
    assert rules.default_roles(8, guest=True) == tuple(Role)

"""Pairs and fours across professions."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.prompts.forms import Grouping
from bot.reflections.grouping import groups

TEAMS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=12).map(lambda found: dict(enumerate(found)))


@given(TEAMS, st.sampled_from([Grouping.PAIRS, Grouping.FOURS]), st.text(max_size=4))
def test_everybody_is_in_one_group_and_nobody_alone(
    team: dict[int, str], grouping: Grouping, seed: str
) -> None:
    found = groups(team, grouping, seed)
    if not found:
        assert len(team) < (4 if grouping is Grouping.PAIRS else 6), "then all talk together"
        return
    assert sorted(person for group in found for person in group) == sorted(team)
    assert all(len(group) >= 2 for group in found)
    assert found == groups(dict(reversed(team.items())), grouping, seed), "the same whenever it is asked"


@given(TEAMS.filter(lambda team: len(team) >= 4), st.text(max_size=4))
def test_as_many_pairs_as_can_be_are_of_two_professions(team: dict[int, str], seed: str) -> None:
    found = groups(team, Grouping.PAIRS, seed)
    largest = max(Counter(team.values()).values())
    mixed = sum(len({team[person] for person in group}) > 1 for group in found)
    assert mixed >= min(len(team) // 2, len(team) - largest)


def test_fours_are_the_pairs_joined() -> None:
    team = dict(enumerate("aabbccdd"))
    pairs, fours = groups(team, Grouping.PAIRS, "x"), groups(team, Grouping.FOURS, "x")
    assert [set(pairs[0] + pairs[1]), set(pairs[2] + pairs[3])] == [set(four) for four in fours]
    assert groups(team, Grouping.ALL, "x") == ()

"""What Mette reads on a Monday: few teams, fairly chosen, strengths first."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.monday.rules import Left, Line, Monday, Muted, Said, Team, choose, left_over

COURSE = date(2026, 10, 5)
TODAY = date(2026, 11, 9)


@dataclass(frozen=True, slots=True)
class Signal:
    team_id: int
    kind: str
    order: int = 50
    strength: bool = False
    personal: bool = False


def teams(count: int, starts_on: date = COURSE) -> list[Team]:
    return [Team(number, starts_on) for number in range(1, count + 1)]


def need(team: int, kind: str | None = None, order: int = 50) -> Signal:
    """A signal that needs attention; its own kind unless one is named, so that it is not shared."""
    return Signal(team, kind or f"need-{team}", order)


def praise(team: int, kind: str | None = None) -> Signal:
    return Signal(team, kind or f"praise-{team}", strength=True)


def named(lines: tuple[Line[Signal], ...]) -> list[tuple[str, tuple[int, ...]]]:
    return [(line.kind, line.teams) for line in lines]


def test_a_monday_like_any_other() -> None:
    """Twelve teams: one to praise, two that could use her, nine doing well."""
    found = choose([need(7), praise(3), need(5)], teams(12), COURSE, TODAY)
    assert named(found.praise) == [("praise-3", (3,))]
    assert named(found.attention) == [("need-5", (5,)), ("need-7", (7,))]
    assert (found.waiting, len(found.calm), found.starting) == ((), 9, ())
    assert found.of(5) == (need(5),) and found.of(4) == ()


def test_at_most_three_teams_and_the_others_are_counted() -> None:
    found = choose([need(n) for n in range(1, 6)], teams(12), COURSE, TODAY)
    assert [line.teams for line in found.attention] == [(1,), (2,), (3,)]
    assert found.waiting == (4, 5)
    assert len(found.calm) == 7


def test_those_who_had_to_wait_come_first_next_week() -> None:
    said = [Said(team, f"need-{team}", TODAY - timedelta(days=7)) for team in (1, 2, 3)]
    found = choose([need(n) for n in range(1, 6)], teams(12), COURSE, TODAY, said=said)
    assert [line.teams for line in found.attention] == [(4,), (5,), (1,)]


def test_what_is_new_goes_before_what_has_been_said() -> None:
    """Also of a team that had a line a week ago, and also when it was said in a line that several shared."""
    week_ago = TODAY - timedelta(days=7)
    said = [Said(1, "meetings", week_ago), Said(2, "answers", week_ago, shared=True)]
    said += [Said(n, f"need-{n}", TODAY - timedelta(days=14)) for n in (3, 4, 5)]
    asks = [need(1, "partner"), need(2, "answers"), *(need(n) for n in (3, 4, 5))]
    found = choose(asks, teams(12), COURSE, TODAY, said=said)
    assert named(found.attention) == [("partner", (1,)), ("answers", (2,)), ("need-3", (3,))]


def test_what_there_was_no_room_for_comes_first_next_time() -> None:
    """Before what is new today, and also of a team that had a line about something else."""
    said = [Said(1, "meetings", TODAY - timedelta(days=7))]
    left = [Left(1, "partner", TODAY - timedelta(days=7)), Left(5, "need-5", TODAY - timedelta(days=14))]
    asks = [need(1, "partner"), *(need(n) for n in (2, 3, 4, 5))]
    found = choose(asks, teams(12), COURSE, TODAY, said=said, left=left)
    assert [line.teams for line in found.attention] == [(5,), (1,), (2,)]
    assert found.unsaid == (need(3), need(4))
    two = [need(1, "meetings"), need(1, "partner", order=60), need(1, "answers")]
    assert choose(two, teams(12), COURSE, TODAY, said=said, left=left).unsaid == (need(1, "answers"), two[0])


def test_what_was_left_counts_from_the_first_monday_without_a_break() -> None:
    first, second, third = (TODAY - timedelta(weeks=weeks) for weeks in (3, 2, 1))
    found = left_over(
        [
            (third, [(1, "a"), (2, "b"), (3, "c")]),
            (second, [(1, "a"), (3, "c")]),
            (first, [(1, "a"), (2, "b"), (4, "d")]),
        ]
    )
    assert set(found) == {Left(1, "a", first), Left(2, "b", third), Left(3, "c", second)}
    assert left_over([]) == []


def test_after_three_weeks_it_is_news_again() -> None:
    said = [Said(1, "need-1", TODAY - timedelta(days=28)), Said(2, "need-2", TODAY - timedelta(days=21))]
    said += [Said(n, "other", TODAY - timedelta(days=7)) for n in (1, 3, 4)]
    found = choose([need(n) for n in (1, 2, 3, 4)], teams(12), COURSE, TODAY, said=said)
    assert [line.teams for line in found.attention] == [(1,), (3,), (4,)]
    assert found.waiting == (2,)


def test_what_cannot_wait_goes_before_those_who_have_waited() -> None:
    said = [Said(1, "help", TODAY - timedelta(days=7))]
    asks = [need(2), need(3), need(4), need(1, "help", order=5)]
    found = choose(asks, teams(12), COURSE, TODAY, said=said)
    assert [line.teams for line in found.attention] == [(1,), (2,), (3,)]


def test_one_action_for_a_team_and_not_the_same_one_every_week() -> None:
    both = [need(1, "meetings", order=20), need(1, "answers", order=30)]
    found = choose(both, teams(4), COURSE, TODAY)
    assert named(found.attention) == [("meetings", (1,))]
    said = [Said(1, "meetings", TODAY - timedelta(days=7))]
    assert named(choose(both, teams(4), COURSE, TODAY, said=said).attention) == [("answers", (1,))]


def test_more_than_a_third_is_said_once_for_all() -> None:
    four = [need(n, "answers") for n in (1, 2, 3, 4)]
    found = choose(four, teams(12), COURSE, TODAY)  # exactly a third: team by team
    assert len(found.attention) == 3 and found.waiting == (4,)
    five = [*four, need(5, "answers"), need(9)]
    found = choose(five, teams(12), COURSE, TODAY)
    assert named(found.attention) == [("answers", (1, 2, 3, 4, 5)), ("need-9", (9,))]
    assert found.attention[0].shared and not found.attention[1].shared
    assert found.of(2) == (need(2, "answers"),)
    assert len(found.calm) == 6


def test_the_shared_line_takes_no_teams_place() -> None:
    shared = [need(n, "answers") for n in range(1, 7)]
    found = choose([*shared, need(1), need(2), need(3), need(4)], teams(12), COURSE, TODAY)
    assert [line.teams for line in found.attention] == [(1, 2, 3, 4, 5, 6), (1,), (2,), (3,)]
    assert found.waiting == (4,)


def test_a_facilitators_only_team_is_not_all_teams() -> None:
    found = choose([need(1, "answers")], teams(1), COURSE, TODAY)
    assert not found.attention[0].shared
    assert choose([need(1, "answers"), need(2, "answers")], teams(2), COURSE, TODAY).attention[0].shared


def test_nothing_counts_before_day_eight_of_course_or_team() -> None:
    signals = [need(1), praise(2)]
    day_seven, day_eight = COURSE + timedelta(days=6), COURSE + timedelta(days=7)
    assert choose(signals, teams(2), COURSE, day_seven).empty
    assert choose(signals, teams(2), COURSE, day_seven).starting == (1, 2)
    assert not choose(signals, teams(2), COURSE, day_eight).empty

    late = [Team(1, TODAY - timedelta(days=6)), Team(2, COURSE)]
    found = choose(signals, late, COURSE, TODAY)
    assert (found.attention, found.starting, found.calm) == ((), (1,), ())
    early = teams(2, COURSE - timedelta(days=30))  # formed before the course: the course's day 8 counts
    assert choose(signals, early, COURSE, day_seven).empty


def test_a_team_not_yet_started_is_no_part_of_the_third() -> None:
    group = [*teams(3), *(Team(n, TODAY) for n in range(4, 13))]
    found = choose([need(1, "answers"), need(2, "answers")], group, COURSE, TODAY)
    assert found.attention[0].shared


def test_not_relevant_is_quiet_on_the_next_two_mondays() -> None:
    mute = Muted(1, "need-1", TODAY)

    def said_after(days: int) -> bool:
        later = TODAY + timedelta(days=days)
        return not choose([need(1)], teams(4), COURSE, later, muted=[mute]).empty

    assert [said_after(days) for days in (0, 7, 14, 21)] == [False, False, False, True]
    other = choose([need(1, "answers"), need(2)], teams(4), COURSE, TODAY, muted=[mute])
    assert len(other.attention) == 2  # another signal, another team: not muted


def test_muted_teams_do_not_make_a_signal_common() -> None:
    signals = [need(n, "answers") for n in (1, 2, 3, 4, 5)]
    found = choose(signals, teams(12), COURSE, TODAY, muted=[Muted(1, "answers", TODAY)])
    assert not any(line.shared for line in found.attention)


def test_a_team_can_be_praised_and_need_attention() -> None:
    found = choose([need(1), praise(1)], teams(4), COURSE, TODAY)
    assert found.of(1) == (praise(1), need(1))
    assert found.calm == (2, 3, 4)


def test_praise_goes_round_too_and_is_not_mixed_up_with_needs() -> None:
    strengths = [praise(n) for n in range(1, 6)]
    week_ago = TODAY - timedelta(days=7)
    said = [Said(n, f"praise-{n}", week_ago, strength=True) for n in (1, 2, 3)]
    said += [Said(4, "need-4", week_ago), Said(1, "need-1", week_ago)]
    found = choose([*strengths, need(1), need(2)], teams(12), COURSE, TODAY, said=said)
    assert [line.teams for line in found.praise] == [(4,), (5,), (1,)]
    assert [line.teams for line in found.attention] == [(2,), (1,)]
    assert found.waiting == ()  # praise unsaid is nothing to wait for


def test_making_the_message_again_the_same_day_gives_the_same_message() -> None:
    signals = [need(n) for n in range(1, 6)]
    first = choose(signals, teams(12), COURSE, TODAY)
    said = [Said(line.teams[0], line.kind, TODAY) for line in first.attention]
    assert choose(signals, teams(12), COURSE, TODAY, said=said) == first


def test_signals_about_others_teams_are_left_out() -> None:
    assert choose([need(99)], teams(4), COURSE, TODAY).empty


# --- every Monday there can be -----------------------------------------------------------------------

SIGNALS = st.builds(
    Signal,
    team_id=st.integers(1, 14),
    kind=st.sampled_from("abcdef"),
    order=st.sampled_from([5, 20, 50]),
    strength=st.booleans(),
).map(lambda s: Signal(s.team_id, f"{s.kind}+" if s.strength else s.kind, s.order, s.strength))


@given(
    st.lists(SIGNALS, max_size=40),
    st.integers(1, 12),
    st.sets(st.integers(1, 12), max_size=4),
    st.lists(st.builds(Muted, st.integers(1, 12), st.sampled_from("abcdef"), st.just(TODAY)), max_size=5),
    st.randoms(use_true_random=False),
)
@settings(max_examples=300, deadline=None)
def test_what_every_monday_promises(
    signals: list[Signal], count: int, new: set[int], muted: list[Muted], rng: random.Random
) -> None:
    group = [Team(n, TODAY if n in new else COURSE) for n in range(1, count + 1)]
    found: Monday[Signal] = choose(signals, group, COURSE, TODAY, muted)

    own = [line for line in found.attention if not line.shared]
    assert len(own) <= 3 and len({line.teams for line in own}) == len(own)
    assert len([line for line in found.praise if not line.shared]) <= 3
    assert all(line.signals[0].strength for line in found.praise)
    assert not any(line.signals[0].strength for line in found.attention)
    assert not found.waiting or len(own) == 3

    ready = {team.id for team in group if team.id not in new}
    quiet = {(mute.team_id, mute.kind) for mute in muted}
    live = {(s.team_id, s.kind) for s in signals if s.team_id in ready} - quiet
    for line in (*found.praise, *found.attention):
        everyone = {team for team, kind in live if kind == line.kind}
        assert {(team, line.kind) for team in line.teams} <= live
        assert line.shared == (len(everyone) > 1 and len(everyone) * 3 > len(ready))
        assert not line.shared or set(line.teams) == everyone

    # Nobody who needs something is called calm, and every team is somewhere exactly once or named.
    needy = {team for team, kind in live if not kind.endswith("+")}
    in_attention = {team for line in found.attention for team in line.teams}
    assert needy == in_attention | set(found.waiting)
    assert not needy & set(found.calm)
    assert set(found.calm) <= ready
    assert set(found.starting) == {team.id for team in group} - ready

    shuffled = list(signals)
    rng.shuffle(shuffled)
    assert choose(shuffled, group[::-1], COURSE, TODAY, muted[::-1]) == found


@given(st.lists(st.sampled_from([20, 40, 60]), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_nobody_waits_longer_than_it_takes_to_go_round(orders: list[int]) -> None:
    """Whatever the orders: with n teams in need week after week, each has had a line within n/3 Mondays."""
    asks = [need(team, order=order) for team, order in enumerate(orders, 1)]
    group = teams(len(orders))
    said: list[Said] = []
    rounds = -(-len(orders) // 3)
    for week in range(rounds):
        monday = TODAY + timedelta(weeks=week)
        found = choose(asks, group, COURSE, monday, said=said)
        said += [Said(line.teams[0], line.kind, monday) for line in found.attention]
    assert {line.team_id for line in said} == set(range(1, len(orders) + 1))


def test_what_is_said_fits_on_a_card_and_what_does_not_comes_next() -> None:
    """Six things that all share, and three teams of their own: one of the six is said, the longest unsaid first."""
    common = [need(n, f"common-{kind}", order=20 + kind) for kind in range(6) for n in range(1, 13)]
    own = [need(1), need(2), need(3)]
    found = choose([*common, *own], teams(12), COURSE, TODAY)
    assert named(found.attention)[0] == ("common-0", tuple(range(1, 13))) and len(found.attention) == 4
    said = [Said(n, "common-0", TODAY - timedelta(days=7), shared=True) for n in range(1, 13)]
    assert named(choose([*common, *own], teams(12), COURSE, TODAY, said=said).attention)[0][0] == "common-1"
    alone = choose(common, teams(12), COURSE, TODAY)
    assert [line.kind for line in alone.attention] == [
        f"common-{kind}" for kind in range(4)
    ] and not alone.waiting
    split = [
        need(n, kind, order)
        for kind, order, some in (("a", 1, range(1, 6)), ("b", 2, range(6, 11)))
        for n in some
    ]
    rest = choose([*split, need(11), need(12), need(1)], teams(12), COURSE, TODAY)
    assert [line.kind for line in rest.attention][:1] == ["a"] and rest.waiting == tuple(range(6, 11))
    assert not rest.calm, "who waits is not well under way"


def test_what_is_about_one_person_is_never_shared() -> None:
    asked = [Signal(n, "help", 3, personal=True) for n in range(1, 7)]
    found = choose(asked, teams(6), COURSE, TODAY)
    assert not any(line.shared for line in found.attention) and len(found.attention) == 3

"""What becomes of a proposal: yes, no, swaps, and the team's own mind."""

from __future__ import annotations

from bot.roles import rules
from bot.roles.history import History
from bot.roles.lineup import (
    Accepted,
    Excused,
    LeftVacant,
    Lineup,
    NoRole,
    NotComing,
    NotTheirs,
    Outdated,
    Passed,
    Placed,
    Refused,
    Swap,
    Swapped,
    Taken,
)
from tests.bot.roles.histories import CHAIR, NOTES, team

FRESH = History(team(1, 2, 3))


def proposal() -> tuple[Lineup, int, int, int]:
    """A line-up of three with two roles: the chair, the note-taker and the one without a role."""
    lineup = rules.propose([1, 2, 3], (CHAIR, NOTES), FRESH)
    chair, notes = lineup.holder(CHAIR), lineup.holder(NOTES)
    assert chair and notes
    return lineup, chair, notes, lineup.without_role[0]


def test_yes_is_yes_and_twice_is_still_yes() -> None:
    lineup, chair, _, free = proposal()
    once = rules.accept(lineup, chair)
    assert isinstance(once, Accepted)
    assert [seat.accepted for seat in once.lineup.seats] == [True, False]
    assert rules.accept(once.lineup, chair) == once
    assert rules.accept(lineup, free) == NoRole()


def test_silence_until_the_day_before_is_yes() -> None:
    lineup, *_ = proposal()
    assert all(seat.accepted for seat in rules.silence(lineup).seats)
    assert rules.silence(lineup.give(CHAIR, None)).vacant == (CHAIR,)


def test_a_role_declined_passes_to_those_without_one_and_then_stands_open() -> None:
    lineup, chair, notes, free = proposal()
    first = rules.decline(lineup, CHAIR, chair, FRESH)
    assert isinstance(first, Passed)
    assert (first.to, first.lineup.holder(CHAIR), first.lineup.holder(NOTES)) == (free, free, notes)

    second = rules.decline(first.lineup, CHAIR, free, FRESH)
    assert isinstance(second, LeftVacant)
    assert second.lineup.vacant == (CHAIR,)
    assert rules.decline(second.lineup, CHAIR, free, FRESH) == NotTheirs(CHAIR, None)


def test_who_declined_one_role_may_still_be_asked_for_another() -> None:
    lineup, chair, notes, _ = proposal()
    first = rules.decline(lineup, CHAIR, chair, FRESH)
    assert isinstance(first, Passed)
    second = rules.decline(first.lineup, NOTES, notes, FRESH)
    assert isinstance(second, Passed)
    assert second.to == chair


def test_an_open_role_can_be_taken_by_anybody_who_comes() -> None:
    lineup, chair, notes, _ = proposal()
    open_chair = lineup.give(CHAIR, None)
    taken = rules.take(open_chair, CHAIR, notes)
    assert isinstance(taken, Taken)
    assert taken.lineup.roles_of(notes) == (CHAIR, NOTES)
    assert rules.take(taken.lineup, CHAIR, notes) == taken
    assert rules.take(taken.lineup, CHAIR, chair) == NotTheirs(CHAIR, notes)
    assert rules.take(open_chair, CHAIR, 99) == NotComing(99)


def test_a_swap_needs_the_others_yes() -> None:
    lineup, chair, notes, _ = proposal()
    swap = rules.ask_swap(lineup, CHAIR, chair, notes)
    assert swap == Swap(CHAIR, chair, notes, NOTES)
    assert isinstance(swap, Swap)
    assert rules.answer_swap(lineup, swap, by=chair, yes=True) == NotTheirs(CHAIR, chair)
    assert rules.answer_swap(lineup, swap, by=notes, yes=False) == Refused(swap)
    done = rules.answer_swap(lineup, swap, by=notes, yes=True)
    assert isinstance(done, Swapped)
    assert (done.lineup.holder(CHAIR), done.lineup.holder(NOTES)) == (notes, chair)
    assert all(seat.accepted for seat in done.lineup.seats)
    assert rules.answer_swap(done.lineup, swap, by=notes, yes=True) == Outdated(swap)


def test_a_role_can_be_handed_to_somebody_without_one() -> None:
    lineup, chair, notes, free = proposal()
    swap = rules.ask_swap(lineup, CHAIR, chair, free)
    assert isinstance(swap, Swap) and swap.in_return is None
    done = rules.answer_swap(lineup, swap, by=free, yes=True)
    assert isinstance(done, Swapped)
    assert (done.lineup.holder(CHAIR), done.lineup.without_role) == (free, (chair,))

    # … but not if they were given another role while they thought about it.
    meanwhile = rules.decline(lineup, NOTES, notes, FRESH)
    assert isinstance(meanwhile, Passed) and meanwhile.to == free
    assert rules.answer_swap(meanwhile.lineup, swap, by=free, yes=True) == Outdated(swap)


def test_nobody_swaps_what_is_not_theirs_or_with_somebody_away() -> None:
    lineup, chair, notes, _ = proposal()
    assert rules.ask_swap(lineup, CHAIR, notes, chair) == NotTheirs(CHAIR, chair)
    assert rules.ask_swap(lineup, CHAIR, chair, chair) == NotTheirs(CHAIR, chair)
    assert rules.ask_swap(lineup, CHAIR, chair, 99) == NotComing(99)


def test_who_cannot_come_hands_on_the_role_and_the_others_keep_theirs() -> None:
    lineup, chair, notes, free = proposal()
    after = rules.cannot_come(rules.silence(lineup), chair, FRESH)
    assert (after.holder(CHAIR), after.holder(NOTES)) == (free, notes)
    assert [seat.accepted for seat in after.seats] == [False, True]
    alone = rules.cannot_come(after, free, FRESH)
    assert alone.vacant == (CHAIR,)
    again = rules.can_come(alone, chair, FRESH)
    assert (again.holder(CHAIR), again.present) == (chair, tuple(sorted([chair, notes])))
    assert rules.can_come(again, free, FRESH).holder(CHAIR) == chair


def test_not_this_time_hands_on_every_role_and_nobody_asks_again() -> None:
    lineup, chair, notes, free = proposal()
    done = rules.excuse(lineup, chair, FRESH)
    assert isinstance(done, Excused)
    assert done.to == ((CHAIR, free),)
    again = rules.excuse(done.lineup, free, FRESH)
    assert again.to == ((CHAIR, None),), "who has said no to all is not asked, and the other has a role"
    both = rules.excuse(again.lineup, notes, FRESH)
    assert both.lineup.vacant == (CHAIR, NOTES)
    assert rules.excuse(both.lineup, notes, FRESH).to == ()
    assert isinstance(rules.take(both.lineup, CHAIR, chair), Taken), "one may change one's mind"


def test_anybody_may_say_who_has_which() -> None:
    lineup, chair, notes, free = proposal()
    theirs = rules.place(lineup, CHAIR, free, by=notes)
    assert isinstance(theirs, Placed) and theirs.before == chair
    assert (theirs.lineup.holder(CHAIR), theirs.lineup.seats[0].accepted) == (free, False)
    mine = rules.place(lineup, CHAIR, notes, by=notes)
    assert isinstance(mine, Placed) and mine.lineup.seats[0].accepted, "who takes it has said yes"
    assert mine.lineup.roles_of(notes) == (CHAIR, NOTES)
    nobody = rules.place(lineup, CHAIR, None, by=notes)
    assert isinstance(nobody, Placed) and nobody.lineup.vacant == (CHAIR,)
    assert rules.place(lineup, CHAIR, 99, by=notes) == NotComing(99)
    again = rules.place(rules.silence(lineup), CHAIR, chair, by=notes)
    assert isinstance(again, Placed) and again.lineup == rules.silence(lineup), "the same changes nothing"

"""What a poll ends with, held against a slow and plain reading of the same promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.meetings.rules import (
    Choice,
    Course,
    NoPossibleSlot,
    NoVotes,
    Outcome,
    Poll,
    Problem,
    RequiredSilent,
    Settled,
    Slot,
    StillOpen,
    Tie,
    Vote,
    Why,
    Wrong,
    outcome,
    problems,
    tally,
)

NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
DEADLINE = NOW + timedelta(days=3)
TUE, WED, THU = (NOW + timedelta(days=days) for days in (8, 9, 10))
YES, MAYBE, NO = Choice
LETTERS = {"y": YES, "m": MAYBE, "n": NO}
JONAS, AMIRA, FREJA, EMIL = 1, 2, 3, 4


def poll(*rows: str, required: frozenset[int] = frozenset(), quorum: int = 2) -> Poll:
    """Jonas asks the team about Tuesday, Wednesday, Thursday. A row is a person: y, m, n or a space."""
    slots = tuple(Slot(i, start) for i, start in enumerate((TUE, WED, THU)[: max(map(len, rows))], 1))
    votes = tuple(
        Vote(person, slot, LETTERS[letter])
        for person, row in enumerate(rows, 1)
        for slot, letter in enumerate(row, 1)
        if letter != " "
    )
    return Poll(slots, votes, frozenset(range(1, len(rows) + 1)), JONAS, DEADLINE, required, quorum)


def starts(found: Outcome) -> list[datetime]:
    assert isinstance(found, Tie | RequiredSilent)
    return [slot.start for slot in found.slots]


def settled(found: Outcome) -> datetime:
    assert isinstance(found, Settled), found
    return found.slot.start


# --- as a team meets it ------------------------------------------------------------------------------


def test_the_slot_most_can_make_wins_as_soon_as_everybody_has_voted() -> None:
    assert settled(outcome(poll("yy", "ny", "ym"), NOW)) == WED


def test_a_clear_yes_breaks_an_even_number() -> None:
    assert settled(outcome(poll("ym", "yy"), NOW)) == TUE
    assert settled(outcome(poll("mym", "myy"), NOW)) == WED
    assert settled(outcome(poll("yn", "ym", "nm", "nm"), NOW)) == WED  # three at a pinch before two for sure


def test_a_real_tie_asks_the_proposer_earliest_first() -> None:
    assert starts(outcome(poll("yyn", "yyy"), NOW)) == [TUE, WED]


def test_the_poll_waits_for_the_last_one_and_for_their_last_slot() -> None:
    assert outcome(poll("yy", "yy", "  "), NOW) == StillOpen(frozenset({FREJA}))
    assert outcome(poll("yy", "yy", "y "), NOW) == StillOpen(frozenset({FREJA}))
    assert settled(outcome(poll("yy", "yy", "yn"), NOW)) == TUE


def test_the_deadline_closes_it_whoever_has_not_voted() -> None:
    half = poll("yn", "yn", "  ")
    assert isinstance(outcome(half, DEADLINE - timedelta(seconds=1)), StillOpen)
    assert settled(outcome(half, DEADLINE)) == TUE


def test_a_slot_a_required_person_cannot_make_is_never_chosen() -> None:
    votes = poll("ny", "yn", "yn", "yy", required=frozenset({JONAS}))
    assert settled(outcome(votes, NOW)) == WED
    votes = poll("nn", "yy", "yy", required=frozenset({JONAS}))
    assert outcome(votes, NOW) == NoPossibleSlot(Why.REQUIRED, tuple(one.slot for one in tally(votes)))


def test_if_needed_is_enough_from_a_required_person() -> None:
    assert settled(outcome(poll("m", "y", required=frozenset({JONAS})), NOW)) == TUE


def test_a_required_person_who_has_not_voted_is_asked_about_not_overruled() -> None:
    silent = poll("yyn", "ynn", "   ", required=frozenset({FREJA}))
    assert isinstance(outcome(silent, NOW), StillOpen)
    found = outcome(silent, DEADLINE)
    assert isinstance(found, RequiredSilent)
    assert (starts(found), set(found.people)) == ([TUE, WED], {FREJA})


def test_a_slot_the_required_person_has_said_yes_to_beats_one_they_have_not_answered() -> None:
    """Freja voted before Wednesday was added; everybody else can on Wednesday."""
    votes = poll("yy", "ny", "y ", required=frozenset({FREJA}))
    assert settled(outcome(votes, DEADLINE)) == TUE


def test_fewer_than_the_quorum_settles_nothing() -> None:
    votes = poll("yn", "ny", "yn", "nn", quorum=3)
    found = outcome(votes, NOW)
    assert isinstance(found, NoPossibleSlot)
    assert (found.why, [slot.start for slot in found.closest]) == (Why.TOO_FEW, [TUE])


def test_nobody_can_and_one_alone_is_no_meeting() -> None:
    assert outcome(poll("nn", "nn"), NOW) == NoPossibleSlot(Why.NOBODY)
    found = outcome(poll("y", "n"), NOW)
    assert isinstance(found, NoPossibleSlot) and found.why is Why.TOO_FEW


def test_no_votes_but_the_proposers_own_is_no_votes() -> None:
    assert outcome(poll("yy", "  ", "  "), DEADLINE) == NoVotes()
    assert outcome(poll("  ", "  "), DEADLINE) == NoVotes()
    assert isinstance(outcome(poll("yy", "  "), NOW), StillOpen)
    assert settled(outcome(poll("y"), NOW)) == TUE  # a team of one: nobody else to ask


def test_a_slot_that_has_begun_is_out_and_need_not_be_answered() -> None:
    votes = poll("yy", "yy", " y")
    assert settled(outcome(votes, TUE)) == WED
    late = replace(votes, deadline=THU)
    assert settled(outcome(late, TUE)) == WED
    assert outcome(late, WED) == NoPossibleSlot(Why.PAST)


def test_when_somebody_leaves_their_vote_their_veto_and_their_part_of_the_quorum_go() -> None:
    votes = poll("yy", "yy", "ny", "  ", required=frozenset({FREJA}), quorum=4)
    assert isinstance(outcome(votes, NOW), StillOpen)
    without_freja = replace(votes, voters=frozenset({JONAS, AMIRA, EMIL}))
    assert outcome(without_freja, NOW) == StillOpen(frozenset({EMIL}))
    pair = replace(votes, voters=frozenset({JONAS, AMIRA}))
    assert starts(outcome(pair, NOW)) == [TUE, WED]
    assert [len(one.can) for one in tally(pair)] == [2, 2]


def test_a_changed_vote_replaces_the_old_one() -> None:
    votes = poll("y", "y")
    votes = replace(votes, votes=(*votes.votes, Vote(AMIRA, 1, NO), Vote(99, 1, YES), Vote(AMIRA, 77, YES)))
    (one,) = tally(votes)
    assert (set(one.yes), set(one.no)) == ({JONAS}, {AMIRA})
    assert not one.if_needed and not one.silent


# --- every poll there can be -------------------------------------------------------------------------


@st.composite
def polls(draw: st.DrawFn) -> tuple[Poll, datetime]:
    people = list(range(1, draw(st.integers(1, 5)) + 1))
    hours = draw(st.lists(st.integers(1, 40), min_size=1, max_size=4, unique=True))
    slots = tuple(Slot(i, NOW + timedelta(hours=hour)) for i, hour in enumerate(hours))
    letters = st.sampled_from([YES, YES, MAYBE, NO, None])
    votes = tuple(
        Vote(person, slot.id, choice)
        for person in people
        for slot in slots
        if (choice := draw(letters)) is not None
    )
    gone = draw(st.sets(st.sampled_from(people), max_size=1))
    return Poll(
        slots,
        votes,
        frozenset(people) - gone,
        proposer=draw(st.sampled_from(people)),
        deadline=NOW + timedelta(hours=draw(st.integers(1, 40))),
        required=frozenset(draw(st.sets(st.sampled_from(people), max_size=2))),
        quorum=draw(st.integers(0, 5)),
    ), NOW + timedelta(hours=draw(st.integers(0, 41)))


def look(votes: Poll, slot: Slot) -> tuple[int, int, int, bool, bool]:
    """(who can, of them yes, required ones unheard, is it vetoed, is a required one unheard)"""
    can = yes = unheard = 0
    vetoed = False
    for person in votes.voters:
        choice = None
        for vote in votes.votes:
            if (vote.person, vote.slot) == (person, slot.id):
                choice = vote.choice
        yes += choice == YES
        can += choice in (YES, MAYBE)
        if person in votes.required:
            vetoed |= choice == NO
            unheard += choice is None
    return can, yes, unheard, vetoed, unheard > 0


def closed(votes: Poll, now: datetime) -> bool:
    said = {(vote.person, vote.slot) for vote in votes.votes}
    future = [slot for slot in votes.slots if slot.start > now]
    everybody = all((person, slot.id) in said for person in votes.voters for slot in future)
    return now >= votes.deadline or everybody or not future


def plain(votes: Poll, now: datetime) -> tuple[object, ...]:
    """The promises in their own order, one slot and one person at a time; no cleverness."""
    if not closed(votes, now):
        return ("open",)
    heard = {vote.person for vote in votes.votes if vote.person in votes.voters}
    if not heard or (heard == {votes.proposer} and len(votes.voters) > 1):
        return ("no votes",)
    looks = {slot.id: look(votes, slot) for slot in votes.slots if slot.start > now}
    if not looks:
        return ("none", Why.PAST)
    quorum = min(max(votes.quorum, 2), len(votes.voters))
    good = {
        slot: (can, yes)
        for slot, (can, yes, _, veto, unheard) in looks.items()
        if not veto and not unheard and can >= quorum
    }
    if good:
        winners = {slot for slot in good if good[slot] == max(good.values())}
        return ("settled" if len(winners) == 1 else "tie", winners)
    unsure = {
        s
        for s, (can, _, more, veto, unheard) in looks.items()
        if unheard and not veto and can + more >= quorum
    }
    if unsure:
        return ("ask", unsure)
    most = max(can for can, *_ in looks.values())
    return ("none", Why.NOBODY if most == 0 else Why.REQUIRED if most >= quorum else Why.TOO_FEW)


def named(found: Outcome) -> tuple[object, ...]:
    match found:
        case StillOpen():
            return ("open",)
        case NoVotes():
            return ("no votes",)
        case Settled(slot):
            return ("settled", {slot.id})
        case Tie(slots):
            return ("tie", {slot.id for slot in slots})
        case RequiredSilent(slots, _):
            return ("ask", {slot.id for slot in slots})
        case NoPossibleSlot(why, _):
            return ("none", why)


@given(polls())
@settings(max_examples=600, deadline=None)
def test_every_poll_ends_as_promised(situation: tuple[Poll, datetime]) -> None:
    votes, now = situation
    found = outcome(votes, now)
    assert named(found) == plain(votes, now)
    if isinstance(found, Settled):
        required = votes.required & votes.voters
        assert found.slot.start > now
        assert required <= found.can <= votes.voters


@given(polls())
@settings(max_examples=150, deadline=None)
def test_the_order_of_slots_and_votes_makes_no_difference(situation: tuple[Poll, datetime]) -> None:
    votes, now = situation
    shuffled = replace(votes, slots=votes.slots[::-1], votes=votes.votes[::-1])
    assert outcome(shuffled, now) == outcome(votes, now)


@given(polls())
@settings(max_examples=150, deadline=None)
def test_one_more_yes_never_loses_a_slot_the_poll(situation: tuple[Poll, datetime]) -> None:
    """Saying yes where one said nothing or no cannot turn the winner into something else than the winner
    or (by making it even) a tie with it."""
    votes, now = situation
    found = outcome(votes, now)
    if not isinstance(found, Settled):
        return
    for person in votes.voters:
        more = replace(votes, votes=(*votes.votes, Vote(person, found.slot.id, YES)))
        assert settled(outcome(more, now)) == found.slot.start


# --- what may be proposed ----------------------------------------------------------------------------

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
COURSE = Course(date(2026, 10, 1), date(2026, 11, 20), COPENHAGEN)


def test_a_sensible_proposal_has_no_problems() -> None:
    assert problems([TUE, WED], 90, COURSE, NOW, DEADLINE) == ()
    assert problems([TUE], 15, COURSE, NOW) == problems([TUE], 480, COURSE, NOW) == ()


def test_everything_wrong_is_said_at_once() -> None:
    starts = [TUE, NOW, TUE, NOW + timedelta(days=30)]
    assert problems(starts, 10, COURSE, NOW, NOW) == (
        Problem(Wrong.TOO_SHORT),
        Problem(Wrong.PAST, 1),
        Problem(Wrong.TWICE, 2),
        Problem(Wrong.OUTSIDE_COURSE, 3),
        Problem(Wrong.DEADLINE_PAST),
        Problem(Wrong.DEADLINE_TOO_LATE),
    )


def test_the_limits_of_number_length_and_course() -> None:
    many = [TUE + timedelta(hours=n) for n in range(11)]
    assert problems(many[:10], 60, COURSE, NOW) == ()
    assert problems(many, 60, COURSE, NOW) == (Problem(Wrong.TOO_MANY),)
    assert problems([], 60, COURSE, NOW) == (Problem(Wrong.NO_SLOTS),)
    assert problems([TUE], 481, COURSE, NOW) == (Problem(Wrong.TOO_LONG),)
    late = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # 23.30 in Copenhagen, on the last day
    assert problems([late], 15, COURSE, NOW) == ()
    assert problems([late], 60, COURSE, NOW) == (Problem(Wrong.OUTSIDE_COURSE, 0),)
    assert problems([TUE], 60, COURSE, NOW, TUE) == (Problem(Wrong.DEADLINE_TOO_LATE),)

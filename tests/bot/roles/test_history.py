"""What is seen in a history: roles that are one person's, a rotation that is complete, weeks."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.roles.history import History, Meeting, Member, by_week, locked_to_one, rotation_complete
from tests.bot.roles.histories import CHAIR, NOTES, START, met, team, week

NOW = week(20)


def test_sixty_percent_over_four_meetings_is_locked() -> None:
    turns = [{"chair": 1, "note_taker": 2}, {"chair": 1, "note_taker": 1}, {"chair": 1, "note_taker": 3}]
    three = tuple(met(n, **held) for n, held in enumerate(turns))
    assert locked_to_one(History(team(1, 2, 3), three), NOW) is None  # only three meetings
    four = (*three, met(3, chair=1, note_taker=2))
    found = locked_to_one(History(team(1, 2, 3), four), NOW)
    assert found and (found.person, found.turns, found.of, found.meetings) == (1, 5, 8, 4)
    assert locked_to_one(History(team(1, 2, 3), four), week(2)) is None  # the fourth is still to come
    assert locked_to_one(History((Member(1, START, left=week(10)), *team(2, 3)), four), NOW) is None


def test_half_of_the_turns_is_not_locked_and_a_new_habit_is_seen() -> None:
    pair = tuple(met(n, chair=1, note_taker=2) for n in range(6))
    assert locked_to_one(History(team(1, 2), pair), NOW) is None
    locked = tuple(met(n, chair=1, note_taker=1) for n in range(4))
    assert locked_to_one(History(team(1, 2, 3), locked), NOW)
    better = (*locked, *(met(n, chair=2 + n % 2, note_taker=3 - n % 2) for n in range(4, 8)))
    assert locked_to_one(History(team(1, 2, 3), better), NOW) is None


def test_exactly_sixty_percent_counts() -> None:
    five = tuple(met(n, chair=1, note_taker=1 if n == 0 else 2) for n in range(5))
    assert locked_to_one(History(team(1, 2), five), NOW)  # 6 of 10


def test_the_rotation_is_complete_when_everybody_now_in_the_team_has_tried() -> None:
    meetings = (met(0, chair=1), met(1, chair=2, note_taker=3), met(2, chair=3))
    gone = Member(9, START, left=week(2))
    assert rotation_complete(History((*team(1, 2, 3), gone), meetings), NOW) == week(2)
    assert rotation_complete(History(team(1, 2, 3), meetings), week(1)) is None
    assert rotation_complete(History(team(1, 2, 3, 4), meetings), NOW) is None
    assert rotation_complete(History(team(1, 2, 3), meetings), NOW, NOTES) is None
    assert rotation_complete(History(team(1), meetings), NOW) is None


def test_a_week_counts_once() -> None:
    early, late = met(1, chair=1, note_taker=2), met(1, chair=1, note_taker=3)
    later = Meeting(late.at.replace(hour=15), late.turns)
    history = by_week(History(team(1, 2, 3), (later, early, met(2, chair=2))), ZoneInfo("Europe/Copenhagen"))
    assert [meeting.at for meeting in history.meetings] == [early.at, week(2)]
    assert history.turns(1, CHAIR) == 1
    assert history.turns(2, NOTES) == history.turns(3, NOTES) == 1


def test_the_week_is_the_teams_own() -> None:
    """23.30 on Sunday in UTC is Monday in Denmark."""
    sunday = Meeting(START.replace(day=13, hour=22, minute=30), ((CHAIR, 1),))
    monday = Meeting(START.replace(day=14, hour=8), ((CHAIR, 2),))
    history = History(team(1, 2), (sunday, monday))
    assert len(by_week(history, ZoneInfo("Europe/Copenhagen")).meetings) == 1
    assert len(by_week(history, ZoneInfo("UTC")).meetings) == 2

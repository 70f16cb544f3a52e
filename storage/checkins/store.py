"""A team's check-ins, their rounds and answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from storage.checkins.tables import answers, checkins, extensions, rounds
from storage.checkins.values import FIRST, Answer, Asked, Checkin, Round
from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named
from storage.teams.tables import people, teams

_CHECKINS = Prepared(
    select(checkins)
    .where(mine(checkins), given(checkins.c.team_id), checkins.c.ended_at.is_(None))
    .order_by(checkins.c.number)
)
_NUMBERED = Prepared(
    select(checkins).where(mine(checkins), given(checkins.c.team_id), given(checkins.c.number))
)
_OF_TEAM = select(rounds).where(mine(rounds), given(rounds.c.team_id))
_ON_DAY = Prepared(select(rounds).where(mine(rounds), given(rounds.c.checkin_id), given(rounds.c.day)))
_ROUND = Prepared(_OF_TEAM.where(given(rounds.c.id, "round_id")))
_HELD = Prepared(_OF_TEAM.where(given(rounds.c.id, "round_id")).with_for_update())
_NEWEST = (rounds.c.day.desc(), rounds.c.id.desc())
_LATEST = Prepared(
    _OF_TEAM.where(rounds.c.opened_at.is_not(None))
    .order_by(*_NEWEST)
    .limit(bindparam("limit", type_=Integer))
)
_LATEST_OF = Prepared(
    select(rounds)
    .where(mine(rounds), given(rounds.c.checkin_id), rounds.c.opened_at.is_not(None))
    .order_by(*_NEWEST)
    .limit(bindparam("limit", type_=Integer))
)
_OPEN = Prepared(
    _OF_TEAM.where(rounds.c.opened_at.is_not(None), rounds.c.closed_at.is_(None)).order_by(
        rounds.c.closes_at, rounds.c.id
    )
)
_ANSWERED_BY = Prepared(select(answers.c.person_id).where(mine(answers), given(answers.c.round_id)))
_OF_ROUND = (
    select(answers, people.c.name)
    .select_from(answers.join(people, answers.c.person_id == people.c.id))
    .where(mine(answers), given(answers.c.round_id))
)
_ANSWERS = Prepared(_OF_ROUND.order_by(answers.c.id))
_ANSWER_OF = Prepared(_OF_ROUND.where(given(answers.c.person_id)))
_CLOSE = Prepared(
    rounds.update().where(mine(rounds), given(rounds.c.id, "row_id"), rounds.c.closed_at.is_(None)),
    ("closed_at", "moods", "mood_of"),
)
_MOODS_SHOWN = Prepared(
    select(rounds.c.mood_of).where(mine(rounds), given(rounds.c.team_id), rounds.c.closed_at.is_not(None))
)
_FORGET_MOODS = Prepared(
    answers.update().where(mine(answers), given(answers.c.round_id, "of_round")), ("mood",)
)
_HELP_WAITS = Prepared(
    select(answers.c.round_id, answers.c.person_id, answers.c.help_asked_at)
    .join(rounds, (answers.c.tenant_id == rounds.c.tenant_id) & (answers.c.round_id == rounds.c.id))
    .where(mine(answers), given(rounds.c.team_id))
    .where(answers.c.help_asked_at.is_not(None), answers.c.help_seen_at.is_(None))
)
_EXTENSIONS = Prepared(select(extensions).where(mine(extensions), given(extensions.c.round_id)))


@lru_cache(maxsize=64)
def _counts(rounds_asked: int) -> Prepared:
    return Prepared(
        select(answers.c.round_id, answers.c.kind, func.count().label("number"))
        .where(mine(answers), any_of(answers.c.round_id, rounds_asked))
        .group_by(answers.c.round_id, answers.c.kind)
    )


def _checkin(row: Any) -> Checkin:
    return Checkin(row.id, row.team_id, row.number, row.name, row.settings)


def _round(row: Any) -> Round:
    return Round(
        id=row.id,
        team_id=row.team_id,
        day=row.day,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        asked=Asked(row.checkin_id, row.name, row.audience, tuple(row.questions), row.by_day),
        moods=tuple(row.moods),
        secret=bytes.fromhex(row.secret),
    )


def _answer(row: Any, name: str) -> Answer:
    return Answer(
        person_id=row.person_id,
        name=name,
        kind=row.kind,
        mood=row.mood,
        done=row.done,
        next_step=row.next_step,
        in_the_way=row.in_the_way,
        more=row.more,
        by_name=row.by_name,
        on_agenda=row.on_agenda,
        help=row.help,
        help_asked_at=row.help_asked_at,
        help_seen_at=row.help_seen_at,
        answered_at=row.answered_at,
    )


class CheckinStore(Store):
    # ---- the team's check-ins

    def checkins(self, team_id: int) -> tuple[Checkin, ...]:
        """Those that have not ended, the first first; none before `first` has been called."""
        return tuple(_checkin(row) for row in self.rows(_CHECKINS, team_id=team_id))

    def first(self, team_id: int) -> Checkin:
        """The check-in that every team has, made if it is not there."""
        row = self.row(_NUMBERED, team_id=team_id, number=FIRST)
        if row is None:
            self.insert_once(checkins, team_id=team_id, number=FIRST, name="", settings={})
            row = self.row(_NUMBERED, team_id=team_id, number=FIRST)
        return _checkin(row)

    def add(self, team_id: int, name: str, settings: Mapping[str, Any]) -> Checkin:
        """One more; its number has not been another's, nor becomes that of one made at the same moment."""
        self.lock(teams, team_id)
        highest = select(func.max(checkins.c.number)).where(
            *self.within(checkins, checkins.c.team_id == team_id)
        )
        number = max(self.execute(highest).scalar_one_or_none() or 0, FIRST) + 1
        self.insert(checkins, team_id=team_id, number=number, name=name, settings=dict(settings))
        return _checkin(self.row(_NUMBERED, team_id=team_id, number=number))

    def change(self, checkin: Checkin, **values: Any) -> None:
        """`name`, `settings` (all of them) or `ended_at`."""
        self.update(checkins, checkin.id, **values)

    # ---- rounds

    def ensure_round(
        self, team_id: int, day: date, opens_at: datetime, closes_at: datetime, asked: Asked | None = None
    ) -> Round:
        """The check-in's round of that day (the first's, unless it is said), made if there is none."""
        asked = asked or Asked(self.first(team_id).id)
        self.insert_once(
            rounds,
            team_id=team_id,
            checkin_id=asked.checkin_id,
            day=day,
            name=asked.name,
            audience=asked.audience,
            by_day=asked.by_day,
            questions=[dict(one) for one in asked.questions],
            opens_at=opens_at,
            closes_at=closes_at,
            moods=[],
            mood_of=[],
            secret=secrets.token_hex(16),
        )
        return _round(self.row(_ON_DAY, checkin_id=asked.checkin_id, day=day))

    def round(self, team_id: int, round_id: int) -> Round | None:
        row = self.row(_ROUND, team_id=team_id, round_id=round_id)
        return _round(row) if row else None

    def held(self, team_id: int, round_id: int) -> Round | None:
        """The same, locked until the end of the transaction: before it is answered or closed."""
        row = self.row(_HELD, team_id=team_id, round_id=round_id)
        return _round(row) if row else None

    def ask_instead(self, round_id: int, questions: tuple[Mapping[str, str], ...]) -> None:
        """Other questions from now on, in a round that is open; what was answered stays."""
        self.update(rounds, round_id, questions=[dict(one) for one in questions])

    def latest(self, team_id: int, limit: int = 4) -> tuple[Round, ...]:
        """The team's rounds that have opened, the newest first."""
        return tuple(_round(row) for row in self.rows(_LATEST, team_id=team_id, limit=limit))

    def latest_of(self, checkin_id: int, limit: int = 4) -> tuple[Round, ...]:
        """The same of one check-in."""
        return tuple(_round(row) for row in self.rows(_LATEST_OF, checkin_id=checkin_id, limit=limit))

    def open_rounds(self, team_id: int) -> tuple[Round, ...]:
        """Rounds that have opened and not closed, the one that closes first first."""
        return tuple(_round(row) for row in self.rows(_OPEN, team_id=team_id))

    def mark_opened(self, round_id: int) -> None:
        self.update(rounds, round_id, opened_at=self.now)

    def close(self, round_id: int, moods: Sequence[int] = (), mood_of: frozenset[int] = frozenset()) -> bool:
        """False when it was closed before. `moods`: how many of `mood_of` chose each step; what each chose is
        forgotten."""
        values = {"closed_at": self.now, "moods": list(moods), "mood_of": sorted(mood_of)}
        if self.run(_CLOSE, row_id=round_id, **values) != 1:
            return False
        self.run(_FORGET_MOODS, of_round=round_id, mood=None)
        return True

    def moods_shown(self, team_id: int) -> list[frozenset[int]]:
        """Whose numbers each of the team's closed rounds has published."""
        return [frozenset(row.mood_of) for row in self.rows(_MOODS_SHOWN, team_id=team_id) if row.mood_of]

    def move_waiting(self, checkin_id: int, day: date, opens_at: datetime, closes_at: datetime) -> None:
        """A round that was answered before it opened is held then instead."""
        ahead = (
            rounds.c.checkin_id == checkin_id,
            rounds.c.opened_at.is_(None),
            rounds.c.closed_at.is_(None),
            rounds.c.opens_at > self.now,
        )
        query = select(rounds.c.id).where(*self.within(rounds, *ahead)).order_by(rounds.c.day).limit(1)
        waiting = self.execute(query).one_or_none()
        there = self.row(_ON_DAY, checkin_id=checkin_id, day=day)
        if waiting and (there is None or there.id == waiting.id):
            self.update(rounds, waiting.id, day=day, opens_at=opens_at, closes_at=closes_at)

    # ---- answers

    def answer(
        self,
        round_id: int,
        person_id: int,
        *,
        kind: str = "answer",
        mood: int | None = None,
        done: str = "",
        next_step: str = "",
        in_the_way: str = "",
        more: Mapping[str, str] | None = None,
        before: Answer | None = None,
    ) -> None:
        """The person's one answer to the round; a later one takes its place. What they have chosen about the one
        `before` (see `choose`) is kept; a request for help only as long as there is something to help with."""
        asked = before if in_the_way else None
        self.put(
            answers,
            ("round_id", "person_id"),
            round_id=round_id,
            person_id=person_id,
            kind=kind,
            mood=mood,
            done=done,
            next_step=next_step,
            in_the_way=in_the_way,
            more=dict(more or {}),
            by_name=before.by_name if before else False,
            on_agenda=before.on_agenda if before else False,
            help=asked.help if asked else "",
            help_asked_at=asked.help_asked_at if asked else None,
            help_seen_at=asked.help_seen_at if asked else None,
            answered_at=self.now,
        )

    def choose(self, round_id: int, person_id: int, **values: Any) -> bool:
        """`by_name`, `on_agenda` or what is said of help about an answer; False when there is none."""
        where = self.within(answers, answers.c.round_id == round_id, answers.c.person_id == person_id)
        return self.execute(answers.update().where(*where).values(**values)).rowcount == 1

    def answers(self, round_id: int) -> tuple[Answer, ...]:
        """In the order they first came."""
        return tuple(_answer(row, row.name) for row in self.rows(_ANSWERS, round_id=round_id))

    def answered_by(self, round_id: int) -> frozenset[int]:
        """Whose answer there is, of whatever kind."""
        return frozenset(row.person_id for row in self.rows(_ANSWERED_BY, round_id=round_id))

    def answer_of(self, round_id: int, person_id: int) -> Answer | None:
        row = self.row(_ANSWER_OF, round_id=round_id, person_id=person_id)
        return _answer(row, row.name) if row else None

    def answered_counts(self, round_ids: list[int]) -> dict[int, dict[str, int]]:
        """How many answers of each kind the rounds have."""
        found: dict[int, dict[str, int]] = {round_id: {} for round_id in round_ids}
        for row in self.rows(_counts(len(round_ids)), **named(round_ids)) if round_ids else ():
            found[row.round_id][row.kind] = row.number
        return found

    # ---- help

    def ask(self, round_id: int, person_id: int, whom: str) -> None:
        """Help with what is in the way, from the `team` or the `facilitator`: as from now, whatever was asked before."""
        asked_at = self.now if whom == "facilitator" else None
        self.choose(round_id, person_id, help=whom, help_asked_at=asked_at, help_seen_at=None)

    def help_waiting(self, team_id: int) -> tuple[tuple[int, int, datetime], ...]:
        """(round, person, when they asked) where the facilitator was asked for help and none has said that they take
        care of it; the oldest first."""
        rows = self.rows(_HELP_WAITS, team_id=team_id)
        found = [(row.round_id, row.person_id, row.help_asked_at) for row in rows]
        return tuple(sorted(found, key=lambda one: one[2]))

    # ---- who has longer

    def extend(self, round_id: int, person_id: int, until: datetime) -> None:
        self.put(extensions, ("round_id", "person_id"), round_id=round_id, person_id=person_id, until=until)

    def extended(self, round_id: int) -> dict[int, datetime]:
        """Until when each person who has longer may answer."""
        return {row.person_id: row.until for row in self.rows(_EXTENSIONS, round_id=round_id)}

    # ---- one person's

    def of_person(self, person_id: int) -> tuple[tuple[Round, Answer], ...]:
        """Everything the person has answered, with its round, the oldest first."""
        theirs = select(answers).where(*self.within(answers, answers.c.person_id == person_id))
        found = {row.round_id: _answer(row, "") for row in self.execute(theirs)}
        of_them = select(answers.c.round_id).where(*self.within(answers, answers.c.person_id == person_id))
        query = select(rounds).where(*self.within(rounds, rounds.c.id.in_(of_them)))
        return tuple(
            (_round(row), found[row.id]) for row in self.execute(query.order_by(rounds.c.day, rounds.c.id))
        )

    def erase(self, person_id: int) -> list[int]:
        """Take the person's answers and extensions away; the rounds they were in."""
        query = select(answers.c.round_id).where(*self.within(answers, answers.c.person_id == person_id))
        touched = [row.round_id for row in self.execute(query)]
        self.delete(answers, answers.c.person_id == person_id)
        self.delete(extensions, extensions.c.person_id == person_id)
        return touched

"""Meetings within one tenant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, or_, select

from storage.meetings.tables import attendance, meetings, required, slots, votes
from storage.meetings.values import Kind, Meeting, MeetingType, NewMeeting, PlaceKind, Slot, State, Vote, Why
from storage.prepared import Prepared, given
from storage.store import Store, mine, one_of

_OF_TEAM = select(meetings).where(mine(meetings), given(meetings.c.team_id))
_MEETING = Prepared(_OF_TEAM.where(given(meetings.c.id, "row_id")))
_OPEN = Prepared(_OF_TEAM.where(one_of(meetings.c.state, State.polling.value, State.asking.value)))
_ALL = Prepared(_OF_TEAM)
_IN_TIME = (meetings.c.starts_at, meetings.c.id)
_SETTLED = Prepared(_OF_TEAM.where(one_of(meetings.c.state, State.settled.value)).order_by(*_IN_TIME))
_UPCOMING = Prepared(
    _OF_TEAM.where(one_of(meetings.c.state, State.settled.value), meetings.c.starts_at > bindparam("now"))
    .order_by(*_IN_TIME)
)  # fmt: skip
_OF_POLL = (mine(slots), given(slots.c.meeting_id), given(slots.c.poll))
_SLOTS = Prepared(
    select(slots.c.id, slots.c.starts_at, slots.c.why).where(*_OF_POLL).order_by(slots.c.starts_at)
)
_VOTES = Prepared(select(votes).where(mine(votes), votes.c.slot_id.in_(select(slots.c.id).where(*_OF_POLL))))
_REQUIRED = Prepared(select(required.c.person_id).where(mine(required), given(required.c.meeting_id)))
_COMING = Prepared(
    select(attendance.c.person_id, attendance.c.coming).where(
        mine(attendance), given(attendance.c.meeting_id)
    )
)


def _meeting(row: Any) -> Meeting:
    return Meeting(
        id=row.id,
        team_id=row.team_id,
        uid=row.uid,
        proposer_id=row.proposer_id,
        purpose=row.purpose,
        type=MeetingType(row.type),
        why=row.why,
        told_back=row.told_back,
        kind=Kind(row.kind) if row.kind else None,
        place_kind=PlaceKind(row.place_kind),
        place=row.place,
        minutes=row.minutes,
        hidden=row.hidden,
        quorum=row.quorum,
        found=row.found,
        zone=row.zone,
        series=row.series,
        state=State(row.state),
        poll=row.poll,
        opened_at=row.opened_at,
        deadline=row.deadline,
        starts_at=row.starts_at,
        sequence=row.sequence,
        timed=row.timed,
        changed_at=row.changed_at,
        file=row.file,
    )


def _meetings(rows: list[Any]) -> tuple[Meeting, ...]:
    return tuple(_meeting(row) for row in rows)


def _by_id(one: Any) -> int:
    """To sort by here: asked for rows by id, SQLite reads all of a tenant's rather than sort the few there are."""
    found: int = one.id
    return found


class MeetingStore(Store):
    # ---- one meeting

    def propose(self, team_id: int, proposer_id: int, new: NewMeeting) -> Meeting:
        found = self.meeting(team_id, self._insert(team_id, proposer_id, new))
        assert found is not None
        return found

    def _insert(self, team_id: int, proposer_id: int | None, new: NewMeeting) -> int:
        meeting_id = self.insert(
            meetings,
            team_id=team_id,
            uid=f"{uuid4()}@samspil",
            proposer_id=proposer_id,
            purpose=new.purpose,
            type=new.type.value,
            why="",
            told_back="",
            kind=new.kind.value if new.kind else "",
            place_kind=new.place_kind.value,
            place=new.place,
            minutes=new.minutes,
            hidden=new.hidden,
            quorum=new.quorum,
            found=new.found,
            zone="",
            series="",
            state=State.polling.value,
            poll=1,
            opened_at=self.now,
            deadline=new.deadline,
            sequence=0,
            timed=0,
            changed_at=self.now,
            file="",
        )
        for start in new.starts:
            self.add_slot(meeting_id, 1, start)
        self.require(meeting_id, new.required)
        return meeting_id

    def meeting(self, team_id: int, meeting_id: int) -> Meeting | None:
        row = self.row(_MEETING, team_id=team_id, row_id=meeting_id)
        return _meeting(row) if row else None

    def held(self, team_id: int, meeting_id: int) -> Meeting | None:
        """The same, locked until the end of the transaction: before anything of it is changed."""
        row = self.lock(meetings, meeting_id)
        return _meeting(row) if row is not None and row.team_id == team_id else None

    def repeat(self, meeting: Meeting, starts_at: datetime) -> Meeting:
        """The same meeting at another time, settled, with nobody having said anything yet."""
        new = NewMeeting(
            purpose=meeting.purpose,
            type=meeting.type,
            kind=meeting.kind,
            place_kind=meeting.place_kind,
            place=meeting.place,
            minutes=meeting.minutes,
            deadline=self.now,
            quorum=meeting.quorum,
            required=self.required(meeting.id),
        )
        again = self._insert(meeting.team_id, meeting.proposer_id, new)
        values = {"why": meeting.why, "told_back": meeting.told_back, "series": meeting.series}
        self.change(again, state=State.settled.value, starts_at=starts_at, **values)
        found = self.meeting(meeting.team_id, again)
        assert found is not None
        return found

    def change(self, meeting_id: int, /, **values: Any) -> None:
        """Set columns of the meeting (not its slots, votes or people)."""
        self.update(meetings, meeting_id, **values)

    # ---- several

    def open(self, team_id: int) -> tuple[Meeting, ...]:
        """Those whose time is still to be found, the oldest first."""
        found = [_meeting(row) for row in self.rows(_OPEN, team_id=team_id)]
        return tuple(sorted(found, key=_by_id))

    def upcoming(self, team_id: int) -> tuple[Meeting, ...]:
        """Settled meetings that have not begun, the next first."""
        return tuple(_meeting(row) for row in self.rows(_UPCOMING, team_id=team_id, now=self.now))

    def from_on(self, team_id: int, since: datetime) -> tuple[Meeting, ...]:
        """Settled meetings that begin after a moment (UTC), the earliest first."""
        return tuple(_meeting(row) for row in self.rows(_UPCOMING, team_id=team_id, now=since))

    def in_calendar(self, team_id: int, since: datetime) -> tuple[Meeting, ...]:
        """Everything a calendar shows from `since` on, cancelled ones included if they had a time; and the
        polls that are open."""
        wanted = (State.settled.value, State.cancelled.value)
        where = self.within(
            meetings,
            meetings.c.team_id == team_id,
            or_(
                meetings.c.state.in_(wanted) & (meetings.c.starts_at >= since),
                meetings.c.state == State.polling.value,
            ),
        )
        found = [_meeting(row) for row in self.execute(select(meetings).where(*where))]
        return tuple(sorted(found, key=_by_id))

    def of_team(self, team_id: int) -> tuple[Meeting, ...]:
        """Every meeting, whatever came of it, the oldest first."""
        return tuple(sorted((_meeting(row) for row in self.rows(_ALL, team_id=team_id)), key=_by_id))

    def settled(self, team_id: int) -> tuple[Meeting, ...]:
        """Every meeting held or to be held, in order of time."""
        return _SETTLED.made(self.tx, _meetings, tenant_id=self.tenant_id, team_id=team_id)

    # ---- times and votes

    def add_slot(self, meeting_id: int, poll: int, starts_at: datetime, why: Why | None = None) -> int | None:
        """The slot's id; None when that poll has the time already."""
        said = why.encode() if why else ""
        return self.insert_once(slots, meeting_id=meeting_id, poll=poll, starts_at=starts_at, why=said)

    def drop_slot(self, slot_id: int) -> None:
        """Take a time away, and what was voted on it."""
        self.delete(votes, votes.c.slot_id == slot_id)
        self.delete(slots, slots.c.id == slot_id)

    def move_slot(self, slot_id: int, starts_at: datetime) -> None:
        """The same time of another zone: what was voted on it stands."""
        self.update(slots, slot_id, starts_at=starts_at)

    def slots(self, meeting: Meeting) -> tuple[Slot, ...]:
        """The times of the meeting's present poll, earliest first."""
        return self.slots_of(meeting.id, meeting.poll)

    def slots_of(self, meeting_id: int, poll: int) -> tuple[Slot, ...]:
        return tuple(
            Slot(row.id, row.starts_at, Why.decode(row.why) if row.why else None)
            for row in self.rows(_SLOTS, meeting_id=meeting_id, poll=poll)
        )

    def carry_slots(self, meeting: Meeting, poll: int) -> None:
        """Take the present poll's times, and what was voted on them, on to another poll of the meeting."""
        mine = self.within(slots, slots.c.meeting_id == meeting.id, slots.c.poll == meeting.poll)
        self.execute(slots.update().where(*mine).values(poll=poll))

    def vote(self, slot_id: int, person_id: int, choice: str) -> None:
        """The person's one vote on the slot; a later one takes its place."""
        self.put(
            votes,
            ("slot_id", "person_id"),
            slot_id=slot_id,
            person_id=person_id,
            choice=choice,
            voted_at=self.now,
        )

    def votes(self, meeting: Meeting) -> tuple[Vote, ...]:
        """On the times of the meeting's present poll."""
        found = self.rows(_VOTES, meeting_id=meeting.id, poll=meeting.poll)
        return tuple(Vote(row.slot_id, row.person_id, row.choice) for row in sorted(found, key=_by_id))

    def require(self, meeting_id: int, people: Collection[int]) -> None:
        """Exactly these have to be able to come."""
        self.delete(required, required.c.meeting_id == meeting_id, required.c.person_id.not_in(list(people)))
        for person_id in sorted(people):
            self.insert_once(required, meeting_id=meeting_id, person_id=person_id)

    def required(self, meeting_id: int) -> frozenset[int]:
        return frozenset(row.person_id for row in self.rows(_REQUIRED, meeting_id=meeting_id))

    # ---- who comes

    def attend(self, meeting_id: int, coming: Mapping[int, bool]) -> None:
        """Set whether these people come."""
        for person_id, comes in coming.items():
            self.put(
                attendance,
                ("meeting_id", "person_id"),
                meeting_id=meeting_id,
                person_id=person_id,
                coming=comes,
            )

    def forget_attendance(self, meeting_id: int, people: Iterable[int] | None = None) -> None:
        """As if nobody (or none of these) had said."""
        where = [attendance.c.meeting_id == meeting_id]
        if people is not None:
            where.append(attendance.c.person_id.in_(list(people)))
        self.delete(attendance, *where)

    def was_there(self, meeting_id: int, person_id: int) -> None:
        """They do something at the meeting while it lasts, whatever they said before."""
        if self.attendance(meeting_id).get(person_id) is not True:
            self.attend(meeting_id, {person_id: True})

    def attendance(self, meeting_id: int) -> dict[int, bool]:
        """Whether each who has said so comes."""
        return {row.person_id: row.coming for row in self.rows(_COMING, meeting_id=meeting_id)}

    # ---- personal data

    def proposed_by(self, person_id: int) -> tuple[Meeting, ...]:
        where = self.within(meetings, meetings.c.proposer_id == person_id)
        return tuple(_meeting(row) for row in self.execute(select(meetings).where(*where)))

    def votes_of(self, person_id: int) -> tuple[tuple[str, datetime, str], ...]:
        """Everything the person has voted: purpose, time, choice."""
        query = (
            select(meetings.c.purpose, slots.c.starts_at, votes.c.choice)
            .select_from(votes.join(slots, votes.c.slot_id == slots.c.id).join(
                meetings, slots.c.meeting_id == meetings.c.id))
            .where(*self.within(votes, votes.c.person_id == person_id))
            .order_by(slots.c.starts_at)
        )  # fmt: skip
        return tuple((row.purpose, row.starts_at, row.choice) for row in self.execute(query))

    def attended_by(self, person_id: int) -> tuple[tuple[str, datetime | None, bool], ...]:
        """Every meeting the person has said something about coming to: purpose, time, coming."""
        query = (
            select(meetings.c.purpose, meetings.c.starts_at, attendance.c.coming)
            .join(attendance, attendance.c.meeting_id == meetings.c.id)
            .where(*self.within(attendance, attendance.c.person_id == person_id))
            .order_by(meetings.c.starts_at)
        )
        return tuple((row.purpose, row.starts_at, row.coming) for row in self.execute(query))

    def erase(self, person_id: int) -> list[Meeting]:
        """Take the person's votes and attendance away and leave what they proposed without a name; the
        meetings that were touched."""
        by_vote = (
            select(slots.c.meeting_id)
            .join(votes, votes.c.slot_id == slots.c.id)
            .where(*self.within(votes, votes.c.person_id == person_id))
        )
        by_attendance = select(attendance.c.meeting_id).where(
            *self.within(attendance, attendance.c.person_id == person_id)
        )
        by_requirement = select(required.c.meeting_id).where(
            *self.within(required, required.c.person_id == person_id)
        )
        touched = or_(
            meetings.c.proposer_id == person_id,
            meetings.c.id.in_(by_vote),
            meetings.c.id.in_(by_attendance),
            meetings.c.id.in_(by_requirement),
        )
        found = [
            _meeting(row) for row in self.execute(select(meetings).where(*self.within(meetings, touched)))
        ]
        for rows in (votes, attendance, required):
            self.delete(rows, rows.c.person_id == person_id)
        mine = self.within(meetings, meetings.c.proposer_id == person_id)
        self.execute(meetings.update().where(*mine).values(proposer_id=None))
        return found

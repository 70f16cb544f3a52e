"""Meetings: the proposal, its times and votes, and who comes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from storage.meetings.values import Kind, MeetingType, PlaceKind, State
from storage.tables import TenantRow, moment, table, tenant_rules

CHOICES = ("yes", "if_needed", "no")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class MeetingRow(TenantRow, table=True):
    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(_one_of("state", tuple(one.value for one in State)), name="state"),
        CheckConstraint(f"kind = '' OR {_one_of('kind', tuple(one.value for one in Kind))}", name="kind"),
        CheckConstraint(_one_of("place_kind", tuple(one.value for one in PlaceKind)), name="place_kind"),
        CheckConstraint(_one_of("type", tuple(one.value for one in MeetingType)), name="type"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("state <> 'settled' OR starts_at IS NOT NULL", name="settled"),
        Index("ix_meeting_team_state", "tenant_id", "team_id", "state"),
        *tenant_rules(("team_id", "team"), ("proposer_id", "person"), unique=(("uid",),)),
    )
    team_id: int
    uid: str
    proposer_id: int | None = Field(default=None, index=True)
    purpose: str
    type: str = MeetingType.team.value
    why: str = ""
    told_back: str = ""
    kind: str = ""
    place_kind: str
    place: str = ""
    minutes: int
    hidden: bool = False
    quorum: int | None = None
    found: bool = False
    zone: str = ""
    series: str = ""
    state: str = State.polling.value
    poll: int = 1
    opened_at: datetime = moment()
    deadline: datetime = moment()
    starts_at: datetime | None = moment(default=None)
    sequence: int = 0
    timed: int = 0  # the sequence that its day before is told for
    changed_at: datetime = moment()
    file: str = ""  # the SHA-256 of its .ics


class SlotRow(TenantRow, table=True):
    """A time that is voted on, in one of the meeting's polls."""

    __tablename__ = "meeting_slot"
    __table_args__ = tenant_rules(("meeting_id", "meeting"), unique=(("meeting_id", "poll", "starts_at"),))
    meeting_id: int
    poll: int
    starts_at: datetime = moment()
    why: str = ""  # a `Why`, "" when it was typed


class VoteRow(TenantRow, table=True):
    __tablename__ = "meeting_vote"
    __table_args__ = (
        CheckConstraint(_one_of("choice", CHOICES), name="choice"),
        *tenant_rules(
            ("slot_id", "meeting_slot"), ("person_id", "person"), unique=(("slot_id", "person_id"),)
        ),
    )
    slot_id: int
    person_id: int = Field(index=True)
    choice: str
    voted_at: datetime = moment()


class RequiredRow(TenantRow, table=True):
    """Somebody who has to be able to come."""

    __tablename__ = "meeting_required"
    __table_args__ = tenant_rules(
        ("meeting_id", "meeting"), ("person_id", "person"), unique=(("meeting_id", "person_id"),)
    )
    meeting_id: int
    person_id: int = Field(index=True)


class AttendanceRow(TenantRow, table=True):
    """Whether somebody comes to a settled meeting; no row: they have not said. No reason is ever asked."""

    __tablename__ = "meeting_attendance"
    __table_args__ = tenant_rules(
        ("meeting_id", "meeting"), ("person_id", "person"), unique=(("meeting_id", "person_id"),)
    )
    meeting_id: int
    person_id: int = Field(index=True)
    coming: bool


meetings = table(MeetingRow)
slots = table(SlotRow)
votes = table(VoteRow)
required = table(RequiredRow)
attendance = table(AttendanceRow)

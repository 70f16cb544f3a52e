"""Agreements, the parties to each, and the days it was moved from."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from storage.agreements.values import ANSWERS, KINDS, SIDES, STATES
from storage.tables import TenantRow, moment, table, tenant_rules


class AgreementRow(TenantRow, table=True):
    """`clause`: the point of the team's contract (`bot.clauses`) that it stands on."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index("ix_agreement_team_state", "tenant_id", "team_id", "state"),
        Index("ix_agreement_meeting", "tenant_id", "meeting_id"),
        *tenant_rules(
            ("team_id", "team"),
            ("made_by", "person"),
            ("closed_by", "person"),
            ("meeting_id", "meeting"),
            ("goal_id", "goal"),
        ),
    )
    team_id: int
    text: str
    sign: str = ""
    due_on: date
    state: str = "open"
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime = moment()
    meeting_id: int | None = None
    goal_id: int | None = Field(default=None, index=True)
    clause: str | None = None
    version: int = 1
    moved: int = 0
    carried: int = 0
    asked_on: date | None = None
    listed_on: date | None = None
    on_agenda: bool = False  # somebody has asked for it on the next agenda
    help_wanted: bool = False
    closed_at: datetime | None = moment(default=None)
    closed_by: int | None = Field(default=None, index=True)


class AgreementPartyRow(TenantRow, table=True):
    """One of those who agree. `words`: whom at the partner's, by function."""

    __tablename__ = "agreement_party"
    __table_args__ = (
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"answer IN {ANSWERS}", name="answer"),
        Index("ix_agreement_party_agreement_id", "tenant_id", "agreement_id"),
        *tenant_rules(
            ("agreement_id", "agreement"), ("person_id", "person"), ("answered_by", "person"), leaf=True
        ),
    )
    agreement_id: int
    side: str
    kind: str
    person_id: int | None = Field(default=None, index=True)
    words: str = ""
    answer: str = "waiting"
    asked_on: date | None = None
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = Field(default=None, index=True)


class AgreementMoveRow(TenantRow, table=True):
    """The day it was to be done before it was moved, and when that was changed. Not by whom."""

    __tablename__ = "agreement_move"
    __table_args__ = (
        Index("ix_agreement_move_agreement_id", "tenant_id", "agreement_id"),
        *tenant_rules(("agreement_id", "agreement"), leaf=True),
    )
    agreement_id: int
    was_due_on: date
    moved_at: datetime = moment()


agreements = table(AgreementRow)
parties = table(AgreementPartyRow)
moves = table(AgreementMoveRow)

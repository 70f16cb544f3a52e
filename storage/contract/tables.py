"""A team's contract: its wordings, versions and signatures; and what goes with it, for one person's eyes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

from storage.contract.values import ANSWERS, STATES
from storage.tables import TenantRow, moment, table, tenant_rules


class ContractRow(TenantRow, table=True):
    """One for each team that has begun. `card`: the number of the card in the channel, raised when people must do
    something; `reviewed_at`: when the team had looked at it again after `review_at`."""

    __tablename__ = "contract"
    __table_args__ = tenant_rules(("team_id", "team"), unique=(("team_id",),), leaf=True)
    team_id: int
    begun_at: datetime = moment()
    card: int = 0
    review_at: datetime | None = moment(default=None)
    reviewed_at: datetime | None = moment(default=None)
    letters_at: datetime | None = moment(default=None)  # when everybody was asked about their letter
    shown_at: datetime | None = moment(default=None)  # when the shared ones appeared


class ContractWordingRow(TenantRow, table=True):
    """What somebody wrote for a point; the newest is in the draft, "" takes the point out."""

    __tablename__ = "contract_wording"
    __table_args__ = (
        Index("ix_contract_wording_team_id", "tenant_id", "team_id"),
        *tenant_rules(("team_id", "team"), ("written_by", "person"), leaf=True),
    )
    team_id: int
    clause: str
    text: str
    written_by: int | None = Field(default=None, index=True)
    written_at: datetime = moment()


class ContractVersionRow(TenantRow, table=True):
    """What was sent to be signed, and what became of it. `clauses`: text by point, in order; {} when it is on paper."""

    __tablename__ = "contract_version"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        *tenant_rules(
            ("team_id", "team"),
            ("sent_by", "person"),
            ("decided_by", "person"),
            unique=(("team_id", "number"),),
        ),
    )
    team_id: int
    number: int
    state: str = "signing"
    on_paper: bool = False
    clauses: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    sent_by: int | None = Field(default=None, index=True)
    sent_at: datetime = moment()
    asked_at: datetime | None = moment(default=None)  # when it was the facilitator's turn
    listed_on: date | None = None  # on whose list of approvals it stands
    decided_by: int | None = Field(default=None, index=True)
    decided_at: datetime | None = moment(default=None)
    comment: str = ""


class ContractSignatureRow(TenantRow, table=True):
    """`person_id` is None when they are erased: it has been signed all the same. `still_at`: *Stadig ok* at review."""

    __tablename__ = "contract_signature"
    __table_args__ = tenant_rules(
        ("version_id", "contract_version"),
        ("person_id", "person"),
        unique=(("version_id", "person_id"),),
        leaf=True,
    )
    version_id: int
    person_id: int | None = Field(default=None, index=True)
    signed_at: datetime = moment()
    still_at: datetime | None = moment(default=None)


class ContractLetterRow(TenantRow, table=True):
    """A line to the last week, sealed for its writer until they share it."""

    __tablename__ = "contract_letter"
    __table_args__ = (
        CheckConstraint(f"answer IN {ANSWERS}", name="answer"),
        *tenant_rules(
            ("team_id", "team"), ("person_id", "person"), unique=(("team_id", "person_id"),), leaf=True
        ),
    )
    team_id: int
    person_id: int = Field(index=True)
    sealed: str
    answer: str = "waiting"
    written_at: datetime = moment()


class ContractConcernRow(TenantRow, table=True):
    """Somebody wants to talk with the facilitator about a point: only the two of them know."""

    __tablename__ = "contract_concern"
    __table_args__ = tenant_rules(
        ("team_id", "team"),
        ("person_id", "person"),
        ("seen_by", "person"),
        unique=(("team_id", "person_id", "clause"),),
        leaf=True,
    )
    team_id: int
    person_id: int = Field(index=True)
    clause: str
    asked_at: datetime = moment()
    seen_at: datetime | None = moment(default=None)
    seen_by: int | None = Field(default=None, index=True)


contracts = table(ContractRow)
wordings = table(ContractWordingRow)
versions = table(ContractVersionRow)
signatures = table(ContractSignatureRow)
letters = table(ContractLetterRow)
concerns = table(ContractConcernRow)

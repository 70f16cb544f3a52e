"""The tables of supervision times."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from storage.tables import TenantRow, moment, table, tenant_rules


class OfferRow(TenantRow, table=True):
    """`facilitator_id` is null when the person is erased; `closed`: nothing more can be taken."""

    __tablename__ = "supervision_offer"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        *tenant_rules(("facilitator_id", "person")),
    )
    facilitator_id: int | None = Field(default=None, index=True)
    minutes: int
    place: str = ""
    closed: bool = False
    created_at: datetime = moment()


class OfferedToRow(TenantRow, table=True):
    """A team that may take a time of the offer."""

    __tablename__ = "supervision_team"
    __table_args__ = (
        Index("ix_supervision_team_team", "tenant_id", "team_id", "offer_id"),
        *tenant_rules(
            ("offer_id", "supervision_offer"),
            ("team_id", "team"),
            unique=(("offer_id", "team_id"),),
            leaf=True,
        ),
    )
    offer_id: int
    team_id: int


class TimeRow(TenantRow, table=True):
    """A time of an offer. A team has one of them at most: the natural key says so on both databases, for no team
    is equal to no team."""

    __tablename__ = "supervision_time"
    __table_args__ = tenant_rules(
        ("offer_id", "supervision_offer"),
        ("team_id", "team"),
        ("taken_by", "person"),
        unique=(("offer_id", "starts_at"), ("offer_id", "team_id")),
    )
    offer_id: int
    starts_at: datetime = moment()
    team_id: int | None = Field(default=None, index=True)
    taken_by: int | None = Field(default=None, index=True)
    question: str = ""
    changed_at: datetime = moment()
    sequence: int = 0  # of the calendar's event; only grows, whoever has the time
    withdrawn: bool = False  # by who offered it: nobody's, and nobody's to take


class GivenUpRow(TenantRow, table=True):
    """A time a team had and has no more: its calendar still has the event, cancelled. One row for each team and
    time; taking it again removes it. `question`: what the team wanted to talk about when the time was withdrawn from
    it; it goes with the team, whoever has had the time since or before."""

    __tablename__ = "supervision_given_up"
    __table_args__ = tenant_rules(
        ("time_id", "supervision_time"), ("team_id", "team"), unique=(("time_id", "team_id"),), leaf=True
    )
    time_id: int
    team_id: int = Field(index=True)
    sequence: int
    question: str = ""
    given_up_at: datetime = moment()


offers = table(OfferRow)
offered_to = table(OfferedToRow)
times = table(TimeRow)
given_up = table(GivenUpRow)

"""Who there is: organisations, courses, teams, people, their accounts and places."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from storage.tables import TenantRow, moment, table, tenant_rules


class OrganisationRow(SQLModel, table=True):
    """The tenant."""

    __tablename__ = "organisation"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str


class CourseRow(TenantRow, table=True):
    __tablename__ = "course"
    __table_args__ = tenant_rules(unique=(("key",),))
    key: str
    name: str
    starts_on: date
    ends_on: date
    language: str = "da"
    zone: str = "Europe/Copenhagen"
    days_off: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    closed_at: datetime | None = moment(default=None)


class TeamRow(TenantRow, table=True):
    __tablename__ = "team"
    __table_args__ = tenant_rules(("course_id", "course"), unique=(("course_id", "key"),))
    course_id: int
    key: str
    name: str
    partner: str = ""
    challenge: str = ""
    starts_on: date
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = moment()


class PersonRow(TenantRow, table=True):
    __tablename__ = "person"
    __table_args__ = tenant_rules(unique=(("key",),))
    key: str
    name: str
    email: str = ""
    language: str = ""  # empty: the course's
    preferred: str = ""  # the platform private posts go to first; empty: where they last acted
    notice_version: int = 0  # the first-use notice they have been shown
    notice_at: datetime | None = moment(default=None)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class MembershipRow(TenantRow, table=True):
    __tablename__ = "membership"
    __table_args__ = tenant_rules(
        ("team_id", "team"), ("person_id", "person"), unique=(("team_id", "person_id"),)
    )
    team_id: int = Field(index=True)
    person_id: int = Field(index=True)
    role: str
    profession: str = ""
    joined_at: datetime = moment()
    left_at: datetime | None = moment(default=None)


class CourseLeadRow(TenantRow, table=True):
    __tablename__ = "course_lead"
    __table_args__ = tenant_rules(
        ("course_id", "course"), ("person_id", "person"), unique=(("course_id", "person_id"),)
    )
    course_id: int
    person_id: int = Field(index=True)


class AccountRow(TenantRow, table=True):
    """A person on a platform. `claimed` ones were taken by *Det er mig*, not named in the course file."""

    __tablename__ = "account"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("platform", "value"),))
    person_id: int = Field(index=True)
    platform: str
    value: str = Field(index=True)
    claimed: bool = False
    reachable: bool = True
    created_at: datetime = moment()


class PlaceRow(TenantRow, table=True):
    """Where a team is: a channel, and always a web room. One active team per address."""

    __tablename__ = "place"
    __table_args__ = (
        Index("uq_place_address", "platform", "value", unique=True, sqlite_where=text("active"),
              postgresql_where=text("active")),
        *tenant_rules(("team_id", "team")),
    )  # fmt: skip
    team_id: int = Field(index=True)
    platform: str
    value: str
    active: bool = True
    reachable: bool = True
    created_at: datetime = moment()


class StartCodeRow(TenantRow, table=True):
    """A one-time code by which a facilitator becomes known; only its hash is kept."""

    __tablename__ = "start_code"
    __table_args__ = tenant_rules(("person_id", "person"))
    person_id: int
    hash: str = Field(unique=True)
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


organisations = table(OrganisationRow)
courses = table(CourseRow)
teams = table(TeamRow)
people = table(PersonRow)
memberships = table(MembershipRow)
course_leads = table(CourseLeadRow)
accounts = table(AccountRow)
places = table(PlaceRow)
start_codes = table(StartCodeRow)

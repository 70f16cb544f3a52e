"""Who there is: organisations, courses, teams, people, their accounts and places."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, bindparam, text
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
    course_id: int = Field(index=True)
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
    __table_args__ = (
        CheckConstraint("role IN ('member', 'facilitator', 'partner', 'guest')", name="role"),
        CheckConstraint("ended_by IN ('', 'self', 'facilitator', 'file', 'lead', 'time')", name="ended_by"),
        *tenant_rules(("team_id", "team"), ("person_id", "person"), unique=(("team_id", "person_id"),)),
    )
    team_id: int = Field(index=True)
    person_id: int = Field(index=True)
    role: str
    profession: str = ""
    joined_at: datetime = moment()
    left_at: datetime | None = moment(default=None)
    last_here: date | None = (
        None  # the local day of their latest press, command or form here; shown to nobody else
    )
    # self, facilitator, file, lead or time: who was taken out by a person does not come back with the file
    ended_by: str = ""
    # A substitute's: from that moment on they are in it no longer.
    until: datetime | None = moment(default=None)


class CourseLeadRow(TenantRow, table=True):
    __tablename__ = "course_lead"
    __table_args__ = tenant_rules(
        ("course_id", "course"), ("person_id", "person"), unique=(("course_id", "person_id"),)
    )
    course_id: int
    person_id: int = Field(index=True)


class AccountRow(TenantRow, table=True):
    """A person on a platform. `claimed` ones were taken by *Det er mig*, not named in the course file.

    `private_since`: somebody else vouched for it, so it is shown nothing private from before that moment.
    """

    __tablename__ = "account"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("platform", "value"),))
    person_id: int = Field(index=True)
    platform: str
    value: str = Field(index=True)
    claimed: bool = False
    reachable: bool = True
    private_since: datetime | None = moment(default=None)
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
    value: str = Field(index=True)
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


class StartAttemptRow(SQLModel, table=True):
    """Somebody tried a start code. Whose account it was is kept as a hash, for an hour (no tenant is known)."""

    __tablename__ = "start_attempt"
    id: int | None = Field(default=None, primary_key=True)
    account_hash: str = Field(index=True)
    at: datetime = moment(index=True)


class ClaimRow(TenantRow, table=True):
    """*Det er mig*: an account that said it is this person. `waiting` ones are to be confirmed by the person
    from a door where they are known, or by the facilitator."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'undone', 'refused')", name="state"),
        *tenant_rules(
            ("team_id", "team"), ("person_id", "person"), unique=(("person_id", "platform", "value"),)
        ),
    )
    team_id: int = Field(index=True)
    person_id: int
    platform: str
    value: str
    account_name: str = ""
    state: str
    asked: bool = False  # whether somebody had to confirm it
    claimed_at: datetime = moment()


class ErasedKeyRow(TenantRow, table=True):
    """A course file's `id` of somebody who erased themselves, as a hash: loading the file again must not
    bring them back."""

    __tablename__ = "erased_key"
    __table_args__ = tenant_rules(unique=(("hash",),))
    hash: str
    at: datetime = moment()


organisations = table(OrganisationRow)
courses = table(CourseRow)
teams = table(TeamRow)
people = table(PersonRow)
memberships = table(MembershipRow)
course_leads = table(CourseLeadRow)
accounts = table(AccountRow)
places = table(PlaceRow)
start_codes = table(StartCodeRow)
start_attempts = table(StartAttemptRow)
claims = table(ClaimRow)
erased_keys = table(ErasedKeyRow)


def present(now: datetime | None = None) -> ColumnElement[bool]:
    """Memberships that count at that moment, whether or not the clock has ended those whose time is over. In a
    prepared statement `now` comes with each run."""
    ends = memberships.c.until
    moment_ = bindparam("now", type_=ends.type) if now is None else now
    return memberships.c.left_at.is_(None) & (ends.is_(None) | (ends > moment_))

"""One row per (place, key): the card wanted there, its version, and the version shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from storage.tables import TenantRow, moment, table, tenant_rules

STATES = ("due", "claimed", "sent", "unknown", "failed", "expired")


class OutboxRow(TenantRow, table=True):
    """`next_at` is when the row needs work, null when it needs none; `ref` is the platform's reference,
    empty until the first send is known to have arrived. `card` is null when the message shall go."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index("ix_outbox_next_at", "next_at", "id", sqlite_where=text("next_at IS NOT NULL"),
              postgresql_where=text("next_at IS NOT NULL")),
        Index("ix_outbox_tenant_key", "tenant_id", "key"),
        Index("ix_outbox_team_week", "tenant_id", "team_id", "week"),
        Index("ix_outbox_person_week", "tenant_id", "person_id", "week"),
        *tenant_rules(
            ("team_id", "team"), ("person_id", "person"), unique=(("platform", "value", "key"),), leaf=True
        ),
    )  # fmt: skip
    team_id: int | None = None
    person_id: int | None = None
    platform: str
    value: str
    key: str
    language: str
    card: str | None = None
    stale: bool = False  # what the card is drawn from has changed since
    version: int = 1
    shown_version: int = 0
    state: str = "due"
    ref: str = ""
    week: int  # ISO year × 100 + week of the first post, in the course's zone
    counts: bool = True  # whether the noise budget counts it
    due_at: datetime = moment()
    next_at: datetime | None = moment(default=None)
    expires_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    shown_at: datetime | None = moment(default=None)
    lease_until: datetime | None = moment(default=None)
    fence: int = 0
    attempts: int = 0
    attempt_at: datetime | None = moment(default=None)
    uncertain: bool = False  # a send began whose result is not known
    absent: bool = False  # … and was looked up once, and not there
    error: str = Field(default="")


outbox = table(OutboxRow)

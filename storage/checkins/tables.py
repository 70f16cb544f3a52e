"""Tables of check-ins: a team's check-ins, their rounds, what each person answered, and who has longer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from storage.tables import TenantRow, moment, table, tenant_rules

HELP_WAITS = "help_asked_at IS NOT NULL AND help_seen_at IS NULL"  # of all answers, a handful


class CheckinRow(TenantRow, table=True):
    """One of a team's check-ins. Number 1 is the one every team has: its rhythm is the course's, until the
    team chooses (course and team `settings["checkin"]`); the others' rhythm is in their own `settings`."""

    __tablename__ = "checkin"
    __table_args__ = tenant_rules(("team_id", "team"), unique=(("team_id", "number"),))
    team_id: int
    number: int
    name: str = ""
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    ended_at: datetime | None = moment(default=None)


class CheckinRoundRow(TenantRow, table=True):
    """A round. `day` is the local date it opens on: one round per check-in and day.

    What people were told when they answered stays as it was: `name`, `audience` and `questions` are the round's
    own. `moods` is the published picture of the collaboration, how many chose each of the steps 1 to 5, and
    `mood_of` whose numbers it is made of, so that no later one tells what one of them chose. They are written once,
    when the round closes, and empty when nothing may be shown.
    """

    __tablename__ = "checkin_round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="window"),
        CheckConstraint("audience IN ('open', 'closed', 'nameless', 'private')", name="audience"),
        Index("ix_checkin_round_of_team", "tenant_id", "team_id", "day"),
        *tenant_rules(("team_id", "team"), ("checkin_id", "checkin"), unique=(("checkin_id", "day"),)),
    )
    team_id: int
    checkin_id: int
    day: date
    name: str = ""
    audience: str = "open"
    by_day: bool = False  # comes more than once a week, and is called by its day
    questions: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    opens_at: datetime = moment()
    closes_at: datetime = moment()
    opened_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)
    moods: list[int] = Field(default_factory=list, sa_type=JSON)
    mood_of: list[int] = Field(default_factory=list, sa_type=JSON)
    secret: str = ""  # what the order of nameless answers is drawn from


class CheckinAnswerRow(TenantRow, table=True):
    """One person's answer to a round: an answer, "away" (no reason is ever asked), or "skipped".

    `more` has what was said to questions beyond the four, by the question's id. `mood` is forgotten when the
    round closes. `help`: whom the person asked for help ("", team, facilitator), and `help_asked_at` when they last
    asked the facilitator: the answer itself may be corrected later.
    """

    __tablename__ = "checkin_answer"
    __table_args__ = (
        CheckConstraint("kind IN ('answer', 'away', 'skipped')", name="kind"),
        CheckConstraint("mood IS NULL OR mood BETWEEN 1 AND 5", name="mood"),
        CheckConstraint("help IN ('', 'team', 'facilitator')", name="help"),
        Index(
            "ix_checkin_answer_help_waiting",
            "tenant_id",
            "round_id",
            sqlite_where=text(HELP_WAITS),
            postgresql_where=text(HELP_WAITS),
        ),
        *tenant_rules(
            ("round_id", "checkin_round"),
            ("person_id", "person"),
            unique=(("round_id", "person_id"),),
            leaf=True,
        ),
    )
    round_id: int
    person_id: int = Field(index=True)
    kind: str = "answer"
    mood: int | None = None
    done: str = ""
    next_step: str = ""
    in_the_way: str = ""
    more: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    by_name: bool = False
    on_agenda: bool = False
    help: str = ""
    help_asked_at: datetime | None = moment(default=None)
    help_seen_at: datetime | None = moment(default=None)
    answered_at: datetime = moment()


class CheckinExtensionRow(TenantRow, table=True):
    """Somebody may answer a round until then, though it has closed for the others."""

    __tablename__ = "checkin_extension"
    __table_args__ = tenant_rules(
        ("round_id", "checkin_round"),
        ("person_id", "person"),
        unique=(("round_id", "person_id"),),
        leaf=True,
    )
    round_id: int
    person_id: int = Field(index=True)
    until: datetime = moment()


checkins = table(CheckinRow)
rounds = table(CheckinRoundRow)
answers = table(CheckinAnswerRow)
extensions = table(CheckinExtensionRow)

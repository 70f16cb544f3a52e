"""initial"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door_state",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("door", sa.String(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", "door", name=op.f("pk_door_state")),
    )
    with op.batch_alter_table("door_state", schema=None) as batch_op:
        batch_op.create_index("ix_door_state_seen_at", ["seen_at"], unique=False)

    op.create_table(
        "erasure",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "inbox",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "delivery_id", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("ahead", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
    )
    op.create_table(
        "start_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_attempt")),
    )
    with op.batch_alter_table("start_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_start_attempt_account_hash"), ["account_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_start_attempt_at"), ["at"], unique=False)

    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("days_off", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_course_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_course_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_course_tenant_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erased_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_erased_key_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_key")),
        sa.UniqueConstraint("tenant_id", "hash", name=op.f("uq_erased_key_tenant_id_hash")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_erased_key_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("preferred", sa.String(), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("notice_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_person_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_person_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_person_tenant_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_stored_file_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_stored_file_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_stored_file_tenant_id_sha256")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_sha256"), ["sha256"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("claimed", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("private_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_account_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_account_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_account_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "platform", "value", name=op.f("uq_account_tenant_id_platform_value")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_value"), ["value"], unique=False)

    op.create_table(
        "course_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "course_id"],
            ["course.tenant_id", "course.id"],
            name=op.f("fk_course_lead_tenant_id_course_id_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_course_lead_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_course_lead_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_lead")),
        sa.UniqueConstraint(
            "tenant_id", "course_id", "person_id", name=op.f("uq_course_lead_tenant_id_course_id_person_id")
        ),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_course_lead_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("course_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_lead_person_id"), ["person_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_draft_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_draft_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "tenant_id", "person_id", "action", name=op.f("uq_draft_tenant_id_person_id_action")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "monday_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("calm", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_monday_message_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_monday_message_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monday_message")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_monday_message_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "person_id", "said_on", name=op.f("uq_monday_message_tenant_id_person_id_said_on")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "start_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_start_code_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_start_code_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_code")),
        sa.UniqueConstraint("hash", name=op.f("uq_start_code_hash")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_start_code_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "course_id"],
            ["course.tenant_id", "course.id"],
            name=op.f("fk_team_tenant_id_course_id_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_team_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("tenant_id", "course_id", "key", name=op.f("uq_team_tenant_id_course_id_key")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_team_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "web_inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_web_inbox_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_web_inbox_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_inbox")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_web_inbox_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("uq_web_inbox_tenant_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "web_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("private_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_web_link_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_web_link_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_web_link_hash")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_web_link_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("web_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("private_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_web_session_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_web_session_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("hash", name=op.f("uq_web_session_hash")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_web_session_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (team_id IS NULL)", name=op.f("ck_calendar_feed_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_calendar_feed_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_calendar_feed_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_calendar_feed_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("hash", name=op.f("uq_calendar_feed_hash")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_calendar_feed_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "owner", name=op.f("uq_calendar_feed_tenant_id_owner")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checkin_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_checkin_round_window")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_checkin_round_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_checkin_round_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_round")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_checkin_round_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "day", name=op.f("uq_checkin_round_tenant_id_team_id_day")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'done', 'undone', 'refused')", name=op.f("ck_claim_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_claim_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_claim_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_claim_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_claim_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "platform",
            "value",
            name=op.f("uq_claim_tenant_id_person_id_platform_value"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_team_id"), ["team_id"], unique=False)

    op.create_table(
        "due_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_due_work_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_due_work_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_work")),
        sa.UniqueConstraint("tenant_id", "key", name=op.f("uq_due_work_tenant_id_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("due_work", schema=None) as batch_op:
        batch_op.create_index("ix_due_work_next_at", ["next_at"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place_kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("poll", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind = '' OR kind IN ('decide', 'ideas', 'coordinate', 'reflect')", name=op.f("ck_meeting_kind")
        ),
        sa.CheckConstraint(
            "place_kind IN ('physical', 'online', 'field')", name=op.f("ck_meeting_place_kind")
        ),
        sa.CheckConstraint("state <> 'settled' OR starts_at IS NOT NULL", name=op.f("ck_meeting_settled")),
        sa.CheckConstraint(
            "state IN ('polling', 'asking', 'settled', 'cancelled', 'lapsed')", name=op.f("ck_meeting_state")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_meeting_minutes")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposer_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_tenant_id_proposer_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_meeting_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "uid", name=op.f("uq_meeting_tenant_id_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_proposer_id"), ["proposer_id"], unique=False)
        batch_op.create_index("ix_meeting_team_state", ["tenant_id", "team_id", "state"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.CheckConstraint(
            "ended_by IN ('', 'self', 'facilitator', 'file')", name=op.f("ck_membership_ended_by")
        ),
        sa.CheckConstraint(
            "role IN ('member', 'facilitator', 'partner', 'guest')", name=op.f("ck_membership_role")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_membership_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_membership_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_membership_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_membership_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "person_id", name=op.f("uq_membership_tenant_id_team_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_team_id"), ["team_id"], unique=False)

    op.create_table(
        "monday_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("strength", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'done', 'muted')", name=op.f("ck_monday_line_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_monday_line_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_monday_line_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_monday_line_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monday_line")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_monday_line_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "team_id",
            "kind",
            "said_on",
            name=op.f("uq_monday_line_tenant_id_person_id_team_id_kind_said_on"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("monday_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monday_line_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_monday_line_team_id"), ["team_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "author_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_note_tenant_id_author_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_note_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_note_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_note_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_author_id"), ["author_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('due', 'claimed', 'sent', 'unknown', 'failed', 'expired')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_outbox_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_outbox_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_outbox_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "tenant_id", "platform", "value", "key", name=op.f("uq_outbox_tenant_id_platform_value_key")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index("ix_outbox_person_week", ["tenant_id", "person_id", "week"], unique=False)
        batch_op.create_index("ix_outbox_team_week", ["tenant_id", "team_id", "week"], unique=False)
        batch_op.create_index("ix_outbox_tenant_key", ["tenant_id", "key"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_place_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_place_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_place_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_place_address",
            ["platform", "value"],
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        )

    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("by_name", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ask_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("shown_by_name", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("concluded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'asking', 'revealed', 'quiet')", name=op.f("ck_reflection_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "concluded_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_reflection_tenant_id_concluded_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opened_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_reflection_tenant_id_opened_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_reflection_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_reflection_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_reflection_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_reflection_running",
            ["tenant_id", "team_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('open', 'asking')"),
            postgresql_where=sa.text("state IN ('open', 'asking')"),
        )

    op.create_table(
        "checkin_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mood", sa.Integer(), nullable=True),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("in_the_way", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('answer', 'away', 'skipped')", name=op.f("ck_checkin_answer_kind")),
        sa.CheckConstraint("mood IS NULL OR mood BETWEEN 1 AND 5", name=op.f("ck_checkin_answer_mood")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_checkin_answer_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["checkin_round.tenant_id", "checkin_round.id"],
            name=op.f("fk_checkin_answer_tenant_id_round_id_checkin_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_checkin_answer_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_answer")),
        sa.UniqueConstraint(
            "tenant_id", "round_id", "person_id", name=op.f("uq_checkin_answer_tenant_id_round_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_attendance_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_attendance_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_attendance_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_attendance_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "meeting_id",
            "person_id",
            name=op.f("uq_meeting_attendance_tenant_id_meeting_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_required",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_required_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_required_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_required_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_required")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_required_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "meeting_id",
            "person_id",
            name=op.f("uq_meeting_required_tenant_id_meeting_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_required", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_required_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')",
            name=op.f("ck_meeting_role_role"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_role_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_role_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_role_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_role")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_role_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "meeting_id", "role", name=op.f("uq_meeting_role_tenant_id_meeting_id_role")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("poll", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_slot_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_slot_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_slot")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_slot_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "meeting_id",
            "poll",
            "starts_at",
            name=op.f("uq_meeting_slot_tenant_id_meeting_id_poll_starts_at"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reflection_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("by_name", sa.Boolean(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.CheckConstraint("answer IN ('shared', 'kept', 'skipped')", name=op.f("ck_reflection_part_answer")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_reflection_part_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reflection_id"],
            ["reflection.tenant_id", "reflection.id"],
            name=op.f("fk_reflection_part_tenant_id_reflection_id_reflection"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_reflection_part_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_part")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_reflection_part_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "reflection_id",
            "person_id",
            name=op.f("uq_reflection_part_tenant_id_reflection_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reflection_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_part_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role_decline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')",
            name=op.f("ck_role_decline_role"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_role_decline_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_decline_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_role_decline_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_decline")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_role_decline_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "meeting_id",
            "role",
            "person_id",
            name=op.f("uq_role_decline_tenant_id_meeting_id_role_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_decline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_decline_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("in_return", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "in_return = '' OR in_return IN ('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')",
            name=op.f("ck_role_swap_in_return"),
        ),
        sa.CheckConstraint(
            "role IN ('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')",
            name=op.f("ck_role_swap_role"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'refused', 'outdated')", name=op.f("ck_role_swap_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asker_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_swap_tenant_id_asker_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_role_swap_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "other_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_swap_tenant_id_other_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_role_swap_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_swap")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_role_swap_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_swap_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_swap_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            "uq_role_swap_open",
            ["tenant_id", "meeting_id", "role", "asker_id", "other_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "meeting_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("choice IN ('yes', 'if_needed', 'no')", name=op.f("ck_meeting_vote_choice")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_vote_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "slot_id"],
            ["meeting_slot.tenant_id", "meeting_slot.id"],
            name=op.f("fk_meeting_vote_tenant_id_slot_id_meeting_slot"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_vote_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_vote")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_vote_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "slot_id", "person_id", name=op.f("uq_meeting_vote_tenant_id_slot_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_vote_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meeting_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_vote_person_id"))

    op.drop_table("meeting_vote")
    with op.batch_alter_table("role_swap", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_role_swap_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_role_swap_other_id"))
        batch_op.drop_index(batch_op.f("ix_role_swap_asker_id"))

    op.drop_table("role_swap")
    with op.batch_alter_table("role_decline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_decline_person_id"))

    op.drop_table("role_decline")
    with op.batch_alter_table("reflection_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_part_person_id"))

    op.drop_table("reflection_part")
    op.drop_table("meeting_slot")
    with op.batch_alter_table("meeting_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_role_person_id"))

    op.drop_table("meeting_role")
    with op.batch_alter_table("meeting_required", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_required_person_id"))

    op.drop_table("meeting_required")
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_attendance_person_id"))

    op.drop_table("meeting_attendance")
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_answer_person_id"))

    op.drop_table("checkin_answer")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reflection_running",
            sqlite_where=sa.text("state IN ('open', 'asking')"),
            postgresql_where=sa.text("state IN ('open', 'asking')"),
        )
        batch_op.drop_index(batch_op.f("ix_reflection_team_id"))

    op.drop_table("reflection")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_place_address", sqlite_where=sa.text("active"), postgresql_where=sa.text("active")
        )
        batch_op.drop_index(batch_op.f("ix_place_team_id"))

    op.drop_table("place")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_tenant_key")
        batch_op.drop_index("ix_outbox_team_week")
        batch_op.drop_index("ix_outbox_person_week")
        batch_op.drop_index(
            "ix_outbox_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_author_id"))

    op.drop_table("note")
    with op.batch_alter_table("monday_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_monday_line_team_id"))
        batch_op.drop_index(batch_op.f("ix_monday_line_person_id"))

    op.drop_table("monday_line")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_team_id"))
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_team_state")
        batch_op.drop_index(batch_op.f("ix_meeting_proposer_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("due_work", schema=None) as batch_op:
        batch_op.drop_index("ix_due_work_next_at")

    op.drop_table("due_work")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_team_id"))

    op.drop_table("claim")
    op.drop_table("checkin_round")
    op.drop_table("calendar_feed")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_person_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("web_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_link_person_id"))

    op.drop_table("web_link")
    op.drop_table("web_inbox")
    op.drop_table("team")
    op.drop_table("start_code")
    op.drop_table("monday_message")
    op.drop_table("draft")
    with op.batch_alter_table("course_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_lead_person_id"))

    op.drop_table("course_lead")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_value"))
        batch_op.drop_index(batch_op.f("ix_account_person_id"))

    op.drop_table("account")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_sha256"))

    op.drop_table("stored_file")
    op.drop_table("person")
    op.drop_table("erased_key")
    op.drop_table("course")
    with op.batch_alter_table("start_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_start_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_start_attempt_account_hash"))

    op.drop_table("start_attempt")
    op.drop_table("organisation")
    op.drop_table("installation")
    op.drop_table("inbox")
    op.drop_table("erasure")
    with op.batch_alter_table("door_state", schema=None) as batch_op:
        batch_op.drop_index("ix_door_state_seen_at")

    op.drop_table("door_state")

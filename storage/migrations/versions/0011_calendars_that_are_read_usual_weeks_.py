"""calendars that are read, usual weeks, days away"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("cluster", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("modified", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (course_id IS NULL)", name=op.f("ck_calendar_source_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "course_id"],
            ["course.tenant_id", "course.id"],
            name=op.f("fk_calendar_source_tenant_id_course_id_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_calendar_source_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_calendar_source_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_source")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_calendar_source_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calendar_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_source_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_source_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_calendar_source_timetable",
            ["tenant_id", "course_id", "cluster"],
            unique=True,
            sqlite_where=sa.text("course_id IS NOT NULL"),
            postgresql_where=sa.text("course_id IS NOT NULL"),
        )

    op.create_table(
        "time_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_time_away_days")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_time_away_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_time_away_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_away")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_time_away_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "first_on",
            "last_on",
            name=op.f("uq_time_away_tenant_id_person_id_first_on_last_on"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "week_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("soft", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "from_minute >= 0 AND to_minute > from_minute AND to_minute <= 1440",
            name=op.f("ck_week_time_minutes"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_week_time_weekday")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_week_time_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_week_time_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_time")),
        sa.UniqueConstraint(
            "tenant_id",
            "person_id",
            "weekday",
            "from_minute",
            name=op.f("uq_week_time_tenant_id_person_id_weekday_from_minute"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("soft", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('', 'lecture', 'cluster', 'supervision', 'workshop', 'other')",
            name=op.f("ck_calendar_time_kind"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_calendar_time_length")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["calendar_source.tenant_id", "calendar_source.id"],
            name=op.f("fk_calendar_time_tenant_id_source_id_calendar_source"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_calendar_time_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_time")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("calendar_time", schema=None) as batch_op:
        batch_op.create_index(
            "ix_calendar_time_source", ["tenant_id", "source_id", "starts_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("calendar_time", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_time_source")

    op.drop_table("calendar_time")
    op.drop_table("week_time")
    op.drop_table("time_away")
    with op.batch_alter_table("calendar_source", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_source_timetable",
            sqlite_where=sa.text("course_id IS NOT NULL"),
            postgresql_where=sa.text("course_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_calendar_source_person_id"))
        batch_op.drop_index(batch_op.f("ix_calendar_source_due_at"))

    op.drop_table("calendar_source")

"""surveys and help in a conflict"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_conflict_note_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_conflict_note_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_conflict_note_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_note")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "person_id", name=op.f("uq_conflict_note_tenant_id_team_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("conflict_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_note_person_id"), ["person_id"], unique=False)

    op.create_table(
        "conflict_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_conflict_request_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seen_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_conflict_request_tenant_id_seen_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_conflict_request_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_conflict_request_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_request")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_conflict_request_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("conflict_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_request_seen_by"), ["seen_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_request_team_id"), ["team_id"], unique=False)

    op.create_table(
        "survey_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("oral", sa.Boolean(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint("form IN ('', 'pre', 'post')", name=op.f("ck_survey_round_form")),
        sa.CheckConstraint("why IN ('', 'few', 'isolates')", name=op.f("ck_survey_round_why")),
        sa.CheckConstraint("closes_at > opened_at", name=op.f("ck_survey_round_window")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opened_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_survey_round_tenant_id_opened_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_survey_round_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_survey_round_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_survey_round_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "week", name=op.f("uq_survey_round_tenant_id_team_id_week")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_round_opened_by"), ["opened_by"], unique=False)

    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('answer', 'pass')", name=op.f("ck_survey_answer_kind")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_survey_answer_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["survey_round.tenant_id", "survey_round.id"],
            name=op.f("fk_survey_answer_tenant_id_round_id_survey_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_survey_answer_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint(
            "tenant_id", "round_id", "person_id", name=op.f("uq_survey_answer_tenant_id_round_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_answer_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answer_person_id"))

    op.drop_table("survey_answer")
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_round_opened_by"))

    op.drop_table("survey_round")
    with op.batch_alter_table("conflict_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_request_team_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_request_seen_by"))
        batch_op.drop_index(batch_op.f("ix_conflict_request_person_id"))

    op.drop_table("conflict_request")
    with op.batch_alter_table("conflict_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_note_person_id"))

    op.drop_table("conflict_note")

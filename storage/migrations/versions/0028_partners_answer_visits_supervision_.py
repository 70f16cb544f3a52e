"""partners answer visits, supervision times are withdrawn, check-ins kept out of the channel"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it
AUDIENCE = "audience IN ('open', 'closed', 'nameless')"


def upgrade() -> None:
    op.create_table(
        "field_visit_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("suits", sa.Boolean(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_field_visit_answer_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "visit_id"],
            ["field_visit.tenant_id", "field_visit.id"],
            name=op.f("fk_field_visit_answer_tenant_id_visit_id_field_visit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_field_visit_answer_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_visit_answer")),
        sa.UniqueConstraint(
            "tenant_id",
            "visit_id",
            "person_id",
            name=op.f("uq_field_visit_answer_tenant_id_visit_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("field_visit_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_visit_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "supervision_given_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("time_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_supervision_given_up_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "time_id"],
            ["supervision_time.tenant_id", "supervision_time.id"],
            name=op.f("fk_supervision_given_up_tenant_id_time_id_supervision_time"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_supervision_given_up_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_given_up")),
        sa.UniqueConstraint(
            "tenant_id", "time_id", "team_id", name=op.f("uq_supervision_given_up_tenant_id_time_id_team_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("supervision_given_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_given_up_team_id"), ["team_id"], unique=False)

    with op.batch_alter_table("supervision_time", schema=None, table_kwargs=KEEPING) as batch_op:
        # Calendars have been told 0 or 1, and what comes next is to be more.
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("supervision_time", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.alter_column("sequence", server_default=None)
        batch_op.alter_column("withdrawn", server_default=None)
    _audience("audience IN ('open', 'closed', 'nameless', 'private')")


def _audience(rule: str) -> None:
    with op.batch_alter_table("checkin_round", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_checkin_round_audience"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_checkin_round_audience"), rule)


def downgrade() -> None:
    op.execute("UPDATE checkin_round SET audience = 'closed' WHERE audience = 'private'")
    _audience(AUDIENCE)
    with op.batch_alter_table("supervision_time", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_column("withdrawn")
        batch_op.drop_column("sequence")

    with op.batch_alter_table("supervision_given_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_given_up_team_id"))

    op.drop_table("supervision_given_up")
    with op.batch_alter_table("field_visit_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_visit_answer_person_id"))

    op.drop_table("field_visit_answer")

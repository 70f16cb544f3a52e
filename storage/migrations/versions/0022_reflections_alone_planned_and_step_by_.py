"""reflections alone, planned and step by step"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_own_reflection_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_own_reflection_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_own_reflection_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_reflection")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("own_reflection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_reflection_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_reflection_team_id"), ["team_id"], unique=False)

    op.create_table(
        "planned_reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("planned_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'opened', 'dropped', 'passed')", name=op.f("ck_planned_reflection_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "planned_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_planned_reflection_tenant_id_planned_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_planned_reflection_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_planned_reflection_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_reflection")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("planned_reflection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_reflection_planned_by"), ["planned_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_reflection_team_id"), ["team_id"], unique=False)

    op.create_table(
        "reflection_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_reflection_line_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reflection_id"],
            ["reflection.tenant_id", "reflection.id"],
            name=op.f("fk_reflection_line_tenant_id_reflection_id_reflection"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_reflection_line_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_line")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reflection_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_line_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reflection_line_reflection_id"), ["reflection_id"], unique=False)

    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("step_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("groups", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_column("groups")
        batch_op.drop_column("step_at")
        batch_op.drop_column("step")

    with op.batch_alter_table("reflection_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_line_reflection_id"))
        batch_op.drop_index(batch_op.f("ix_reflection_line_person_id"))

    op.drop_table("reflection_line")
    with op.batch_alter_table("planned_reflection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_reflection_team_id"))
        batch_op.drop_index(batch_op.f("ix_planned_reflection_planned_by"))

    op.drop_table("planned_reflection")
    with op.batch_alter_table("own_reflection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_reflection_team_id"))
        batch_op.drop_index(batch_op.f("ix_own_reflection_person_id"))

    op.drop_table("own_reflection")

"""challenges and closings"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("assumptions", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmed_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_challenge_tenant_id_confirmed_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_challenge_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_challenge_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_challenge_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "number", name=op.f("uq_challenge_tenant_id_team_id_number")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_confirmed_by"), ["confirmed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_challenge_written_by"), ["written_by"], unique=False)

    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("thanks", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sent_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_closing_tenant_id_sent_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_closing_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_closing_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_closing_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("tenant_id", "team_id", name=op.f("uq_closing_tenant_id_team_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_sent_by"), ["sent_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_closing_written_by"), ["written_by"], unique=False)

    op.create_table(
        "closing_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('conclusion', 'recommendation')", name=op.f("ck_closing_line_kind")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_closing_line_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_closing_line_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_closing_line_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_line")),
        sa.UniqueConstraint(
            "tenant_id",
            "team_id",
            "kind",
            "position",
            name=op.f("uq_closing_line_tenant_id_team_id_kind_position"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closing_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_line_written_by"), ["written_by"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("closing_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_line_written_by"))

    op.drop_table("closing_line")
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_written_by"))
        batch_op.drop_index(batch_op.f("ix_closing_sent_by"))

    op.drop_table("closing")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_written_by"))
        batch_op.drop_index(batch_op.f("ix_challenge_confirmed_by"))

    op.drop_table("challenge")

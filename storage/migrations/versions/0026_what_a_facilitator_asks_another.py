"""what a facilitator asks another"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "colleague_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asked_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_colleague_question_tenant_id_asked_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asker_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_colleague_question_tenant_id_asker_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_colleague_question_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_colleague_question_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("colleague_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_colleague_question_asked_id"), ["asked_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_colleague_question_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_colleague_question_team_id"), ["team_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("colleague_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_colleague_question_team_id"))
        batch_op.drop_index(batch_op.f("ix_colleague_question_asker_id"))
        batch_op.drop_index(batch_op.f("ix_colleague_question_asked_id"))

    op.drop_table("colleague_question")

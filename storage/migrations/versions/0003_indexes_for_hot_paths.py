"""indexes for hot paths"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("due_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_work_next_at"))
        batch_op.create_index("ix_due_work_next_at", ["next_at", "id"], unique=False)
        batch_op.create_index(
            "ix_due_work_failing",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("attempts > 0"),
            postgresql_where=sa.text("attempts > 0"),
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_next_at"), sqlite_where=sa.text("next_at IS NOT NULL"))
        batch_op.create_index(
            "ix_outbox_next_at",
            ["next_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_value"), ["value"], unique=False)

    with op.batch_alter_table("role_swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_swap_meeting_id"), ["meeting_id"], unique=False)

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_course_id"), ["course_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_course_id"))

    with op.batch_alter_table("role_swap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_swap_meeting_id"))

    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_value"))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_outbox_next_at"),
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    with op.batch_alter_table("due_work", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_due_work_failing",
            sqlite_where=sa.text("attempts > 0"),
            postgresql_where=sa.text("attempts > 0"),
        )
        batch_op.drop_index("ix_due_work_next_at")
        batch_op.create_index(batch_op.f("ix_due_work_next_at"), ["next_at"], unique=False)

"""when help was asked for; SQLite counts on where it had forgotten to"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it
FORGOTTEN = (  # made anew without it by one migration or another: their ids could be used again
    "checkin_answer",
    "checkin_round",
    "meeting",
    "meeting_slot",
    "monday_line",
    "monday_message",
    "outbox",
)
WAITS = "help_asked_at IS NOT NULL AND help_seen_at IS NULL"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in FORGOTTEN:
            with op.batch_alter_table(table, recreate="always", table_kwargs=KEEPING):
                pass
    with op.batch_alter_table("checkin_answer", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.add_column(sa.Column("help_asked_at", sa.DateTime(timezone=True), nullable=True))
    # The closest that is known: when they last answered.
    op.execute("UPDATE checkin_answer SET help_asked_at = answered_at WHERE help = 'facilitator'")
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_checkin_answer_help_waiting",
            ["tenant_id", "round_id"],
            unique=False,
            sqlite_where=sa.text(WAITS),
            postgresql_where=sa.text(WAITS),
        )


def downgrade() -> None:
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_checkin_answer_help_waiting")
    with op.batch_alter_table("checkin_answer", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_column("help_asked_at")

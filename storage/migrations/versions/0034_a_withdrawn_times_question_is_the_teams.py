"""a withdrawn time's question is the team's"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it
LAST_HELD = (
    "supervision_time.tenant_id = supervision_given_up.tenant_id"
    " AND supervision_time.id = supervision_given_up.time_id"
    " AND supervision_time.sequence = supervision_given_up.sequence"
    " AND supervision_time.withdrawn"
)


def upgrade() -> None:
    with op.batch_alter_table("supervision_given_up", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.add_column(sa.Column("question", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("supervision_given_up", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.alter_column("question", server_default=None)
    # Only the team that had it last has asked what stands there.
    op.execute(
        f"UPDATE supervision_given_up SET question = (SELECT question FROM supervision_time WHERE {LAST_HELD})"
        f" WHERE EXISTS (SELECT 1 FROM supervision_time WHERE {LAST_HELD})"
    )
    op.execute("UPDATE supervision_time SET question = '' WHERE withdrawn")


def downgrade() -> None:
    op.execute(
        "UPDATE supervision_time SET question = (SELECT question FROM supervision_given_up"
        f" WHERE {LAST_HELD}) WHERE EXISTS (SELECT 1 FROM supervision_given_up WHERE {LAST_HELD})"
    )
    with op.batch_alter_table("supervision_given_up", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_column("question")

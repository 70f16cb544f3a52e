"""substitutes and more of what is noted"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it
ENDED = ("", "self", "facilitator", "file")
DEEDS = ("loaded", "appointed", "ended", "vouched", "link", "approved", "exported", "erased", "closed")
NEW_DEEDS = ("loaded", "appointed", "ended", "joined", "placed", *DEEDS[3:])


def upgrade() -> None:
    _check("membership", "ended_by", f"ended_by IN {(*ENDED, 'lead', 'time')}")
    with op.batch_alter_table("membership", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    _check("audit_entry", "kind", f"kind IN {NEW_DEEDS}")


def _check(table: str, column: str, rule: str) -> None:
    with op.batch_alter_table(table, schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{column}"), rule)


def downgrade() -> None:
    """A substitute who is there still has no end any more, so they leave."""
    op.execute("DELETE FROM audit_entry WHERE kind IN ('joined', 'placed')")
    _check("audit_entry", "kind", f"kind IN {DEEDS}")
    op.execute("UPDATE membership SET left_at = until WHERE until IS NOT NULL AND left_at IS NULL")
    op.execute("UPDATE membership SET ended_by = 'file' WHERE until IS NOT NULL OR ended_by = 'time'")
    op.execute("UPDATE membership SET ended_by = 'facilitator' WHERE ended_by = 'lead'")
    with op.batch_alter_table("membership", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_column("until")
    _check("membership", "ended_by", f"ended_by IN {ENDED}")

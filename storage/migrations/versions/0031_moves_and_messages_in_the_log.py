"""moves and messages in the log"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it
BEFORE = (
    "loaded", "appointed", "ended", "joined", "placed", "vouched", "link", "approved", "exported", "erased", "closed",
)  # fmt: skip
NOW = (*BEFORE, "moved", "wrote")


def upgrade() -> None:
    _rule(NOW)


def downgrade() -> None:
    """What happened did happen: it is kept as the nearest kind there was."""
    op.execute("UPDATE audit_entry SET kind = 'appointed' WHERE kind = 'moved'")
    op.execute("DELETE FROM audit_entry WHERE kind = 'wrote'")
    _rule(BEFORE)


def _rule(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("audit_entry", schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_audit_entry_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_audit_entry_kind"), f"kind IN {kinds}")

"""Monday lines about one person"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("monday_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("personal", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("monday_line", schema=None) as batch_op:
        batch_op.alter_column("personal", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("monday_line", schema=None) as batch_op:
        batch_op.drop_column("personal")

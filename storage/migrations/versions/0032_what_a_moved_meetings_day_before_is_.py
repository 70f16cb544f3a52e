"""what a moved meetings day before is told for"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("timed", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.alter_column("timed", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("timed")

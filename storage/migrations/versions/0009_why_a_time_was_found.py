"""why a time was found"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting_slot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("why", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("meeting_slot", schema=None) as batch_op:
        batch_op.alter_column("why", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meeting_slot", schema=None) as batch_op:
        batch_op.drop_column("why")

"""meeting types series and zones"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXTS = {"type": "team", "why": "", "told_back": "", "zone": "", "series": ""}
TYPES = "type IN ('team', 'field', 'supervision', 'internal', 'follow_up', 'partner')"


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        for name, value in TEXTS.items():
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=value))
        batch_op.add_column(sa.Column("found", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        for name in (*TEXTS, "found"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(batch_op.f("ck_meeting_type"), TYPES)


def downgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_meeting_type"), type_="check")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        for name in (*TEXTS, "found"):
            batch_op.drop_column(name)

"""index of questions by partner"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("guest_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_question_partner"))
        batch_op.create_index("ix_guest_question_partner", ["partner", "tenant_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("guest_question", schema=None) as batch_op:
        batch_op.drop_index("ix_guest_question_partner")
        batch_op.create_index(batch_op.f("ix_guest_question_partner"), ["tenant_id", "partner"], unique=False)

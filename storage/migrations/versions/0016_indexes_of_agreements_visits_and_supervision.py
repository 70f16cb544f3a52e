"""indexes of agreements visits and supervision"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_meeting_id"))
        batch_op.create_index("ix_agreement_meeting", ["tenant_id", "meeting_id"], unique=False)

    with op.batch_alter_table("field_visitor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_visitor_person_id"))
        batch_op.create_index("ix_field_visitor_person", ["tenant_id", "person_id", "visit_id"], unique=False)

    with op.batch_alter_table("supervision_team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_team_team_id"))
        batch_op.create_index("ix_supervision_team_team", ["tenant_id", "team_id", "offer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("supervision_team", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_team_team")
        batch_op.create_index(batch_op.f("ix_supervision_team_team_id"), ["team_id"], unique=False)

    with op.batch_alter_table("field_visitor", schema=None) as batch_op:
        batch_op.drop_index("ix_field_visitor_person")
        batch_op.create_index(batch_op.f("ix_field_visitor_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_meeting")
        batch_op.create_index(batch_op.f("ix_agreement_meeting_id"), ["meeting_id"], unique=False)

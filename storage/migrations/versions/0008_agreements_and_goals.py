"""agreements and goals"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'reached', 'dropped')", name=op.f("ck_goal_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "made_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_goal_tenant_id_made_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_goal_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_goal_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_goal_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_made_by"), ["made_by"], unique=False)
        batch_op.create_index("ix_goal_team_id", ["tenant_id", "team_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("on_agenda", sa.Boolean(), nullable=False),
        sa.Column("help_wanted", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name=op.f("ck_agreement_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "closed_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agreement_tenant_id_closed_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "goal_id"],
            ["goal.tenant_id", "goal.id"],
            name=op.f("fk_agreement_tenant_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "made_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agreement_tenant_id_made_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_agreement_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_agreement_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_agreement_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_closed_by"), ["closed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("ix_agreement_team_state", ["tenant_id", "team_id", "state"], unique=False)

    op.create_table(
        "goal_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name=op.f("ck_goal_mark_value")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "goal_id"],
            ["goal.tenant_id", "goal.id"],
            name=op.f("fk_goal_mark_tenant_id_goal_id_goal"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_goal_mark_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_mark")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("goal_mark", schema=None) as batch_op:
        batch_op.create_index("ix_goal_mark_goal_id", ["tenant_id", "goal_id"], unique=False)

    op.create_table(
        "agreement_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("was_due_on", sa.Date(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agreement_id"],
            ["agreement.tenant_id", "agreement.id"],
            name=op.f("fk_agreement_move_tenant_id_agreement_id_agreement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_move_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_move")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement_move", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_move_agreement_id", ["tenant_id", "agreement_id"], unique=False)

    op.create_table(
        "agreement_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("answer IN ('waiting', 'yes', 'no')", name=op.f("ck_agreement_party_answer")),
        sa.CheckConstraint("kind IN ('person', 'team', 'partner')", name=op.f("ck_agreement_party_kind")),
        sa.CheckConstraint("side IN ('does', 'with')", name=op.f("ck_agreement_party_side")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agreement_id"],
            ["agreement.tenant_id", "agreement.id"],
            name=op.f("fk_agreement_party_tenant_id_agreement_id_agreement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "answered_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agreement_party_tenant_id_answered_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agreement_party_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_party_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.create_index("ix_agreement_party_agreement_id", ["tenant_id", "agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_party_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_party_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_party_person_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_party_answered_by"))
        batch_op.drop_index("ix_agreement_party_agreement_id")

    op.drop_table("agreement_party")
    with op.batch_alter_table("agreement_move", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_move_agreement_id")

    op.drop_table("agreement_move")
    with op.batch_alter_table("goal_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_mark_goal_id")

    op.drop_table("goal_mark")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_team_state")
        batch_op.drop_index(batch_op.f("ix_agreement_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_made_by"))
        batch_op.drop_index(batch_op.f("ix_agreement_goal_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_closed_by"))

    op.drop_table("agreement")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_team_id")
        batch_op.drop_index(batch_op.f("ix_goal_made_by"))

    op.drop_table("goal")

"""partners and guests without an account"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guest_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_link_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_guest_link_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_guest_link_hash")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("uq_guest_link_tenant_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("brought_by", sa.Integer(), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "brought_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_tenant_id_brought_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_guest_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_guest_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "person_id", name=op.f("uq_guest_tenant_id_team_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guest_brought_by"), ["brought_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_written_by"), ["written_by"], unique=False)

    op.create_table(
        "guest_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("to_one", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'answered', 'dropped')", name=op.f("ck_guest_question_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "answered_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_question_tenant_id_answered_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "asker_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_question_tenant_id_asker_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_guest_question_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_guest_question_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_guest_question_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_question")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_guest_question_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guest_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guest_question_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_question_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index("ix_guest_question_partner", ["tenant_id", "partner"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_question_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guest_question_team_id"), ["team_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("guest_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_question_team_id"))
        batch_op.drop_index(batch_op.f("ix_guest_question_person_id"))
        batch_op.drop_index("ix_guest_question_partner")
        batch_op.drop_index(batch_op.f("ix_guest_question_asker_id"))
        batch_op.drop_index(batch_op.f("ix_guest_question_answered_by"))

    op.drop_table("guest_question")
    with op.batch_alter_table("guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_written_by"))
        batch_op.drop_index(batch_op.f("ix_guest_person_id"))
        batch_op.drop_index(batch_op.f("ix_guest_brought_by"))

    op.drop_table("guest")
    op.drop_table("guest_link")

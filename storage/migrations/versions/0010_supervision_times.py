"""supervision times"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supervision_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_supervision_offer_minutes")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "facilitator_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_supervision_offer_tenant_id_facilitator_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_supervision_offer_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_offer")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_supervision_offer_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("supervision_offer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_offer_facilitator_id"), ["facilitator_id"], unique=False
        )

    op.create_table(
        "supervision_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "offer_id"],
            ["supervision_offer.tenant_id", "supervision_offer.id"],
            name=op.f("fk_supervision_team_tenant_id_offer_id_supervision_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_supervision_team_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_supervision_team_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_team")),
        sa.UniqueConstraint(
            "tenant_id", "offer_id", "team_id", name=op.f("uq_supervision_team_tenant_id_offer_id_team_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("supervision_team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_team_team_id"), ["team_id"], unique=False)

    op.create_table(
        "supervision_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "offer_id"],
            ["supervision_offer.tenant_id", "supervision_offer.id"],
            name=op.f("fk_supervision_time_tenant_id_offer_id_supervision_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "taken_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_supervision_time_tenant_id_taken_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_supervision_time_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_supervision_time_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_time")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_supervision_time_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id",
            "offer_id",
            "starts_at",
            name=op.f("uq_supervision_time_tenant_id_offer_id_starts_at"),
        ),
        sa.UniqueConstraint(
            "tenant_id", "offer_id", "team_id", name=op.f("uq_supervision_time_tenant_id_offer_id_team_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("supervision_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_time_taken_by"), ["taken_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_time_team_id"), ["team_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("supervision_time", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_time_team_id"))
        batch_op.drop_index(batch_op.f("ix_supervision_time_taken_by"))

    op.drop_table("supervision_time")
    with op.batch_alter_table("supervision_team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_team_team_id"))

    op.drop_table("supervision_team")
    with op.batch_alter_table("supervision_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_offer_facilitator_id"))

    op.drop_table("supervision_offer")

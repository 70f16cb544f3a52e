"""pictures of a team"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_team_picture_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_team_picture_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_picture")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "key", name=op.f("uq_team_picture_tenant_id_team_id_key")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("team_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_picture_sha256"), ["sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("team_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_picture_sha256"))

    op.drop_table("team_picture")

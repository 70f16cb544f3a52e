"""contracts of teams and agreements that stand on them"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card", sa.Integer(), nullable=False),
        sa.Column("review_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_contract_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("tenant_id", "team_id", name=op.f("uq_contract_tenant_id_team_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contract_concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_concern_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seen_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_concern_tenant_id_seen_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_contract_concern_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_concern_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_concern")),
        sa.UniqueConstraint(
            "tenant_id",
            "team_id",
            "person_id",
            "clause",
            name=op.f("uq_contract_concern_tenant_id_team_id_person_id_clause"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_concern_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_concern_seen_by"), ["seen_by"], unique=False)

    op.create_table(
        "contract_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('waiting', 'shared', 'kept')", name=op.f("ck_contract_letter_answer")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_letter_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_contract_letter_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_letter_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_letter")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "person_id", name=op.f("uq_contract_letter_tenant_id_team_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_letter_person_id"), ["person_id"], unique=False)

    op.create_table(
        "contract_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('signing', 'waiting', 'returned', 'active', 'replaced', 'withdrawn')",
            name=op.f("ck_contract_version_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_version_tenant_id_decided_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sent_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_version_tenant_id_sent_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_contract_version_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_version_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_version")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_contract_version_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "number", name=op.f("uq_contract_version_tenant_id_team_id_number")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_version_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_version_sent_by"), ["sent_by"], unique=False)

    op.create_table(
        "contract_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_contract_wording_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_wording_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_wording_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_wording")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_wording", schema=None) as batch_op:
        batch_op.create_index("ix_contract_wording_team_id", ["tenant_id", "team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_wording_written_by"), ["written_by"], unique=False)

    op.create_table(
        "contract_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("still_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_contract_signature_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "version_id"],
            ["contract_version.tenant_id", "contract_version.id"],
            name=op.f("fk_contract_signature_tenant_id_version_id_contract_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_contract_signature_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_signature")),
        sa.UniqueConstraint(
            "tenant_id",
            "version_id",
            "person_id",
            name=op.f("uq_contract_signature_tenant_id_version_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contract_signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_signature_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clause", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_column("clause")

    with op.batch_alter_table("contract_signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_signature_person_id"))

    op.drop_table("contract_signature")
    with op.batch_alter_table("contract_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_wording_written_by"))
        batch_op.drop_index("ix_contract_wording_team_id")

    op.drop_table("contract_wording")
    with op.batch_alter_table("contract_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_version_sent_by"))
        batch_op.drop_index(batch_op.f("ix_contract_version_decided_by"))

    op.drop_table("contract_version")
    with op.batch_alter_table("contract_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_letter_person_id"))

    op.drop_table("contract_letter")
    with op.batch_alter_table("contract_concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_concern_seen_by"))
        batch_op.drop_index(batch_op.f("ix_contract_concern_person_id"))

    op.drop_table("contract_concern")
    op.drop_table("contract")

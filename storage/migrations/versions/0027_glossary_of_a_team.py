"""glossary of a team"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glossary_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "made_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_glossary_word_tenant_id_made_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_glossary_word_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_glossary_word_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_word")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_glossary_word_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "plain", name=op.f("uq_glossary_word_tenant_id_team_id_plain")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("glossary_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_glossary_word_made_by"), ["made_by"], unique=False)

    op.create_table(
        "glossary_meaning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_glossary_meaning_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "word_id"],
            ["glossary_word.tenant_id", "glossary_word.id"],
            name=op.f("fk_glossary_meaning_tenant_id_word_id_glossary_word"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_glossary_meaning_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_meaning")),
        sa.UniqueConstraint(
            "tenant_id", "word_id", "person_id", name=op.f("uq_glossary_meaning_tenant_id_word_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("glossary_meaning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_glossary_meaning_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("glossary_meaning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_glossary_meaning_person_id"))

    op.drop_table("glossary_meaning")
    with op.batch_alter_table("glossary_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_glossary_word_made_by"))

    op.drop_table("glossary_word")

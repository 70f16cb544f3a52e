"""time in the field and partners"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "field_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("look", sa.String(), nullable=False),
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'held', 'cancelled')", name=op.f("ck_field_visit_state")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_field_visit_minutes")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "made_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_field_visit_tenant_id_made_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_field_visit_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_field_visit_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_visit")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_field_visit_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("field_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_visit_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_field_visit_team_id"), ["team_id"], unique=False)

    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('', 'phone', 'mail', 'visit', 'message')", name=op.f("ck_partner_channel")
        ),
        sa.CheckConstraint("kind IN ('', 'volunteers', 'public', 'company')", name=op.f("ck_partner_kind")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_partner_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_partner_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("tenant_id", "team_id", name=op.f("uq_partner_tenant_id_team_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_partner_contact_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_partner_contact_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_partner_contact_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
        sa.UniqueConstraint(
            "tenant_id",
            "team_id",
            "on_day",
            "person_id",
            name=op.f("uq_partner_contact_tenant_id_team_id_on_day_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_contact_person_id"), ["person_id"], unique=False)

    op.create_table(
        "field_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("observations", sa.String(), nullable=False),
        sa.Column("surprise", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_field_note_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "visit_id"],
            ["field_visit.tenant_id", "field_visit.id"],
            name=op.f("fk_field_note_tenant_id_visit_id_field_visit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_field_note_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_note")),
        sa.UniqueConstraint(
            "tenant_id", "visit_id", "person_id", name=op.f("uq_field_note_tenant_id_visit_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("field_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_note_person_id"), ["person_id"], unique=False)

    op.create_table(
        "field_visitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_field_visitor_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "visit_id"],
            ["field_visit.tenant_id", "field_visit.id"],
            name=op.f("fk_field_visitor_tenant_id_visit_id_field_visit"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_field_visitor_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_visitor")),
        sa.UniqueConstraint(
            "tenant_id", "visit_id", "person_id", name=op.f("uq_field_visitor_tenant_id_visit_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("field_visitor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_visitor_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("field_visitor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_visitor_person_id"))

    op.drop_table("field_visitor")
    with op.batch_alter_table("field_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_note_person_id"))

    op.drop_table("field_note")
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_contact_person_id"))

    op.drop_table("partner_contact")
    op.drop_table("partner")
    with op.batch_alter_table("field_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_visit_team_id"))
        batch_op.drop_index(batch_op.f("ix_field_visit_made_by"))

    op.drop_table("field_visit")

"""agenda minutes decisions"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


# The index of words, as storage/word_index.py made it at the time.
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE meeting_record_words USING fts5(words, content='meeting_record', content_rowid='id',"
        " tokenize='ascii', detail=none, columnsize=0)",
        "CREATE TRIGGER meeting_record_words_added AFTER INSERT ON meeting_record BEGIN"
        " INSERT INTO meeting_record_words (rowid, words) VALUES (new.id, new.words); END",
        "CREATE TRIGGER meeting_record_words_gone AFTER DELETE ON meeting_record BEGIN"
        " INSERT INTO meeting_record_words (meeting_record_words, rowid, words)"
        " VALUES ('delete', old.id, old.words); END",
        "CREATE TRIGGER meeting_record_words_changed AFTER UPDATE OF words ON meeting_record BEGIN"
        " INSERT INTO meeting_record_words (meeting_record_words, rowid, words)"
        " VALUES ('delete', old.id, old.words);"
        " INSERT INTO meeting_record_words (rowid, words) VALUES (new.id, new.words); END",
    ),
    "postgresql": (
        "CREATE INDEX meeting_record_words ON meeting_record"
        " USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    ),
}


def upgrade() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("preparation", sa.String(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('inform', 'discuss', 'decide', 'ideas', 'ask')", name=op.f("ck_agenda_item_kind")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'carried', 'removed')", name=op.f("ck_agenda_item_state")
        ),
        sa.CheckConstraint("track IN ('task', 'process')", name=op.f("ck_agenda_item_track")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_agenda_item_minutes")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "added_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agenda_item_tenant_id_added_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_agenda_item_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "owner_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_agenda_item_tenant_id_owner_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_agenda_item_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_agenda_item_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_agenda_item_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_added_by"), ["added_by"], unique=False)
        batch_op.create_index("ix_agenda_item_of", ["tenant_id", "meeting_id", "team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            "uq_agenda_item_source",
            ["tenant_id", "team_id", "source"],
            unique=True,
            sqlite_where=sa.text("meeting_id IS NULL AND source <> ''"),
            postgresql_where=sa.text("meeting_id IS NULL AND source <> ''"),
        )

    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'sent', 'final')", name=op.f("ck_minutes_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_minutes_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_minutes_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_minutes_tenant_id_written_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_minutes_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_minutes_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "meeting_id", name=op.f("uq_minutes_tenant_id_meeting_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_written_by"), ["written_by"], unique=False)

    op.create_table(
        "meeting_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('decision', 'note')", name=op.f("ck_meeting_record_kind")),
        sa.CheckConstraint(
            "part IN ('', 'heard', 'defined', 'decided')", name=op.f("ck_meeting_record_part")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id"],
            ["agenda_item.tenant_id", "agenda_item.id"],
            name=op.f("fk_meeting_record_tenant_id_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_record_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_meeting_record_tenant_id_recorded_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_meeting_record_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_record_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_record")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_record_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_record", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_record_of_meeting", ["tenant_id", "meeting_id"], unique=False)
        batch_op.create_index(
            "ix_meeting_record_of_team", ["tenant_id", "team_id", "recorded_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_record_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_record_recorded_by"), ["recorded_by"], unique=False)

    op.create_table(
        "meeting_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("item_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "item_id"],
            ["agenda_item.tenant_id", "agenda_item.id"],
            name=op.f("fk_meeting_run_tenant_id_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name=op.f("fk_meeting_run_tenant_id_meeting_id_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_meeting_run_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_run_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_run")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_meeting_run_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "meeting_id", name=op.f("uq_meeting_run_tenant_id_meeting_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_run_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_run_team_id"), ["team_id"], unique=False)

    op.create_table(
        "minutes_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'taken', 'left')", name=op.f("ck_minutes_correction_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "minutes_id"],
            ["minutes.tenant_id", "minutes.id"],
            name=op.f("fk_minutes_correction_tenant_id_minutes_id_minutes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_minutes_correction_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_minutes_correction_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_correction")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_minutes_correction_tenant_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("minutes_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_correction_minutes_id"), ["minutes_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_correction_person_id"), ["person_id"], unique=False)

    op.create_table(
        "minutes_present",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "minutes_id"],
            ["minutes.tenant_id", "minutes.id"],
            name=op.f("fk_minutes_present_tenant_id_minutes_id_minutes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_minutes_present_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_minutes_present_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_present")),
        sa.UniqueConstraint(
            "tenant_id",
            "minutes_id",
            "person_id",
            name=op.f("uq_minutes_present_tenant_id_minutes_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("minutes_present", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_present_person_id"), ["person_id"], unique=False)

    op.create_table(
        "minutes_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "changed_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_minutes_version_tenant_id_changed_by_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "minutes_id"],
            ["minutes.tenant_id", "minutes.id"],
            name=op.f("fk_minutes_version_tenant_id_minutes_id_minutes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_minutes_version_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint(
            "tenant_id", "minutes_id", "version", name=op.f("uq_minutes_version_tenant_id_minutes_id_version")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_version_changed_by"), ["changed_by"], unique=False)

    connection = op.get_bind()
    for statement in INDEX[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE meeting_record_words")
    with op.batch_alter_table("minutes_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_version_changed_by"))

    op.drop_table("minutes_version")
    with op.batch_alter_table("minutes_present", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_present_person_id"))

    op.drop_table("minutes_present")
    with op.batch_alter_table("minutes_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_correction_person_id"))
        batch_op.drop_index(batch_op.f("ix_minutes_correction_minutes_id"))

    op.drop_table("minutes_correction")
    with op.batch_alter_table("meeting_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_run_team_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_run_item_id"))

    op.drop_table("meeting_run")
    with op.batch_alter_table("meeting_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_record_recorded_by"))
        batch_op.drop_index(batch_op.f("ix_meeting_record_item_id"))
        batch_op.drop_index("ix_meeting_record_of_team")
        batch_op.drop_index("ix_meeting_record_of_meeting")

    op.drop_table("meeting_record")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_written_by"))
        batch_op.drop_index(batch_op.f("ix_minutes_team_id"))

    op.drop_table("minutes")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agenda_item_source",
            sqlite_where=sa.text("meeting_id IS NULL AND source <> ''"),
            postgresql_where=sa.text("meeting_id IS NULL AND source <> ''"),
        )
        batch_op.drop_index(batch_op.f("ix_agenda_item_owner_id"))
        batch_op.drop_index("ix_agenda_item_of")
        batch_op.drop_index(batch_op.f("ix_agenda_item_added_by"))

    op.drop_table("agenda_item")

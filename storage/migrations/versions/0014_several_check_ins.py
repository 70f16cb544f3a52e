"""several check-ins"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS = {"name": "", "audience": "open", "secret": ""}


def upgrade() -> None:
    op.create_table(
        "checkin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_checkin_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_checkin_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_checkin_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "team_id", "number", name=op.f("uq_checkin_tenant_id_team_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checkin_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_checkin_extension_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["checkin_round.tenant_id", "checkin_round.id"],
            name=op.f("fk_checkin_extension_tenant_id_round_id_checkin_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_checkin_extension_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_extension")),
        sa.UniqueConstraint(
            "tenant_id",
            "round_id",
            "person_id",
            name=op.f("uq_checkin_extension_tenant_id_round_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("checkin_extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_extension_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("more", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("by_name", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("on_agenda", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("help", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("help_seen_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        for name in ("more", "by_name", "on_agenda", "help"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_checkin_answer_help"), "help IN ('', 'team', 'facilitator')"
        )

    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("checkin_id", sa.Integer(), nullable=True))
        for name, text in TEXTS.items():
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=text))
        batch_op.add_column(sa.Column("by_day", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in ("questions", "moods"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    _first_checkins(op.get_bind())
    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.alter_column("checkin_id", existing_type=sa.Integer(), nullable=False)
        for name in (*TEXTS, "by_day", "questions", "moods"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_checkin_round_audience"), "audience IN ('open', 'closed', 'nameless')"
        )
        batch_op.drop_constraint(batch_op.f("uq_checkin_round_tenant_id_team_id_day"), type_="unique")
        batch_op.create_index("ix_checkin_round_of_team", ["tenant_id", "team_id", "day"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_checkin_round_tenant_id_checkin_id_day"), ["tenant_id", "checkin_id", "day"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_checkin_round_tenant_id_checkin_id_checkin"),
            "checkin",
            ["tenant_id", "checkin_id"],
            ["tenant_id", "id"],
            ondelete="CASCADE",
        )


def _first_checkins(connection: sa.Connection) -> None:
    """Every team's one check-in so far becomes its first, and its rounds are that one's. Where four or more have
    told how the collaboration goes, what the round said of it is kept as it will be from now on."""
    team, checkin, round_, answer = (
        sa.table("team", sa.column("id"), sa.column("tenant_id")),
        sa.table("checkin", *(sa.column(name) for name in ("id", "tenant_id", "team_id", "number", "name")),
                 sa.column("settings", sa.JSON())),
        sa.table("checkin_round", *(sa.column(name) for name in ("id", "team_id", "checkin_id", "closed_at")),
                 sa.column("moods", sa.JSON())),
        sa.table("checkin_answer", sa.column("round_id"), sa.column("mood")),
    )  # fmt: skip
    rows = [
        {"tenant_id": row.tenant_id, "team_id": row.id, "number": 1, "name": "", "settings": {}}
        for row in connection.execute(sa.select(team.c.id, team.c.tenant_id).order_by(team.c.id))
    ]
    if rows:
        connection.execute(sa.insert(checkin), rows)
    first = sa.select(checkin.c.id).where(checkin.c.team_id == round_.c.team_id).scalar_subquery()
    connection.execute(round_.update().values(checkin_id=first))
    chosen = (
        sa.select(answer.c.round_id, answer.c.mood, sa.func.count().label("number"))
        .join(round_, round_.c.id == answer.c.round_id)
        .where(answer.c.mood.is_not(None), round_.c.closed_at.is_not(None))
        .group_by(answer.c.round_id, answer.c.mood)
    )
    moods: dict[int, list[int]] = {}
    for row in connection.execute(chosen):
        moods.setdefault(row.round_id, [0] * 5)[row.mood - 1] = row.number
    published = [{"of": id, "counts": counts} for id, counts in moods.items() if sum(counts) >= 4]
    if published:
        update = round_.update().where(round_.c.id == sa.bindparam("of"))
        connection.execute(update.values(moods=sa.bindparam("counts", type_=sa.JSON())), published)


def downgrade() -> None:
    # Only the first check-in's rounds fit the tables as they were.
    others = "SELECT id FROM checkin WHERE number > 1"
    op.execute(
        f"DELETE FROM checkin_answer WHERE round_id IN (SELECT id FROM checkin_round WHERE checkin_id IN ({others}))"
    )
    op.execute("DELETE FROM checkin_extension")
    op.execute(f"DELETE FROM checkin_round WHERE checkin_id IN ({others})")
    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_checkin_round_audience"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_checkin_round_tenant_id_checkin_id_checkin"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_checkin_round_tenant_id_checkin_id_day"), type_="unique")
        batch_op.drop_index("ix_checkin_round_of_team")
        batch_op.create_unique_constraint(
            batch_op.f("uq_checkin_round_tenant_id_team_id_day"), ["tenant_id", "team_id", "day"]
        )
        batch_op.drop_column("secret")
        batch_op.drop_column("moods")
        batch_op.drop_column("questions")
        batch_op.drop_column("by_day")
        batch_op.drop_column("audience")
        batch_op.drop_column("name")
        batch_op.drop_column("checkin_id")

    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_checkin_answer_help"), type_="check")
        batch_op.drop_column("help_seen_at")
        batch_op.drop_column("help")
        batch_op.drop_column("on_agenda")
        batch_op.drop_column("by_name")
        batch_op.drop_column("more")

    with op.batch_alter_table("checkin_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkin_extension_person_id"))

    op.drop_table("checkin_extension")
    op.drop_table("checkin")

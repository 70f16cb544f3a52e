"""own roles and wishes for roles"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

USUAL = "('chair', 'note_taker', 'timekeeper', 'process_lead', 'interviewer')"
ROLE, IN_RETURN = f"role IN {USUAL}", f"in_return IN {USUAL} OR in_return = ''"
CHECKS = (
    ("meeting_role", "role", ROLE),
    ("role_decline", "role", ROLE),
    ("role_swap", "role", ROLE),
    ("role_swap", "in_return", IN_RETURN),
)
KEEPING = {"sqlite_autoincrement": True}  # SQLite's table is made anew, and would forget it


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # 0005 made it anew, and it forgot
        with op.batch_alter_table("meeting", recreate="always", table_kwargs=KEEPING):
            pass
    for table, column, usual in CHECKS:
        _check(table, column, f"{usual} OR substr({column}, 1, 4) = 'own-'")
    op.create_table(
        "role_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            f"{ROLE} OR substr(role, 1, 4) = 'own-'",
            name=op.f("ck_role_wish_role"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_wish_tenant_id_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_role_wish_tenant_id_team_id_team"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"],
            ["organisation.id"],
            name=op.f("fk_role_wish_tenant_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_wish")),
        sa.UniqueConstraint(
            "tenant_id",
            "team_id",
            "person_id",
            "role",
            name=op.f("uq_role_wish_tenant_id_team_id_person_id_role"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("role_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_wish_person_id"), ["person_id"], unique=False)


def _check(table: str, column: str, rule: str) -> None:
    with op.batch_alter_table(table, schema=None, table_kwargs=KEEPING) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{column}"), rule)


def downgrade() -> None:
    for table, column in (("meeting_role", "role"), ("role_decline", "role")):
        op.execute(f"DELETE FROM {table} WHERE substr({column}, 1, 4) = 'own-'")
    op.execute("DELETE FROM role_swap WHERE substr(role, 1, 4) = 'own-' OR substr(in_return, 1, 4) = 'own-'")
    for table, column, usual in CHECKS:
        _check(table, column, usual)
    with op.batch_alter_table("role_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_wish_person_id"))

    op.drop_table("role_wish")

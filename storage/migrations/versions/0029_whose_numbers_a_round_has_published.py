"""whose numbers a round has published"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mood_of", sa.JSON(), nullable=False, server_default="[]"))
    _everybody_who_answered(op.get_bind())
    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.alter_column("mood_of", server_default=None)


def _everybody_who_answered(connection: sa.Connection) -> None:
    """What each chose is forgotten, so the closest that is known of the rounds so far."""
    round_ = sa.table(
        "checkin_round",
        sa.column("id"),
        sa.column("moods", sa.JSON()),
        sa.column("mood_of", sa.JSON()),
    )
    answer = sa.table("checkin_answer", sa.column("round_id"), sa.column("person_id"), sa.column("kind"))
    published = {row.id for row in connection.execute(sa.select(round_.c.id, round_.c.moods)) if row.moods}
    people: dict[int, list[int]] = {}
    for row in connection.execute(sa.select(answer).where(answer.c.kind == "answer")):
        if row.round_id in published:
            people.setdefault(row.round_id, []).append(row.person_id)
    if people:
        update = round_.update().where(round_.c.id == sa.bindparam("of"))
        connection.execute(
            update.values(mood_of=sa.bindparam("them", type_=sa.JSON())),
            [{"of": id, "them": sorted(them)} for id, them in people.items()],
        )


def downgrade() -> None:
    with op.batch_alter_table("checkin_round", schema=None) as batch_op:
        batch_op.drop_column("mood_of")

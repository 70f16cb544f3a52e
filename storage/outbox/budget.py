"""What the noise budget counts: posts in a team's or a person's week, whether they are out or still wanted."""

from __future__ import annotations

from sqlalchemy import and_, case, func, literal, or_, select, text

from storage.outbox.tables import outbox
from storage.prepared import Prepared, given
from storage.store import Store, mine

_ALL = (
    select(func.count(func.distinct(outbox.c.key)).label("posts"))
    .where(mine(outbox), given(outbox.c.week))
    .where(or_(outbox.c.ref != "", outbox.c.state.in_([literal("due"), literal("claimed")])))
)
# One statement for what a post of the clock has to know, since there are a thousand of them on a Thursday at nine.
_BUDGET = Prepared(
    _ALL.with_only_columns(
        func.count(
            func.distinct(case((and_(outbox.c.counts, outbox.c.person_id.is_(None)), outbox.c.key)))
        ).label("counted"),
        func.count().label("rows"),
    ).where(given(outbox.c.team_id))
)
_TEAMS, _PERSONS = (
    (given(outbox.c.team_id, "whose"), outbox.c.person_id.is_(None)),
    (given(outbox.c.person_id, "whose"),),
)
_OF_PERSON = Prepared(_ALL.where(outbox.c.counts, *_PERSONS))
_MOST_PRIVATE = Prepared(
    _ALL.where(given(outbox.c.team_id), outbox.c.person_id.is_not(None))
    .group_by(outbox.c.person_id)
    .order_by(text("posts DESC"))
    .limit(literal(1))
)
_ALL_OF_TEAM, _ALL_OF_PERSON = Prepared(_ALL.where(*_TEAMS)), Prepared(_ALL.where(*_PERSONS))


class BudgetStore(Store):
    def posts_in_week(self, week: int, person_id: int) -> int:
        """How many different posts the budget counts for a person in a week."""
        found: int = self.row(_OF_PERSON, week=week, whose=person_id).posts
        return found

    def budget_of_team(self, week: int, team_id: int) -> tuple[int, int]:
        """How many different posts the budget counts for a team in a week, and how many rows there are for the team and
        everybody in it: nobody of the team has got more than that."""
        row = self.row(_BUDGET, week=week, team_id=team_id)
        return row.counted, row.rows

    def new_in_week(self, week: int, team_id: int, person_id: int) -> int:
        """How many different posts the team and one of it get in a week, the uncounted ones with them."""
        of_team: int = self.row(_ALL_OF_TEAM, week=week, whose=team_id).posts
        of_person: int = self.row(_ALL_OF_PERSON, week=week, whose=person_id).posts
        return of_team + of_person

    def most_in_week(self, week: int, team_id: int) -> int:
        """The same for the one of the team who gets the most."""
        of_team: int = self.row(_ALL_OF_TEAM, week=week, whose=team_id).posts
        private = self.row(_MOST_PRIVATE, week=week, team_id=team_id)
        return of_team + (private.posts if private else 0)

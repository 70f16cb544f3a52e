"""What measures a team in a week: a survey, or a check-in that asks how the collaboration goes.

A team is measured once a week at most (domain.md §0). Who is about to measure holds the team first, so that two
do not begin at once.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Date, Integer, bindparam, select

from storage.checkins.tables import rounds as checkin_rounds
from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.surveys import rounds as survey_rounds
from storage.teams.tables import teams

MOOD = "mood"  # the id of the check-in's question about the collaboration

_SURVEYS = Prepared(
    select(survey_rounds.c.id).where(
        mine(survey_rounds),
        given(survey_rounds.c.team_id),
        survey_rounds.c.week == bindparam("week", type_=Integer),
    )
)
_CHECKINS = Prepared(
    select(
        checkin_rounds.c.checkin_id,
        checkin_rounds.c.day,
        checkin_rounds.c.questions,
        checkin_rounds.c.opened_at,
        checkin_rounds.c.closed_at,
    ).where(
        mine(checkin_rounds),
        given(checkin_rounds.c.team_id),
        checkin_rounds.c.day >= bindparam("first", type_=Date),
        checkin_rounds.c.day <= bindparam("last", type_=Date),
    )
)


def week_number(day: date) -> int:
    """ISO year × 100 + week."""
    year, week, _ = day.isocalendar()
    return year * 100 + week


class MeasurementStore(Store):
    def hold(self, team_id: int) -> None:
        """Until the end of the transaction nobody else begins to measure the team."""
        self.lock(teams, team_id)

    def survey_in(self, team_id: int, day: date) -> bool:
        """Whether a survey has the week of that local day."""
        return bool(self.rows(_SURVEYS, team_id=team_id, week=week_number(day)))

    def mood_in(self, team_id: int, day: date, but: tuple[int, date] | None = None) -> bool:
        """Whether a check-in of that day's week asks about the collaboration; `but` is (check-in, day) of one that
        does not count. One that closed without having opened measured nothing."""
        monday = day - timedelta(days=day.weekday())
        found = self.rows(_CHECKINS, team_id=team_id, first=monday, last=monday + timedelta(days=6))
        return any(
            (not row.questions or any(one["id"] == MOOD for one in row.questions))  # none: the usual four
            and (row.checkin_id, row.day) != but
            and (row.opened_at is not None or row.closed_at is None)
            for row in found
        )

    def taken(self, team_id: int, day: date) -> bool:
        return self.survey_in(team_id, day) or self.mood_in(team_id, day)

"""Surveys: nothing is shown that fewer than four said, nor so that few of them stand out; it is shown once; and a team
is measured once a week."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.book import Book

FEWEST = 4


class SurveyChecks:
    def __init__(self, book: Book) -> None:
        self.book = book
        self._shown: dict[int, str] = {}  # what each round published, as it was first seen

    def daily(self) -> None:
        sql = "SELECT id, team_id, week, survey, closed_at, result, basis FROM survey_round ORDER BY id"
        rows = self.book.rows(sql)
        self._numbers(rows)
        self._once_a_week(rows)

    def _numbers(self, rows: list[Any]) -> None:
        behind: defaultdict[tuple[int, str, str], list[frozenset[int]]] = defaultdict(list)
        for row in rows:
            result, basis = _value(row.result), _value(row.basis)
            if set(result) != set(basis) or (result and row.closed_at is None):
                self.book.broken(f"shown before its time, or of nobody: {row}")
            if result:
                self._seen(row.id, json.dumps(result, sort_keys=True))
            for name, people in basis.items():
                behind[row.team_id, row.survey, name].append(frozenset(people))
        for name, sets in behind.items():
            if min(map(len, sets)) < FEWEST:
                self.book.broken(f"{name}: a number of fewer than {FEWEST} people: {sets}")
            if any(0 < len(one ^ other) < FEWEST for one, other in combinations(sets, 2)):
                self.book.broken(f"{name}: two numbers tell what few of them said: {sets}")

    def _seen(self, round_id: int, shown: str) -> None:
        if round_id not in self._shown:
            self.book.counts["surveys shown"] += 1
        if self._shown.setdefault(round_id, shown) != shown:
            self.book.broken(f"survey {round_id} was shown again, with other numbers")

    def _once_a_week(self, rows: list[Any]) -> None:
        surveyed = {(row.team_id, row.week) for row in rows}
        self.book.counts["surveys"] = len(rows)
        if len(surveyed) != len(rows):
            self.book.broken(f"two surveys in a week: {rows}")
        sql = "SELECT team_id, day, questions FROM checkin_round WHERE opened_at IS NOT NULL"
        for row in self.book.rows(sql):
            year, week, _ = date.fromisoformat(str(row.day)).isocalendar()
            asks = any(one["id"] == "mood" for one in _value(row.questions))
            if asks and (row.team_id, year * 100 + week) in surveyed:
                self.book.broken(f"measured twice in a week: {row}")


def _value(stored: Any) -> Any:
    """A JSON column, as either database gives it."""
    return json.loads(stored) if isinstance(stored, str) else stored

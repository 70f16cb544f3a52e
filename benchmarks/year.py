"""A year of many teams, written straight into an SQLite file: ten million rows in a minute or two.

Everything is in one tenant, where it is most in the way. Rows are of the shape that Samspil writes, not of its
making: what is measured beside them never reads them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

FIRST = 1_000_000  # ids from here on; what is measured has smaller ones
WEEKS, POSTS, MEMBERS = 40, 8, 5  # of a course; new posts in a team's week; people in a team
MEETINGS, TIMES, VOTERS = 20, 3, 4  # of a team; times of a poll; votes on each
DUE = 10  # rows of due work that each team has waiting
CARD = '{"title":[{"text":"Tjek-ind"}],"blocks":[{"text":"' + "Fire af fem har svaret. " * 10 + '"}]}'
AT, LATER, DAY = "2026-01-05 08:00:00.000000", "2027-11-01 08:00:00.000000", "2026-01-05"
BLANK = {"DATETIME": f"'{AT}'", "DATE": f"'{DAY}'", "JSON": "'{}'", "VARCHAR": "''", "TEXT": "''"}

Columns = Mapping[str, str]  # SQL expressions; n counts from 0


def write(path: Path, teams: int) -> int:
    """Fill a database that has its tables and is open nowhere; how many rows were written."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        written = sum(_fill(connection, table, *what) for table, what in _tables(teams).items())
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("PRAGMA journal_mode=WAL")
    with path.open("rb") as file:
        os.fsync(file.fileno())  # a year is on the disk: nobody's press waits for it to come there
    return written


def _fill(connection: sqlite3.Connection, table: str, count: int, given: Columns) -> int:
    columns = {"tenant_id": "1", **given}
    known = connection.execute(f"PRAGMA table_info({table})").fetchall()
    for _, name, kind, needed, _, _ in known:
        if needed and name not in columns:
            columns[name] = BLANK.get(kind.split("(")[0], "0")
    columns = {name: value for name, value in columns.items() if name in {row[1] for row in known}}
    numbers = f"WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < {count - 1})"
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute("BEGIN")
    connection.execute(f"INSERT INTO {table} ({names}) {numbers} SELECT {', '.join(columns.values())} FROM c")
    connection.execute("COMMIT")
    return count


def _tables(teams: int) -> dict[str, tuple[int, Columns]]:
    own, polls = f"n + {FIRST}", teams * MEETINGS * TIMES
    return {**_people(teams, own), **_rounds(teams, own), **_meetings(teams, own, polls), **_work(teams, own)}


def _of(each: int) -> str:
    """The id that each so many rows in turn belong to."""
    return f"n / {each} + {FIRST}"


def _one_of(count: int, each: int) -> str:
    """One of the `count` people of the team that each so many rows belong to."""
    return f"n / {each} * {MEMBERS} + n % {count} + {FIRST}"


def _people(teams: int, own: str) -> dict[str, tuple[int, Columns]]:
    person = {"id": own, "key": "printf('p%08d', n)", "name": "'Amira'"}
    account = {
        "id": own,
        "person_id": own,
        "platform": "'slack'",
        "value": "printf('T1/U%08d', n)",
        "reachable": "1",
    }
    place = {
        "id": own,
        "team_id": own,
        "platform": "'slack'",
        "value": "printf('T1/D%08d', n)",
        "active": "1",
        "reachable": "1",
    }
    member = {"id": own, "team_id": _of(MEMBERS), "person_id": own, "role": "'member'"}
    return {
        "team": (teams, {"id": own, "course_id": "1", "key": "printf('x%08d', n)", "name": "'Team'"}),
        "person": (teams * MEMBERS, person),
        "membership": (teams * MEMBERS, member),
        "account": (teams * MEMBERS, account),
        "place": (teams, place),
    }


def _rounds(teams: int, own: str) -> dict[str, tuple[int, Columns]]:
    checkin = {"id": own, "team_id": own, "number": "1"}
    round_ = {
        "id": own,
        "team_id": _of(WEEKS),
        "checkin_id": _of(WEEKS),
        "audience": "'open'",
        "questions": "'[]'",
        "moods": "'[]'",
        "day": f"date('{DAY}', (7 * (n % {WEEKS})) || ' days')",
        "closes_at": f"'{LATER}'",
        "opened_at": f"'{AT}'",
        "closed_at": f"'{AT}'",
    }
    answer = {
        "id": own,
        "round_id": _of(4),
        "person_id": _one_of(4, 4 * WEEKS),
        "kind": "'answer'",
        "next_step": "'Ringe til foreningen'",
    }
    return {
        "checkin": (teams, checkin),
        "checkin_round": (teams * WEEKS, round_),
        "checkin_answer": (teams * WEEKS * 4, answer),
    }


def _meetings(teams: int, own: str, polls: int) -> dict[str, tuple[int, Columns]]:
    meeting = {
        "id": own,
        "team_id": _of(MEETINGS),
        "uid": "printf('u%08d', n)",
        "proposer_id": f"n / {MEETINGS} * {MEMBERS} + {FIRST}",
        "purpose": "'Besøg'",
        "type": "'team'",
        "place_kind": "'physical'",
        "minutes": "90",
        "state": "'settled'",
        "poll": "1",
        "starts_at": f"'{AT}'",
    }
    slot = {
        "id": own,
        "meeting_id": _of(TIMES),
        "poll": "1",
        "starts_at": f"datetime('{AT}', (n % {TIMES}) || ' days')",
    }
    vote = {
        "id": own,
        "slot_id": _of(VOTERS),
        "person_id": _one_of(VOTERS, VOTERS * TIMES * MEETINGS),
        "choice": "'yes'",
    }
    comes = {
        "id": own,
        "meeting_id": _of(VOTERS),
        "person_id": _one_of(VOTERS, VOTERS * MEETINGS),
        "coming": "1",
    }
    seat = {
        "id": own,
        "meeting_id": _of(4),
        "role": "CASE n % 4 WHEN 0 THEN 'chair' WHEN 1 THEN 'note_taker' WHEN 2 THEN 'timekeeper' ELSE 'process_lead' END",
        "position": "n % 4",
        "person_id": _one_of(4, 4 * MEETINGS),
        "accepted": "1",
    }
    return {
        "meeting": (teams * MEETINGS, meeting),
        "meeting_slot": (polls, slot),
        "meeting_vote": (polls * VOTERS, vote),
        "meeting_attendance": (teams * MEETINGS * VOTERS, comes),
        "meeting_role": (teams * MEETINGS * 4, seat),
    }


def _work(teams: int, own: str) -> dict[str, tuple[int, Columns]]:
    posted = {
        "id": own,
        "team_id": _of(WEEKS * POSTS),
        "platform": "'slack'",
        "value": f"printf('T1/D%08d', n / {WEEKS * POSTS})",
        "key": "printf('checkins/round/%09d', n)",
        "language": "'da'",
        "card": f"'{CARD}'",
        "version": "5",
        "shown_version": "5",
        "state": "'sent'",
        "ref": "'C1/1.1'",
        "week": f"202601 + n % {WEEKS}",
        "counts": "1",
        "sent_at": f"'{AT}'",
        "shown_at": f"'{AT}'",
    }
    due = {
        "id": own,
        "team_id": _of(DUE),
        "kind": "'checkins/open'",
        "key": "printf('x/%08d', n)",
        "args": "'[1]'",
        "next_at": f"'{LATER}'",
        "due_at": f"'{LATER}'",
    }
    line = {
        "id": own,
        "team_id": _of(WEEKS // 4),
        "person_id": str(FIRST),
        "said_on": f"date('{DAY}', (7 * n) || ' days')",
        "kind": "'quiet'",
        "state": "'open'",
    }
    return {
        "outbox": (teams * WEEKS * POSTS, posted),
        "due_work": (teams * DUE, due),
        "monday_line": (teams * WEEKS // 4, line),
        "inbox": (teams * 30, {"platform": "'slack'", "delivery_id": "printf('%09d', n)"}),
    }

"""How a database would run a statement, read from EXPLAIN: which table is reached how, and what is sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

# Columns that say little about a row: a search by these alone goes through a good part of the table.
COARSE = frozenset({"tenant_id", "platform", "state", "role", "active", "kind", "counts", "answer"})
# Indexes that hold only the rows that wait for something: a walk through one is as long as what waits.
OF_WHAT_WAITS = frozenset({"ix_outbox_next_at", "ix_due_work_failing", "ix_checkin_answer_help_waiting"})


@dataclass(frozen=True, slots=True)
class Step:
    """One table reached. `by`: the columns whose values lead to its rows, none for a walk through all of it;
    `due`: only rows whose time has come, or that wait. `text` is the database's own word for it."""

    table: str
    by: frozenset[str]
    due: bool
    text: str

    @property
    def of_one(self) -> bool:
        """Whether the rows reached belong to one person, team, round, place …: they stay few."""
        return bool(self.by - COARSE)


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    sorts: bool  # rows are sorted, not read in order


def explain(connection: Connection, sql: str, values: Any) -> Plan:
    """The plan of a statement with these values; nothing is run."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        rows = driver.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        return _of_sqlite([row[3] for row in rows])
    return _of_postgresql(driver.execute(f"EXPLAIN (FORMAT JSON) {sql}", values).fetchone()[0][0]["Plan"])


def _waits(text: str) -> bool:
    return any(index in text for index in OF_WHAT_WAITS)


# ---- SQLite

_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: USING .*?(?:\((.*)\))?)?(?: LEFT-JOIN)?$")
_EQUAL = re.compile(r"(\w+)=\?")
_NO_TABLES = ("CONSTANT", "subquery")  # as in SCAN CONSTANT ROW, SCAN (subquery-2)


def _of_sqlite(lines: list[str]) -> Plan:
    steps = []
    for line in lines:
        match = _STEP.match(line)
        if match is None or match[2] in _NO_TABLES:
            continue
        kind, name, found = match[1], match[2], match[3] or ""
        own_index = (
            kind == "SEARCH" and "AUTOMATIC" not in line
        )  # that one is made of the whole table, each time
        by = frozenset("id" if one == "rowid" else one for one in _EQUAL.findall(found)) if own_index else ()
        steps.append(Step(name, frozenset(by), "next_at<" in found or _waits(line), line))
    return Plan(tuple(steps), any("TEMP B-TREE" in line for line in lines))


# ---- PostgreSQL

_CONDITION = re.compile(r"\(?\b(?:\w+\.)?(\w+)(?:\)?::\w+(?: \w+)*)? (=|<=?)")
_ABOVE = ("Bitmap Heap Scan", "Subquery Scan", "CTE Scan")  # what they read is said by the nodes below


def _of_postgresql(plan: dict[str, Any]) -> Plan:
    nodes = list(_nodes(plan, ""))
    scans = [(node, table) for node, table in nodes if "Scan" in node["Node Type"]]
    steps = tuple(_step(node, table) for node, table in scans if node["Node Type"] not in _ABOVE)
    return Plan(steps, any(node["Node Type"] == "Sort" for node, _ in nodes))


def _nodes(node: dict[str, Any], table: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every node, with the table it is about; the parts of a bitmap scan do not say."""
    table = node.get("Relation Name", table)
    yield node, table
    for below in node.get("Plans", ()):
        yield from _nodes(below, table)


def _step(node: dict[str, Any], table: str) -> Step:
    conditions = _CONDITION.findall(node.get("Index Cond", ""))
    by = frozenset(column for column, how in conditions if how == "=")
    due = any(column == "next_at" and how != "=" for column, how in conditions)
    text = f"{node['Node Type']} {node.get('Index Name', '')} {node.get('Index Cond', '')}"
    return Step(table, by, due or _waits(text), text)

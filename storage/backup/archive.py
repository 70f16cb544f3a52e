"""The file: gzipped lines of JSON.

    {"format": "samspil-backup", "version": 1, "revision": "0001", "installation": …, "made_at": …, "keys": […]}
    {"table": "organisation", "columns": [["id", "plain"], ["key", "plain"], …]}
    [1, "skolen", …]
    …
    {"end": true, "rows": {"organisation": 1, …}, "sequences": {"team": 7, …}}

Tables stand in the order of their dependencies. The last line tells a whole file from a cut one. Sealed
texts stay sealed: `keys` names the keys (not the secrets) without which they cannot be opened.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, LargeBinary, Time

from storage.erasures import PERSON, Erasure, ErasureList

FORMAT, VERSION = "samspil-backup", 1


class Damaged(Exception):
    """Not a backup of ours, or not all of one."""


@dataclass(frozen=True, slots=True)
class Header:
    """`revision` is the schema's; `keys` are the fingerprints of the vault's keys when it was made."""

    revision: str
    installation: str
    made_at: datetime
    keys: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "revision": self.revision,
            "installation": self.installation,
            "made_at": self.made_at.isoformat(),
            "keys": list(self.keys),
        }


@dataclass(frozen=True, slots=True)
class TableStart:
    name: str
    columns: tuple[tuple[str, str], ...]  # name and kind


@dataclass(frozen=True, slots=True)
class End:
    rows: dict[str, int]
    sequences: dict[str, int]


Line = TableStart | End | list[Any]


def kind_of(column: Column[Any]) -> str:
    """How a column's values are written."""
    match column.type:
        case DateTime():
            return "moment"
        case Date():
            return "date"
        case Time():
            return "time"
        case LargeBinary():
            return "bytes"
        case JSON():
            return "json"
        case _:
            return "plain"


def encoded(kind: str, value: Any) -> Any:
    if value is None or kind in ("plain", "json"):
        return value
    match kind:
        case "moment":
            return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
        case "bytes":
            return base64.b64encode(value).decode()
        case _:
            return value.isoformat()


def decoded(kind: str, value: Any) -> Any:
    if value is None or kind in ("plain", "json"):
        return value
    match kind:
        case "moment":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "bytes":
            return base64.b64decode(value)
        case _:
            raise Damaged(f"unknown kind of column: {kind}")


def read(path: Path) -> Iterator[Header | Line]:
    """The header, then the lines. Raises Damaged, also in the midst of it; OSError."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield _header(json.loads(next(file)))
            for line in file:
                body = json.loads(line)
                if isinstance(body, list):
                    yield body
                elif "table" in body:
                    yield TableStart(body["table"], tuple((name, kind) for name, kind in body["columns"]))
                else:
                    yield End(body["rows"], body["sequences"])
    except (EOFError, zlib.error, gzip.BadGzipFile, StopIteration) as error:
        raise Damaged(str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(str(path)) from error


def _header(body: Any) -> Header:
    if body.get("format") != FORMAT or body.get("version") != VERSION:
        raise Damaged("not a backup this release can read")
    made_at = datetime.fromisoformat(body["made_at"])
    return Header(body["revision"], body["installation"], made_at, tuple(body["keys"]))


def read_header(path: Path) -> Header:
    first = next(read(path))
    assert isinstance(first, Header)
    return first


def whole(path: Path) -> tuple[Header, End]:
    """Read the file through once, counting. Raises Damaged when a row is missing."""
    header: Header | None = None
    end: End | None = None
    counted: dict[str, int] = {}
    table = ""
    for line in read(path):
        match line:
            case Header():
                header = line
            case TableStart(name):
                table = name
                counted[table] = 0
            case End():
                end = line
            case _:
                counted[table] += 1
    if header is None or end is None or end.rows != counted:
        raise Damaged(str(path))
    return header, end


def erasures_in(path: Path) -> ErasureList:
    """Who had been erased when the backup was made. Raises Damaged, OSError."""
    header: Header | None = None
    columns: list[str] = []
    found: list[Erasure] = []
    for line in read(path):
        match line:
            case Header():
                header = line
            case TableStart(name, named):
                columns = [column for column, _ in named] if name in ("erasure", "course_end") else []
            case list() if columns:
                row = dict(zip(columns, line, strict=True))
                whose = row["person_id"] if "person_id" in row else row["course_id"]
                what = row.get("stage", PERSON)
                found.append(Erasure(row["tenant_id"], whose, datetime.fromisoformat(row["at"]), what))
            case _:
                pass
    assert header is not None
    return ErasureList(header.installation, tuple(found))

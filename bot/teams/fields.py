"""Reading a course file's tables field by field, through the text boundary.

What will not do is noted and reading goes on, so that everything wrong is told at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.teams import problems
from bot.teams.problems import Problem
from bot.teams.toml_lines import Path, line_of
from bot.text import TextTooLong, clean, find_cpr, mask_cpr

ID = re.compile(r"[a-z0-9æøå][a-z0-9æøå_-]{0,63}")
EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
SHOWN = 40  # characters of a value that a sentence repeats


class Notes:
    """What is wrong so far, and where everything stands."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self.lines = lines
        self.found: list[Problem] = []

    def note(self, path: Path, message: str, **values: str | int) -> None:
        names = ".".join(str(part) for part in path if not isinstance(part, int))
        self.found.append(Problem(self.line(path), mask_cpr(names[:100]), message, values))

    def line(self, path: Path) -> int:
        return line_of(self.lines, path)


class Table:
    """One table. Methods give the field's value, or an empty one when it is missing or will not do."""

    def __init__(self, body: Mapping[str, Any], path: Path, notes: Notes) -> None:
        self.body = body
        self.path = path
        self.notes = notes
        self._known: list[str] = []

    def note(self, name: str, message: str, **values: str | int) -> None:
        self.notes.note((*self.path, name) if name else self.path, message, **values)

    def has(self, name: str) -> bool:
        return name in self.body

    def text(self, name: str, most: int, *, required: bool = False, multiline: bool = False) -> str:
        value = self._value(name, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.note(name, problems.NOT_TEXT)
            return ""
        text = self._cleaned(name, value, most, multiline)
        if required and text == "":
            self.note(name, problems.EMPTY)
        return text or ""

    def _cleaned(self, name: str, value: str, most: int, multiline: bool = False) -> str | None:
        """None when something is wrong that has been noted."""
        try:
            text = clean(value, max_length=most, multiline=multiline)
        except TextTooLong as error:
            self.note(name, problems.TOO_LONG, length=error.length, limit=error.limit)
            return None
        if find_cpr(text):
            self.note(name, problems.CPR)
            return None
        return text

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        value = self._value(name, False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.note(name, problems.NOT_TEXTS)
            return ()
        return tuple(text for one in value if (text := self._cleaned(name, one, most)))

    def id(self, name: str = "id") -> str:
        text = self.text(name, 100, required=True)
        if text and not ID.fullmatch(text):
            self.note(name, problems.NOT_ID)
            return ""
        if text.startswith("chat-"):
            self.note(name, problems.RESERVED_ID)
            return ""
        return text

    def email(self, name: str = "email") -> str:
        text = self.text(name, 254)
        if text and not EMAIL.fullmatch(text):
            self.note(name, problems.NOT_EMAIL)
            return ""
        return text

    def one_of(self, name: str, options: tuple[str, ...], default: str) -> str:
        text = self.text(name, 40)
        if text and text not in options:
            self.note(name, problems.ONE_OF, options=", ".join(options))
            return default
        return text or default

    def date(self, name: str, *, required: bool = False) -> date | None:
        """A TOML date, or one in quotation marks."""
        value = self._value(name, required)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value.strip())
            except ValueError:
                value = None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.note(name, problems.NOT_DATE)
            return None
        return value

    def flag(self, name: str) -> bool | None:
        value = self._value(name, False)
        if value is None or isinstance(value, bool):
            return value
        self.note(name, problems.NOT_FLAG)
        return None

    def number(self, name: str, most: int) -> float | None:
        """From 0 to `most`."""
        value = self._value(name, False)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            self.note(name, problems.NOT_NUMBER, limit=most)
            return None
        return float(value)

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number, both ends included."""
        value = self._value(name, False)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.note(name, problems.NOT_WHOLE, least=least, limit=most)
            return None
        return value

    def table(self, name: str, *, required: bool = False) -> Table | None:
        value = self._value(name, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(name, problems.NOT_TABLE, table=".".join(str(part) for part in (*self.path, name)))
            return None
        return Table(value, (*self.path, name), self.notes)

    def tables(self, name: str) -> list[Table]:
        value = self._value(name, False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.note(name, problems.NOT_TABLES, table=name)
            return []
        return [Table(one, (*self.path, name, index), self.notes) for index, one in enumerate(value)]

    def finish(self) -> None:
        """Note the fields that nobody asked for: they are misspelt, or of another release."""
        for name in self.body:
            if name in self._known:
                continue
            close = difflib.get_close_matches(name, self._known, 1)
            if close:
                self.note(name, problems.UNKNOWN_CLOSE, close=close[0])
            else:
                self.note(name, problems.UNKNOWN, known=", ".join(self._known))

    def _value(self, name: str, required: bool) -> Any:
        self._known.append(name)
        value = self.body.get(name)
        if value is None and required:
            self.note(name, problems.MISSING)
        return value


def shown(value: str) -> str:
    """A value as a sentence may repeat it."""
    return mask_cpr(value)[:SHOWN]

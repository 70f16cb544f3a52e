"""The text of a calendar → its events, each as the lines that matter, and its time zones.

Taken apart by hand, since a parser gives up a whole calendar for one broken line; each event is then read by
itself. Titles and descriptions of own calendars are dropped here and go no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.feeds.wanted import NotACalendar

MOST_EVENTS = 50_000
LONGEST_LINE = 20_000  # a thousand exceptions fit; an attachment in a line of its own does not
TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
KEPT = (
    *TIMES, "UID", "DURATION", "RRULE", "SEQUENCE", "STATUS", "TRANSP", "ATTENDEE",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT",
)  # fmt: skip
TITLE = ("SUMMARY", "CATEGORIES")
_FOLD = re.compile(rb"\r?\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(slots=True)
class Block:
    """One event or time zone: (name in capitals, whole line) of each line."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The text after the colon of the first line of that name, "" when there is none."""
        return next((after_colon(line) for known, line in self.lines if known == name), "")

    def has(self, *names: str) -> bool:
        return any(known in names for known, _ in self.lines)


@dataclass(slots=True)
class Blocks:
    """`zone` and `name` are what the calendar says of itself. `broken` events have no end or no sense."""

    events: list[Block] = field(default_factory=list)
    zones: dict[str, Block] = field(default_factory=dict)
    zone: str = ""
    name: str = ""
    broken: int = 0


def after_colon(line: str) -> str:
    """The value of a content line; a colon in a quoted parameter is not the one."""
    quoted = False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[place + 1 :].strip()
    return ""


def taken_apart(content: bytes, *, titles: bool) -> Blocks:
    """Raises NotACalendar."""
    taking = _Taking(titles)
    for line in _lines(content):
        match = _NAME.match(line)
        name = match[0].upper() if match else ""
        if name == "BEGIN":
            taking.begin(after_colon(line).upper(), line)
        elif name == "END":
            taking.end(after_colon(line).upper(), line)
        else:
            taking.line(name, line)
    if not taking.inside:
        raise NotACalendar
    taking.give_up()
    return taking.found


@dataclass
class _Taking:
    """Line by line. `open` are the parts that have begun, the event or time zone first; `block` is that one."""

    titles: bool
    found: Blocks = field(default_factory=Blocks)
    open: list[str] = field(default_factory=list)
    block: Block | None = None
    inside: bool = False

    def begin(self, what: str, line: str) -> None:
        self.inside = self.inside or what == "VCALENDAR"
        if what in ("VEVENT", "VCALENDAR"):
            self.give_up()
        if what in ("VEVENT", "VTIMEZONE"):
            self.open, self.block = [what], Block()
        elif self.block is not None:
            self.open.append(what)
            self._rule_of_zone("BEGIN", line)

    def end(self, what: str, line: str) -> None:
        if self.block is None or what not in self.open:
            return
        if what != self.open[0]:
            del self.open[self.open.index(what) :]
            self._rule_of_zone("END", line)
            return
        if what == "VTIMEZONE":
            self.found.zones.setdefault(self.block.value("TZID"), self.block)
        elif len(self.found.events) < MOST_EVENTS:
            self.found.events.append(self.block)
        else:
            self.found.broken += 1
        self.open, self.block = [], None

    def line(self, name: str, line: str) -> None:
        if self.block is None:
            if name == "X-WR-TIMEZONE":
                self.found.zone = after_colon(line)
            elif name == "X-WR-CALNAME":
                self.found.name = after_colon(line)
        elif len(self.open) == 1 and self.open[0] == "VEVENT":
            if name in KEPT or (self.titles and name in TITLE):
                whole = name in ("EXDATE", "RDATE")
                self.block.lines.append((name, line if whole else line[:LONGEST_LINE]))
        else:
            self._rule_of_zone(name, line)

    def give_up(self) -> None:
        """What has begun has no end."""
        self.found.broken += self.open[:1] == ["VEVENT"]
        self.open, self.block = [], None

    def _rule_of_zone(self, name: str, line: str) -> None:
        if self.block is not None and self.open[0] == "VTIMEZONE":
            self.block.lines.append((name, line[:LONGEST_LINE]))


def _lines(content: bytes) -> Iterator[str]:
    """Unfolded before it is decoded: a fold may come inside a letter."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    unfolded = _FOLD.sub(b"", content)
    try:
        text = unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = unfolded.decode("cp1252", "replace")
    for line in re.split(r"\r\n|\n|\r", text):
        if line := line.strip().replace("\x00", ""):
            yield line

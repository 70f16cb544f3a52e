"""What is kept of a calendar that was read: when its owner is busy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

KINDS = ("lecture", "cluster", "supervision", "workshop", "other")  # of teaching


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """UTC. `kind` of teaching, "" of a person's own calendar. `soft`: tentative."""

    start: datetime
    end: datetime
    kind: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a calendar. `times` None: it is as it was. `unread`: events that could not be read."""

    times: tuple[TimeTaken, ...] | None
    etag: str = ""
    modified: str = ""
    unread: int = 0

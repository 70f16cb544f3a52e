"""What became of one attempt, as a value: the outbox row is marked by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Sent:
    """The version claimed is on show, at `ref`; to be shown once more at `again_at`."""

    ref: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An earlier attempt had arrived, at `ref`, with whatever was wanted then."""

    ref: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no message, and none is wanted."""


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried, or looked up, at `at` (UTC). `uncertain`: an attempt's fate is not known. `absent`: it was
    looked up once and not there."""

    at: datetime
    error: str
    uncertain: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """Not tried any more. `unreachable`: because of the place, not of the message."""

    state: Literal["unknown", "failed", "expired"]
    error: str
    unreachable: bool = False


Outcome = Sent | Found | Gone | Later | Over

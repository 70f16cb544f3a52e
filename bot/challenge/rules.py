"""The start package: which step comes next. One a day, each once, and only what its event has made ready."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Ready(StrEnum):
    """What a team may be offered after it has got started, in this order."""

    contract = "contract"  # when the first meeting has been held
    challenge = "challenge"  # when the local organisation has presented itself


def next_step(ready: Collection[str], offered: Collection[str], done: Collection[str]) -> Ready | None:
    """The first that is ready, and neither offered before nor done already."""
    return next((one for one in Ready if one in ready and one not in offered and one not in done), None)

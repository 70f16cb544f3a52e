"""The start package: which step comes next. One a day, each once, and only what its event has made ready. And how long the
local organisation's yes to the challenge has been waited for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum


class Ready(StrEnum):
    """What a team may be offered after it has got started, in this order."""

    contract = "contract"  # when the first meeting has been held
    challenge = "challenge"  # when the local organisation has presented itself


def next_step(ready: Collection[str], offered: Collection[str], done: Collection[str]) -> Ready | None:
    """The first that is ready, and neither offered before nor done already."""
    return next((one for one in Ready if one in ready and one not in offered and one not in done), None)


# ---- the local organisation's yes


def unconfirmed_since(newest_first: Sequence[tuple[datetime, datetime | None]]) -> datetime | None:
    """Of a challenge's versions (written, confirmed): when the first was written that came after the last one they said
    yes to. None when they have said yes to the latest, or nothing is written."""
    since = None
    for written, confirmed in newest_first:
        if confirmed is not None:
            break
        since = written
    return since


def waits_too_long(since: datetime | None, now: datetime, days: int) -> bool:
    """Whether more than so many days have gone."""
    return since is not None and now - since > timedelta(days=days)

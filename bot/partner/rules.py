"""How long it may be quiet between a team and its local organisation. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

SOON_SILENT = timedelta(days=10)  # the team's own step comes before the facilitator's line
NEARLY_OVER = timedelta(days=5)  # before the course ends there is nothing to begin anew


def quiet_since(contacts: Iterable[date], started: date) -> date:
    """The latest contact, or the day the team started."""
    return max((*contacts, started))


def is_quiet(since: date, today: date, ends: date, for_: timedelta) -> bool:
    """Whether that is long enough ago to say something, and there is still time to."""
    return today - since >= for_ and ends > today + NEARLY_OVER

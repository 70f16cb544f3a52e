"""When something was the matter: so that what did not arrive can be excused, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

FAR = datetime.max


class Trouble:
    """Named troubles with the times they lasted (UTC): "down", "spell", "skew", or a place's key."""

    def __init__(self) -> None:
        self._times: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        self._open: dict[str, datetime] = {}

    def begins(self, name: str, now: datetime) -> None:
        self._open.setdefault(name, now)

    def ends(self, name: str, now: datetime) -> None:
        since = self._open.pop(name, None)
        if since is not None:
            self._times[name].append((since, now))

    def add(self, name: str, since: datetime, until: datetime) -> None:
        self._times[name].append((since, until))

    def ever(self, name: str) -> bool:
        return name in self._times or name in self._open

    def any_in(self, since: datetime, until: datetime, name: str) -> bool:
        return self.good_seconds(since, until, name) < (until - since).total_seconds()

    def good_seconds(self, since: datetime, until: datetime, *names: str) -> float:
        """How much of this time had none of these troubles."""
        bad = [
            (max(begin, since), min(end, until))
            for name in names
            for begin, end in [*self._times[name], *self._still(name, until)]
            if begin < until and end > since
        ]
        good, at = 0.0, since
        for begin, end in sorted(bad):
            good += max((begin - at).total_seconds(), 0.0)
            at = max(at, end)
        return good + max((until - at).total_seconds(), 0.0)

    def _still(self, name: str, until: datetime) -> list[tuple[datetime, datetime]]:
        return [(self._open[name], until)] if name in self._open else []

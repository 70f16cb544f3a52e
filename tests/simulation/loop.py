"""An event loop whose time is counted, not measured: when nothing is ready it leaps to the next timer."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
MOST_AT_ONCE = 1_000_000  # turns of the loop in one moment: nothing here takes a thousandth of them


class Stuck(Exception):
    """Everybody waits for something that nobody will do."""


class _NoFiles(selectors.BaseSelector):
    """Nothing is ever read or written here; to wait is to let the loop's time pass."""

    def __init__(self) -> None:
        self.now = 0.0
        self._at_once = 0  # turns in a row in which no time passed
        self._keys: dict[Any, selectors.SelectorKey] = {}

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        fd = fileobj if isinstance(fileobj, int) else fileobj.fileno()
        key = selectors.SelectorKey(fileobj, fd, events, data)
        self._keys[fileobj] = key
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._keys.pop(fileobj)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._at_once = self._at_once + 1 if timeout == 0 else 0
        if timeout is None or self._at_once > MOST_AT_ONCE:
            raise Stuck
        self.now += max(timeout, 0.0)
        return []

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._keys


class VirtualLoop(asyncio.SelectorEventLoop):
    """`begin` is the true time (UTC) at the loop's second 0; platforms go by it, and workers nearly so."""

    def __init__(self, begin: datetime) -> None:
        self._files = _NoFiles()
        self._begin = begin
        super().__init__(self._files)
        # asyncio's own is a nanosecond, which floats cannot tell from nothing after 2**24 seconds: the next timer
        # would stay a moment away for ever, from the 28th week on.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._files.now

    def now(self) -> datetime:
        """The true time, UTC, to the millisecond."""
        return self._begin + timedelta(milliseconds=round(self._files.now * 1000))

    def seconds_until(self, moment: datetime) -> float:
        return max((moment - self.now()).total_seconds(), 0.0)

    def freeze(self, seconds: float) -> None:
        """The whole machine stands still: every timer of that while goes off late, and all at once."""
        self._files.now += seconds

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Until `work` is done; what else is under way then is dropped."""
        try:
            return self.run_until_complete(work)
        finally:
            for task in asyncio.all_tasks(self):
                task.cancel()
            self.run_until_complete(asyncio.sleep(0))
            self.close()

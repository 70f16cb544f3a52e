"""SQLite's one writer thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

PEOPLE, BACKGROUND = 0, 1  # who goes first in SQLite's one writer thread
CROWD = 50  # interactions that wait: a tenth of a second's work, and more than people make by themselves


@dataclass(frozen=True, slots=True)
class Job:
    """Work for the writer thread, and where its result goes."""

    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    work: Callable[..., Any]
    args: tuple[Any, ...]

    def do(self) -> None:
        if self.future.cancelled():
            return
        try:
            result, error = self.work(*self.args), None
        except BaseException as raised:
            result, error = None, raised
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self.loop.call_soon_threadsafe(self._tell, result, error)

    def _tell(self, result: Any, error: BaseException | None) -> None:
        if self.future.done():
            return
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Writer:
    """One thread that takes one job after another, people's before the clock's."""

    def __init__(self) -> None:
        self._people: deque[Job] = deque()
        self._background: deque[Job] = deque()
        self._calls: SimpleQueue[bool] = SimpleQueue()  # True for each job that waits, False at the end
        self._taken = self._finished = 0  # jobs; each number is changed by one thread only
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    def submit(self, priority: int, job: Job) -> None:
        if self._closing:
            raise RuntimeError("the database is closed")
        self._taken += 1
        (self._people if priority == PEOPLE else self._background).append(job)
        self._calls.put(True)

    @property
    def people(self) -> int:
        """How many interactions wait."""
        return len(self._people)

    @property
    def is_crowded(self) -> bool:
        """So many interactions wait that the next will not be done in a moment."""
        return len(self._people) >= CROWD

    def _work(self) -> None:
        while self._calls.get():
            (self._people or self._background).popleft().do()
            self._finished += 1
            if self.is_crowded:
                time.sleep(0)  # the event loop first: somebody has to be heard before they can be served

    @property
    def idle(self) -> bool:
        """Nothing waits and nothing is being done."""
        return self._finished == self._taken and not self._closing

    def shutdown(self, *, wait: bool) -> None:
        """After the jobs that wait now."""
        self._closing = True
        self._calls.put(False)
        if wait:
            self._thread.join()

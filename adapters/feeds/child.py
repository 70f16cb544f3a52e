"""`python -m adapters.feeds.child`: what is wanted and then the calendar on standard input, what was read in it as
JSON on standard output. For some seconds, in so much memory.

It begins anew for each calendar, so it imports as little as it can.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds import NotACalendar, Wanted
from bot.feeds.read import read

EVENT_SECONDS = 0.5  # of processor for one event with all its repeats
CPU_SECONDS = 20  # for a whole calendar
MEMORY = 1024 * 1024 * 1024


class TooSlow(Exception):
    """An event took too long."""


def _wanted(asked: dict[str, Any]) -> Wanted:
    words = asked["words"]
    return Wanted(
        since=datetime.fromtimestamp(asked["since"], UTC),
        until=datetime.fromtimestamp(asked["until"], UTC),
        zone=ZoneInfo(asked["zone"]),
        owner=frozenset(asked["owner"]),
        words={kind: tuple(found) for kind, found in words.items()} if words is not None else None,
    )


@contextmanager
def _patience() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_VIRTUAL, EVENT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_slow(_signal: int, _frame: object) -> None:
    raise TooSlow


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, _too_slow)
    question, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        found = read(content, _wanted(json.loads(question)), _patience)
    except NotACalendar:
        answer: dict[str, Any] = {"problem": "not_calendar"}
    else:
        times = [
            (one.start.timestamp(), one.end.timestamp(), one.kind, one.soft) for one in found.times or ()
        ]
        answer = {"times": times, "unread": found.unread}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

"""Reading a calendar in a process of its own (`child`): whatever a stranger's text does to a parser it does there,
without our secrets and not in the thread where people are answered.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.feeds import Wanted
from bot.ports import NotFetched
from storage.taken import Reading, TimeTaken

SECONDS = 40.0  # by the clock; of processor the child allows itself half of it
KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SYSTEMROOT", "TZDIR")  # of the environment; no secrets


async def read_apart(content: bytes, wanted: Wanted) -> Reading:
    """Raises NotFetched."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.feeds.child",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await child.communicate(_question(wanted) + b"\n" + content)
        return _reading(json.loads(answer))
    except (TimeoutError, ValueError, KeyError, OSError):
        raise NotFetched("too_hard", lasting=True) from None
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


def _question(wanted: Wanted) -> bytes:
    words = {kind: list(found) for kind, found in wanted.words.items()} if wanted.words is not None else None
    return json.dumps(
        {
            "since": wanted.since.timestamp(),
            "until": wanted.until.timestamp(),
            "zone": wanted.zone.key,
            "owner": sorted(wanted.owner),
            "words": words,
        }
    ).encode()


def _reading(answer: dict[str, Any]) -> Reading:
    if "problem" in answer:
        raise NotFetched(str(answer["problem"]), lasting=True)
    times = tuple(
        TimeTaken(datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC), kind, soft)
        for since, until, kind, soft in answer["times"]
    )
    return Reading(times=times, unread=answer["unread"])

"""How the process is, for whoever runs it: `/healthz`, `/readyz` and `/metrics`. Nothing about people."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from adapters.door import Door
from storage.database import Database
from storage.health import Backlog, alive, backlog, rows_by_state

DOWN_TOO_LONG = timedelta(minutes=10)
OVERDUE_TOO_LONG = timedelta(minutes=15)
ANSWER_WITHIN = 2.0  # seconds for the database to answer
STEP = 0.25  # seconds between two looks at the loop


@dataclass(frozen=True, slots=True)
class Problem:
    """`what`: "door", "post", "work" or "database"; `which` door; since when (UTC)."""

    what: str
    which: str
    since: datetime | None
    reason: str = ""

    def to_json(self) -> dict[str, str]:
        facts = {"what": self.what, "which": self.which, "reason": self.reason}
        facts["since"] = self.since.isoformat() if self.since else ""
        return {name: value for name, value in facts.items() if value}


@dataclass
class Watch:
    """What is watched; the process fills in its doors. `lag` is how late the loop was just now, in seconds."""

    database: Database
    clock: Callable[[], datetime]
    doors: dict[str, Door] = field(default_factory=dict)
    started: datetime | None = None
    crashes: dict[str, int] = field(default_factory=dict)
    waiting_for_lead: dict[str, Callable[[], bool]] = field(default_factory=dict)
    lag: float = 0.0
    worst_lag: float = 0.0

    async def feel_pulse(self) -> None:
        """Measure for ever how late the event loop is."""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            await asyncio.sleep(STEP)
            self.lag = max(loop.time() - begun - STEP, 0.0)
            self.worst_lag = max(self.worst_lag * 0.99, self.lag)

    def stands_by(self, door: str) -> bool:
        """Another process has this door open; ours is ready to take over."""
        waiting = self.waiting_for_lead.get(door)
        return waiting is not None and waiting()

    async def database_answers(self) -> bool:
        try:
            await asyncio.wait_for(self.database.run(self._in_transaction, alive), ANSWER_WITHIN)
        except Exception:
            return False
        return True

    def _in_transaction(self, work: Callable[..., Any], *args: Any) -> Any:
        with self.database.transaction() as tx:
            return work(tx, *args)

    async def backlog(self) -> Backlog:
        return await self.database.read(self._in_transaction, backlog, self.clock(), tuple(self.doors))

    async def rows_by_state(self) -> dict[str, int]:
        return await self.database.read(self._in_transaction, rows_by_state)

    async def problems(self) -> tuple[Problem, ...]:
        """What somebody should look at; nothing while it is young."""
        now = self.clock()
        found = [
            Problem("door", name, door.state.since, door.state.reason)
            for name, door in self.doors.items()
            if not door.state.ready and now - door.state.since > DOWN_TOO_LONG and not self.stands_by(name)
        ]
        try:
            waiting = await asyncio.wait_for(self.backlog(), ANSWER_WITHIN)
        except Exception:
            return (*found, Problem("database", "", None, "no answer"))
        for what, oldest in (("post", waiting.oldest_post), ("work", waiting.oldest_work)):
            if oldest is not None and now - oldest > OVERDUE_TOO_LONG:
                found.append(Problem(what, "", oldest, "overdue"))
        return tuple(found)


def routes(watch: Watch, *, metrics: bool) -> list[web.RouteDef]:
    async def healthz(_request: web.Request) -> web.Response:
        """200 when the loop turns (else nobody answers) and the database does."""
        good = await watch.database_answers()
        return web.json_response({"ok": good}, status=200 if good else 503)

    async def readyz(_request: web.Request) -> web.Response:
        problems = await watch.problems()
        doors = {
            name: {
                "ready": door.state.ready,
                "since": door.state.since.isoformat(),
                "reason": door.state.reason,
            }
            for name, door in watch.doors.items()
        }
        body = {"ready": not problems, "doors": doors, "problems": [one.to_json() for one in problems]}
        return web.json_response(body, status=503 if problems else 200)

    async def exposition(_request: web.Request) -> web.Response:
        text = metrics_text(watch, await watch.backlog(), await watch.rows_by_state(), watch.clock())
        return web.Response(text=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    found = [web.get("/healthz", healthz), web.get("/readyz", readyz)]
    return [*found, web.get("/metrics", exposition)] if metrics else found


def metrics_text(watch: Watch, waiting: Backlog, by_state: dict[str, int], now: datetime) -> str:
    """Prometheus' text format."""
    lines: list[str] = []

    def gauge(name: str, about: str, *values: tuple[str, float], kind: str = "gauge") -> None:
        lines.append(f"# HELP samspil_{name} {about}")
        lines.append(f"# TYPE samspil_{name} {kind}")
        lines.extend(f"samspil_{name}{labels} {value:g}" for labels, value in values)

    def late(moment: datetime | None) -> float:
        return max((now - moment).total_seconds(), 0.0) if moment else 0.0

    gauge("uptime_seconds", "Since the process began.", ("", late(watch.started)))
    gauge(
        "door_ready",
        "1 when the door is open.",
        *((f'{{door="{name}"}}', float(door.state.ready)) for name, door in watch.doors.items()),
    )
    gauge("posts_waiting", "Posts that are due and not sent.", ("", waiting.waiting))
    gauge("oldest_post_seconds", "How long the oldest of them has waited.", ("", late(waiting.oldest_post)))
    gauge("oldest_work_seconds", "How late the clock's oldest work is.", ("", late(waiting.oldest_work)))
    gauge(
        "outbox_rows",
        "Rows of the outbox by state.",
        *((f'{{state="{state}"}}', count) for state, count in sorted(by_state.items())),
    )
    gauge(
        "duty_crashes_total",
        "Duties that failed and were begun again.",
        *((f'{{duty="{name}"}}', count) for name, count in sorted(watch.crashes.items())),
        kind="counter",
    )
    gauge("loop_lag_seconds", "How late the event loop was just now.", ("", watch.lag))
    gauge("loop_lag_worst_seconds", "The worst of the last minutes, fading.", ("", watch.worst_lag))
    gauge("resident_peak_bytes", "Most memory the process has held.", ("", _peak_memory()))
    return "\n".join(lines) + "\n"


def _peak_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else peak * 1024)

"""A Samspil process as a test holds it: begun, killed, begun again, and told what time it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import utc_now

PROGRAM = (sys.executable, "-m", "tests.stories.clocked")
ROOT = Path(__file__).parents[2]


LOOK = 0.05  # seconds between two looks at whether a process is still there


class Template:
    """Makes processes that have the libraries loaded already."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            PROGRAM, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._read() == "loaded"

    def _read(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline().strip()

    def _order(self, **order: Any) -> int:
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()
        return int(self._read())

    def start(self, order: Mapping[str, Any]) -> int:
        """The new process's id."""
        return self._order(start=order)

    def wait(self, pid: int) -> int:
        """Its exit status, once it is gone with everything it held."""
        return self._order(wait=pid)

    def close(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait(10)


class Killed(Exception):
    """The process went while it was asked something."""


class Running:
    """`settings` as the environment gives them. One process at a time; its log grows in `log`. `failpoints`:
    it can be told where to die (tests.failpoints.points)."""

    def __init__(self, template: Template, settings: Mapping[str, str], folder: Path) -> None:
        self.template, self.settings = template, settings
        self.log = folder / "log.jsonl"
        self._clock = folder / "clock"
        self._ahead = timedelta()
        self._sockets = Path(tempfile.mkdtemp(prefix="samspil-"))  # short: a socket's path has 108 characters
        self._server: asyncio.Server | None = None
        self._lines: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._asking = asyncio.Lock()
        self._fresh: subprocess.Popen[bytes] | None = None
        self.pid = 0
        self.starts = 0
        self.failpoints = False

    def errors(self) -> list[str]:
        """Lines of its log that speak of a defect."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if '"level": "error"' in line or "Traceback" in line]

    # ---- its time

    def now(self) -> datetime:
        return utc_now() + self._ahead

    def set_clock(self, to: datetime) -> timedelta:
        """From now on it is `to` (UTC), and time goes on from there; by how much it was moved."""
        moved = to - self.now()
        self._ahead += moved
        self._clock.write_text(f"{self._ahead.total_seconds():.6f}")
        return moved

    # ---- its life

    async def start(self, *, fresh: bool = False, dies_at: str = "") -> None:
        """Until it says that it runs. `fresh`: a Python that has loaded nothing. `dies_at`: the failpoint it
        dies at; raises Killed when that was at once."""
        if self._server is None:
            self._server = await asyncio.start_unix_server(self._called, self._sockets / "control")
        self._begin(fresh, dies_at)
        try:
            async with asyncio.timeout(30):
                self._line = await self._next_line(dies_at)
                while await self._line[0].readline() != b"%d\n" % self.pid:  # one that was killed early
                    self._line = await self._next_line(dies_at)
        except TimeoutError:
            raise AssertionError(f"it does not start:\n{self.log.read_text()[-3000:]}") from None
        self.starts += 1

    async def _next_line(self, dies_at: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while True:
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(self._lines.get(), LOOK if dies_at else None)
            if self._is_dead():  # before it could say anything
                raise Killed

    def _stat(self) -> list[str]:
        """The process's state and what follows it, as proc(5) says."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()

    def _is_dead(self) -> bool:
        return self._stat()[0] == "Z"

    def processor_seconds(self) -> float:
        """What it has taken of the processor until now."""
        return (int(self._stat()[11]) + int(self._stat()[12])) / os.sysconf("SC_CLK_TCK")

    async def start_and_die(self, after: float) -> None:
        """Killed so many seconds after its beginning, ready or not."""
        self._begin(fresh=False)
        await asyncio.sleep(after)
        await self.kill()

    async def start_and_die_at(self, point: str) -> None:
        """Begun, to die at a failpoint of its start."""
        self._begin(fresh=False, dies_at=point)
        await self.died(point)

    async def upgrade_and_die_at(self, url: str, point: str) -> None:
        """Another process: it brings the database up to this release, and dies at this point."""
        self.pid = self.template.start({"upgrade": url, "dies_at": point, "log": str(self.log)})
        await self.died(point)

    async def died(self, point: str) -> None:
        """Wait until it is gone: at this failpoint."""
        status = await asyncio.to_thread(self.template.wait, self.pid)
        said = self.log.read_text()[-3000:]
        assert status == -signal.SIGKILL, f"it ended by itself ({status}):\n{said}"
        assert f"died as told: {point}\n" in said, f"it did not die at {point!r}:\n{said}"
        await self._forget()

    async def arm(self, point: str) -> None:
        """Let it die when it next comes by this failpoint."""
        assert await self._ask(point) == "armed"

    def _begin(self, fresh: bool, dies_at: str = "") -> None:
        order = {
            "dies_at": dies_at if self.failpoints else None,
            "settings": dict(self.settings),
            "clock": str(self._clock),
            "log": str(self.log),
            "control": str(self._sockets / "control"),
        }
        if fresh:
            self._fresh = subprocess.Popen((*PROGRAM, json.dumps(order)), cwd=ROOT)
            self.pid = self._fresh.pid
        else:
            self.pid = self.template.start(order)

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.put_nowait((reader, writer))

    async def kill(self) -> None:
        """SIGKILL, and wait until nothing is left of it."""
        os.kill(self.pid, signal.SIGKILL)
        status = self._fresh.wait() if self._fresh is not None else self.template.wait(self.pid)
        assert status == -signal.SIGKILL, f"it had died by itself ({status}):\n{self.log.read_text()[-3000:]}"
        await self._forget()

    async def _forget(self) -> None:
        if self._line is not None:
            self._line[1].close()
        self._line, self._fresh, self.pid = None, None, 0

    async def close(self) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            _ = self._fresh.wait() if self._fresh is not None else self.template.wait(self.pid)
            await self._forget()
        if self._server is not None:
            self._server.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    # ---- its work

    async def quiet(self) -> datetime | None:
        """Let it do all that is due; when it will next have something to do. Raises Killed."""
        said = await self._ask("look")
        return None if said == "-" else datetime.fromisoformat(said)

    async def _ask(self, line: str) -> str:
        async with self._asking:
            if self._line is None:
                raise Killed
            reader, writer = self._line
            try:
                writer.write(f"{line}\n".encode())
                said = (await asyncio.wait_for(reader.readline(), 60)).decode().strip()
            except (ConnectionError, TimeoutError) as error:
                raise Killed from error
        if not said:
            raise Killed
        return said

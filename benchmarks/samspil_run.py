"""`samspil run` in a process of its own, as an operator starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.team import SECRETS

PATIENCE = 120.0
MIB = 1024.0  # KiB


@dataclass(frozen=True, slots=True)
class Running:
    """`begun` by `time.perf_counter`, before the process was."""

    port: int
    process: asyncio.subprocess.Process
    begun: float

    async def until_ready(self, doors: int) -> float:
        """Seconds from its start until /readyz says that so many doors are open."""
        url = f"http://127.0.0.1:{self.port}/readyz"
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while not await _is_ready(session, url, doors):
                assert self.process.returncode is None, "samspil run ended"
                await asyncio.sleep(0.02)
        return time.perf_counter() - self.begun

    @property
    def resident(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / MIB


async def _is_ready(session: aiohttp.ClientSession, url: str, count: int) -> bool:
    try:
        async with session.get(url) as answer:
            doors = (await answer.json())["doors"]
    except aiohttp.ClientError:
        return False
    return len(doors) == count and all(door["ready"] for door in doors.values())


@asynccontextmanager
async def samspil_run(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Running]:
    """It runs in `folder`; what it says is in `samspil.log` there."""
    port = _free_port()
    common = {
        "SAMSPIL_PORT": str(port),
        "SAMSPIL_BASE_URL": f"http://127.0.0.1:{port}",
        "SAMSPIL_SECRET_KEY": SECRETS[0],
        "SAMSPIL_CONTROLLER": "Skolen",
        "SAMSPIL_CONTACT": "data@skolen.example",
    }
    begun = time.perf_counter()
    with (folder / "samspil.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("samspil")),
            "run",
            cwd=folder,
            env={**os.environ, **common, **settings},
            stdout=log,
            stderr=log,
        )
    try:
        yield Running(port, process, begun)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), PATIENCE)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port

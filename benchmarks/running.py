"""`samspil run` as an operator starts it: how soon it is ready, and how much memory it holds with every door open.

Slack and Discord are the tests' own servers, in this process; the command is another process, from cold.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.measure import Figure
from tests.fakes.discord import FakeDiscord
from tests.fakes.slack import FakeSlack

STARTS = 5
SETTLED = 3.0  # seconds after which it idles
PATIENCE = 60.0
MIB = 1024.0  # KiB


async def run() -> list[Figure]:
    """Until /readyz says that every door is open, and the resident memory a moment later."""
    seconds: list[float] = []
    memory: list[float] = []
    slack, discord = FakeSlack(), FakeDiscord()
    await slack.start()
    await discord.start()
    try:
        with TemporaryDirectory(prefix="samspil-bench-") as folder:
            for _ in range(STARTS + 1):  # the first makes the database and warms the disk
                async with _samspil(Path(folder), slack, discord) as (url, process, begun):
                    await _until_ready(url)
                    seconds.append(time.perf_counter() - begun)
                    await asyncio.sleep(SETTLED)
                    memory.append(_resident(process.pid))
    finally:
        await slack.stop()
        await discord.stop()
    doors = "web, Slack and Discord"
    return [
        Figure("run.ready", median(seconds[1:]), "s", 2.5, 1.2, f"{doors} ready"),
        Figure("run.memory", median(memory[1:]), "MiB", 130, 100, f"resident, idle, {doors} open"),
    ]


@asynccontextmanager
async def _samspil(
    folder: Path, slack: FakeSlack, discord: FakeDiscord
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process, float]]:
    port = _free_port()
    settings = {
        "DATABASE_URL": f"sqlite:///{folder / 'samspil.db'}",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api,
        "SAMSPIL_PORT": str(port),
        "SAMSPIL_BASE_URL": f"http://127.0.0.1:{port}",
        "SAMSPIL_SECRET_KEY": "only-for-benchmarks-and-long-enough-for-a-key",
        "SAMSPIL_CONTROLLER": "Skolen",
        "SAMSPIL_CONTACT": "data@skolen.example",
    }
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("samspil")),
        "run",
        cwd=folder,
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/readyz", process, begun
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), PATIENCE)


async def _until_ready(url: str) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while not await _is_ready(session, url):  # noqa: ASYNC110 -- another process tells nothing by itself
            await asyncio.sleep(0.02)


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            doors = (await answer.json())["doors"]
    except aiohttp.ClientError:
        return False
    return len(doors) == 3 and all(door["ready"] for door in doors.values())


def _resident(pid: int) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / MIB


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port

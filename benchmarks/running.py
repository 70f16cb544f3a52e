"""How soon `samspil run` is ready, and how much memory it holds with every door open.

Slack and Discord are the tests' own servers, in this process; the command is another process, from cold.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure
from benchmarks.samspil_run import samspil_run
from tests.fakes.discord import FakeDiscord
from tests.fakes.slack import FakeSlack

STARTS = 5
SETTLED = 3.0  # seconds after which it idles
DOORS = "web, Slack and Discord"


async def run() -> list[Figure]:
    """Until /readyz says that every door is open, and the resident memory a moment later."""
    seconds: list[float] = []
    memory: list[float] = []
    slack, discord = FakeSlack(), FakeDiscord()
    await slack.start()
    await discord.start()
    try:
        with TemporaryDirectory(prefix="samspil-bench-") as folder:
            settings = {
                "DATABASE_URL": f"sqlite:///{folder}/samspil.db",
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "DISCORD_TOKEN": discord.token,
                "DISCORD_API_URL": discord.api,
            }
            for _ in range(STARTS + 1):  # the first makes the database and warms the disk
                async with samspil_run(Path(folder), settings) as running:
                    seconds.append(await running.until_ready(doors=3))
                    await asyncio.sleep(SETTLED)
                    memory.append(running.resident)
    finally:
        await slack.stop()
        await discord.stop()
    return [
        Figure("run.ready", median(seconds[1:]), "s", 2.5, 1.2, f"{DOORS} ready"),
        Figure("run.memory", median(memory[1:]), "MiB", 130, 100, f"resident, idle, {DOORS} open"),
    ]

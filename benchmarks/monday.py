"""Monday morning for a thousand facilitators with ten teams each: every signal of every team, and a message to each."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from datetime import time as clock

from benchmarks.many_teams import MONDAY, last, write
from benchmarks.measure import Figure
from benchmarks.team import database_file
from bot.app import Bot
from bot.features import FEATURES
from bot.settings import Settings
from storage.monday import messages
from storage.outbox.tables import outbox

FACILITATORS, EACH = 1000, 10
NOW = datetime.combine(MONDAY, clock(7, 30), UTC)  # 8.30 in Copenhagen


async def monday(facilitators: int = FACILITATORS) -> Figure:
    """Seconds of one core, from the first message's turn until the last is in the outbox."""
    with database_file() as database:
        await database.run(write, database, facilitators, EACH)
        bot = Bot(database, FEATURES, Settings(), lambda: NOW)
        spent = await database.run(_morning, bot)
        with database.transaction() as tx:
            said, posted = last(tx, messages), last(tx, outbox)
    assert (said, posted) == (facilitators, facilitators), f"{said} said, {posted} posted"
    about = f"{facilitators} facilitators × {EACH} teams, one message each; {facilitators / spent:.0f} messages a second"
    return Figure(f"monday.{facilitators}", spent, "s", 60, 20, about)


def _morning(bot: Bot) -> float:
    began = time.process_time()
    while bot.run_due():
        pass
    return time.process_time() - began

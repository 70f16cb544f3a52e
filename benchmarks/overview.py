"""The overview of a facilitator with forty teams, as the web draws it: read, counted, drawn as HTML."""

from __future__ import annotations

import time
from statistics import median

from adapters.web import overview as pages
from adapters.web import reading, render, views
from benchmarks.many_teams import write
from benchmarks.measure import Figure
from benchmarks.monday import NOW
from benchmarks.team import database_file
from bot.settings import Settings
from storage.database import Database
from storage.teams import TeamStore
from storage.web import WebStore

TEAMS, TIMES = 40, 15


async def overview(teams: int = TEAMS) -> list[Figure]:
    """In the thread that only reads, and the drawing after it."""
    with database_file() as database:
        [person] = await database.run(write, database, 1, teams)
        token = await database.run(_sign_in, database, person)
        times, sizes = [], []
        for _ in range(TIMES):
            began = time.perf_counter()
            who = await database.run(_reader, database, token)
            found = await database.read(pages.read, database, who, who.facilitated, NOW)
            html = _page(who, found)
            times.append((time.perf_counter() - began) * 1000)
            sizes.append(len(html))
    about = f"{teams} teams, {sizes[0] / 1024:.0f} KiB of HTML; the first time {times[0]:.0f} ms"
    return [Figure(f"overview.{teams}", median(times), "ms", 100, 50, about)]


def _sign_in(database: Database, person: int) -> str:
    with database.transaction() as tx:
        TeamStore(tx, 1, NOW).add_account(person, "web", f"person/{person}", claimed=False)
        return WebStore(tx, 1, NOW).start_session(person)


def _reader(database: Database, token: str) -> reading.Reader:
    with database.transaction() as tx:
        return reading.reader(tx, token, Settings(), NOW)


def _page(who: reading.Reader, found: pages.Courses) -> str:
    return render.page(
        "overview.html",
        who.locale.language,
        viewer=views.viewer(who),
        frame=render.Frame(csrf="x", delivery="y"),
        demo=None,
        answers=(),
        nothing_picked=False,
        page="overview",
        room_id=None,
        **pages.shown(who.locale, found),
    )

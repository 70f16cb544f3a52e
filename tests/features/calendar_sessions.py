"""When people can meet, in tests: their calendars, and what the search is told."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from adapters.feeds.duty import Feeds
from bot import availability, guide, meetings, mydata, teams
from bot.busy import Busy, busy_of
from bot.feeds import NotACalendar, Wanted
from bot.feeds.read import read
from bot.ports import Fetched, NotFetched
from bot.registry import Features
from storage.tables import metadata
from storage.taken import Reading
from tests.bot.feed_samples import GOOD, calendar
from tests.visitor import Visitor
from tests.world import World, local

ADDRESS = "https://kalender.example/hemmelig-sti.ics"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # what storage has no part in
WEEK = (local("2026-11-09 00:00"), local("2026-11-16 00:00"))


@pytest.fixture
def features() -> Features:
    return Features((teams.feature, meetings.feature, availability.feature, guide.feature, mydata.feature))


@dataclass
class FakeCalendars:
    """What there is at each address: a text, or a problem. Read in this process."""

    there: dict[str, str | NotFetched] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    wanted: Wanted | None = None
    tags: bool = False

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        self.fetched.append(address)
        found = self.there.get(address, NotFetched("gone", lasting=True))
        if isinstance(found, NotFetched):
            raise found
        tag = str(hash(found)) if self.tags else ""
        return Fetched(None if tag and tag == etag else found.encode(), tag)

    async def read(self, content: bytes, wanted: Wanted) -> Reading:
        self.wanted = wanted
        try:
            return read(content, wanted)
        except NotACalendar:
            raise NotFetched("not_calendar", lasting=True) from None


@pytest.fixture
def calendars() -> FakeCalendars:
    return FakeCalendars({ADDRESS: calendar(GOOD + "\nSUMMARY:Tandlæge")})


@pytest.fixture
async def amira(world: World) -> Visitor:
    person = world.make_team("Amira", "Jonas")[0]
    await world.at("2026-11-05 09:00")
    return person


async def fetch(world: World, calendars: FakeCalendars) -> None:
    await Feeds(world.bot, calendars).run_once()


def busy(world: World, person: Visitor) -> list[str]:
    """`tir 13.00-14.00 calendar ~` in local time, in the second week of November."""
    with world.database.transaction() as tx:
        assert world.team
        ctx = world.context(tx, world.team)
        found = busy_of(ctx, [person.person_id], *WEEK)[person.person_id]
        return [_shown(one, ctx.locale) for one in found]


def _shown(one: Busy, locale: object) -> str:
    start, end = locale.local(one.start), locale.local(one.end)  # type: ignore[attr-defined]
    days = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
    last = f"{end:%H.%M}" if start.date() == end.date() else f"{days[end.weekday()]} {end:%H.%M}"
    return f"{days[start.weekday()]} {start:%H.%M}-{last} {one.source}{' ~' if one.soft else ''}"


def everything(world: World) -> str:
    with world.database.transaction() as tx:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in tx.connection.execute(table.select())
        )


def rows(world: World, table: str) -> int:
    with world.database.transaction() as tx:
        return len(tx.connection.execute(metadata.tables[table].select()).all())

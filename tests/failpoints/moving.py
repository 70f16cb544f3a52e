"""A team that has a meeting, which its people move from room to room while the process dies under them.

One move is everything at once: what the mover sent is decided and acknowledged, the team's card is changed
in every place, the others' private notes about the last move are taken away, and new ones posted.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import timedelta

from sqlalchemy import select, text

from storage.inbox import drafts
from storage.meetings.tables import meetings
from tests.doors.discord import DiscordVisitor
from tests.doors.slack import SlackVisitor
from tests.doors.web import WebVisitor
from tests.stories import picture
from tests.stories.course import FACILITATOR
from tests.stories.people import Somebody
from tests.stories.running import Killed
from tests.stories.town import READY_WITHIN, Town

HOMES = {"Amira": "slack", "Freja": "discord", "Sofie": "web", "Karim": "web", FACILITATOR: "slack"}
LOOKED_UP = timedelta(minutes=5)  # leases run out, and messages of unknown fate are looked up
GRACE = 0.1  # seconds in which somebody sees that nobody answers any more
STEP = 0.01  # seconds between two looks at it
NOTED = "De andre har fået besked"
FORM = "Ny tid"


class Team:
    """`settings` are more than a town has by itself. The `mover` of a method moves the meeting."""

    def __init__(self, town: Town, settings: Mapping[str, str]) -> None:
        self.town, self._settings = town, settings
        self._rooms = (f"Lokale {number}" for number in itertools.count(1))

    async def meet(self) -> None:
        """They find a time for their meeting, two weeks ahead."""
        town = self.town
        town.running.failpoints = True
        town.settings |= self._settings
        await town.begin("2026-11-06 13:00")
        proposer, *others = town.members
        await proposer.command("moede", "ny")
        await proposer.fill(
            {"Hvad skal I mødes om?": "Besøget", "Hvilke tider foreslår du?": "fre uge 47 10"}
        )
        for one in others:
            await one.press("Stem")
            await one.press("Alle tider passer mig")
        await proposer.until_sees("Så er mødet på plads")
        self.room = self.stored_room()

    # ---- a move, and the death in it

    async def dies_moving(self, mover: Somebody, point: str, **values: str) -> str:
        """The room they wanted; afterwards nobody runs. `values`: what else is filled in."""
        room = next(self._rooms)
        await self._form(mover)
        await self.town.running.arm(point)
        moving = asyncio.create_task(mover.visitor.fill({"Sted": room, **values}))
        with suppress(Killed):
            while not moving.done():
                await self.town.settle()
                await asyncio.sleep(STEP)
        await self.dies(point)
        await asyncio.wait({moving}, timeout=GRACE)
        moving.cancel()
        await asyncio.gather(moving, return_exceptions=True)
        return room

    async def _form(self, mover: Somebody) -> None:
        """Open before the mover, and nothing of the last time is."""
        mover.put_form_away()
        await mover.command("moede")
        await mover.press("Flyt mødet")
        if not isinstance(mover.visitor, WebVisitor):
            await mover.visitor.until_sees(FORM)

    async def dies(self, point: str) -> None:
        """Let time pass until it has come by the point."""
        with suppress(Killed):
            for _ in range(3):
                await self.town.wait(LOOKED_UP)
            raise AssertionError(f"it never came by {point!r}")
        await self.town.died(point)

    async def starts(self) -> None:
        self._check_integrity()
        assert await self.town.start() < READY_WITHIN

    async def starts_and_dies(self, point: str) -> None:
        """The next process goes on with what the last one left, and dies too."""
        self._check_integrity()
        with suppress(Killed):
            await self.town.running.start(dies_at=point)
        await self.dies(point)

    # ---- what is right afterwards

    async def recovers(self, mover: Somebody, room: str) -> None:
        """What the mover was told is so; what nobody was told is so or not, and is simply done again."""
        told = was_told(mover, room)
        stored = self.stored_room()
        assert stored == room or (not told and stored == self.room), f"{stored}, told {told}: {room}"
        if stored != room:
            await self._form(mover)
            await mover.visitor.fill({"Sted": room, "Ny tid": ""})  # a draft may have filled in a time
            assert self.stored_room() == room
        self.room = room
        await self.is_right()

    async def is_right(self) -> None:
        await self.town.wait(LOOKED_UP)
        picture.check_once_each(self.town)
        self._check_files()

    def _check_files(self) -> None:
        """Under a card in Slack each version of its file stands once."""
        assert self.town.slack is not None
        workspace = self.town.slack.workspace
        under = [
            (one.thread_ts, file["id"]) for one in workspace.shown if one.thread_ts for file in one.files
        ]
        times = Counter((thread, workspace.uploads[number].content) for thread, number in under)
        assert under, "no file"
        assert max(times.values()) == 1, "a file was put there twice"

    def stored_room(self) -> str:
        with self.town.database.engine.connect() as connection:
            return str(connection.execute(select(meetings.c.place)).scalar_one())

    def drafts(self) -> int:
        with self.town.database.engine.connect() as connection:
            return len(connection.execute(select(drafts.c.id)).all())

    def _check_integrity(self) -> None:
        database = self.town.database
        if database.is_sqlite:
            path = database.engine.url.database
            assert path is not None
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            return
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1


def was_told(one: Somebody, room: str) -> bool:
    """Whether the platform has shown the mover that it is done."""
    match one.visitor:
        case SlackVisitor(person=person):
            return person.modal is not None and _says(person.read(person.modal), room)
        case DiscordVisitor(last=last):
            answer = last.original if last is not None else None
            return answer is not None and _says(one.visitor.read(answer), room)
        case WebVisitor(private=private):
            return any(_says(card.text, room) for card in private)


def _says(shown: str, room: str) -> bool:
    return room in shown and NOTED in shown

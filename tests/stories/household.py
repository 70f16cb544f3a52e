"""What the doors' people ask of the house they are tested with, answered by a process somewhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from bot.features import FEATURES
from tests.doors.house import House
from tests.doors.web import WebUnderTest
from tests.world import World

if TYPE_CHECKING:
    from tests.stories.town import Town


class Household(House):
    def __init__(self, town: Town) -> None:
        super().__init__(town.database, FEATURES, cast(World, None))
        self._town = town
        self.hurries = True  # False: time goes no faster than it does

    @property
    def team_id(self) -> int:
        return self._town.team_id

    def clock(self) -> datetime:
        return self._town.now()

    def person_id(self, name: str) -> int:
        return self._town.ids[name]

    async def work(self) -> None:
        if self.hurries:
            await self._town.settle()


class Rooms(WebUnderTest):
    """The web door as its visitors know it; its server is in the process."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.house, live=False)
        self._town = town

    def issue_link(self, name: str) -> str:
        return self._town.links.pop(name)

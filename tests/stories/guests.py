"""A guest of a town: no account and no room, only the page that their own link opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from tests.doors.dom import Node, fields_of, parse
from tests.doors.web import WebVisitor
from tests.stories.people import Somebody

if TYPE_CHECKING:
    from tests.stories.town import Town


@dataclass
class PageVisitor(WebVisitor):
    """`page`: the cards of their page, in its order; `link`: what stood in their letter."""

    page: list[Node] = field(default_factory=list)
    link: str = ""

    async def enter(self, path: str) -> bool:
        """Open the link of a letter and go in; whether it lets them."""
        self.link = path
        doorstep = (await self.get(path)).first("form")
        assert doorstep is not None
        async with self.http.post("/side", data=fields_of(doorstep)) as response:
            came_in = parse(await response.text()).first("div", class_="hero") is not None
        if came_in:
            await self.look()
        return came_in

    async def look(self) -> None:
        hero = (await self.get("/")).first("div", class_="hero")
        self.page = hero.all("article") if hero is not None else []

    def _cards(self) -> list[Node]:
        return [*reversed(self.private), *self.page]


async def arrives(town: Town, name: str, path: str) -> Somebody:
    """Somebody opens the link they were sent, in a browser of their own."""
    connector = aiohttp.TCPConnector(force_close=True)
    jar = aiohttp.CookieJar(unsafe=True)
    http = aiohttp.ClientSession(town.base_url, connector=connector, cookie_jar=jar)
    visitor = PageVisitor(town.web, name, live=False, http=http)
    town.guests[name] = Somebody(town, name, visitor)
    assert await visitor.enter(path)
    return town.guests[name]


async def comes_back(guest: Somebody) -> None:
    """By the link in their letter: they have been away for so long that they are signed out."""
    visitor = guest.visitor
    assert isinstance(visitor, PageVisitor)
    assert await visitor.enter(visitor.link)

"""A browser without script: it follows links and sends the forms it finds on a page."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from tests.doors.dom import Node, parse


class Browser:
    """Keeps its cookies over restarts of the server. `page` is what it shows."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.page = Node("html")
        self.status = 0

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def open(self, path: str) -> None:
        async with self._session.get(f"{self.origin}{path}") as answer:
            await self._show(answer)

    async def send(self, action: str, **values: str) -> None:
        """The page's form with this action, filled in with `values`."""
        form = self.page.first("form", action=action)
        assert form is not None, f"no form {action} in:\n{self.page.text}"
        hidden = {one.attrs["name"]: one.attrs.get("value", "") for one in form.all("input", type="hidden")}
        async with self._session.post(f"{self.origin}{action}", data={**hidden, **values}) as answer:
            await self._show(answer)

    async def sign_in(self, link: str) -> None:
        """By a personal link, whatever host it names."""
        await self.open(URL(link).path)
        await self.send("/ind")

    def sees(self, text: str) -> bool:
        return text in self.page.text

    def count(self, text: str) -> int:
        return len(re.findall(re.escape(text), self.page.text))

    async def _show(self, answer: aiohttp.ClientResponse) -> None:
        self.status = answer.status
        self.page = parse(await answer.text())

"""The web door under test: the real server on a real port, and people with a browser of few words.

`live` visitors behave as our script does (JSON answers, a stream of updates); the others have no script
and get whole pages.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

import aiohttp

from adapters.web.app import WebDoor, create_app
from adapters.web.live import Live
from adapters.web.messenger import WebMessenger
from bot.interactions import Address, Joined
from bot.ports import Unreachable
from bot.ui import Card
from storage.web import WebStore
from tests.doors.dom import Node, fields_of, parse
from tests.doors.house import NAMES, House

Pairs = list[tuple[str, str]]


@dataclass
class WebVisitor:
    """`private` are answers only they see, `form` the open form."""

    door: WebUnderTest
    name: str
    live: bool
    http: aiohttp.ClientSession
    room: dict[str, Node] = field(default_factory=dict)  # cards by id, oldest first
    inbox: dict[str, Node] = field(default_factory=dict)
    private: list[Node] = field(default_factory=list)
    form: Node | None = None
    csrf: str = ""
    at_home: bool = False
    _streams: list[asyncio.Task[None]] = field(default_factory=list)

    # ---- coming in

    async def sign_in(self) -> None:
        token = await self.door.house.database.run(self.door.issue_link, self.name)
        async with self.http.get(f"/ind/{token}") as response:
            step = parse(await response.text()).first("form")
        assert step is not None
        async with self.http.post("/ind", data=fields_of(step)) as response:
            assert response.status == 200, await response.text()
        await self.look()
        if self.live:
            self._streams = [asyncio.create_task(self._listen(place)) for place in ("room", "inbox")]

    async def close(self) -> None:
        for stream in self._streams:
            stream.cancel()
            with suppress(asyncio.CancelledError, aiohttp.ClientError):
                await stream
        await self.http.close()

    async def get(self, path: str) -> Node:
        async with self.http.get(path) as response:
            assert response.status == 200, f"{path}: {response.status}"
            return parse(await response.text())

    async def look(self) -> None:
        """Open the room and the inbox again."""
        for path, cards in ((self.door.room, self.room), ("/indbakke", self.inbox)):
            page = await self.get(path)
            feed = page.first("ol", id="feed")
            cards.clear()
            for card in reversed(feed.all("article") if feed else []):
                cards[card.attrs["id"]] = card
            field_ = page.first("input", name="csrf")
            self.csrf = field_.attrs["value"] if field_ else ""

    async def _listen(self, place: str) -> None:
        cards = self.room if place == "room" else self.inbox
        value = f"team/{self.door.house.team_id}"
        if place == "inbox":
            value = f"person/{self.door.house.person_id(self.name)}"
        while True:
            with suppress(aiohttp.ClientError):
                async with self.http.get("/live", params={"place": value}) as response:
                    event = ""
                    async for line in response.content:
                        head, _, rest = line.decode().rstrip("\n").partition(": ")
                        if head == "event":
                            event = rest
                        elif head == "data":
                            self._changed(cards, event, json.loads(rest))
            await asyncio.sleep(0.05)

    def _changed(self, cards: dict[str, Node], event: str, data: dict[str, str]) -> None:
        if event == "card":
            cards[data["id"]] = _article(data["html"])
        elif event == "gone":
            cards.pop(data["id"], None)

    # ---- acting

    async def command(self, name: str, text: str = "") -> None:
        page = await self.get(self.door.room)
        box = page.first("form", action="/command")
        assert box is not None
        typed = f"/{name} {text}".strip()
        await self._post(
            "/command", [(key, typed if key == "command" else value) for key, value in fields_of(box)]
        )

    async def press(self, label: str) -> None:
        """The newest button with this label that the person can see."""
        if not self.live:
            await self.look()
        for card in self._cards():
            for button in card.all("button"):
                form = button.above("form")
                if button.text == label and form is not None:
                    pairs = fields_of(form)
                    if "name" in button.attrs:
                        pairs.append((button.attrs["name"], button.attrs.get("value", "")))
                    return await self._post(form.attrs["action"], pairs, card)
        raise AssertionError(f"{self.name} sees no button {label!r} in:\n{self.text()}")

    async def choose(self, label: str, option: str) -> None:
        """Pick from a list on a card: buttons side by side, or a list and its own button."""
        if not self.live:
            await self.look()
        for card in self._cards():
            for group in card.all("div", role="group"):
                if group.attrs["aria-label"].startswith(label):
                    button = next(one for one in group.all("button") if one.text == option)
                    form = button.above("form")
                    assert form is not None
                    pressed = (button.attrs["name"], button.attrs["value"])
                    return await self._post("/press", [*fields_of(form), pressed], card)
            for select in card.all("select"):
                form = select.above("form")
                assert form is not None
                heading = form.first("label")
                if heading is not None and heading.text.startswith(label):
                    value = next(one.attrs["value"] for one in select.all("option") if one.text == option)
                    pairs = [(k, v) for k, v in fields_of(form) if k != "value"]
                    return await self._post("/press", [*pairs, ("value", value)], card)
        raise AssertionError(f"{self.name} sees no list {label!r} in:\n{self.text()}")

    async def fill(self, values: dict[str, str]) -> None:
        """Fill in the open form by the fields' labels and send it."""
        form = self.form
        assert form is not None, f"{self.name} has no form open; sees:\n{self.text()}"
        pairs = fields_of(form)
        for label, value in values.items():
            name, given = _fill(form, label, value)
            pairs = [(key, old) for key, old in pairs if key != name] + [(name, one) for one in given]
        self.form = None
        await self._post("/submit", pairs)

    async def home(self) -> None:
        self.at_home = True
        page = await self.get("/")
        card = page.first("article", id="home")
        self.private = [card] if card is not None else []

    async def _post(self, path: str, pairs: Pairs, pressed: Node | None = None) -> None:
        headers = {"Accept": "application/json"} if self.live else {}
        async with self.http.post(path, data=pairs, headers=headers) as response:
            assert response.status in (200, 422), f"{response.status}: {await response.text()}"
            body = await response.text()
        if self.live:
            self._take(json.loads(body), pressed)
        else:
            page = parse(body)
            replies = page.first("div", data_replies="")
            answers = replies.all("article") if replies else []
            self.private = answers or self.private
            self.form = page.first("form", action="/submit")
        await self.door.house.work()

    def _take(self, reply: dict[str, str], pressed: Node | None) -> None:
        match reply["kind"]:
            case "reply" | "replace":
                self.private = [one for one in self.private if one is not pressed]
                self.private.append(_article(reply["html"]))
            case "ask" | "reject":
                self.form = parse(reply["html"]).first("form")
            case "nothing":
                pass
            case other:
                raise AssertionError(f"{other}: {reply}")

    # ---- seeing

    def _cards(self) -> list[Node]:
        """What the person can see, newest first."""
        return [*reversed(self.private), *reversed(self.inbox.values()), *reversed(self.room.values())]

    def text(self) -> str:
        shown = [self.form.text] if self.form else []
        return "\n\n".join(shown + [card.text for card in self._cards()])

    def sees(self, text: str) -> bool:
        return text in self.text()

    async def pictures(self) -> list[bytes]:
        found = []
        for image in (one for card in self._cards() for one in card.all("img")):
            async with self.http.get(image.attrs["src"]) as response:
                assert response.headers["Content-Type"] == "image/png"
                found.append(await response.read())
        return found

    async def until_sees(self, text: str, seconds: float = 30.0) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.sees(text):
            late = asyncio.get_running_loop().time() > deadline
            assert not late, f"{self.name} does not see {text!r} in:\n{self.text()}"
            if not self.live:
                await self.look()
            await asyncio.sleep(0.02)


def _article(html: str) -> Node:
    found = parse(html).first("article")
    assert found is not None
    return found


def _fill(form: Node, label: str, value: str) -> tuple[str, list[str]]:
    """The field's name, and what the browser sends for `value` (an option's words, or text)."""
    for heading in (*form.all("label"), *form.all("legend")):
        said = "".join(child for child in heading.children if isinstance(child, str)).strip()
        if said != label:
            continue
        if heading.tag == "label":
            control = form.first(id=heading.attrs["for"])
            assert control is not None
            if control.tag == "select":
                value = next((o.attrs["value"] for o in control.all("option") if o.text == value), value)
            return control.attrs["name"], [value]
        fieldset = heading.above("fieldset")
        assert fieldset is not None
        boxes = {one.text.replace("\n", " "): one.first("input") for one in fieldset.all("label")}
        picked = boxes.get(value) or (boxes.get("Spring over") if not value else None)
        control = picked or fieldset.first("input")
        assert control is not None
        return control.attrs["name"], [control.attrs["value"]] if picked else [value]
    raise AssertionError(f"no field {label!r} in:\n{form.text}")


class _Closed(WebMessenger):
    def __init__(self) -> None:
        super().__init__(Live(every=60))

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        raise Unreachable("closed")


@dataclass
class WebUnderTest:
    """Implements the contract's Door."""

    house: House
    live: bool
    platform: str = "web"
    visitors: dict[str, WebVisitor] = field(default_factory=dict)
    server: WebDoor | None = None

    @property
    def room(self) -> str:
        return f"/rum/{self.house.team_id}"

    async def start(self, port: int = 0) -> None:
        settings = replace(self.house.settings, base_url="http://127.0.0.1")
        app = create_app(self.house.bot, self.house.database, settings)
        self.server = WebDoor(app, "127.0.0.1", port)
        await self.server.start()
        self.house.messengers["web"] = self.server.messenger

    async def open(self) -> None:
        """Give the team its room and everybody a personal link, which they use."""
        accounts = {name: f"person/{self.house.person_id(name)}" for name in (*NAMES, "Mette")}
        self.house.open_door("web", f"team/{self.house.team_id}", accounts)
        await self.start()
        for name in (*NAMES, "Mette"):
            assert self.server is not None
            base = f"http://127.0.0.1:{self.server.port}"
            http = aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True))
            self.visitors[name] = WebVisitor(self, name, self.live, http)
            await self.visitors[name].sign_in()

    def issue_link(self, name: str) -> str:
        with self.house.database.transaction() as tx:
            store = WebStore(tx, self.house.world.tenant_id, self.house.clock())
            return store.issue_link(self.house.person_id(name), by=None)

    def visitor(self, name: str, language: str = "da") -> WebVisitor:
        return self.visitors[name]

    async def restart(self) -> None:
        assert self.server is not None
        port = self.server.port
        await self.server.stop()
        await self.start(port)

    async def team_posts(self) -> int:
        visitor = self.visitors["Amira"]
        await visitor.look()
        return len(visitor.room)

    async def put_out(self) -> None:
        """Nobody can put the web door out of its own room; the nearest is that it cannot be reached."""
        self.house.messengers["web"] = _Closed()

    async def let_in(self) -> None:
        assert self.server is not None
        self.house.messengers["web"] = self.server.messenger
        place = Address("web", f"team/{self.house.team_id}")
        await self.house.database.run(self.house.bot.handle, Joined(place=place, delivery_id=""))
        await self.house.work()

    async def close(self) -> None:
        for visitor in self.visitors.values():
            await visitor.close()
        if self.server is not None:
            await self.server.stop()


@asynccontextmanager
async def web_at_work(house: House, *, live: bool) -> AsyncIterator[WebUnderTest]:
    door = WebUnderTest(house, live)
    await door.open()
    try:
        yield door
    finally:
        await door.close()

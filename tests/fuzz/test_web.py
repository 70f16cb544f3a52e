"""Requests to our own pages, spoilt: any method, path, header, cookie and form, as anybody with a socket sends
them, from inside a session and from outside, through the real server, the core and a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random
from urllib.parse import quote_plus

import pytest
from aiohttp import web

from adapters.web import sessions
from adapters.web.app import LARGEST, create_app
from adapters.web.posts import PAGES
from bot.ui import Form
from storage.web import WebStore
from tests.core.crowd import Crowd, crowd
from tests.core.restored import Restored
from tests.fuzz.dice import dice, size
from tests.fuzz.guests import Sent, everything, words
from tests.fuzz.mutations import TEXTS, text
from tests.fuzz.raw_http import Line
from tests.fuzz.watch import Watch, check_posts, watching
from tests.world import World

Pairs = list[tuple[str, str]]
AT_A_TIME = 200  # requests between two restorings of the database
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "P\x7fST")
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
)
PATHS = (
    *("/", "/rum", "/indbakke", "/mig", "/ind/x", "/live", "/live?place=", "/static/base.css", "/files/x"),
    *("/kalender/x.ics", "/command", "/press", "/submit", "/language", "/me/link", "/sign-out", "/ind"),
    *(
        "/demo",
        "//",
        "/..",
        "/static/../../etc/passwd",
        "/static/%2e%2e/x",
        "/%00",
        "/%ff",
        "/rum/%d9%a1",
        "*",
    ),
)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Bench:
    """The site on a port, and the sessions of people of three teams of two schools."""

    def __init__(self, world: World, watch: Watch) -> None:
        self.world, self.watch = world, watch
        self.tokens: list[str] = []
        self.sent: list[tuple[str, str, Pairs]] = []  # (session, path, form), as our own pages send it
        self.spoilers: list[str] = []
        self.paths: list[str] = list(PATHS)
        self.fresh = 0

    async def prepare(self) -> web.AppRunner:
        made = await crowd(self.world)
        of = {name: self._session(made, name) for name in self.world.people}
        self.tokens = [*of.values()]
        sent = await everything(made)
        known = [one for one in sent if one.person.name in of]
        self.sent = [(of[one.person.name], *self._posted(one, made)) for one in known]
        self.sent += [(of["Amira"], "/language", [("language", "en")]), (of["Jonas"], "/me/link", [])]
        self.sent += [(of["Freja"], "/sign-out", [("everywhere", "1")])]
        self.spoilers = [*words(made, sent), *PAGES, *self.tokens]
        for team in made.teams.values():
            self.paths += [f"/rum/{team.id}", f"/live?place=team%2F{team.id}", f"/rum/{team.id}?fra=30"]
        self.paths += [f"/live?place=person%2F{person.person_id}" for person in self.world.people.values()]
        settings = replace(self.world.settings, base_url="http://127.0.0.1")
        runner = web.AppRunner(create_app(self.world.bot, self.world.database, settings), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner

    def _session(self, made: Crowd, name: str) -> str:
        person = self.world.people[name]
        home = "fremmed" if name in ("Otto", "Per", "Olaf", "Olga", "Ny i fremmed") else "broen"
        with self.world.database.transaction() as tx:
            store = WebStore(tx, made.teams[home].tenant_id, self.world.clock.now)
            store.issue_link(person.person_id, by=None)
            return store.start_session(person.person_id)

    def _posted(self, one: Sent, made: Crowd) -> tuple[str, Pairs]:
        common = [("room", str(made.teams["broen"].id)), ("page", "room")]
        if one.action.route == "core/run":
            return "/command", [*common, ("command", f"/{one.action.args[1]} {one.text}".strip())]
        if one.form is not None:
            return "/submit", [*common, ("action", one.action.encode()), *fields_of(one.form)]
        return "/press", [*common, ("press", f"{one.action.encode()} {one.value}".strip())]

    def request(self, chance: Random) -> tuple[bytes, bytes]:
        """A form as our pages send it, or a page, with up to four things wrong."""
        self.fresh += 1
        token, path, pairs = chance.choice(self.sent)
        method = "POST"
        pairs = [*pairs, ("csrf", sessions.csrf_token(token)), ("delivery", f"delivery-{self.fresh:08}")]
        if chance.random() < 0.25:
            method, path, pairs = "GET", chance.choice(self.paths), []
        fields = {
            "Host": "127.0.0.1",
            "Cookie": f"samspil={token}",
            "Content-Type": TYPES[0],
            "Accept": chance.choice(("text/html", "application/json")),
            "Accept-Language": chance.choice(("da", "en")),
        }
        body: bytes | None = None
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 4))):
            what = chance.random()
            if what < 0.55:
                pairs = self._spoilt(pairs, chance)
            elif what < 0.65:
                method = chance.choice(METHODS)
            elif what < 0.75:
                path = self._path(path, chance)
            elif what < 0.95:
                self._header(fields, chance)
            else:
                body = self._body(chance)
        encoded = "&".join(f"{encode(name)}={encode(value)}" for name, value in pairs).encode()
        body = encoded if body is None else body
        fields.setdefault("Content-Length", str(len(body)))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        return "\r\n".join((*lines, "", "")).encode("utf-8", "surrogatepass"), body

    def _spoilt(self, pairs: Pairs, chance: Random) -> Pairs:
        if not pairs:
            return [(chance.choice(TEXTS), text(chance))]
        at = chance.randrange(len(pairs))
        name, value = pairs[at]
        words = (
            chance.choice(TEXTS),
            text(chance),
            chance.choice(self.spoilers),
            value * 3,
            value[:-1],
            value + "/1",
        )
        changed: list[Pairs] = [
            [],
            [(name, value)] * chance.choice((2, 2, 150)),
            [(name, chance.choice(words))],
            [(name, chance.choice(words))],
            [(chance.choice(words), value)],
            [(name, value), (f"f.{name}", chance.choice(words)), ("field", name), ("many", name)],
        ]
        return [*pairs[:at], *chance.choice(changed), *pairs[at + 1 :]]

    def _path(self, path: str, chance: Random) -> str:
        odd = quote_plus(chance.choice(TEXTS), errors="replace")
        tries = (
            chance.choice(self.paths),
            f"{path}/{odd}",
            f"{path}?{odd}={odd}",
            f"{path}%",
            path[:-1] or "x",
            f"/{odd}",
        )
        return chance.choice((*tries, "/" + "a" * 9000, f"/ind/{chance.choice(self.spoilers)}"))

    def _header(self, fields: dict[str, str], chance: Random) -> None:
        name = chance.choice(
            (*fields, "Sec-Fetch-Site", "If-None-Match", "Expect", "X-Odd", "Range", "Content-Length")
        )
        values = (
            "",
            "x",
            "æ",
            "\ud800",
            "0",
            "-1",
            "9" * 30,
            "cross-site",
            "samspil=x; samspil=y",
            "a" * 9000,
            "\x01",
        )
        fields[name] = chance.choice(
            (*values, *TYPES, f"samspil={chance.choice(self.tokens)}", "evil.example:80")
        )
        if fields[name] == "\ud800" or (name == "Content-Length" and fields[name].isdecimal()):
            fields[name] = "0"  # a longer one than the body only waits for the rest

    def _body(self, chance: Random) -> bytes:
        part = b'--x\r\nContent-Disposition: form-data; name="command"; filename="x"\r\n\r\n%s\r\n--x--\r\n'
        bodies = (
            b"",
            b"\xff\xfe",
            b"%ud800=%",
            b"=&=&=&",
            b"a" * LARGEST,
            b"x=" + b"y" * (LARGEST + 1),
            b"&" * 50_000,
        )
        return chance.choice((*bodies, part % b"\x00", part % b"csrf=1", part[:40], b"x=y" * 350_000))


def encode(value: str) -> str:
    return quote_plus(value, errors="surrogatepass")


def fields_of(form: Form) -> Pairs:
    found: Pairs = []
    for one in form.fields:
        found.append(("field", one.name))
        if isinstance(one.value, tuple):
            found.append(("many", one.name))
        values = one.value if isinstance(one.value, tuple) else (one.value,)
        found += [(f"f.{one.name}", value) for value in values]
    return found


@pytest.fixture
async def bench(world: World) -> AsyncIterator[tuple[Bench, int]]:
    with watching() as watch:
        asyncio.get_running_loop().set_exception_handler(watch.unawaited)
        made = Bench(world, watch)
        runner = await made.prepare()
        watch.answers_of(world.bot)
        yield made, int(runner.addresses[0][1])
        await runner.cleanup()


@pytest.mark.parametrize("part", range(3))
async def test_spoilt_requests(bench: tuple[Bench, int], part: int) -> None:
    (made, port), chance, good = bench, dice(f"web {part}"), 0
    line = Line(port)
    with Restored(made.world.database) as restored:
        for number in range(size(2600)):
            head, body = made.request(chance)
            status, answer = await line.ask(head, body)
            shown = (head[:2000], body[:500])
            made.watch.check(shown)
            assert status < 500, f"{status}: {shown}"
            assert b"Traceback" not in answer, shown
            good += status == 200
            if number % AT_A_TIME == AT_A_TIME - 1:
                check_posts(made.world.database)
                restored.again()
    line.close()
    assert good > size(500) and made.watch.answers > size(300), (good, made.watch.answers)

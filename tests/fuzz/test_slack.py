"""Slack's payloads, spoilt, through the real door, the core and a real database: over Socket Mode and signed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import Table

from adapters.slack.app import SlackDoor
from adapters.slack.http import MAX_BODY
from adapters.slack.installation import Installation
from adapters.slack.settings import SlackSettings
from adapters.slack.web_api import Answer
from storage.tables import metadata
from tests.core.crowd import crowd
from tests.core.restored import Restored
from tests.fakes.slack.http_mode import encode, sign
from tests.fakes.slack.limits import problems
from tests.fuzz.dice import dice, size
from tests.fuzz.guests import everything, let_in, words
from tests.fuzz.mutations import mutated
from tests.fuzz.raw_http import Line
from tests.fuzz.slack_payloads import Pool
from tests.fuzz.watch import Watch, check_posts, watching
from tests.world import World

Json = dict[str, Any]
INSTALLED = Installation("T0TEAM", "U0BOT", "samspil")
SECRET = "a signing secret"
AT_A_TIME = 250  # payloads between two restorings of the database
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass
class Bench:
    """The door without a Slack: what it calls is held against Slack's limits, and answered with `ok`."""

    world: World
    door: SlackDoor
    pool: Pool
    spoilers: list[str]
    watch: Watch
    calls: int = 0

    async def call(self, method: str, **arguments: Any) -> Answer:
        self.calls += 1
        if method.startswith("views."):
            kind = "home" if method == "views.publish" else "modal"
            self._take(problems(kind, arguments["view"], models=False), arguments)
        elif method.startswith("chat."):
            self._take(problems("message", arguments, models=False), arguments)
        return Answer({"ok": True, "channel": {"id": "D1"}, "members": [], "ts": "1.1"}, {})

    async def hook(self, url: str, body: Json) -> None:
        self.calls += 1
        self._take(problems("message", body, models=False), body)

    def acknowledged(self, answer: Json | None) -> None:
        answer = answer or {}
        if view := answer.get("view"):
            self._take(problems("modal", view, models=False), answer)
        elif "blocks" in answer:
            self._take(problems("message", answer, models=False), answer)

    def _take(self, found: list[str], sent: object) -> None:
        self.watch.wrong += [f"Slack would refuse {one}: {sent!r}" for one in found]

    def another(self, chance: Random) -> tuple[str, Json]:
        """One payload: as it was, or spoilt before or after it got an id of its own."""
        kind, payload = chance.choice(self.pool.made)
        payload = self.pool.as_new(payload)
        return kind, payload if chance.random() < 0.05 else mutated(payload, chance, self.spoilers)

    async def settle(self) -> None:
        await self.door.settled()
        self.door.api.lost = ""


@pytest.fixture
async def bench(world: World) -> AsyncIterator[Bench]:
    made = await crowd(world)
    numbers = {name: number for number, name in enumerate((*world.people, *made.teams), start=1)}
    let_in(made, "slack", lambda name: f"T0TEAM/U{numbers[name]}", lambda key: f"T0TEAM/C{numbers[key]}")
    sent = await everything(made)
    pool = Pool(made, sent, numbers)
    door = SlackDoor(SlackSettings("xoxb-1", signing_secret=SECRET), world.bot, defer_after=60)
    door._use(INSTALLED)
    with watching() as watch:
        asyncio.get_running_loop().set_exception_handler(watch.unawaited)
        watch.answers_of(world.bot)
        found = Bench(world, door, pool, [*words(made, sent)], watch)
        door.api.call = found.call  # type: ignore[method-assign]
        door.api.hook = found.hook  # type: ignore[method-assign]
        yield found
    await door.stop()


@pytest.mark.parametrize("part", range(2))
async def test_spoilt_payloads(bench: Bench, part: int) -> None:
    chance = dice(f"slack {part}")
    with Restored(bench.world.database) as restored:
        for number in range(size(3000)):
            _kind, payload = bench.another(chance)
            status, riding = await bench.door._dispatch(payload)
            await bench.settle()
            bench.acknowledged(riding)
            assert status == 200, payload
            bench.watch.check(payload)
            if number % AT_A_TIME == AT_A_TIME - 1:
                check_posts(bench.world.database)
                restored.again()
    assert bench.watch.answers > size(300) and bench.calls > size(100), "most never reached the core"


async def test_spoilt_requests(bench: Bench) -> None:
    """Over HTTP, as anybody on the internet can send them: signed by Slack, nearly, or not at all."""
    chance = dice("slack http")
    app = web.Application()
    bench.door.mount(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    line = Line(int(runner.addresses[0][1]))
    with Restored(bench.world.database) as restored:
        for number in range(size(2200)):
            head, body, genuine = signed(*bench.another(chance), chance)
            status, answer = await line.ask(head, body)
            await bench.settle()
            bench.watch.check((head, body))
            assert status == 200 if genuine else status in (400, 401), (status, head, body[:2000])
            bench.acknowledged(json.loads(answer) if answer[:1] == b"{" else None)
            if number % AT_A_TIME == AT_A_TIME - 1:
                restored.again()
    line.close()
    await runner.cleanup()


def signed(kind: str, payload: Json, chance: Random) -> tuple[bytes, bytes, bool]:
    """Head and body of a request, and whether Slack would have sent it so."""
    content_type, text = encode(kind, payload)
    body, stamp = text.encode("utf-8", "replace"), int(time.time())
    fields = {
        "Host": "127.0.0.1",
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": str(stamp),
        "X-Slack-Signature": sign(SECRET, body.decode(), stamp),
    }
    genuine = len(body) <= MAX_BODY
    if chance.random() < 0.4:
        genuine = False
        name = chance.choice(("X-Slack-Request-Timestamp", "X-Slack-Signature", "body"))
        if name == "body":
            at = chance.randrange(len(body))
            body = body[:at] + bytes([body[at] ^ 1 << chance.randrange(8)]) + body[at + 1 :]
        else:
            fields[name] = chance.choice(
                ("", "0", "v0=", "v0=" + "0" * 64, str(stamp - 301), "9" * 40, "é", "v0=x")
            )
    sent = {**fields, "Content-Length": str(len(body))}
    lines = [f"{name}: {value}" for name, value in sent.items()]
    return "\r\n".join(("POST /slack/events HTTP/1.1", *lines, "", "")).encode(), body, genuine


async def test_a_request_sent_a_hundred_times_has_one_effect(bench: Bench) -> None:
    """The same signed request again and again within its five minutes."""
    made = [one for one in bench.pool.made if one[1].get("type") == "view_submission"]
    submission = next(one for _, one in made if one["view"]["callback_id"].startswith("monday/write"))
    notes = metadata.tables["note"]
    before = rows(bench.world, notes)
    for _ in range(100):
        status, _body = await bench.door._dispatch(submission)
        assert status == 200
    assert len(rows(bench.world, notes)) == len(before) + 1


def rows(world: World, table: Table) -> list[Any]:
    with world.database.transaction() as tx:
        return list(tx.connection.execute(table.select()))

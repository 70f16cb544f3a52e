"""Slack: a button pressed, the answer stored, the card drawn anew, the reply drawn; against bolt doing nothing.

Both sides get the same payloads, as the text of a frame (Socket Mode) or signed and form-encoded (HTTP), and both
acknowledge with `process_before_response=True`. Calls to Slack are answered at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import logging
import re
import time
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlencode

from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack import render
from adapters.slack.answers import Answers
from adapters.slack.app import SlackDoor
from adapters.slack.http import PATH, HttpEntrance
from adapters.slack.installation import SCOPES
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Socket
from adapters.slack.web_api import Answer, WebApi
from benchmarks.measure import Figure, Work, compare, needed
from benchmarks.team import OpenRounds, database_file

Json = dict[str, Any]
Mode = Literal["socket", "http"]
WORKSPACE, CHANNEL, SECRET = "T0TEAM", "C0TEAM", "a-signing-secret"
ACCOUNTS = tuple(f"{WORKSPACE}/U{number}" for number in range(1, 6))
FORM = "application/x-www-form-urlencoded"


class InstantApi(WebApi):
    """Slack's answer to every call, at once. `replies` counts the private answers that came."""

    def __init__(self) -> None:
        super().__init__("xoxb-none", "http://127.0.0.1:9/api/")
        self.replies = 0
        self.replied = asyncio.Event()

    async def call(self, method: str, **arguments: Any) -> Answer:
        us = {"team_id": WORKSPACE, "user_id": "UBOT", "bot_id": "BBOT", "user": "samspil"}
        return Answer({"ok": True, **us}, {"x-oauth-scopes": ",".join(SCOPES)})

    async def hook(self, url: str, body: Json) -> None:
        self.replies += 1
        self.replied.set()


class InstantWire(SocketModeClient):
    """slack_sdk's client with nobody at the other end: frames come in as text, acknowledgements are taken."""

    def __init__(self) -> None:
        super().__init__("xapp-none", logger=logging.getLogger("benchmarks.wire"))
        self.logger.setLevel(logging.WARNING)
        self.acknowledged = asyncio.Event()

    async def session_id(self) -> str:
        return "s_1"

    async def send_message(self, message: str, session: Any = None) -> None:
        self.acknowledged.set()

    async def receive(self, frame: str) -> None:
        """One frame, until it is acknowledged."""
        self.acknowledged.clear()
        self.message_queue.put_nowait(frame)
        await self.acknowledged.wait()

    async def stop(self) -> None:
        self.closed = True
        self.message_processor.cancel()
        await self.aiohttp_client_session.close()


Sides = tuple[Work, Work, tuple[InstantWire, ...]]


async def press(mode: Mode) -> Figure:
    """*Jeg er væk i denne uge*: stored, the team's card drawn anew, the private answer drawn and given."""
    with database_file() as database:
        rounds = OpenRounds(database, "slack", f"{WORKSPACE}/{CHANNEL}", ACCOUNTS)
        count = needed()
        presses = list(await rounds.fill(count))[:count]
        shown = render.message(rounds.card())
        payloads = [_press(shown, rounds.team.id, number, *one) for number, one in enumerate(presses)]
        door, api = await _door(rounds)
        bare, ours, wires = (_in_socket if mode == "socket" else _by_http)(door, api, payloads)
        found = await compare(bare, ours)
        for wire in wires:
            await wire.stop()
        assert rounds.stored() == api.replies == count, "a press was not stored and answered"
        await door.stop()
    return Figure(f"slack.press.{mode}", found.ratio, "ratio", 0.35, 0.6, found.reference("bare bolt"))


async def _door(rounds: OpenRounds) -> tuple[SlackDoor, InstantApi]:
    """The door, up and without a network: what it would get from Slack at its start it gets at once."""
    door = SlackDoor(SlackSettings("xoxb-none", signing_secret=SECRET), rounds.house.bot)
    api = InstantApi()
    door.api, door._answers = api, Answers(api, door._uploads)
    await door._came_up()
    return door, api


def _bare() -> AsyncApp:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=WORKSPACE, bot_id="BBOT", bot_user_id="UBOT", bot_token="xoxb-none"
        )

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.action(re.compile("^checkins/away/"))
    async def away(ack: Any) -> None:
        await ack()

    return app


# ---- Socket Mode


def _in_socket(door: SlackDoor, api: InstantApi, payloads: list[Json]) -> Sides:
    """Each side gets the text of a frame, as HTTP mode gets the bytes of a body."""
    app, for_bare, for_ours = _bare(), InstantWire(), InstantWire()

    async def answer(client: Any, request: SocketModeRequest) -> None:
        await send_async_response(client, request, await run_async_bolt_app(app, request), 0.0)

    for_bare.socket_mode_request_listeners.append(answer)
    for_ours.socket_mode_request_listeners.append(Socket("xapp-none", "", door._dispatch)._receive)
    bare_frames, our_frames = _frames(payloads), _frames(payloads)

    async def bare() -> None:
        await for_bare.receive(next(bare_frames))

    async def ours() -> None:
        api.replied.clear()
        await for_ours.receive(next(our_frames))
        await api.replied.wait()

    return bare, ours, (for_bare, for_ours)


def _frames(payloads: list[Json]) -> Iterator[str]:
    about = {"type": "interactive", "accepts_response_payload": False}
    return iter(
        [json.dumps({"envelope_id": str(n), "payload": one, **about}) for n, one in enumerate(payloads)]
    )


# ---- HTTP mode


def _by_http(door: SlackDoor, api: InstantApi, payloads: list[Json]) -> Sides:
    app, entrance = _bare(), HttpEntrance(SECRET, door._dispatch)
    for_bare, for_ours = _requests(payloads), _requests(payloads)

    async def bare() -> None:
        response = await app.async_dispatch(await to_bolt_request(next(for_bare)))
        assert (await to_aiohttp_response(response)).status == 200

    async def ours() -> None:
        api.replied.clear()
        assert (await entrance.receive(next(for_ours))).status == 200
        await api.replied.wait()

    return bare, ours, ()


def _requests(payloads: list[Json]) -> Iterator[web.Request]:
    """Signed requests as aiohttp hands them on; all made beforehand."""
    moment = str(int(time.time()))
    return iter([_request(urlencode({"payload": json.dumps(one)}), moment) for one in payloads])


def _request(body: str, moment: str) -> web.Request:
    signed = hmac.new(SECRET.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    content = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
    content.feed_data(body.encode())
    content.feed_eof()
    headers = {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={signed}",
    }
    return make_mocked_request("POST", PATH, headers=headers, payload=content)


# ---- what Slack sends


_triggers = itertools.count(1)


def _press(shown: Json, team_id: int, number: int, account: str, round_id: int) -> Json:
    """`block_actions` as Slack sends it, with the whole message in it."""
    user = account.split("/")[1]
    return {
        "type": "block_actions",
        "api_app_id": "A0APP",
        "token": "legacy",
        "enterprise": None,
        "is_enterprise_install": False,
        "team": {"id": WORKSPACE, "domain": "example"},
        "user": {"id": user, "username": "amira", "name": "amira", "team_id": WORKSPACE},
        "trigger_id": f"{next(_triggers)}.1.{number}",
        "container": {
            "type": "message",
            "message_ts": f"1.{round_id}",
            "channel_id": CHANNEL,
            "is_ephemeral": False,
        },
        "channel": {"id": CHANNEL, "name": "team"},
        "message": {"type": "message", "user": "UBOT", "bot_id": "BBOT", "ts": f"1.{round_id}", **shown},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.example/actions/1",
        "actions": [
            {
                "type": "button",
                "action_id": f"checkins/away/{team_id}/{round_id}",
                "block_id": "b1",
                "text": {"type": "plain_text", "text": "Jeg er væk i denne uge", "emoji": False},
                "action_ts": "1.1",
            }
        ],
    }

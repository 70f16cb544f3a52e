"""`/slack/events` towards the world: what is not provably Slack's is refused, whatever is wrong with it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from adapters.slack.http import MAX_BODY, HttpEntrance, decode
from tests.fakes.slack.http_mode import sign

SECRET = "a signing secret"
NOW = 1_780_000_000
BODY = json.dumps({"type": "event_callback", "event": {"type": "channel_left"}})


class Entrance:
    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.url = ""

    async def handle(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.received.append(payload)
        return 200, {"ok": 1}

    async def post(self, body: bytes | str, kind: str = "application/json", **headers: str) -> int:
        raw = body.encode() if isinstance(body, str) else body
        stamp = headers.pop("stamp", str(NOW))
        sent = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp}
        text = raw.decode(errors="replace")
        sent["X-Slack-Signature"] = sign(SECRET, text, int(stamp) if stamp.isdigit() else NOW)
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        async with ClientSession() as session, session.post(self.url, data=raw, headers=sent) as answer:
            return answer.status


@pytest.fixture
async def entrance() -> AsyncIterator[Entrance]:
    made = Entrance()
    app = web.Application()
    HttpEntrance(SECRET, made.handle, now=lambda: NOW).mount(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield made
    await runner.cleanup()


async def test_a_signed_request_comes_in(entrance: Entrance) -> None:
    assert await entrance.post(BODY) == 200
    assert entrance.received == [json.loads(BODY)]


async def test_the_window_is_three_hundred_seconds(entrance: Entrance) -> None:
    statuses = {shift: await entrance.post(BODY, stamp=str(NOW + shift)) for shift in (-301, -299, 299, 301)}
    assert statuses == {-301: 401, -299: 200, 299: 200, 301: 401}


async def test_one_changed_byte_is_enough(entrance: Entrance) -> None:
    good = sign(SECRET, BODY, NOW)
    for place in range(0, len(BODY), 7):
        body = BODY[:place] + chr(ord(BODY[place]) ^ 1) + BODY[place + 1 :]
        assert await entrance.post(body, X_Slack_Signature=good) == 401
    for place in range(3, len(good), 5):
        other = "0" if good[place] != "0" else "1"
        assert await entrance.post(BODY, X_Slack_Signature=good[:place] + other + good[place + 1 :]) == 401
    assert entrance.received == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0="},
        {"X_Slack_Signature": "v1=" + "0" * 64},
        {"X_Slack_Signature": "v0=" + "0" * 63 + "Æ"},
        {"X_Slack_Signature": "v0=" + "0" * 64},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "now"},
        {"X_Slack_Request_Timestamp": "1e9"},
        {"X_Slack_Request_Timestamp": "-1"},
        {"X_Slack_Request_Timestamp": "9" * 30},
        {"X_Slack_Request_Timestamp": "١٧٨٠٠٠٠٠٠٠"},
    ],
    ids=str,
)
async def test_odd_headers_are_401_and_no_error(
    entrance: Entrance, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await entrance.post(BODY, **headers) == 401
    assert entrance.received == []
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_too_much_and_not_text(entrance: Entrance) -> None:
    assert await entrance.post("x" * (MAX_BODY + 1)) == 401
    assert await entrance.post(b"\xff\xfe") == 401
    assert await entrance.post("x" * 10) == 400, "signed, but nothing we can read"
    assert entrance.received == []


def test_a_form_is_read_as_parse_qsl_reads_it() -> None:
    assert decode(
        "command=%2Ftjekind&text=a+%26+b%3D+%C3%A6&empty=", "application/x-www-form-urlencoded"
    ) == {
        "command": "/tjekind",
        "text": "a & b= æ",
        "empty": "",
    }
    assert decode("payload=%7B%22a%22%3A+%22%2B%22%7D", "application/x-www-form-urlencoded") == {"a": "+"}
    for body in ("payload=", "payload=%5B%5D", "payload=nej"):
        with pytest.raises(ValueError):
            decode(body, "application/x-www-form-urlencoded")

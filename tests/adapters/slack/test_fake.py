"""The fake Slack, driven by the real slack_sdk and bolt: it must behave like Slack, and refuse like it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, NotAcknowledged, RefusedBySlack

BUTTON = {
    "type": "button",
    "text": {"type": "plain_text", "text": "Svar"},
    "action_id": "answer",
    "value": "1",
}
CARD: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Hej* &lt;alle&gt;"}},
    {"type": "actions", "elements": [BUTTON]},
]


def modal(**more: Any) -> dict[str, Any]:
    field = {
        "type": "input",
        "block_id": "f0",
        "label": {"type": "plain_text", "text": "Næste skridt"},
        "element": {"type": "plain_text_input", "action_id": "v"},
    }
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Tjek-ind"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [field],
        **more,
    }


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


def bolt(slack: FakeSlack, **more: Any) -> AsyncApp:
    """A bolt app with a command, a button that opens a form, and an echo of what is sent."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True, **more)

    @app.command("/tjekind")
    async def command(ack: Any) -> None:
        await ack(text="Hej", blocks=CARD)

    @app.action("answer")
    async def press(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="form"))

    @app.view("form")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        value = view["state"]["values"]["f0"]["v"]["value"]
        if value == "nej":
            await ack(response_action="errors", errors={"f0": "Skriv lidt mere"})
        else:
            await ack()

    return app


@asynccontextmanager
async def over_sockets(slack: FakeSlack, app: AsyncApp) -> AsyncIterator[FakeSlack]:
    handler: Any = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.1)
    await handler.connect_async()
    await slack.connected()
    try:
        yield slack
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack: FakeSlack, app: AsyncApp) -> AsyncIterator[FakeSlack]:
    async def serve(received: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(received)))

    site = web.Application()
    site.router.add_post("/slack/events", serve)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield slack
    finally:
        await runner.cleanup()


@pytest.fixture(params=[over_sockets, over_http], ids=["socket", "http"])
async def served(slack: FakeSlack, request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    async with request.param(slack, bolt(slack)):
        yield slack


async def test_a_person_uses_a_command_a_button_and_a_form(served: FakeSlack) -> None:
    ada = served.user("U1", name="Ada")
    bo = served.user("U2", name="Bo")
    served.channel("C1", ada, bo)
    await ada.command("/tjekind")
    assert ada.text() == "Hej <alle>\n[Svar]"
    assert not bo.sees("Hej"), "an ephemeral is for one"
    await ada.press("Svar")
    assert await ada.fill({"Næste skridt": "nej"}) == {"Næste skridt": "Skriv lidt mere"}
    assert await ada.fill({"Næste skridt": ""}) == {"Næste skridt": "Please complete this required field."}
    assert await ada.fill({"Næste skridt": "ring"}) == {}
    assert ada.modal is None


async def test_the_request_url_is_verified_and_signatures_matter(slack: FakeSlack) -> None:
    async with over_http(slack, bolt(slack)):
        await slack.verify_url()
        status, _, _ = await slack.http.post("{}", "application/json", {"X-Slack-Signature": "v0=00"})
        assert status == 401


async def test_three_seconds_to_acknowledge(slack: FakeSlack) -> None:
    slack.ack_timeout = 0.05
    app = bolt(slack)

    @app.command("/langsom")
    async def slow() -> None:
        await asyncio.Event().wait()

    async with over_sockets(slack, app):
        ada = slack.user("U1")
        slack.channel("C1", ada)
        with pytest.raises(NotAcknowledged):
            await ada.command("/langsom")


async def test_a_lost_acknowledgement_and_a_cut_connection_bring_the_envelope_again(slack: FakeSlack) -> None:
    app, seen = bolt(slack), list[str]()

    @app.command("/roller")
    async def count(ack: Any, body: dict[str, Any]) -> None:
        seen.append(body["trigger_id"])
        if len(seen) == 3:
            slack.sockets.drop()
        await ack("her")

    async with over_sockets(slack, app):
        ada = slack.user("U1")
        slack.channel("C1", ada)
        slack.sockets.lose_acks = 1
        await ada.command("/roller")
        await ada.command("/roller")
        assert [one.split(".")[1] for one in seen] == ["U1"] * 4
        assert len(set(seen)) == 2, "redelivery is the same interaction"
        assert slack.sockets.opened == 2


async def test_disconnect_frames_make_the_client_reconnect(slack: FakeSlack) -> None:
    async with over_sockets(slack, bolt(slack)):
        for opened, reason in enumerate(["refresh_requested", "warning"], start=2):
            await slack.sockets.disconnect(reason, close=reason != "warning")
            await slack.until(lambda opened=opened: slack.sockets.opened == opened)  # type: ignore[misc]


async def test_an_event_that_is_not_acknowledged_is_retried(slack: FakeSlack) -> None:
    app, attempts = bolt(slack), list[str]()

    @app.event("channel_left")
    async def left(req: Any) -> None:
        attempts.append(req.headers.get("x-slack-retry-num", ["0"])[0])
        if len(attempts) < 4:
            raise RuntimeError("not now")

    async with over_sockets(slack, app):
        slack.channel("C1")
        slack.ack_timeout = 0.2
        await slack.kick_bot("C1")
        await slack.retry_events()
        await slack.retry_events()
        await slack.retry_events()
        assert attempts == ["0", "1", "2", "3"]


async def test_an_acknowledgement_slack_cannot_show_fails_the_person(slack: FakeSlack) -> None:
    app = bolt(slack)

    @app.command("/brudt")
    async def broken(ack: Any) -> None:
        await ack(text="x", blocks=[{"type": "header", "text": {"type": "plain_text", "text": ""}}])

    async with over_sockets(slack, app):
        ada = slack.user("U1")
        slack.channel("C1", ada)
        with pytest.raises(RefusedBySlack):
            await ada.command("/brudt")

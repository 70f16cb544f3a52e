"""The fake Slack, driven by the real slack_sdk and bolt: it must behave like Slack, and refuse like it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientError, ServerDisconnectedError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
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


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


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


# ---- the Web API


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_posting_editing_deleting(slack: FakeSlack, client: AsyncWebClient) -> None:
    ada = slack.user("U1", name="Ada")
    slack.channel("C1", ada)
    meta = {"event_type": "samspil", "event_payload": {"key": "k1"}}
    sent = await client.chat_postMessage(channel="C1", text="Hej", blocks=CARD, metadata=meta)
    assert ada.channel("C1").last == "Hej <alle>\n[Svar]"
    await client.chat_update(channel="C1", ts=sent["ts"], text="Farvel")
    assert ada.channel("C1").messages == ["Farvel"]
    await client.chat_delete(channel="C1", ts=sent["ts"])
    assert ada.text() == ""
    assert await refusal(client.chat_update(channel="C1", ts=sent["ts"], text="?")) == "message_not_found"


async def test_where_the_bot_may_not_post(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.channel("C1", bot=False)
    slack.channel("G1", bot=False, private=True)
    slack.channel("C2").archived = True
    slack.user("U1", deleted=True)
    assert await refusal(client.chat_postMessage(channel="C1", text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel="G1", text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C2", text="x")) == "is_archived"
    assert await refusal(client.conversations_open(users="U1")) == "user_disabled"
    slack.revoke_token()
    assert await refusal(client.auth_test()) == "token_revoked"
    client.token = "xoxb-wrong"
    assert await refusal(client.auth_test()) == "invalid_auth"


async def test_json_form_and_query_arguments(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.user("U1", name="Ada")
    json = await client.api_call("users.info", json={"user": "U1"})
    form = await client.api_call("users.info", data={"user": "U1"})
    query = await client.api_call("users.info", http_verb="GET", params={"user": "U1"})
    assert json.data == form.data == query.data


async def test_history_needs_its_scope_and_shows_metadata(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.channel("C1")
    meta = {"event_type": "samspil", "event_payload": {"key": "k1"}}
    first = await client.chat_postMessage(channel="C1", text="a", metadata=meta)
    await client.chat_postMessage(channel="C1", text="b", metadata=meta)
    assert await refusal(client.conversations_history(channel="C1")) == "missing_scope"
    slack.scopes.add("channels:history")
    found = await client.conversations_history(
        channel="C1", oldest=first["ts"], include_all_metadata=True, limit=1
    )
    assert [one["text"] for one in found["messages"]] == ["b"]
    assert found["messages"][0]["metadata"] == meta


async def test_faults(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.channel("C1")
    slack.faults.rate_limit("chat.postMessage", retry_after=7, channel="C1")
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C1", text="x")
    assert limited.value.response.headers["Retry-After"] == "7"
    slack.faults.lose_reply("chat.postMessage")
    with pytest.raises((ServerDisconnectedError, ClientError)):
        await client.chat_postMessage(channel="C1", text="lost")
    slack.faults.status("chat.postMessage", 503)
    with pytest.raises(SlackApiError) as failed:
        await client.chat_postMessage(channel="C1", text="x")
    assert failed.value.response.status_code == 503
    held = slack.faults.hold("chat.postMessage")
    task = asyncio.create_task(client.chat_postMessage(channel="C1", text="late"))
    await held.arrived.wait()
    assert [one.text for one in slack.messages("C1")] == ["lost"]
    held.release()
    await task
    assert [one.text for one in slack.messages("C1")] == ["lost", "late"]


async def test_the_default_retry_handlers_post_twice(slack: FakeSlack) -> None:
    """Why non-idempotent calls have no retry handlers."""
    slack.channel("C1")
    slack.faults.lose_reply("chat.postMessage")
    eager = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    await eager.chat_postMessage(channel="C1", text="x")
    assert len(slack.messages("C1")) == 2


async def test_a_trigger_lasts_three_seconds_and_once(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.user("U1")
    trigger, late = slack.workspace.trigger("U1"), slack.workspace.trigger("U1")
    await client.views_open(trigger_id=trigger, view=modal())
    assert await refusal(client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    slack.clock.advance(3.1)
    assert await refusal(client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.U9", view=modal())) == "invalid_trigger_id"


async def test_a_modal_can_be_updated_with_its_hash_and_three_stand_on_each_other(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    ada = slack.user("U1")
    opened = await client.views_open(trigger_id=slack.workspace.trigger("U1"), view=modal())
    ada.enter({"Næste skridt": "skrevet"})
    view = opened["view"]
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(callback_id="2"))
    assert ada.modal is not None and ada.modal.values == {
        "f0": {"v": {"type": "plain_text_input", "value": "skrevet"}}
    }
    stale = client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert await refusal(stale) == "hash_conflict"
    for _ in range(2):
        await client.views_push(trigger_id=slack.workspace.trigger("U1"), view=modal())
    fourth = client.views_push(trigger_id=slack.workspace.trigger("U1"), view=modal())
    assert await refusal(fourth) == "push_limit_reached"


async def test_response_urls_work_five_times_in_half_an_hour(slack: FakeSlack) -> None:
    from slack_sdk.webhook.async_client import AsyncWebhookClient

    ada = slack.user("U1")
    slack.channel("C1", ada)
    hook = AsyncWebhookClient(slack.response_url("U1", "C1"))
    assert [(await hook.send(text="x")).status_code for _ in range(6)] == [200] * 5 + [404]
    late = AsyncWebhookClient(slack.response_url("U1", "C1"))
    slack.clock.advance(1801)
    assert (await late.send(text="x")).body == "expired_url"


async def test_an_upload_in_three_steps(slack: FakeSlack, client: AsyncWebClient) -> None:
    ada = slack.user("U1")
    slack.channel("C1", ada)
    await client.files_upload_v2(filename="m.ics", content="BEGIN:VCALENDAR", channel="C1", title="Møde")
    assert ada.sees("(Møde)")


async def test_home_tabs(slack: FakeSlack, client: AsyncWebClient) -> None:
    ada = slack.user("U1")
    await client.views_publish(user_id="U1", view={"type": "home", "blocks": CARD})
    assert ada.home() == "Hej <alle>\n[Svar]"
    refused = client.views_publish(user_id="U1", view=modal())
    assert await refusal(refused) == "invalid_arguments"


async def test_what_slack_refuses_is_refused_and_remembered(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.channel("C1")
    many = [{"type": "divider"} for _ in range(51)]
    assert await refusal(client.chat_postMessage(channel="C1", text="x", blocks=many)) == "invalid_blocks"
    assert slack.refused[0][0] == "chat.postMessage"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    long = client.chat_postMessage(channel="C1", text="x", blocks=[section] * 5)
    assert await refusal(long) == "msg_blocks_too_long"


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

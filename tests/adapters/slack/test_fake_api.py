"""The fake's Web API, called by the real slack_sdk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.adapters.slack.test_fake import CARD, modal
from tests.fakes.slack import FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


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
    json = await client.api_call("conversations.open", json={"users": "U1"})
    form = await client.api_call("conversations.open", data={"users": "U1"})
    query = await client.api_call("conversations.open", http_verb="GET", params={"users": "U1"})
    assert json.data == form.data == query.data
    await client.api_call("users.info", data={"user": "U1"})
    unread = client.api_call("users.info", json={"user": "U1"})
    assert await refusal(unread) == "user_not_found", "methods that only read take no JSON"


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

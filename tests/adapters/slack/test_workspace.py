"""What Slack and the workspace do: repeats, App Home, invitations, tokens, connections."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.slack.web_api import RETRY_TOKEN
from storage.teams import TeamStore
from tests.adapters.slack.playground import Playground
from tests.adapters.slack.test_door import context, post
from tests.doors.slack import CHANNEL, SlackUnderTest
from tests.fakes.slack import Person

socket_only = pytest.mark.parametrize("slack", ["socket"], indirect=True)


# ---- the platform's repeats


async def test_repeats_of_a_request_have_one_effect(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.command("/leg")
    await amira.press("Fortæl")
    await amira.command("/leg", "form")
    await amira.fill({"Tekst": "en gang"})
    seen, requests = list(play.seen), range(len(slack.slack.delivered))
    for number in [*requests, *requests]:
        await slack.slack.repeat(number)
    assert play.seen == seen


@socket_only
async def test_a_lost_acknowledgement_has_one_effect(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.command("/leg")
    slack.slack.sockets.lose_acks = 1
    await amira.press("Fortæl")
    assert play.seen == ["command", "tell"]


async def test_an_event_is_stored_before_it_is_acknowledged(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    """While the database is busy the event is not acknowledged, and comes again."""
    play.gate.clear()
    busy = asyncio.create_task(amira.command("/leg"))
    await slack.slack.until(lambda: slack.slack.delivered)
    slack.slack.ack_timeout = 0.5
    await slack.slack.kick_bot(CHANNEL)
    assert [attempt for _, attempt in slack.slack.undelivered] == [2], "refused twice: Slack will try again"
    play.gate.set()
    await busy
    await slack.slack.retry_events()
    assert not slack.slack.undelivered
    with slack.house.database.transaction() as tx:
        places = context(slack, tx).store(TeamStore).places(slack.house.team_id)
    assert [one.reachable for one in places if one.platform == "slack"] == [False]


# ---- App Home


async def test_home_answers_in_a_modal_and_shows_what_changed(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.open_home()
    assert amira.home()
    published = len(slack.slack.calls_to("views.publish"))
    view = slack.slack.workspace.homes[amira.id]
    view.body["blocks"].append(
        {
            "type": "actions",
            "block_id": "mine",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": name},
                    "action_id": f"play/{route}",
                }
                for name, route in (("Fortæl", "tell"), ("Skriv", "form"))
            ],
        }
    )
    await amira.press("Fortæl")
    await amira.waits_for("Kun til dig")
    assert amira.modal is not None
    assert len(slack.slack.calls_to("views.publish")) > published
    await amira.press("Skriv")
    assert await amira.fill({"Tekst": "hjemmefra"}) == {}
    assert amira.sees("hjemmefra")
    assert slack.slack.refused == []


# ---- the workspace


async def test_the_bot_says_once_how_it_is_invited(slack: SlackUnderTest, amira: Person) -> None:
    slack.slack.channel("C2", amira, bot=False)
    slack.slack.channel("G2", amira, bot=False, private=True)
    for channel in ("C2", "G2"):
        await amira.command("/leg", channel=channel)
        await amira.waits_for("Skriv /invite @samspil her i kanalen")
        told = amira.text().count("/invite")
        await amira.command("/leg", channel=channel)
        assert amira.text().count("/invite") == told
        amira.reload()
    await amira.command("/leg", channel=CHANNEL)
    assert not amira.sees("/invite")


async def test_a_revoked_token_is_noticed_and_posts_wait_for_a_new_one(
    slack: SlackUnderTest, amira: Person
) -> None:
    slack.slack.revoke_token()
    await post(slack)
    assert slack.door is not None
    assert (slack.door.state.ready, slack.door.state.reason) == (False, "token_revoked")
    assert slack.slack.messages(CHANNEL) == []
    tried = len(slack.slack.calls_to("chat.postMessage"))
    await post(slack, "play/files")
    assert len(slack.slack.calls_to("chat.postMessage")) == tried, "a dead token is not tried for every post"
    slack.slack.token_state = ""
    await slack.restart()
    slack.house.world.clock.now += timedelta(seconds=RETRY_TOKEN)
    await slack.house.work()
    assert [one.text for one in slack.slack.messages(CHANNEL)] == ["Opslag", "Med filer"]


async def test_an_uninstalled_app_can_reach_nobody(slack: SlackUnderTest, amira: Person) -> None:
    await slack.slack.uninstall()
    assert slack.door is not None
    assert slack.door.state.reason in ("app_uninstalled", "account_inactive")
    await post(slack)
    with slack.house.database.transaction() as tx:
        places = context(slack, tx).store(TeamStore).places(slack.house.team_id)
    assert [one.reachable for one in places if one.platform == "slack"] == [False]
    assert slack.slack.messages(CHANNEL) == []


async def test_slack_is_down_at_the_start(slack: SlackUnderTest, amira: Person) -> None:
    await slack.close_door()
    slack.slack.faults.status("auth.test", 503, times=2)
    await slack.open_door()
    await amira.command("/leg")
    assert amira.sees("Legeplads")


@socket_only
async def test_sockets_come_back(slack: SlackUnderTest, amira: Person, play: Playground) -> None:
    for reason in ("refresh_requested", "warning"):
        opened = slack.slack.sockets.opened
        await slack.slack.sockets.disconnect(reason)
        await slack.slack.until(lambda opened=opened: slack.slack.sockets.opened > opened)  # type: ignore[misc]
        await amira.command("/leg")
    slack.ping = 0.1
    await slack.restart()
    slack.slack.sockets.mute = True
    opened = slack.slack.sockets.opened
    await slack.slack.until(lambda: slack.slack.sockets.opened > opened)
    slack.slack.sockets.mute = False
    await slack.slack.connected()
    await amira.command("/leg")
    assert play.seen == ["command"] * 3

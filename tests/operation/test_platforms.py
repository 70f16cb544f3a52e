"""`samspil check` and `samspil run` against stand-ins for Slack and Discord, over the wire."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator

import pytest

from tests.fakes.discord import FakeDiscord
from tests.fakes.slack import FakeSlack
from tests.operation.console import COURSE, Console, Result

RESPONSIBLE = {"SAMSPIL_CONTROLLER": "Skolen", "SAMSPIL_CONTACT": "data@skolen.example"}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    fake = await FakeDiscord().start()
    yield fake
    await fake.stop()


def settings(slack: FakeSlack | None = None, discord: FakeDiscord | None = None) -> dict[str, str]:
    found = dict(RESPONSIBLE)
    if slack is not None:
        found |= {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token,
                  "SLACK_API_URL": slack.api_url}  # fmt: skip
    if discord is not None:
        found |= {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api}
    return found


async def check(console: Console, **more: str) -> Result:
    return await asyncio.to_thread(console.run, "check", **more)


async def test_check_tries_the_tokens(console: Console, slack: FakeSlack, discord: FakeDiscord) -> None:
    discord.guild("Skolen")
    told = await check(console, **settings(slack, discord))
    assert told.code == 0, told.out
    assert "SLACK_BOT_TOKEN virker" in told.out and "SLACK_APP_TOKEN virker" in told.out
    assert "DISCORD_TOKEN virker" in told.out and "Med på: Skolen" in told.out
    assert "Dataansvarlig: Skolen" in told.out


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "SLACK_BOT_TOKEN virker ikke (invalid_auth)"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "SLACK_APP_TOKEN virker ikke"),
        ("DISCORD_TOKEN", "wrong", "DISCORD_TOKEN virker ikke"),
        ("SAMSPIL_CONTACT", "", "SAMSPIL_CONTACT mangler"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/", "Jeg kan ikke få svar fra http://127.0.0.1:9/api/"),
        ("DISCORD_API_URL", "http://127.0.0.1:9", "Jeg kan ikke få svar fra http://127.0.0.1:9"),
    ],
)
async def test_check_names_what_is_broken(
    console: Console, slack: FakeSlack, discord: FakeDiscord, name: str, value: str, says: str
) -> None:
    told = await check(console, **{**settings(slack, discord), name: value})
    assert told.code == 1 and says in told.out, told.out
    assert "Traceback" not in told.err


async def test_check_says_how_to_invite_a_bot_that_is_nowhere(console: Console, discord: FakeDiscord) -> None:
    told = await check(console, **settings(discord=discord))
    assert told.code == 0 and "oauth2/authorize" in told.out


async def test_check_names_missing_scopes(console: Console, slack: FakeSlack) -> None:
    slack.scopes.discard("chat:write")
    told = await check(console, **settings(slack))
    assert told.code == 1 and "chat:write" in told.out


async def test_both_kinds_of_slack_is_socket_mode_and_said(console: Console, slack: FakeSlack) -> None:
    running = await asyncio.to_thread(
        console.start, "run", **settings(slack), SLACK_SIGNING_SECRET=slack.signing_secret
    )
    await asyncio.to_thread(running.wait_ready)
    assert "Socket Mode" in running.text and "SLACK_SIGNING_SECRET" in running.text
    assert running.get("/slack/events")[0] == 404
    assert await asyncio.to_thread(running.stop) < 5


async def test_all_doors_open_and_close(console: Console, slack: FakeSlack, discord: FakeDiscord) -> None:
    """One process, three doors; the platforms may come later than the process; tokens are in no log."""
    console.run("course", "load", console.write("c.toml", COURSE))
    discord.guild("Skolen")
    running = await asyncio.to_thread(console.start, "run", **settings(slack, discord))
    await asyncio.to_thread(running.wait_ready)
    begun = time.monotonic()
    while True:
        status, body = await asyncio.to_thread(running.get, "/readyz")
        if all(door["ready"] for door in body["doors"].values()):
            break
        assert time.monotonic() - begun < 30, running.text
        await asyncio.sleep(0.2)
    assert status == 200 and set(body["doors"]) == {"web", "slack", "discord"}
    assert await asyncio.to_thread(running.stop, signal.SIGTERM) < 5
    assert running.process.returncode == 0
    for secret in (slack.bot_token, slack.app_token, discord.token):
        assert secret not in running.text
    assert "Traceback" not in running.text, running.text


async def test_a_platform_that_is_down_does_not_stop_the_others(console: Console) -> None:
    down = {**RESPONSIBLE, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DISCORD_TOKEN": "x",
            "SLACK_API_URL": "http://127.0.0.1:9/api/", "DISCORD_API_URL": "http://127.0.0.1:9"}  # fmt: skip
    running = await asyncio.to_thread(console.start, "run", **down)
    await asyncio.to_thread(running.wait_ready)
    status, body = await asyncio.to_thread(running.get, "/readyz")
    assert status == 200, "not for ten minutes yet"
    assert body["doors"]["web"]["ready"]
    assert not body["doors"]["slack"]["ready"] and not body["doors"]["discord"]["ready"]
    assert await asyncio.to_thread(running.stop) < 5

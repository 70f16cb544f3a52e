"""The Discord door as the process sees it: supervised, so that no fault of Discord's ends it.

What discord.py does not survive by itself (2.7.1): a first connect to the gateway that fails (it reads a
socket that is not there), RESUME answered with 503 for ever, a connection reset (errno 104) it does not know.
Each ends with a new client.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import manifest
from adapters.discord.app import DEFER_AFTER, DiscordClient
from adapters.discord.messenger import DiscordMessenger, Files, no_files
from adapters.door import DoorState
from bot.app import Bot

log = logging.getLogger(__name__)

PUBLIC_API = "https://discord.com/api/v10"
PATIENCE = 300.0  # seconds without READY or RESUMED after which the client is given up
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds between two clients, doubled each time
REVOKED_WAIT = 60.0  # seconds between tries with a token that Discord refuses
SPARE_IDENTIFIES = 10  # of 1000 in 24 hours; Discord resets the token of a bot that uses them up
FINISH = 2.5  # seconds for answers under way when stopping
TIMEOUT = aiohttp.ClientTimeout(total=15)


class BadToken(Exception):
    """Discord does not know DISCORD_TOKEN."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where to connect, and how often still today: seconds until the count begins anew."""

    url: str
    identifies: int
    reset_after: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What a token opens: the bot's name, its application, the servers it is in, and its invite."""

    name: str
    application_id: str
    servers: tuple[str, ...]
    invite: str


def use_api(api_url: str) -> str:
    """Point discord.py at an API address of our own, for the whole process; returns the address without a
    slash.
    """
    base = (api_url or PUBLIC_API).rstrip("/")
    Route.BASE = base
    return base


async def _get(base: str, path: str, token: str) -> Any:
    headers = {"Authorization": f"Bot {token}"}
    async with (
        aiohttp.ClientSession(timeout=TIMEOUT) as session,
        session.get(base + path, headers=headers) as answer,
    ):
        if answer.status == 401:
            raise BadToken
        answer.raise_for_status()
        return await answer.json()


async def ask_gateway(base: str, token: str) -> Gateway:
    """`GET /gateway/bot`, which discord.py itself never asks. Raises BadToken, aiohttp.ClientError,
    TimeoutError.
    """
    body = await _get(base, "/gateway/bot", token)
    limit = body.get("session_start_limit") or {}
    return Gateway(body["url"], limit.get("remaining", 1000), limit.get("reset_after", 0) / 1000)


async def probe(token: str, api_url: str = "") -> Probe:
    """Try a token, for `samspil check`. Raises BadToken, aiohttp.ClientError, TimeoutError."""
    base = (api_url or PUBLIC_API).rstrip("/")
    application = await _get(base, "/oauth2/applications/@me", token)
    servers = await _get(base, "/users/@me/guilds", token)
    number = str(application["id"])
    return Probe(application["name"], number, tuple(one["name"] for one in servers), manifest.invite(number))


def nobody_else() -> AbstractAsyncContextManager[Any]:
    """Where one process is all there is, it owns the gateway."""
    return contextlib.nullcontext()


class DiscordDoor:
    """`lead` is held while this process is connected: of several processes one owns a bot's gateway, or every
    press
    would be taken twice. Messages go out from any of them."""

    name = "discord"

    def __init__(
        self,
        bot: Bot,
        token: str,
        api_url: str = "",
        files: Files = no_files,
        lead: Callable[[], AbstractAsyncContextManager[Any]] = nobody_else,
        patience: float = PATIENCE,
        defer_after: float = DEFER_AFTER,
    ) -> None:
        self._bot, self._token, self._files, self._lead = bot, token.strip(), files, lead
        self._patience, self._defer_after = patience, defer_after
        self._base = use_api(api_url)
        self._messenger = DiscordMessenger(self._token, files)
        self._client: DiscordClient | None = None
        self._up, self._down, self._was_up = asyncio.Event(), asyncio.Event(), False
        self._running: asyncio.Task[None] | None = None
        self._state = DoorState(False, bot.clock(), "connecting")

    @property
    def messenger(self) -> DiscordMessenger:
        return self._messenger

    @property
    def state(self) -> DoorState:
        return self._state

    async def start(self) -> None:
        self._running = asyncio.create_task(self._supervise(), name="discord")

    async def stop(self) -> None:
        client = self._client
        if client is not None:
            await client.finish(FINISH)
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._messenger.close()
        self._is(False, "stopped")

    async def _supervise(self) -> None:
        """One client after another, for ever."""
        wait = FIRST_WAIT
        while True:
            self._was_up = False
            try:
                async with self._lead():
                    await self._connect()
                reason, pause = "disconnected", wait
            except (BadToken, discord.LoginFailure):
                reason, pause = "token_revoked", max(wait, REVOKED_WAIT)
            except _Spent as spent:
                reason, pause = "too_many_connections", spent.seconds
            except Exception as error:
                # Whatever discord.py throws, of any kind: the bot stays, and tries again.
                refused = isinstance(error, discord.ConnectionClosed) and error.code == 4004
                reason, pause = ("token_revoked", REVOKED_WAIT) if refused else ("unreachable", wait)
                log.warning("discord ended: %s", type(error).__name__, extra={"action": "discord.ended"})
            if self._was_up:
                wait = FIRST_WAIT
            self._is(False, reason)
            await asyncio.sleep(pause)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _connect(self) -> None:
        """One client's life, until it ends or is given up."""
        gateway = await ask_gateway(self._base, self._token)
        if gateway.identifies < SPARE_IDENTIFIES:
            raise _Spent(gateway.reset_after)
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway.url)
        self._up.clear()
        client = DiscordClient(self._bot, self._messenger, self._files, self._on_up, self._defer_after)
        self._client = client
        living = asyncio.create_task(client.start(self._token))
        quiet = asyncio.create_task(self._until_quiet())
        try:
            await asyncio.wait({living, quiet}, return_when=asyncio.FIRST_COMPLETED)
            if living.done():
                living.result()
            else:
                log.warning("no session: a new client", extra={"action": "discord.given_up"})
        finally:
            living.cancel()
            quiet.cancel()
            self._client = None
            await asyncio.gather(living, quiet, return_exceptions=True)
            await client.close()

    def _on_up(self, up: bool) -> None:
        if up:
            self._was_up = True
            self._down.clear()
            self._up.set()
            self._is(True)
        else:
            self._up.clear()
            self._down.set()
            self._is(False, "disconnected")

    def _is(self, ready: bool, reason: str = "") -> None:
        if (self._state.ready, self._state.reason) != (ready, reason):
            since = self._bot.clock() if self._state.ready != ready else self._state.since
            self._state = DoorState(ready, since, reason)
            log.info("discord %s", reason or "ready", extra={"action": "discord.state"})

    async def _until_quiet(self) -> None:
        """Until no session has come about for too long."""
        while True:
            try:
                # wait_for would swallow a stop that comes with it
                async with asyncio.timeout(self._patience):
                    await self._up.wait()
            except TimeoutError:
                return
            await self._down.wait()


class _Spent(Exception):
    """Today's connections are nearly used up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = max(seconds, LONGEST_WAIT)

"""Cards out to Discord: the Messenger port over REST, with a nonce and a mark so that nothing is posted
twice.

Its client never connects to the gateway: any process may deliver, also one that does not own the bot's
connection.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import aiohttp
import discord

from adapters.discord import refusals
from adapters.discord.drawn import DrawnView, attachments
from adapters.discord.render import Drawn, draw, files_of, marker
from bot.interactions import Address
from bot.ports import CannotLook, RateLimited, Refused, Unreachable
from bot.ui import Card

log = logging.getLogger(__name__)
T = TypeVar("T")

Files = Callable[[str], Awaitable[bytes | None]]  # a stored file's content by its SHA-256

NONCE_LIFE = 120.0  # seconds for which Discord surely remembers a nonce ("the past few minutes")
MOST_LOOKED_AT = 1000  # messages read in a look-up; a busier channel than that is not looked through
LATE = 60.0  # seconds after a call was given up in which it may still land
TIMEOUT = 50.0  # seconds for one call, discord.py's own retries (25 s) and pauses (30 s at most) included
LONGEST_SLEEP = (
    30.0  # seconds of rate limit that discord.py sleeps out itself; what is longer comes back to us
)


async def no_files(_: str) -> bytes | None:
    """Where nothing is stored."""
    return None


def rest_client() -> discord.Client:
    """A client for REST alone: never connected, no cache, nobody mentioned."""
    return discord.Client(
        intents=discord.Intents(guilds=True),  # asked of nobody; without it discord.py warns at every start
        max_messages=None,
        max_ratelimit_timeout=LONGEST_SLEEP,
        allowed_mentions=discord.AllowedMentions.none(),
    )


def nonce(to: Address, key: str) -> str:
    """The same for every attempt to send this to this place; at most 25 characters, Discord's limit."""
    digest = hashlib.sha256(f"{to.platform}\n{to.value}\n{key}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()


class DiscordMessenger:
    """`client` may be one that is logged in already; otherwise one of its own logs in with `token` at the
    first send.
    """

    # A call that begins in this time has landed, however late, while Discord still knows the nonce of the first.
    repeats_for = timedelta(seconds=NONCE_LIFE - TIMEOUT - LATE)
    spacing = 0.0  # discord.py keeps to each channel's bucket

    def __init__(self, token: str, files: Files = no_files) -> None:
        self._token, self._files = token, files
        self._client: discord.Client | None = None
        self._own, self._logged_in = True, False
        self._login = asyncio.Lock()
        self._paused_until = 0.0
        self._directs: dict[
            int, int
        ] = {}  # person → the channel of their direct messages, which never changes

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        drawn = await self._draw(card, marker(key))
        number = nonce(to, key)

        async def post(client: discord.Client) -> str:
            place = await self._place(client, to)
            view, files = DrawnView(drawn.components), attachments(drawn)
            return str((await place.send(view=view, files=files, nonce=number)).id)

        return await self._call(post)

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        drawn = await self._draw(card)

        async def change(client: discord.Client) -> None:
            message = (await self._place(client, to)).get_partial_message(int(ref))
            await message.edit(view=DrawnView(drawn.components), attachments=attachments(drawn))

        await self._unless_gone(change)
        return ref

    async def delete(self, to: Address, ref: str) -> None:
        async def remove(client: discord.Client) -> None:
            await (await self._place(client, to)).get_partial_message(int(ref)).delete()

        await self._unless_gone(remove)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        mark = marker(key)

        async def look(client: discord.Client) -> str | None:
            place = await self._place(client, to)
            looked_at = 0
            async for message in place.history(limit=MOST_LOOKED_AT, after=since, oldest_first=True):
                looked_at += 1
                if (
                    _has_mark(message, mark)
                    and client.user is not None
                    and message.author.id == client.user.id
                ):
                    return str(message.id)
            if looked_at == MOST_LOOKED_AT:
                raise CannotLook("too much has been written since")
            if not looked_at:
                await self._check_history(place)
            return None

        return await self._call(look)

    def use(self, client: discord.Client) -> None:
        """Send through a client that somebody else has logged in."""
        self._client, self._own, self._logged_in = client, False, True

    async def close(self) -> None:
        """Let go of the connections, if they are this messenger's own."""
        if self._client is not None and self._own:
            await self._client.close()
            self._client, self._logged_in = None, False

    # -- how

    async def _draw(self, card: Card, mark: int | None = None) -> Drawn:
        found = {sha256: await self._files(sha256) for sha256 in files_of(card)}
        return draw(
            card, {name: content for name, content in found.items() if content is not None}, mark=mark
        )

    async def _place(self, client: discord.Client, to: Address) -> discord.PartialMessageable:
        kind, _, number = to.value.partition("/")
        if kind == "channel":
            return client.get_partial_messageable(int(number))
        if kind != "user":
            raise Unreachable(f"no such address: {kind}")
        person = int(number)
        if person not in self._directs:
            self._directs[person] = (await client.create_dm(discord.Object(person))).id
        return client.get_partial_messageable(self._directs[person])

    async def _check_history(self, place: discord.PartialMessageable) -> None:
        """An empty history is empty, or hidden: without the permission Discord shows none of it, and does not
        say so.

        A single message is refused in words: 404 where we may read and it is not there, 403 where we may not.
        """
        try:
            await place.fetch_message(discord.utils.time_snowflake(datetime.now(UTC) - timedelta(days=1)))
        except discord.NotFound as error:
            if error.code != refusals.UNKNOWN_MESSAGE:
                raise
        except discord.Forbidden as error:
            raise CannotLook("no permission to read the history") from error

    async def _unless_gone(self, work: Callable[[discord.Client], Awaitable[None]]) -> None:
        """Somebody took the message away: it is not put back, and that is no fault of the place."""

        async def tolerant(client: discord.Client) -> None:
            try:
                await work(client)
            except discord.NotFound as error:
                if error.code != refusals.UNKNOWN_MESSAGE:
                    raise
                log.info("the message is gone", extra={"action": "discord.message_gone"})

        await self._call(tolerant)

    async def _call(self, work: Callable[[discord.Client], Awaitable[T]]) -> T:
        """One piece of work, with every failure in the port's words."""
        pause = self._paused_until - time.monotonic()
        if pause > 0:
            raise RateLimited(pause)
        try:
            async with asyncio.timeout(TIMEOUT):
                return await work(await self._ready())
        except (RateLimited, Unreachable, Refused, CannotLook):
            raise
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            failed = refusals.failure(error)
            if isinstance(failed, RateLimited) and refusals.is_cloudflare(error):
                self._paused_until = time.monotonic() + failed.retry_after
                log.error("discord has banned this address", extra={"action": "discord.cloudflare"})
            raise failed from error

    async def _ready(self) -> discord.Client:
        async with self._login:
            if self._client is None:
                self._client = rest_client()
            if not self._logged_in:
                try:
                    await self._client.login(self._token)
                except BaseException as error:
                    client, self._client = self._client, None
                    await client.close()
                    if isinstance(error, (aiohttp.ClientError, OSError, discord.DiscordServerError)):
                        raise RateLimited(refusals.UNCONNECTED_PAUSE) from error
                    raise
                self._logged_in = True
            return self._client


def _has_mark(message: discord.Message, mark: int) -> bool:
    return bool(message.components) and getattr(message.components[0], "id", None) == mark

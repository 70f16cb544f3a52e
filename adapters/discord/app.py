"""Discord in: interactions to the core and its answers back, and the places the bot comes into and is put out
of.

Buttons and forms are routed by what stands in them (`on_interaction`), never by views kept in memory, so
those of yesterday's process work too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import aiohttp
import discord

from adapters.discord import answers, manifest, parse, refusals, views
from adapters.discord.messenger import LONGEST_SLEEP, DiscordMessenger, Files, no_files
from adapters.door import handled
from bot import core_views
from bot.app import Bot
from bot.errors import BotError
from bot.i18n import Locale
from bot.interactions import Command, Joined, Left, Press, Reply, Response, Sender, Submit
from bot.ports import CannotLook, RateLimited, Refused, Uncertain, Unreachable
from storage.database import BACKGROUND

log = logging.getLogger(__name__)

DEFER_AFTER = 2.0  # seconds; Discord waits three
_NOT_DELIVERED = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
_NOT_SENT = (RateLimited, Unreachable, Refused, Uncertain, CannotLook)


class DiscordClient(discord.Client):
    """The gateway's end. `on_up(True)` is called when a session is there (READY, RESUMED), `on_up(False)`
    when it is lost.
    """

    def __init__(
        self,
        bot: Bot,
        messenger: DiscordMessenger,
        files: Files = no_files,
        on_up: Callable[[bool], None] = lambda _: None,
        defer_after: float = DEFER_AFTER,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_SLEEP,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._bot, self._messenger, self._files = bot, messenger, files
        self._on_up, self._defer_after = on_up, defer_after
        self._places: dict[int, frozenset[int]] = {}  # server → the channels where the bot may see and write
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False

    # ---- the connection

    async def setup_hook(self) -> None:
        """Say which commands there are; the same list again changes nothing."""
        assert self.application_id is not None
        payload: list[Any] = manifest.commands(self._bot.features)
        try:
            await self.http.bulk_upsert_global_commands(self.application_id, payload)
        except _NOT_DELIVERED as error:
            log.error("commands not registered: %s", _why(error), extra={"action": "discord.commands_failed"})

    async def on_connect(self) -> None:
        self._on_up(True)

    async def on_resumed(self) -> None:
        self._on_up(True)

    async def on_disconnect(self) -> None:
        self._on_up(False)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("discord event failed", extra={"action": f"discord.{event_method}"})

    async def finish(self, seconds: float) -> None:
        """Take nothing more in, and let the answers that are under way be given."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _track(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ---- people

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if self._stopping:
            return
        try:
            if interaction.type is discord.InteractionType.autocomplete:
                await self._suggest(interaction, parse.asked(interaction))
                return
            event = parse.event(interaction)
        except parse.Malformed as error:
            log.warning("odd interaction: %s", error, extra={"action": "discord.malformed"})
            return
        if event is not None:
            self._track(self._take(interaction, event))

    async def _take(self, interaction: discord.Interaction, event: Command | Press | Submit) -> None:
        """Decide, answer; promise an answer when deciding takes long, or showing it will."""
        locale = self._locale(event.sender)
        deciding = asyncio.create_task(self._decide(event, locale))
        await asyncio.wait({deciding}, timeout=self._defer_after)
        slow = not deciding.done() or answers.takes_long(deciding.result())
        promised = slow and await self._promise(interaction)
        response = await deciding
        try:
            if promised:
                await answers.keep(interaction, response, self._files, locale)
            else:
                await _surely(lambda: answers.answer(interaction, response, self._files, locale))
            if isinstance(event, Command) and _shut_out(interaction):
                await answers.add(interaction, views.let_me_in(locale), self._files)
        except _NOT_DELIVERED as error:
            await self._tell(interaction, response, locale, error)

    async def _decide(self, event: Command | Press | Submit, locale: Locale) -> Response:
        try:
            return await handled(self._bot, event)
        except Exception:
            log.exception("interaction failed", extra={"action": "discord.interaction_failed"})
            return Reply(core_views.problem(locale, BotError(), {}))

    async def _promise(self, interaction: discord.Interaction) -> bool:
        try:
            await _surely(lambda: answers.promise(interaction))
        except _NOT_DELIVERED as error:
            log.warning("no promise: %s", _why(error), extra={"action": "discord.promise_failed"})
            return False
        return True

    async def _tell(
        self, interaction: discord.Interaction, response: Response, locale: Locale, error: BaseException
    ) -> None:
        """The answer did not get through; what was decided stands, and the person is told in a message."""
        log.warning("answered by message: %s", _why(error), extra={"action": "discord.answer_by_message"})
        card = answers.card_of(response, locale)
        if card is None:
            return
        try:
            to = parse.person(interaction.user.id)
            await self._messenger.send(to, card, key=f"answer/{interaction.id}")
        except _NOT_SENT as failed:
            log.warning("not answered: %s", _why(failed), extra={"action": "discord.answer_lost"})

    async def _suggest(self, interaction: discord.Interaction, text: str) -> None:
        language = self._language(str(interaction.locale))
        found = manifest.suggestions(self._bot.features, text, language)
        choices = [discord.app_commands.Choice(name=shown, value=value) for shown, value in found]
        try:
            await interaction.response.autocomplete(choices)
        except _NOT_DELIVERED as error:  # somebody writes faster than that; the next letter asks again
            log.info("no suggestions: %s", _why(error), extra={"action": "discord.suggestions_failed"})

    def _language(self, locale: str) -> str:
        return "en" if locale.startswith("en") else self._bot.settings.language

    def _locale(self, sender: Sender) -> Locale:
        settings, now = self._bot.settings, self._bot.clock()
        return Locale(self._language(sender.locale), settings.zone, now)

    # ---- places

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._look_around(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._look_around(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        known = self._places.pop(guild.id, frozenset()) | {channel.id for channel in guild.text_channels}
        await self._moved(frozenset(), known)

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        await self._look_around(channel.guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        known = self._places.get(channel.guild.id, frozenset())
        self._places[channel.guild.id] = known - {channel.id}
        await self._moved(frozenset(), frozenset({channel.id}))

    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        await self._look_around(channel.guild)

    async def on_guild_role_update(self, _: Any, role: discord.Role) -> None:
        await self._look_around(role.guild)

    async def on_member_update(self, _: Any, member: discord.Member) -> None:
        """Discord sends this for the bot's own roles alone, since we ask for no privileged intent."""
        if self.user is not None and member.id == self.user.id:
            await self._look_around(member.guild)

    async def _look_around(self, guild: discord.Guild) -> None:
        """Tell the core of the channels of a server that opened or closed to the bot since last time."""
        if self.get_guild(guild.id) is None:
            return  # left meanwhile: discord.py says "available" two seconds after the servers have come
        here = frozenset(channel.id for channel in guild.text_channels if _may_write(channel))
        before = self._places.get(guild.id, frozenset())
        self._places[guild.id] = here
        await self._moved(here - before, before - here)

    async def _moved(self, joined: frozenset[int], left: frozenset[int]) -> None:
        places: list[Joined | Left] = [
            Joined(place=parse.channel(one), delivery_id="") for one in sorted(joined)
        ]
        places += [Left(place=parse.channel(one), delivery_id="") for one in sorted(left)]
        for change in places:
            await self._bot.database.run(self._bot.handle, change, priority=BACKGROUND)


async def _surely(say: Callable[[], Awaitable[None]]) -> None:
    """A first answer, once more when nobody knows whether it arrived. That it has been given already is as
    good.
    """
    try:
        try:
            await say()
        except (aiohttp.ClientError, OSError, TimeoutError):
            await say()
    except discord.HTTPException as error:
        if error.code != refusals.ALREADY_ANSWERED:
            raise


def _may_write(channel: discord.TextChannel) -> bool:
    permissions = channel.permissions_for(channel.guild.me)
    return permissions.view_channel and permissions.send_messages


def _shut_out(interaction: discord.Interaction) -> bool:
    """A command used where the bot itself may not see or write: Discord delivers it all the same."""
    may = interaction.app_permissions
    return interaction.guild_id is not None and not (may.view_channel and may.send_messages)


def _why(error: BaseException) -> str:
    """An error for the log: its kind and Discord's codes, never people's text."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} {error.code}"
    return type(error).__name__

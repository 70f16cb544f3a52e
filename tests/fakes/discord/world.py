"""The Discord behind the fake: people, one or more servers, channels, messages and interactions, with
Discord's own rules.

Nothing here knows HTTP. Whatever the bot may not do raises `Refused` with Discord's code; whatever people and
the bot would see is kept as plain values; `changed` wakes whoever waits for something to appear.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord.components import Json, walk
from tests.fakes.discord.errors import (
    ANSWERED,
    CANNOT_DM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    Refused,
    unknown,
)
from tests.fakes.discord.limits import EPHEMERAL, LOADING, V2

EPOCH_MS = 1_420_070_400_000  # 2015-01-01, where Discord's ids begin
FIRST_ANSWER = 3.0  # seconds an interaction waits for its first answer
TOKEN_LIFE = 900.0  # seconds its token lives
NONCE_LIFE = 180.0  # Discord says "the past few minutes"
BOT_MAY = frozenset({"view", "send", "history", "attach", "embed"})


@dataclass(eq=False, slots=True)
class User:
    """Somebody on Discord: `locale` is what their client is set to, `dm_open` whether they take messages from
    bots.
    """

    id: int
    name: str
    locale: str = "da"
    bot: bool = False
    dm_open: bool = True


@dataclass(eq=False, slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    members: dict[int, User] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel, a thread under one (`parent`), or (`recipient`) somebody's direct messages. `bot_may`
    are the bot's
    permissions there.
    """

    id: int
    name: str
    guild: Guild | None = None
    recipient: User | None = None
    bot_may: frozenset[str] = BOT_MAY
    parent: Channel | None = None


@dataclass(eq=False, slots=True)
class Message:
    """One message as it stands now; `only_for` is whom an ephemeral one shows to."""

    id: int
    channel: Channel
    author: User
    created: float
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    only_for: User | None = None
    interaction: Interaction | None = None
    allowed_mentions: Json | None = None
    edited: float | None = None
    edits: int = 0
    deleted: bool = False


@dataclass(eq=False, slots=True)
class Interaction:
    """Something a person did, and what the bot answered. `answered` is the first answer, `complete` what it
    promised.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    created: float
    message: Message | None = None
    opened_by: Interaction | None = None  # of a submit: what opened its form
    callback: int | None = None
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    follow_ups: list[Message] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    complete: asyncio.Event = field(default_factory=asyncio.Event)


class World:
    """All of it, at one time of its own: `advance` lets fifteen minutes pass at once."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._ahead = clock, 0.0
        self._counter = itertools.count(1)
        self.changed = asyncio.Condition()
        self.bot = User(self.snowflake(), "Samspil", bot=True)
        self.application_id = self.snowflake()
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.interactions: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.commands: list[Json] = []
        self.files: dict[str, bytes] = {}

    def now(self) -> float:
        """Seconds since 1970, as this world counts them."""
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once: tokens expire, nonces are forgotten."""
        self._ahead += seconds

    def snowflake(self) -> int:
        """A new id, as Discord makes them: milliseconds, then a counter."""
        return (int(self.now() * 1000) - EPOCH_MS << 22) | (next(self._counter) & 0x3FFFFF)

    async def tell(self) -> None:
        """Wake everybody who waits for something to change."""
        async with self.changed:
            self.changed.notify_all()

    # -- places and people

    def add_user(self, name: str, locale: str = "da") -> User:
        """Somebody new, in every server there is."""
        user = User(self.snowflake(), name, locale)
        self.users[user.id] = user
        for guild in self.guilds.values():
            guild.members[user.id] = user
        return user

    def add_guild(self, name: str) -> Guild:
        """A server with everybody in it."""
        guild = Guild(self.snowflake(), name, dict(self.users))
        self.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """A text channel where the bot may do what its invite asks for."""
        channel = Channel(self.snowflake(), name, guild)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str) -> Channel:
        """A thread under a channel."""
        thread = Channel(self.snowflake(), name, parent.guild, bot_may=parent.bot_may, parent=parent)
        self.channels[thread.id] = thread
        return thread

    def direct(self, user: User) -> Channel:
        """The direct messages with somebody: one channel per person, for ever."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.snowflake(), user.name, recipient=user)
        self.channels[channel.id] = channel
        return channel

    # -- messages

    def reach(self, channel_id: int, *needs: str) -> Channel:
        """The channel, or Discord's refusal: gone, not visible, not permitted, or a person who takes no
        messages.
        """
        channel = self.channels.get(channel_id)
        if channel is None:
            raise unknown("Channel")
        if channel.recipient is not None:
            if "send" in needs and not channel.recipient.dm_open:
                raise Refused(*CANNOT_DM)
            return channel
        if "view" not in channel.bot_may:
            raise Refused(*MISSING_ACCESS)
        if not channel.bot_may.issuperset(needs):
            raise Refused(*MISSING_PERMISSIONS)
        return channel

    def earlier(self, nonce: str | None) -> Message | None:
        """The bot's message with this nonce from the past few minutes; refused if it was deleted since."""
        if nonce is None:
            return None
        fresh = (m for m in self.messages.values() if self.now() - m.created < NONCE_LIFE)
        found = next((m for m in fresh if m.nonce == nonce), None)
        if found is not None and found.deleted:
            raise unknown("Message")
        return found

    def post(self, channel: Channel, body: Json, author: User | None = None, **more: Any) -> Message:
        """A new message from an accepted body."""
        message = Message(self.snowflake(), channel, author or self.bot, self.now(), **more)
        nonce = body.get("nonce")
        message.nonce = None if nonce is None else str(nonce)
        self.messages[message.id] = message
        self._write(message, body)
        return message

    def rewrite(self, message: Message, body: Json) -> None:
        """An edit: only the parts the body names; the finished promise loses its `loading`."""
        keep = message.flags & ~LOADING
        self._write(message, body)
        message.flags = keep | (message.flags & V2)
        message.edited, message.edits = self.now(), message.edits + 1

    def _write(self, message: Message, body: Json) -> None:
        message.content = body["content"] or "" if "content" in body else message.content
        message.embeds = body["embeds"] or [] if "embeds" in body else message.embeds
        message.flags = int(body.get("flags") or 0)
        message.allowed_mentions = body.get("allowed_mentions", message.allowed_mentions)
        if "attachments" in body:
            message.attachments = body["attachments"] or []
        if "components" in body:
            message.components = body["components"] or []
            self.number(message.components)

    def number(self, components: list[Json]) -> None:
        """Discord gives every component an id that has none."""
        taken = {component.get("id") for component in walk(components)}
        numbers = (number for number in itertools.count(1) if number not in taken)
        for component in walk(components):
            if not component.get("id"):
                component["id"] = next(numbers)

    # -- interactions

    def act(
        self, kind: int, user: User, channel: Channel, data: Json, message: Message | None = None
    ) -> Interaction:
        """A person did something: a command (2), a component (3), asked for suggestions (4), sent a modal
        (5).
        """
        number = self.snowflake()
        interaction = Interaction(number, f"token-{number}", kind, user, channel, data, self.now(), message)
        self.interactions[number] = interaction
        self.by_token[interaction.token] = interaction
        return interaction

    def open_interaction(self, number: int, token: str) -> Interaction:
        """The interaction a first answer is for; refused when unknown, too late or answered before."""
        interaction = self.interactions.get(number)
        if interaction is None or interaction.token != token:
            raise unknown("Interaction")
        if interaction.callback is not None:
            raise Refused(*ANSWERED)
        if self.now() - interaction.created > FIRST_ANSWER:
            raise unknown("Interaction")
        return interaction

    def by_webhook(self, application_id: int, token: str) -> Interaction:
        """The interaction behind a token, for fifteen minutes."""
        interaction = self.by_token.get(token)
        if interaction is None or application_id != self.application_id:
            raise unknown("Webhook")
        if self.now() - interaction.created > TOKEN_LIFE:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return interaction

    def respond(self, interaction: Interaction, body: Json) -> Message:
        """A message that answers an interaction: in its channel, or (ephemeral) for its person alone."""
        hidden = bool(int(body.get("flags") or 0) & EPHEMERAL)
        return self.post(
            interaction.channel, body, only_for=interaction.user if hidden else None, interaction=interaction
        )

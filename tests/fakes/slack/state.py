"""The workspace as values: who and what there is, and the two ways in which Slack says no."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API call answered with `ok: false` and this code."""

    def __init__(self, code: str, *messages: str, **extra: Any) -> None:
        super().__init__(code)
        self.code, self.messages, self.extra = code, messages, extra


class NotAcknowledged(Exception):
    """The app did not acknowledge with 200 within three seconds: the person saw an error."""


class RefusedBySlack(AssertionError):
    """The app answered with something that Slack would not show."""


class Clock:
    """The workspace's time in seconds since 1970; `advance` makes three seconds or thirty minutes pass."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self.source, self.offset = source, 0.0

    def now(self) -> float:
        return self.source() + self.offset

    def advance(self, seconds: float) -> None:
        self.offset += seconds


@dataclass(slots=True)
class User:
    id: str
    name: str
    team_id: str
    is_bot: bool = False
    deleted: bool = False
    locale: str = "da-DK"
    tz: str = "Europe/Copenhagen"

    def describe(self) -> Json:
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name.lower(),
            "real_name": self.name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "tz": self.tz,
            "locale": self.locale,
            "profile": {"real_name": self.name, "display_name": self.name},
        }


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    members: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    im_with: str = ""

    def describe(self, for_user: str) -> Json:
        kind: Json = {"is_channel": not self.private and not self.im_with, "is_group": self.private}
        if self.im_with:
            return {"id": self.id, **kind, "is_im": True, "user": self.im_with}
        return {
            "id": self.id,
            "name": self.name,
            **kind,
            "is_im": False,
            "is_archived": self.archived,
            "is_private": self.private,
            "is_member": for_user in self.members,
            "is_ext_shared": False,
            "num_members": len(self.members),
        }


@dataclass(slots=True)
class Shown:
    """Something in a conversation: a message for all in it, or an ephemeral for `only_for`."""

    order: int
    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json]
    only_for: str = ""
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    edits: int = 0
    versions: list[str] = field(default_factory=list)

    def describe(self, *, with_metadata: bool) -> Json:
        about: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.files:
            about["files"] = self.files
        if self.thread_ts:
            about["thread_ts"] = self.thread_ts
        about |= {"blocks": self.blocks, "bot_id": "B0SAMSPIL", "app_id": "A0SAMSPIL"}
        if self.edits:
            about["edited"] = {"user": self.user, "ts": f"{self.ts[:-6]}{self.edits:06d}"}
        if with_metadata and self.metadata:
            about["metadata"] = self.metadata
        return about


@dataclass(slots=True)
class OpenView:
    """A modal or home tab as Slack keeps it; `values` is what the person has put into it, `errors` what
    stands at its fields since the last submit, by label."""

    id: str
    user: str
    body: Json
    hash: str
    previous: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def describe(self) -> Json:
        from tests.fakes.slack.values import initial_values

        state = initial_values(self.body["blocks"])
        for block, elements in self.values.items():
            state.setdefault(block, {}).update(elements)
        return {
            **self.body,
            "id": self.id,
            "team_id": "T0TEAM",
            "hash": self.hash,
            "bot_id": "B0SAMSPIL",
            "app_id": "A0SAMSPIL",
            "previous_view_id": self.previous or None,
            "root_view_id": self.id,
            "state": {"values": state},
        }


@dataclass(slots=True)
class ResponseUrl:
    user: str
    channel: str
    made: float
    uses: int = 0
    source: Shown | None = None


@dataclass(slots=True)
class Upload:
    id: str
    name: str
    content: bytes = b""
    alt: str = ""
    completed: bool = False


class Workspace:
    """Everything the fake remembers; methods only where several parts need the same."""

    def __init__(self, clock: Clock, team_id: str = "T0TEAM") -> None:
        self.clock, self.team_id = clock, team_id
        self.bot_user, self.bot_id, self.app_id = "U0BOT", "B0SAMSPIL", "A0SAMSPIL"
        self.users: dict[str, User] = {self.bot_user: User(self.bot_user, "Samspil", team_id, is_bot=True)}
        self.channels: dict[str, Channel] = {}
        self.shown: list[Shown] = []
        self.modals: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.triggers: dict[str, tuple[str, float, bool]] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.uploads: dict[str, Upload] = {}
        self._numbers = itertools.count(1)

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        return f"{int(self.clock.now())}.{self.number():06d}"

    def trigger(self, user: str) -> str:
        trigger = f"{self.number()}.{user}"
        self.triggers[trigger] = (user, self.clock.now(), False)
        return trigger

    def use_trigger(self, trigger: str) -> str:
        """The user it was given for. Single use, three seconds."""
        user, made, used = self.triggers.get(trigger, ("", 0.0, False))
        if not user:
            raise SlackError("invalid_trigger_id")
        if used:
            raise SlackError("exchanged_trigger_id")
        if self.clock.now() - made > 3.0:
            raise SlackError("expired_trigger_id")
        self.triggers[trigger] = (user, made, True)
        return user

    def direct(self, user: str) -> Channel:
        """The conversation between the bot and one person, made when it is not there."""
        if user not in self.users or self.users[user].is_bot:
            raise SlackError("user_not_found")
        if self.users[user].deleted:
            raise SlackError("user_disabled")
        id = f"D0{user}"
        return self.channels.setdefault(id, Channel(id, "", {user, self.bot_user}, im_with=user))

    def writable(self, id: str) -> Channel:
        """A conversation the bot may post in; a user's id means the direct conversation."""
        if id in self.users:
            return self.direct(id)
        channel = self.channels.get(id)
        if channel is None or (channel.private and self.bot_user not in channel.members):
            raise SlackError("channel_not_found")
        if channel.archived:
            raise SlackError("is_archived")
        if self.bot_user not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def show(self, channel: str, text: str, blocks: list[Json], **more: Any) -> Shown:
        ts = self.ts()
        shown = Shown(self.number(), ts, channel, self.bot_user, text, blocks, **more)
        self.shown.append(shown)
        return shown

    def find(self, channel: str, ts: str) -> Shown | None:
        match = (one for one in self.shown if one.channel == channel and one.ts == ts and not one.only_for)
        return next(match, None)

"""The outbox's way into Slack: send, edit, delete, and look whether an uncertain send arrived."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from adapters.slack import render
from adapters.slack.uploads import BLOCKS_REFUSED, Uploads, files_of, short_of
from adapters.slack.web_api import SlackRefused, SlackUnreachable, WebApi
from bot.interactions import Address
from bot.ports import CannotLook, RateLimited, Uncertain
from bot.ui import Card

EVENT_TYPE = "samspil_post"
PAGE = 200  # messages of history read at a time
MOST_PAGES = 10
NEW_PICTURE = 2.0  # seconds until the next try with a picture that was uploaded just now
SPACING = 1.0  # seconds: Slack allows about one message a second in a channel


class SlackMessenger:
    """References are "channel/ts/files": the files that were put under the card, to know new ones."""

    repeats_for = timedelta(0)  # Slack posts whatever it is sent

    def __init__(self, api: WebApi, uploads: Uploads, spacing: float = SPACING) -> None:
        self.spacing = spacing
        self._api, self._uploads = api, uploads

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": marker(key)}}
        answer = await self._show(
            "chat.postMessage",
            card,
            channel=_id(to),
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        channel, ts = answer["channel"], answer["ts"]
        await self._uploads.share(card, channel, thread_ts=ts)
        return "/".join((channel, ts, *files_of(card)))

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        channel, ts, *known = ref.split("/")
        await self._show("chat.update", card, channel=channel, ts=ts)
        if not set(files_of(card)) <= set(known):
            there = await self._files_under(channel, ts)
            await self._uploads.share(card, channel, known=there.union(known), thread_ts=ts)
        return "/".join((channel, ts, *dict.fromkeys((*known, *files_of(card)))))

    async def _show(self, method: str, card: Card, **arguments: Any) -> dict[str, Any]:
        """Call with the card and its pictures; with their words alone where Slack will not show them."""
        pictures = await self._uploads.pictures(card)
        try:
            return await self._call(method, **render.message(card, pictures), **arguments)
        except SlackRefused as error:
            if not pictures or error.code != BLOCKS_REFUSED:
                raise
            if self._uploads.are_settling(card):
                raise RateLimited(NEW_PICTURE) from None
        return await self._call(method, **render.message(card), **arguments)

    async def delete(self, to: Address, ref: str) -> None:
        channel, ts = ref.split("/")[:2]
        try:
            await self._call("chat.delete", channel=channel, ts=ts)
        except SlackRefused as error:
            if error.code != "message_not_found":
                raise

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Read the conversation back to `since` and look for the key in our own messages' metadata."""
        wanted, cursor = marker(key), ""
        try:
            channel = await self._conversation(_id(to))
            for _ in range(MOST_PAGES):
                page = await self._call(
                    "conversations.history",
                    channel=channel,
                    oldest=f"{since.timestamp():.6f}",
                    include_all_metadata=True,
                    limit=PAGE,
                    **({"cursor": cursor} if cursor else {}),
                )
                for message in page["messages"]:
                    if _key_of(message) == wanted:
                        return f"{channel}/{message['ts']}"
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
                if not cursor:
                    return None
        except SlackRefused as error:
            raise CannotLook(error.code) from None
        except SlackUnreachable as error:
            raise CannotLook(error.code) from None
        raise CannotLook("too long a history")

    async def _files_under(self, channel: str, ts: str) -> frozenset[str]:
        """Short names of the files that an attempt which was broken off had put under the message already;
        none where we may not look."""
        try:
            thread = await self._call("conversations.replies", channel=channel, ts=ts, limit=PAGE)
        except (SlackRefused, SlackUnreachable, Uncertain, RateLimited):
            return frozenset()
        names = (file.get("name", "") for reply in thread["messages"] for file in reply.get("files", ()))
        return frozenset(short for name in names if (short := short_of(str(name))))

    async def _conversation(self, id: str) -> str:
        if not id.startswith(("U", "W")):
            return id
        opened = await self._call("conversations.open", users=id)
        return str(opened["channel"]["id"])

    async def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        return (await self._api.call(method, **arguments)).data


def marker(key: str) -> str:
    """The key as it travels: other apps in the workspace may read a message's metadata."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _key_of(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))


def _id(to: Address) -> str:
    """A channel's or a person's id; chat.postMessage takes both."""
    return to.value.split("/", 1)[1]

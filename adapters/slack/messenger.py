"""The outbox's way into Slack: send, edit, delete, and look whether an uncertain send arrived."""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from adapters.slack import render
from adapters.slack.web_api import SlackRefused, SlackUnreachable, WebApi
from bot.interactions import Address
from bot.ports import CannotLook, RateLimited, Uncertain
from bot.ui import Card, File, Picture

log = logging.getLogger(__name__)

EVENT_TYPE = "samspil_post"
RETRY_UPLOAD = 5.0  # seconds; nothing is shown by an upload, so it may simply be tried again
PAGE = 200  # messages of history read at a time
MOST_PAGES = 10
REMEMBERED = 200  # uploaded pictures whose Slack id is kept, so that an edit does not upload again

Load = Callable[[str], Awaitable[bytes | None]]


class SlackMessenger:
    """`load` gives a stored file by its sha256, None when it is gone. References are "channel/ts"."""

    def __init__(self, api: WebApi, load: Load, public_url: str = "") -> None:
        self._api, self._load, self._public_url = api, load, public_url.rstrip("/")
        self._uploaded: OrderedDict[str, str] = OrderedDict()

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        payload = await self._drawn(card)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": marker(key)}}
        answer = await self._call(
            "chat.postMessage",
            channel=_id(to),
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
            **payload,
        )
        channel, ts = answer["channel"], answer["ts"]
        await self._attach(card, channel, ts)
        return f"{channel}/{ts}"

    async def edit(self, to: Address, ref: str, card: Card) -> None:
        channel, ts = ref.split("/")
        await self._call("chat.update", channel=channel, ts=ts, **await self._drawn(card))

    async def delete(self, to: Address, ref: str) -> None:
        channel, ts = ref.split("/")
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

    async def _conversation(self, id: str) -> str:
        if not id.startswith(("U", "W")):
            return id
        opened = await self._call("conversations.open", users=id)
        return str(opened["channel"]["id"])

    async def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        return (await self._api.call(method, **arguments)).data

    # ---- pictures and files

    async def _drawn(self, card: Card) -> render.Json:
        """The payload, its pictures uploaded first."""
        pictures = {
            block.sha256: file
            for block in card.blocks
            if isinstance(block, Picture) and (file := await self._picture(block))
        }
        return render.message(card, render.Uploads(pictures, self._links(card)))

    async def _picture(self, picture: Picture) -> str | None:
        known = self._uploaded.get(picture.sha256)
        if known is not None:
            return known
        content = await self._load(picture.sha256)
        if content is None:
            return None  # its alternative text stands in
        try:
            id = await self._api.upload(f"{picture.sha256[:16]}.png", content, picture.alt[:100])
        except Uncertain:
            raise RateLimited(RETRY_UPLOAD) from None
        self._uploaded[picture.sha256] = id
        while len(self._uploaded) > REMEMBERED:
            self._uploaded.popitem(last=False)
        return id

    def _links(self, card: Card) -> dict[str, str]:
        if not self._public_url:
            return {}
        files = (block for block in card.blocks if isinstance(block, File))
        return {file.sha256: f"{self._public_url}/files/{file.sha256}" for file in files}

    async def _attach(self, card: Card, channel: str, ts: str) -> None:
        """Put files without an address under the card, in its thread. The card is out: best effort."""
        links = self._links(card)
        for block in card.blocks:
            if not isinstance(block, File) or block.sha256 in links:
                continue
            content = await self._load(block.sha256)
            if content is None:
                continue
            try:
                await self._api.upload(block.name, content, block.name, channel_id=channel, thread_ts=ts)
            except (RateLimited, SlackRefused, SlackUnreachable, Uncertain) as error:
                log.warning("file not attached: %s", error, extra={"action": "slack.attach_failed"})


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

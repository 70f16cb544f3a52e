"""Pictures and files of cards: pictures are uploaded before a card and shown in it, files are put beside it.

A file goes into the thread under a card that is posted, and into somebody's direct messages with a card
that only they see: an address on our own server would ask them to sign in there first.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from adapters.slack.web_api import WebApi
from bot.ports import RateLimited, Refused, Uncertain, Unreachable
from bot.ui import Card, File, Picture

log = logging.getLogger(__name__)

_NAMED = re.compile(r"-([0-9a-f]{12})(?:\.[^.]*)?$")
RETRY = 5.0  # seconds; nobody sees a picture's upload, so it may simply be tried again
SETTLES = 30.0  # seconds: Slack looks a new picture over before a message can show it, and does not say when
BLOCKS_REFUSED = "invalid_blocks"  # what Slack says of one that it has not looked over
REMEMBERED = 500  # uploads whose Slack ids, or places, are kept in mind

Load = Callable[[str], Awaitable[bytes | None]]


def files_of(card: Card) -> tuple[str, ...]:
    """Short names of a card's files: a changed file has another."""
    return tuple(_short(block) for block in card.blocks if isinstance(block, File))


def _short(file: File) -> str:
    return file.sha256[:12]


def _named(file: File) -> str:
    """The file's name under a message, by which it is known again; people see the title."""
    stem, dot, ending = file.name.rpartition(".")
    return f"{stem or ending}-{_short(file)}{dot}{ending if stem else ''}"


def short_of(name: str) -> str:
    """The short name in a name made by `_named`, empty in others."""
    found = _NAMED.search(name)
    return found[1] if found else ""


class Uploads:
    """`load` gives a stored file by its sha256, None when it is gone."""

    def __init__(self, api: WebApi, load: Load) -> None:
        self._api, self._load = api, load
        self._pictures: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._shared: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    async def pictures(self, card: Card) -> dict[str, str]:
        """Slack's file ids of the card's pictures, by sha256; one that is gone is left out, and its
        alternative text stands in. Raises what WebApi.upload raises, but never Uncertain."""
        found: dict[str, str] = {}
        for block in card.blocks:
            if isinstance(block, Picture) and (id := await self._picture(block)):
                found[block.sha256] = id
        return found

    async def _picture(self, picture: Picture) -> str | None:
        if (known := self._pictures.get(picture.sha256)) is not None:
            return known[0]
        content = await self._load(picture.sha256)
        if content is None:
            return None
        try:
            id = await self._api.upload(f"{picture.sha256[:16]}.png", content, picture.alt[:100])
        except Uncertain:
            raise RateLimited(RETRY) from None
        _remember(self._pictures, picture.sha256, (id, asyncio.get_running_loop().time()))
        return id

    def are_settling(self, card: Card) -> bool:
        """Whether a message with the card's pictures may be refused only because they are that new. Those of
        a card that are not are uploaded again for the next one."""
        known = [block.sha256 for block in card.blocks if isinstance(block, Picture)]
        since = [self._pictures[one][1] for one in known if one in self._pictures]
        if since and asyncio.get_running_loop().time() - max(since) < SETTLES:
            return True
        for one in known:
            self._pictures.pop(one, None)
        return False

    async def share(
        self, card: Card, channel: str, *, known: frozenset[str] = frozenset(), **where: str
    ) -> None:
        """Put the card's files in a conversation (`thread_ts`: under a message), those in `known` not
        again. The card itself is out, so this is tried once, and raises nothing."""
        for block in card.blocks:
            place = (channel, where.get("thread_ts", ""), block.sha256 if isinstance(block, File) else "")
            if not isinstance(block, File) or _short(block) in known or place in self._shared:
                continue
            try:
                content = await self._load(block.sha256)
                if content is not None:
                    name = _named(block) if where else block.name
                    await self._api.upload(name, content, block.name, channel_id=channel, **where)
                    if where:  # in private they asked for it: give it each time
                        _remember(self._shared, place, None)
            except (RateLimited, Refused, Unreachable, Uncertain) as error:
                log.warning("file not shared: %s", error, extra={"action": "slack.share_failed"})

    async def share_in_private(self, card: Card, user: str) -> None:
        """Put the card's files in this person's direct messages. Raises as WebApi.call."""
        if files_of(card):
            opened = await self._api.call("conversations.open", users=user)
            await self.share(card, str(opened.data["channel"]["id"]))


def _remember(memory: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    memory[key] = value
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)

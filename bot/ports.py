"""The ways out: what delivery asks of a door, and the four ways in which it can fail; calendars to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.feeds import Wanted
from bot.interactions import Address
from bot.ui import Card
from storage.taken import Reading


class Messenger(Protocol):
    """Sends, changes and removes cards on one platform.

    `repeats_for`: for so long after a send, sending with the same key again surely makes no second message.
    `spacing`: seconds between two messages in one place that the platform likes to see.
    """

    repeats_for: timedelta
    spacing: float

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        """Post the card and return the platform's reference to it.

        `key` is stable over attempts: a platform that can drop repeats gets it as its nonce.
        """

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        """Show another card in the message; its reference from now on."""

    async def delete(self, to: Address, ref: str) -> None: ...

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """The reference of the message sent with `key` after `since` (UTC), None when it is certainly
        not there. Raises CannotLook when the platform does not let us see."""


class RateLimited(Exception):
    """Certainly not sent; may be tried again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"rate limited for {retry_after:g} s")
        self.retry_after = retry_after


class Unreachable(Exception):
    """Certainly not sent: the place or person cannot be reached (gone, blocked, bot not a member)."""


class Refused(Exception):
    """Certainly not sent: the platform will not take this message, now or later."""


class Uncertain(Exception):
    """May or may not have arrived (timeout, reset, 5xx)."""


class CannotLook(Exception):
    """The platform does not let us see whether a message arrived."""


# ---- other people's calendars


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar's text, None while it is as it was; what to ask with next time."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


class NotFetched(Exception):
    """`problem` says why, in a word of `bot.availability.views.trouble`; `lasting` ones do not pass by themselves."""

    def __init__(self, problem: str, *, lasting: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.lasting = lasting


class Calendars(Protocol):
    """Fetches and reads calendars that somebody gave the address of: neither is to be trusted."""

    async def fetch(self, address: str, etag: str, modified: str) -> Fetched:
        """Raises NotFetched."""

    async def read(self, content: bytes, wanted: Wanted) -> Reading:
        """Raises NotFetched."""

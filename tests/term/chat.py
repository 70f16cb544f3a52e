"""The three platforms, in memory: what stands where, and each new message with its moment."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.interactions import Address
from bot.ui import Card, Choice
from tests.visitor import text_of

KEPT = ("agreements/due/", "monday/message/")  # messages whose words are remembered


@dataclass(slots=True)
class Message:
    ref: str
    key: str
    card: Card


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new message, and where it came; edits of it are none."""

    place: Address
    key: str
    at: datetime


@dataclass
class Chat:
    """Takes everything at once: what the doors and platforms may refuse is shown elsewhere."""

    clock: Callable[[], datetime]
    arrivals: list[Arrival] = field(default_factory=list)
    said: set[tuple[str, str]] = field(default_factory=set)  # key and text of what one person alone was shown
    repeats_for: timedelta = timedelta(0)
    spacing: float = 0.0
    _places: defaultdict[Address, dict[str, Message]] = field(default_factory=lambda: defaultdict(dict))
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def newest(self, place: Address, count: int) -> list[Message]:
        """The newest first."""
        return list(itertools.islice(reversed(self._places[place].values()), count))

    # ---- bot.ports.Messenger

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        ref = f"m{next(self._numbers)}"
        self._show(to, Message(ref, key, card))
        self.arrivals.append(Arrival(to, key, self.clock()))
        return ref

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        self._show(to, Message(ref, self._places[to][ref].key, card))
        return ref

    def _show(self, to: Address, message: Message) -> None:
        self._places[to][message.ref] = message
        if message.key.startswith(KEPT):
            self.said.add((message.key, text_of(message.card)))

    async def delete(self, to: Address, ref: str) -> None:
        del self._places[to][ref]

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        return next((one.ref for one in self._places[to].values() if one.key == key), None)


def options(card: Card) -> dict[str, tuple[str, ...]]:
    """What can be picked from each list on a card, by the list's action."""
    return {
        block.action.encode(): tuple(one.value for one in block.options)
        for block in card.blocks
        if isinstance(block, Choice)
    }

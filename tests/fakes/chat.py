"""A chat platform in memory: what delivery sent, and faults on demand. For feature tests; the doors'
own tests speak the real protocols. It takes only what every real platform would take."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.interactions import Address
from bot.ports import Uncertain, Unreachable
from bot.ui import Card
from tests.fakes.everywhere import NotShowable, check_card


@dataclass
class Message:
    ref: str
    key: str
    versions: list[Card]

    @property
    def card(self) -> Card:
        return self.versions[-1]


@dataclass
class FakeChat:
    """`faults` are raised by the next calls, in order; a `lost` one after the effect has happened.
    `refused` is what some real platform would not have taken: delivery survives that, a test must not."""

    platform: str = "chat"
    repeats_for: timedelta = timedelta(0)
    spacing: float = 0.0
    places: defaultdict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    faults: deque[Exception] = field(default_factory=deque)
    lost: int = 0
    closed: set[str] = field(default_factory=set)  # places the bot is not in
    sends: int = 0
    edits: int = 0
    refused: list[NotShowable] = field(default_factory=list)

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        self._fault()
        self._check(card)
        if to.value in self.closed:
            raise Unreachable("not in channel")
        self.sends += 1
        message = Message(f"m{self.sends}", key, [card])
        self.places[to.value].append(message)
        if self.lost:
            self.lost -= 1
            raise Uncertain
        return message.ref

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        self._fault()
        self._check(card)
        self.edits += 1
        self._message(to, ref).versions.append(card)
        return ref

    async def delete(self, to: Address, ref: str) -> None:
        self._fault()
        self.places[to.value].remove(self._message(to, ref))

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        return next((message.ref for message in self.places[to.value] if message.key == key), None)

    def _message(self, to: Address, ref: str) -> Message:
        return next(message for message in self.places[to.value] if message.ref == ref)

    def _check(self, card: Card) -> None:
        try:
            check_card(card)
        except NotShowable as error:
            self.refused.append(error)
            raise

    def _fault(self) -> None:
        if self.faults:
            raise self.faults.popleft()

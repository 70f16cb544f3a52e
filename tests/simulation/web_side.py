"""The web in the simulation: the row is the message. What a page would show is drawn at once, and looked at."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.web import render
from adapters.web.live import Live
from adapters.web.messenger import WebMessenger
from bot.interactions import Address
from bot.ui import Buttons, Card, Choice, Form
from tests.simulation.book import Book
from tests.simulation.worker import Life

FRAME = render.Frame(csrf="c", delivery="d")


def html(card: Card, language: str = "da") -> str:
    return str(render.card(card, render.Shell(id="k1", reader=language), FRAME))


def form_html(form: Form, language: str = "da") -> str:
    return str(render.form(form, language, FRAME, "f1"))


class SimWebMessenger(WebMessenger):
    """The adapter's own, with somebody who looks over its shoulder."""

    def __init__(self, book: Book, life: Life) -> None:
        super().__init__(Live(1.0))
        self._book, self._life = book, life

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        self._look(to, card, "new")
        sql = "SELECT id FROM outbox WHERE platform = 'web' AND value = ? AND key = ?"
        self._book.seen.update(row.id for row in self._book.rows(sql, to.value, key))
        return await super().send(to, card, key=key)

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        self._look(to, card, "edit")
        return await super().edit(to, ref, card)

    async def delete(self, to: Address, ref: str) -> None:
        self._life.point("before web delete")
        await super().delete(to, ref)

    def _look(self, to: Address, card: Card, what: str) -> None:
        self._life.point(f"before web {what}")
        text = html(card)
        self._book.note(f"web {to.value} {what} {len(text)}")
        self._book.counts["web"] += 1
        self._book.check_words(text, *self._book.readers[to.platform, to.value])
        self._life.point(f"after web {what}")


def buttons(card: Card) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Actions that can be pressed on a card, and what can be picked."""
    for block in card.blocks:
        if isinstance(block, Buttons):
            yield from ((one.action.encode(), ()) for one in block.buttons if one.action is not None)
        elif isinstance(block, Choice):
            yield block.action.encode(), tuple(one.value for one in block.options)

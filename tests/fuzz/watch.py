"""What must not happen unseen: a defect in a log, an exception nobody awaited, an answer no platform shows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp.http_exceptions import BadHttpMessage

from bot import card_json
from bot.app import Bot
from bot.interactions import Interaction, Response
from storage.database import Database
from storage.tables import metadata
from tests.fakes.everywhere import check_card, check_response


class Watch(logging.Handler):
    """`wrong` fills with what went wrong; `check` fails with it, and with what was sent then."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.wrong: list[str] = []
        self.answers = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "aiohttp.server" and isinstance((record.exc_info or (0, 0))[1], BadHttpMessage):
            return  # aiohttp says so of what is no HTTP, and answers 400
        self.wrong.append(f"{record.name}: {self.format(record)} {getattr(record, 'action', '')}")

    def unawaited(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.wrong.append(f"event loop: {context.get('message')} {context.get('exception')!r}")

    def check(self, sent: object) -> None:
        assert not self.wrong, f"{sent!r}\n" + "\n".join(self.wrong)

    def answers_of(self, bot: Bot) -> None:
        """Every answer of the core is one that every platform shows."""
        handle = bot.handle

        def handled(interaction: Interaction) -> Response:
            response = handle(interaction)
            check_response(response)
            self.answers += 1
            return response

        bot.handle = handled  # type: ignore[method-assign]


@contextmanager
def watching() -> Iterator[Watch]:
    watch, before = Watch(), logging.root.manager.disable
    logging.disable(logging.WARNING)  # thousands of lines of "odd payload" say nothing
    logging.root.addHandler(watch)
    try:
        yield watch
    finally:
        logging.root.removeHandler(watch)
        logging.disable(before)


def check_posts(database: Database) -> None:
    """Every card that waits to be posted is one that every platform takes."""
    outbox = metadata.tables["outbox"]
    with database.transaction() as tx:
        for row in tx.connection.execute(outbox.select().where(outbox.c.card.is_not(None))):
            check_card(card_json.loads(row.card))

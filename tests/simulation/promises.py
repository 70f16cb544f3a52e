"""What people were told has happened: it must have, and stay so until they themselves change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.interactions import Interaction, Press, Response, Submit
from bot.interactions import Reply as ReplyTo

if TYPE_CHECKING:
    from tests.simulation.book import Book
    from tests.simulation.people import Person


@dataclass
class Promises:
    """By what it is about, the values it may have: one once it is known, more while an attempt's fate is not."""

    book: Book
    votes: dict[tuple[int, int], set[Any]] = field(default_factory=dict)
    answers: dict[tuple[int, int], set[Any]] = field(default_factory=dict)

    def begun(self, person: Person, interaction: Interaction) -> None:
        """An attempt, of which nothing is known yet."""

    def kept(self, person: Person, interaction: Interaction, response: Response) -> None:
        """An attempt that was answered."""
        match interaction:
            case Press() | Submit() if isinstance(response, ReplyTo):
                self.book.counts["answers"] += 1
            case _:
                pass

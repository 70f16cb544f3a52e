"""What several people press at once, and the sequential rules that it must look like."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Protocol

from bot.interactions import Nothing, Response
from bot.ui import Action, Values
from tests.visitor import text_of


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody presses a button, or sends a form (`values`)."""

    who: str
    verb: str
    args: tuple[str | int, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


class Pressed(Protocol):
    """`state` and answers are values, so that they can be compared."""

    def prepare(self, chance: random.Random) -> None:
        """Before each history, while nobody presses."""

    def state(self) -> Any: ...

    def act(self, chance: random.Random) -> Act: ...

    def action(self, act: Act) -> Action: ...

    def answer(self, act: Act, response: Response) -> object:
        """What the person was told."""

    def apply(self, state: Any, act: Act) -> tuple[Any, object]: ...


def said(response: Response) -> str:
    return "" if isinstance(response, Nothing) else text_of(response.card)  # type: ignore[union-attr]


def values_of(act: Act) -> Values:
    empty = {"mood": "", "done": "", "next_step": "", "in_the_way": ""}
    return {**empty, **dict(act.values)}

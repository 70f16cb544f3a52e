"""What goes wrong, how often: a good day, and a spell in which little works."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum, auto


class Fate(Enum):
    """What becomes of one request."""

    fine = auto()
    slow = auto()  # it works, after seconds
    lost_reply = auto()  # it has its effect; the connection breaks before the answer
    reset = auto()  # the connection breaks before anything has happened
    held_up = auto()  # no answer in time; it has its effect up to a minute after the caller gave up
    vanished = auto()  # no answer in time, and no effect
    error = auto()  # a 5xx, without effect
    error_done = auto()  # a 5xx, and yet it has its effect
    rate_limited = auto()  # 429 with Retry-After


# What is hardest to get right comes most often.
BAD_ENDINGS = [one for one in Fate if one not in (Fate.fine, Fate.slow)]
BAD_ENDINGS += [Fate.held_up, Fate.held_up, Fate.held_up, Fate.lost_reply]


@dataclass
class Weather:
    """`faults`: how many requests of a hundred go wrong on a good day; in a spell it is half of them."""

    chance: random.Random
    faults: float = 6.0
    spell_until: float = -1.0
    calm: bool = False  # at the end, to see what is left
    certain: int = 0  # while not 0, whatever goes wrong is known to have gone wrong

    def fate(self, now: float) -> Fate:
        if self.calm:
            return Fate.fine
        draw = self.chance.random() * 100
        if draw < (50.0 if now < self.spell_until else self.faults):
            return Fate.rate_limited if self.certain else self.chance.choice(BAD_ENDINGS)
        return Fate.slow if draw > 97 else Fate.fine

    def spell(self, now: float) -> None:
        """From now on, for some minutes or hours."""
        self.spell_until = now + self.chance.choice((120, 600, 3600, 3 * 3600))

"""What a reflection prompt is. Values only; the texts are data files, read by `library`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    """The six themes (domain.md §1, S1). The values are ASCII, as they are typed after /refleksion."""

    LEADERSHIP = "ledelse"
    ORGANISATION = "organisering"
    MEETINGS = "moeder"
    PARTICIPATION = "deltagelse"
    EFFECT = "effekt"
    PROFESSIONS = "fagligheder"


class Phase(StrEnum):
    """Where in the course a prompt belongs, and where a course is (which is never ANY)."""

    START = "start"
    MIDDLE = "midt"
    END = "slut"
    ANY = "any"


class Form(StrEnum):
    """How the team goes on once everybody has written alone: all together, by way of pairs (and fours), in a
    round in writing, or with some listening while others think aloud. A board has fields of its own."""

    ALONE_ALL = "alene-alle"
    ALONE_PAIRS_ALL = "alene-par-alle"
    ALONE_PAIRS_FOUR_ALL = "alene-par-fire-alle"
    WRITTEN_ROUND = "skriftlig-runde"
    REFLECTING_TEAM = "reflekterende-team"
    BOARD = "tavle"


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    question: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A board's field in one language."""

    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a board. `id` is stable: it is what the texts are kept under."""

    id: str
    da: Asked
    en: Asked

    def asked(self, language: str) -> Asked:
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Prompt:
    """`id` is stable: it is what a team's history remembers. `goal`: the learning goal, 1–6. `minutes`: for
    writing and talking, in all. `conflict`: it touches conflict, and is never a team's first. `parts`: a board's
    fields; other prompts are answered in one text."""

    id: str
    theme: Theme
    goal: int
    phase: Phase
    form: Form
    minutes: int
    da: Wording
    en: Wording
    conflict: bool = False
    parts: tuple[Part, ...] = ()

    def wording(self, language: str) -> Wording:
        return self.en if language == "en" else self.da

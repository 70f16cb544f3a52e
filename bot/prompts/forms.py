"""The forms of working: data, read once and checked whole. One engine (bot/reflections) takes a team through them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.prompts.prompt import Form

FILE = Path(__file__).parent / "forms.toml"
MINUTES = range(1, 61)
LONGEST = 200  # characters of a step


class Grouping(StrEnum):
    PAIRS = "pairs"
    FOURS = "fours"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class FormStep:
    """`writes`: a line may be written in it, for everybody to read."""

    minutes: int
    group: Grouping
    da: str
    en: str
    writes: bool = False

    def text(self, language: str) -> str:
        return self.en if language == "en" else self.da


class FormsError(Exception):
    """The file cannot be used; says everything that is wrong with it."""


@cache
def forms() -> dict[Form, tuple[FormStep, ...]]:
    return read(FILE)


def read(path: Path) -> dict[Form, tuple[FormStep, ...]]:
    """Raises FormsError when anything at all is wrong."""
    body = tomllib.loads(path.read_text(encoding="utf-8"))
    problems = [f"{name}: no form of working" for name in body if name not in list(Form)]
    problems += [f"{form.value}: has no step" for form in Form if not body.get(form.value, {}).get("step")]
    for name, one in body.items():
        for number, step in enumerate(one.get("step", []), 1):
            problems += [f"{name}, step {number}: {problem}" for problem in _problems(step)]
    if problems:
        raise FormsError("\n".join(problems))
    return {form: tuple(_step(one) for one in body[form.value]["step"]) for form in Form}


def _problems(step: dict[str, Any]) -> list[str]:
    found = [f"{key}: unknown" for key in step.keys() - {"minutes", "group", "da", "en", "writes"}]
    if step.get("minutes") not in MINUTES:
        found.append(f"minutes: {MINUTES[0]} to {MINUTES[-1]}")
    if step.get("group") not in list(Grouping):
        found.append(f"group: one of {', '.join(Grouping)}")
    found += [
        f"{language}: 1 to {LONGEST} characters"
        for language in ("da", "en")
        if not 0 < len(step.get(language, "")) <= LONGEST
    ]
    return found


def _step(one: dict[str, Any]) -> FormStep:
    return FormStep(one["minutes"], Grouping(one["group"]), one["da"], one["en"], one.get("writes", False))

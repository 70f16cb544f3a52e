"""The six themes in three layers (domain.md §1, S1): a data file of our own short texts, read once and checked whole. An
institution's folder of prompts may hold another, which takes the place of ours for the themes it has."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.prompts.library import INSTITUTIONS_THEMES as INSTITUTIONS
from bot.prompts.prompt import Theme
from bot.text import find_cpr

FILE = Path(__file__).parent / "themes.toml"
LONGEST = 600  # characters of a layer's text
LANGUAGES = ("da", "en")
_KEYS = {"source", "by", "open", *LANGUAGES}


class Layer(StrEnum):
    KNOWLEDGE = "viden"
    REFLECTION = "refleksion"
    PRACTICE = "praksis"


@dataclass(frozen=True, slots=True)
class Layers:
    """`by` says where more is to be read, `source` is its address ("" where none is known that stays); `open` are commands
    of ours."""

    theme: Theme
    source: str
    by: str
    open: tuple[str, ...]
    da: tuple[str, str, str]
    en: tuple[str, str, str]

    def text(self, layer: Layer, language: str) -> str:
        return (self.en if language == "en" else self.da)[list(Layer).index(layer)]


class ThemesError(Exception):
    """The file cannot be used; says everything that is wrong with it."""


@cache
def themes(folder: Path | None = None) -> dict[Theme, Layers]:
    """Raises ThemesError."""
    theirs = folder / INSTITUTIONS if folder else None
    return read(FILE) | (read(theirs, every=False) if theirs and theirs.is_file() else {})


def read(path: Path, *, every: bool = True) -> dict[Theme, Layers]:
    """Raises ThemesError when anything at all is wrong; `every`: also when a theme is missing."""
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ThemesError(f"{path.name}: {error}") from error
    problems = [f"{name}: no theme" for name in body if name not in list(Theme)]
    problems += [f"{theme.value}: not there" for theme in Theme if every and theme.value not in body]
    for name, one in body.items():
        problems += [f"{name}: {problem}" for problem in _problems(one)]
    if problems:
        raise ThemesError("\n".join(problems))
    return {theme: _layers(theme, body[theme.value]) for theme in Theme if theme.value in body}


def _problems(one: Any) -> list[str]:
    if not isinstance(one, dict):
        return ["no table"]
    found = [f"{key}: unknown" for key in one.keys() - _KEYS]
    address = urlsplit(str(one.get("source", "https://none")))
    if address.scheme != "https" or not address.hostname:
        found.append("source: not an https address")
    if not one.get("by"):
        found.append("by: empty")
    opened = one.get("open")
    if not isinstance(opened, list) or not opened:
        found.append("open: names no command")
    for language in LANGUAGES:
        texts = one[language] if isinstance(one.get(language), dict) else {}
        for layer in Layer:
            text = str(texts.get(layer.value, ""))
            if not text or len(text) > LONGEST or find_cpr(text):
                found.append(f"{language}.{layer.value}: 1 to {LONGEST} characters, no CPR number")
    return found


def _layers(theme: Theme, one: dict[str, Any]) -> Layers:
    danish, english = (
        (one[language]["viden"], one[language]["refleksion"], one[language]["praksis"])
        for language in LANGUAGES
    )
    return Layers(theme, one.get("source", ""), one["by"], tuple(one["open"]), danish, english)

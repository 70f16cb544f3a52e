"""The ready questions and sets of them: a data file, read once and checked whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.text import find_cpr
from bot.ui import MAX_FIELD_LABEL, MAX_HINT, MAX_OPTION_LABEL

READY = Path(__file__).parent / "questions" / "ready.toml"
TAKES_TURNS = "*"  # in a set: one of the questions that rotate
MOST_ASKED = 4  # a form's page has room for four and the note
COLUMNS = ("mood", "done", "next_step", "in_the_way")  # have a place of their own in what is stored
LANGUAGES = ("da", "en")


class LibraryError(Exception):
    """The file cannot be used; says everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Wording:
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`id` is stable: it is what a round and its answers remember."""

    id: str
    da: Wording
    en: Wording
    rotates: bool = False

    def wording(self, language: str) -> Wording:
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Set:
    id: str
    questions: tuple[str, ...]
    da: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Library:
    questions: Mapping[str, Question]
    sets: Mapping[str, Set]

    @property
    def rotating(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.questions.values() if one.rotates)


@cache
def ready() -> Library:
    """What comes with Samspil."""
    return load(READY.read_text(encoding="utf-8"))


def load(text: str) -> Library:
    """Raises LibraryError when anything at all is wrong."""
    body = tomllib.loads(text)
    problems = list(_problems(body))
    if problems:
        raise LibraryError("\n".join(problems))
    questions = {
        one["id"]: Question(one["id"], Wording(**one["da"]), Wording(**one["en"]), one.get("rotates", False))
        for one in body["question"]
    }
    sets = {one["id"]: Set(one["id"], tuple(one["questions"]), one["da"], one["en"]) for one in body["set"]}
    return Library(questions, sets)


def _problems(body: Mapping[str, Any]) -> Iterator[str]:
    questions, sets = body.get("question", []), body.get("set", [])
    ids = [one.get("id") for one in questions]
    for kind, found in (("question", ids), ("set", [one.get("id") for one in sets])):
        yield from (f"{kind} {id} is there twice" for id in set(found) if found.count(id) > 1)
    yield from (f"question {id} is not there" for id in COLUMNS if id not in ids)
    for one in questions:
        for language in LANGUAGES:
            yield from _wrong_words(f"question {one.get('id')}, {language}", one.get(language))
    for one in sets:
        where, asked = f"set {one.get('id')}", one.get("questions", [])
        yield from (f"{where} asks {id}, which is not there" for id in asked if id not in (*ids, TAKES_TURNS))
        if not 1 <= len(asked) <= MOST_ASKED or len(set(asked)) != len(asked):
            yield f"{where} asks 1 to {MOST_ASKED} different questions"
        for language in LANGUAGES:
            if not 1 <= len(one.get(language, "")) <= MAX_OPTION_LABEL:
                yield f"{where}, {language}: a name has 1 to {MAX_OPTION_LABEL} letters"
    if sum(one.get("rotates", False) for one in questions) < 2:
        yield "fewer than two questions rotate"


def _wrong_words(where: str, words: Any) -> Iterator[str]:
    if not isinstance(words, dict) or set(words) - {"label", "hint"} or not words.get("label"):
        yield f"{where}: a label, and perhaps a hint"
        return
    if len(words["label"]) > MAX_FIELD_LABEL:
        yield f"{where}: the label has {len(words['label'])} letters, {MAX_FIELD_LABEL} at most"
    if len(words.get("hint", "")) > MAX_HINT:
        yield f"{where}: the hint has {len(words['hint'])} letters, {MAX_HINT} at most"
    if find_cpr(" ".join(words.values())):
        yield f"{where}: looks like a CPR number"

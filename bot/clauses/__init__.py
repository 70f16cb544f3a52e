"""The points a team's contract can have, with something to begin with for each: a data file, read once and checked whole.

Here and not with the contract, since agreements and check-ins point at them too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.text import find_cpr
from bot.ui import MAX_FIELD_LABEL, MAX_HINT

READY = Path(__file__).parent / "ready.toml"
LANGUAGES = ("da", "en")
LONGEST = 600  # characters of a point


class ClausesError(Exception):
    """The file cannot be used; says everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    hint: str
    wording: str


@dataclass(frozen=True, slots=True)
class Clause:
    """`id` is stable: contracts and what points at them remember it. `first`: offered at once."""

    id: str
    first: bool
    da: Words
    en: Words

    def words(self, language: str) -> Words:
        return self.en if language == "en" else self.da


@cache
def ready() -> Mapping[str, Clause]:
    """By id, in the order in which they stand in a contract."""
    return load(READY.read_text(encoding="utf-8"))


def ordered(found: Iterable[str]) -> tuple[str, ...]:
    """Points in the order in which a contract numbers them; one that is gone from the file comes last."""
    there = tuple(found)
    return (*(one for one in ready() if one in there), *(one for one in there if one not in ready()))


def title(clause: str, language: str) -> str:
    """A point that is gone from the file is called by its id."""
    known = ready().get(clause)
    return known.words(language).title if known else clause


def load(text: str) -> Mapping[str, Clause]:
    """Raises ClausesError when anything at all is wrong."""
    found: list[dict[str, Any]] = tomllib.loads(text).get("clause", [])
    problems = list(_problems(found))
    if problems:
        raise ClausesError("\n".join(problems))
    return {
        one["id"]: Clause(one["id"], one.get("first", False), Words(**one["da"]), Words(**one["en"]))
        for one in found
    }


def _problems(found: list[dict[str, Any]]) -> Iterator[str]:
    ids = [str(one.get("id", "")) for one in found]
    yield from (f"{id} is there twice" for id in set(ids) if ids.count(id) > 1)
    if not any(one.get("first") for one in found):
        yield "no clause is offered at once"
    for one in found:
        if not str(one.get("id", "")).isidentifier():
            yield f"{one.get('id')!r} is no id"
        for language in LANGUAGES:
            yield from _wrong_words(f"{one.get('id')}, {language}", one.get(language))


def _wrong_words(where: str, words: Any) -> Iterator[str]:
    if not isinstance(words, dict) or set(words) != {"title", "hint", "wording"} or not all(words.values()):
        yield f"{where}: a title, a hint and a wording"
        return
    for name, limit in (("title", MAX_FIELD_LABEL), ("hint", MAX_HINT), ("wording", LONGEST)):
        if len(words[name]) > limit:
            yield f"{where}: the {name} has {len(words[name])} letters, {limit} at most"
    if find_cpr(" ".join(words.values())):
        yield f"{where}: looks like a CPR number"

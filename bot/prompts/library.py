"""The prompts: read from TOML files and checked whole, so that a slip shows at start and not in a channel.

A school adds its own by giving a folder of such files; how they look is told in docs/prompts.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import N_, NotFound
from bot.prompts.prompt import Asked, Form, Part, Phase, Prompt, Theme, Wording
from bot.text import TextTooLong, clean, find_cpr

OWN = Path(__file__).parent / "texts"
INSTITUTIONS_THEMES = "temaer.toml"  # beside its prompts: what it says of the themes (bot.prompts.themes)
# Characters; an id must fit in a button's 100, a field's label and hint in every door's form.
LONGEST = {"id": 40, "title": 60, "question": 300, "label": 45, "hint": 100}
MOST_PARTS = 7  # of a board, and the question whether to share: two pages of a form
GOALS = range(1, 7)
MINUTES = range(1, 121)
LANGUAGES = ("da", "en")
T = TypeVar("T", bound=StrEnum)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = {"id", "theme", "goal", "phase", "form", "minutes", "conflict", "field", *LANGUAGES}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a msgid and its values, among them `where` (file, prompt and field)."""

    message: str
    values: Mapping[str, str | int]

    def __str__(self) -> str:
        return self.message % self.values


class LibraryError(Exception):
    """The prompts cannot be used. `problems` holds everything found, file by file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@cache
def prompts(folder: Path | None = None) -> tuple[Prompt, ...]:
    """The prompts that come with Samspil, and those of the institution's folder. Raises LibraryError."""
    return load(OWN, *((folder,) if folder else ()))


@cache
def _by_id(folder: Path | None) -> Mapping[str, Prompt]:
    return {prompt.id: prompt for prompt in prompts(folder)}


def find(folder: Path | None, prompt_id: str) -> Prompt:
    """Raises NotFound."""
    found = _by_id(folder).get(prompt_id)
    if found is None:
        raise NotFound
    return found


def known(folder: Path | None, prompt_id: str) -> Prompt | None:
    """None for one that has been taken out of the library since."""
    return _by_id(folder).get(prompt_id)


def load(*folders: Path) -> tuple[Prompt, ...]:
    """All prompts in the folders' `*.toml`, in order of file and place in it.

    Raises LibraryError when anything at all is wrong; nothing is then loaded.
    """
    reading = _Reading()
    for folder in folders:
        if not folder.is_dir():
            reading.wrong(folder.name, N_("%(where)s: Der er ingen mappe af det navn."))
            continue
        for path in sorted(one for one in folder.glob("*.toml") if one.name != INSTITUTIONS_THEMES):
            for prompt, where in _prompts_in(path, reading):
                if first := reading.places.get(prompt.id):
                    reading.wrong(where, N_("%(where)s: id er allerede brugt i %(first)s."), first=first)
                reading.places[prompt.id] = where
                reading.prompts.append(prompt)
    if reading.problems:
        raise LibraryError(reading.problems)
    return tuple(reading.prompts)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and what was wrong with it."""

    prompts: list[Prompt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def wrong(self, where: str, message: str, **values: str | int) -> None:
        self.problems.append(Problem(message, {"where": where, **values}))


def _prompts_in(path: Path, reading: _Reading) -> Iterator[tuple[Prompt, str]]:
    """The sound prompts of one file, each with where it stands; what is not sound is noted."""
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        reading.wrong(path.name, N_("%(where)s: Filen er ikke UTF-8."))
        return
    except tomllib.TOMLDecodeError as error:
        reading.wrong(path.name, N_("%(where)s: Filen er ikke gyldig TOML (%(detail)s)."), detail=str(error))
        return
    entries = body.get("prompt")
    for key in body.keys() - {"theme", "prompt"}:
        reading.wrong(f"{path.name}, {key}", N_("%(where)s: Feltet kender jeg ikke."))
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries) or not entries:
        reading.wrong(path.name, N_("%(where)s: Her er ingen [[prompt]]."))
        return
    for number, entry in enumerate(entries, 1):
        name = entry.get("id")
        where = f"{path.name}, {name if isinstance(name, str) and name else f'prompt {number}'}"
        before = len(reading.problems)
        prompt = _Entry(where, {"theme": body.get("theme"), **entry}, reading).prompt()
        if len(reading.problems) == before:
            yield prompt, where


@dataclass(slots=True)
class _Entry:
    """One [[prompt]] being read. Every method notes what is wrong and gives back something to go on with."""

    where: str
    body: Mapping[str, Any]
    reading: _Reading

    def prompt(self) -> Prompt:
        for key in self.body.keys() - _KEYS:
            self.wrong(key, N_("%(where)s: Feltet kender jeg ikke."))
        danish = self.wording("da")
        form = self.choice("form", Form)
        return Prompt(
            id=self.slug(),
            theme=self.choice("theme", Theme),
            goal=self.number("goal", GOALS),
            phase=self.choice("phase", Phase),
            form=form,
            minutes=self.number("minutes", MINUTES),
            da=danish,
            en=self.wording("en") if "en" in self.body else danish,
            conflict=self.yes_or_no("conflict"),
            parts=self.parts(board=form is Form.BOARD),
        )

    def parts(self, *, board: bool) -> tuple[Part, ...]:
        """The fields of a board; nothing else has any."""
        fields = self.body.get("field", [])
        good = isinstance(fields, list) and all(isinstance(one, dict) for one in fields)
        if not good or not (1 if board else 0) <= len(fields) <= (MOST_PARTS if board else 0):
            message = N_(
                "%(where)s: En tavle (form = tavle) har 1 til %(limit)s [[prompt.field]], og andre har ingen."
            )
            self.wrong("field", message, limit=MOST_PARTS)
            return ()
        found = [self.part(number, one) for number, one in enumerate(fields, 1)]
        if len({part.id for part in found}) < len(found):
            self.wrong("field", N_("%(where)s: To felter har samme id."))
        return tuple(found)

    def part(self, number: int, body: Mapping[str, Any]) -> Part:
        inside = _Entry(f"{self.where}, field {number}", body, self.reading)
        for key in body.keys() - {"id", *LANGUAGES}:
            inside.wrong(key, N_("%(where)s: Feltet kender jeg ikke."))
        danish = inside.asked("da")
        return Part(inside.slug(), danish, inside.asked("en") if "en" in body else danish)

    def asked(self, language: str) -> Asked:
        value = self.body.get(language)
        if not isinstance(value, dict):
            self.wrong(language, N_("%(where)s: Her skal stå en tekst."))
            return Asked("")
        for key in value.keys() - {"label", "hint"}:
            self.wrong(f"{language}.{key}", N_("%(where)s: Feltet kender jeg ikke."))
        hint = self.text(language, value, "hint") if "hint" in value else ""
        return Asked(self.text(language, value, "label"), hint)

    def wrong(self, key: str, message: str, **values: str | int) -> None:
        self.reading.wrong(f"{self.where}, {key}", message, **values)

    def slug(self) -> str:
        value = self.body.get("id")
        if not isinstance(value, str) or not _ID.fullmatch(value) or len(value) > LONGEST["id"]:
            self.wrong(
                "id",
                N_("%(where)s: Skriv højst %(limit)s små bogstaver a–z, tal og bindestreger."),
                limit=LONGEST["id"],
            )
        return str(value)

    def choice(self, key: str, kind: type[T]) -> T:
        value = self.body.get(key)
        if value in [option.value for option in kind]:
            return kind(value)
        choices = " · ".join(option.value for option in kind)
        self.wrong(key, N_("%(where)s: Vælg en af disse: %(choices)s."), choices=choices)
        return next(iter(kind))

    def number(self, key: str, allowed: range) -> int:
        value = self.body.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
            return value
        self.wrong(
            key,
            N_("%(where)s: Skriv et tal fra %(first)s til %(last)s."),
            first=allowed[0],
            last=allowed[-1],
        )
        return allowed[0]

    def yes_or_no(self, key: str) -> bool:
        value = self.body.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, N_("%(where)s: Skriv true eller false."))
        return bool(value)

    def wording(self, language: str) -> Wording:
        value = self.body.get(language)
        if not isinstance(value, dict):
            message = N_("%(where)s: Skriv både %(language)s.title og %(language)s.question.")
            self.wrong(language, message, language=language)
            return Wording("", "")
        for key in value.keys() - {"title", "question"}:
            self.wrong(f"{language}.{key}", N_("%(where)s: Feltet kender jeg ikke."))
        return Wording(self.text(language, value, "title"), self.text(language, value, "question"))

    def text(self, language: str, body: Mapping[str, Any], key: str) -> str:
        value, name = body.get(key), f"{language}.{key}"
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, N_("%(where)s: Her skal stå en tekst."))
            return ""
        if find_cpr(value):
            self.wrong(name, N_("%(where)s: Det ligner et CPR-nummer. Fjern det."))
        try:
            return clean(value, max_length=LONGEST[key], multiline=key == "question")
        except TextTooLong as error:
            message = N_("%(where)s: Teksten fylder %(length)s tegn, og der er plads til %(limit)s.")
            self.wrong(name, message, length=error.length, limit=error.limit)
            return ""

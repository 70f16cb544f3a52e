"""The questionnaires: read from TOML files and checked whole, so that a slip shows at start and not in a channel.

A school puts those it has the rights to in a folder of its own; how they look is told in docs/surveys.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.surveys.questionnaire import NOT_RELEVANT, Form, Item, ItemWords, Kind, Questionnaire, Words
from bot.text import TextTooLong, clean, find_cpr

OWN = Path(__file__).parent / "scales"
LANGUAGES = ("da", "en")
MOST_ITEMS = 24
STEPS = range(2, 12)  # how many: no door shows more
LONGEST = {
    "id": 30,
    "title": 20,
    "about": 400,
    "note": 300,
    "next": 200,
    "step": 60,
    "text": 300,
    "hint": 100,
}
LINES = ("about", "note", "next", "text")  # may hold line breaks
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = {"id", "kind", "weeks", "partners", "parallel", "item", *LANGUAGES}
_ITEM_KEYS = {"id", "reverse", "na", "form", *LANGUAGES}


class LibraryError(Exception):
    """The questionnaires cannot be used. `problems`: everything found, each with its file and field."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@cache
def known(folder: Path | None = None) -> Mapping[str, Questionnaire]:
    """By id: those that come with Samspil, in the order of their files, and those of the folder. Raises LibraryError."""
    return load(OWN, *((folder,) if folder else ()))


def load(*folders: Path) -> dict[str, Questionnaire]:
    """Every `*.toml` of the folders is one questionnaire. Raises LibraryError when anything at all is wrong."""
    problems: list[str] = []
    found: dict[str, Questionnaire] = {}
    for folder in folders:
        if not folder.is_dir():
            problems.append(f"{folder}: there is no folder of that name.")
            continue
        for path in sorted(folder.glob("*.toml")):
            one = _read(path, problems)
            if one is not None and one.id in found:
                problems.append(f"{path.name}, id: {one.id} is another questionnaire's already.")
            elif one is not None:
                found[one.id] = one
    if problems:
        raise LibraryError(problems)
    return found


def _read(path: Path, problems: list[str]) -> Questionnaire | None:
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(f"{path.name}: the file is not UTF-8.")
        return None
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path.name}: the file is not TOML ({error}).")
        return None
    before = len(problems)
    one = _Reading(path.name, problems).questionnaire(body)
    return one if len(problems) == before else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read. Every method notes what is wrong and gives back something to go on with."""

    where: str
    problems: list[str]

    def wrong(self, key: str, sentence: str) -> None:
        self.problems.append(f"{self.where}, {key}: {sentence}")

    def questionnaire(self, body: Mapping[str, Any]) -> Questionnaire:
        self.only(body, _KEYS, "")
        danish = self.words(body, "da")
        english = self.words(body, "en") if "en" in body else danish
        if len(english.steps) != len(danish.steps):
            self.wrong("en.steps", "write as many as da.steps.")
        items = tuple(self.items(body))
        if len({one.id for one in items}) != len(items):
            self.wrong("item", "two have the same id.")
        one = Questionnaire(
            id=self.slug(body, "id"),
            kind=self.choice(body, "kind", Kind, Kind.SCALE),
            items=items,
            da=danish,
            en=english,
            weeks=self.weeks(body),
            partners=self.flag(body, "partners", ""),
            parallel=self.flag(body, "parallel", ""),
        )
        self.whole(one)
        return one

    def whole(self, one: Questionnaire) -> None:
        """What its parts must be to each other."""
        forms = {item.form for item in one.items}
        if one.parallel and not {Form.PRE, Form.POST} <= forms:
            self.wrong("parallel", 'mark items with form = "pre" and form = "post".')
        if not one.parallel and forms - {Form.BOTH}:
            self.wrong("item", "a form is only for questionnaires with parallel = true.")
        if one.kind is Kind.CHOICE and any(item.reverse for item in one.items):
            self.wrong("item", "a choice has no reverse: only a scale is scored.")

    def only(self, body: Mapping[str, Any], keys: set[str], prefix: str) -> None:
        for key in sorted(body.keys() - keys):
            self.wrong(f"{prefix}{key}", "I do not know this field.")

    def items(self, body: Mapping[str, Any]) -> Iterator[Item]:
        entries = body.get("item")
        if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
            self.wrong("item", "write the questions, each under [[item]].")
            return
        if len(entries) > MOST_ITEMS:
            self.wrong("item", f"{len(entries)} are too many: {MOST_ITEMS} at most.")
        for number, entry in enumerate(entries, 1):
            name = f"item {number}, "
            self.only(entry, _ITEM_KEYS, name)
            danish = self.item_words(entry, "da", name)
            yield Item(
                id=self.slug(entry, "id", name),
                da=danish,
                en=self.item_words(entry, "en", name) if "en" in entry else danish,
                reverse=self.flag(entry, "reverse", name),
                na=self.flag(entry, "na", name),
                form=self.choice(entry, "form", Form, Form.BOTH, name),
            )

    # ---- fields

    def slug(self, body: Mapping[str, Any], key: str, prefix: str = "") -> str:
        value, limit = body.get(key), LONGEST["id"]
        if not isinstance(value, str) or not _ID.fullmatch(value) or len(value) > limit:
            self.wrong(f"{prefix}{key}", f"write at most {limit} small letters a–z, figures and hyphens.")
        elif value == NOT_RELEVANT:
            self.wrong(f"{prefix}{key}", f"{NOT_RELEVANT} means something else.")
        return str(value)

    def choice(
        self, body: Mapping[str, Any], key: str, kind: type[Any], default: Any, prefix: str = ""
    ) -> Any:
        value = body.get(key, default.value)
        if value in [one.value for one in kind]:
            return kind(value)
        choices = " · ".join(one.value for one in kind if one.value)
        self.wrong(f"{prefix}{key}", f"choose one of these: {choices}.")
        return default

    def flag(self, body: Mapping[str, Any], key: str, prefix: str) -> bool:
        value = body.get(key, False)
        if not isinstance(value, bool):
            self.wrong(f"{prefix}{key}", "write true or false.")
        return bool(value)

    def weeks(self, body: Mapping[str, Any]) -> tuple[int, ...]:
        value = body.get("weeks", [])
        if not isinstance(value, list) or not all(type(one) is int and -1 <= one <= 53 for one in value):
            self.wrong("weeks", "write weeks of the course: 1 and up, 0 the middle one, -1 the last.")
            return ()
        return tuple(value)

    def words(self, body: Mapping[str, Any], language: str) -> Words:
        value = self.table(body, language, {"title", "about", "steps", "note", "next"})
        steps = value.get("steps")
        if not isinstance(steps, list) or len(steps) not in STEPS:
            steps = []
            few, many = STEPS[0], STEPS[-1]
            self.wrong(f"{language}.steps", f"write {few} to {many} steps, the lowest first.")
        return Words(
            title=self.text(value, "title", language),
            about=self.text(value, "about", language),
            steps=tuple(self.text({"step": one}, "step", f"{language}.steps") for one in steps),
            note=self.text(value, "note", language, required=False),
            next=self.text(value, "next", language, required=False),
        )

    def item_words(self, body: Mapping[str, Any], language: str, prefix: str) -> ItemWords:
        value = self.table(body, language, {"text", "hint"}, prefix)
        where = f"{prefix}{language}"
        return ItemWords(self.text(value, "text", where), self.text(value, "hint", where, required=False))

    def table(
        self, body: Mapping[str, Any], language: str, keys: set[str], prefix: str = ""
    ) -> Mapping[str, Any]:
        value = body.get(language)
        if not isinstance(value, dict):
            self.wrong(f"{prefix}{language}", "its words are not here.")
            return {}
        self.only(value, keys, f"{prefix}{language}.")
        return value

    def text(self, body: Mapping[str, Any], key: str, prefix: str, *, required: bool = True) -> str:
        value, name = body.get(key, ""), f"{prefix}.{key}"
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(name, "write a text here.")
            return ""
        if find_cpr(value):
            self.wrong(name, "this looks like a CPR number. Take it out.")
        try:
            return clean(value, max_length=LONGEST[key], multiline=key in LINES)
        except TextTooLong as error:
            self.wrong(name, f"the text has {error.length} characters, and there is room for {error.limit}.")
            return ""

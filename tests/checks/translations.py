"""`python -m tests.checks.translations`: is everything people read there in English too?

Danish texts are the msgids. Every one that the code or a template marks has an English text in
`bot/locales/en.po`, with the same named places. `--update` (`make translations`) adds what is missing,
empty, and takes out what nothing uses any more.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "bot" / "locales" / "en.po"
SOURCES = ("bot", "adapters")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\((\w+)\)[sd]|%%|%(?!\()")
Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A marked text and where it stands."""

    key: Key
    where: str


def marked(root: Path = ROOT) -> Iterator[Found]:
    """Everything the code and the templates mark for translation."""
    for source in SOURCES:
        for path in sorted((root / source).rglob("*")):
            if path.suffix == ".py":
                found = _in_python(path)
            elif path.suffix == ".html":
                found = _in_template(path)
            else:
                continue
            yield from (Found(key, f"{path.relative_to(root)}:{line}") for line, key in found)


def _in_python(path: Path) -> Iterator[tuple[int, Key]]:
    """By the syntax tree: Babel's own extractor does not look into f-strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = _called(node)
        if not isinstance(node, ast.Call) or name not in KEYWORDS:
            continue
        texts = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if name == "ngettext" and len(texts) == 2:
            yield node.lineno, (texts[0], texts[1])
        elif name != "ngettext" and len(texts) == 1 and texts[0]:
            yield node.lineno, texts[0]


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _in_template(path: Path) -> Iterator[tuple[int, Key]]:
    options = {"encoding": "utf-8", "silent": "false"}
    for line, message, _comments, _context in extract_from_file(
        "jinja2.ext:babel_extract", str(path), keywords=KEYWORDS, options=options
    ):
        yield line, (message[0], message[1]) if isinstance(message, tuple) else message


def built_at_run_time(path: Path) -> Iterator[int]:
    """Lines with a text that is put together before it is translated: such a text is in no catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in KEYWORDS and any(map(_is_built, node.args[:2])):
            yield node.lineno


def _is_built(node: ast.expr) -> bool:
    """An f-string, "…" % …, "…" + …, "…".format(…)."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return any(isinstance(part, ast.Constant | ast.JoinedStr) for part in (node.left, node.right))
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ("format", "join", "replace")


def places(text: str) -> set[str]:
    """The named places, and "%" for a bare per cent sign, which breaks filling in."""
    found = (match for match in PLACE.finditer(text) if match[0] != "%%")
    return {match[1] or "%" for match in found}


def read_english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def _entry(catalog: Catalog, key: Key) -> Message | None:
    found = catalog.get(_singular(key))
    return found if isinstance(found, Message) else None


def _wrong_with(key: Key, entry: Message | None) -> str:
    """What is wrong with the English of a text, "" when nothing is."""
    if entry is None:
        return "has no English text"
    danish = key if isinstance(key, tuple) else (key,)
    english = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
    if "fuzzy" in entry.flags or not all(english):
        return "has no English text"
    if len(english) != len(danish):
        return "has a plural in one language and none in the other"
    wanted = set().union(*(places(text) for text in danish))
    for text in (*danish, *english):
        if places(text) - wanted or (len(danish) == 1 and places(text) != wanted):
            return f"has other places in English: {sorted(wanted ^ places(text))}"
    return ""


def problems() -> Iterator[str]:
    catalog = read_english()
    seen: set[Key] = set()
    for found in marked():
        if found.key in seen:
            continue
        seen.add(found.key)
        wrong = _wrong_with(found.key, _entry(catalog, found.key))
        if wrong:
            yield f"{found.where}: {found.key!r} {wrong}"
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            for line in built_at_run_time(path):
                yield f"{path.relative_to(ROOT)}:{line}: a text is put together before it is translated"


def unused() -> list[str]:
    """Texts of en.po, by their (singular) msgid."""
    known = {_singular(found.key) for found in marked()}
    entries = [_singular(message.id) for message in read_english() if message.id]
    return [text for text in entries if text not in known]


def _singular(key: str | tuple[str, ...] | list[str]) -> str:
    return key if isinstance(key, str) else key[0]


def update() -> None:
    """Write en.po again: new texts empty at the end, unused ones gone, everything else as it was."""
    catalog = read_english()
    for text in unused():
        catalog.delete(text)
    for found in marked():
        if _entry(catalog, found.key) is None:
            catalog.add(found.key)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, width=110, no_location=True, ignore_obsolete=True)


def main(arguments: list[str]) -> int:
    if "--update" in arguments:
        update()
    wrong = list(problems())
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    for key in unused():
        sys.stderr.write(f"note: nothing uses {key!r}\n")
    if wrong:
        sys.stderr.write(
            f"{len(wrong)} texts need a look. `make translations` adds what is missing to en.po.\n"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The pages to print, as Markdown: the same cards, in plain text that other tools read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ui import Block, Card, Divider, Facts, Picture, Text

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def drawn(cards: Sequence[Card]) -> str:
    """A document of these cards, without their buttons. A title is written once for cards that share it."""
    lines: list[str] = []
    before = ""
    for card in cards:
        if card.title.plain != before:
            before = card.title.plain
            lines.append(f"# {_escaped(before)}")
        lines += [text for block in card.blocks if (text := _block(block))]
    return "\n\n".join(lines) + "\n"


def _block(block: Block) -> str:
    match block:
        case Text(quote=True):
            return "\n".join(f"> {line}".rstrip() for line in _text(block).split("\n"))
        case Text():
            return _text(block)
        case Facts(rows):
            return "\n".join(f"- {_escaped(label)}: {_text(value)}" for label, value in rows)
        case Divider():
            return "---"
        case Picture(_, alt):
            return f"*{_escaped(alt)}*"
        case _:
            return ""


def _text(text: Text) -> str:
    said = ""
    for span in text.spans:
        words = _escaped(span.text)
        marks = "**" if span.bold else "*" if span.italic else ""
        inner = words.strip()
        said += words.replace(inner, f"{marks}{inner}{marks}", 1) if marks and inner else words
    return said.replace("\n", "  \n")


def _escaped(words: str) -> str:
    """People's signs stay signs."""
    return _AT_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", words))

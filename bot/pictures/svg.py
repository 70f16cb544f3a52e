"""The few shapes our pictures are made of. Every label is escaped here, and cut to the room it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.sax.saxutils import escape

from bot.pictures.look import LIGHT

WIDTH = 420  # a phone's width: text keeps its size there, and chats show it no wider than this on a screen
MARGIN = 16
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NARROW, WIDE = frozenset("fijlrtI!|/.,:;'’()[]- "), frozenset("mwMWÆ@%…–")


def number(value: float) -> str:
    """Tenths of a pixel, without a needless `.0`."""
    return f"{round(value, 1):g}"


def picture(height: float, parts: Iterable[str]) -> bytes:
    size = f'width="{WIDTH}" height="{number(height)}" viewBox="0 0 {WIDTH} {number(height)}"'
    ground = f'<rect class="ground" width="{WIDTH}" height="{number(height)}"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{LIGHT}</style>{ground}'
    return "".join((head, *parts, "</svg>")).encode()


def text(x: float, y: float, words: str, kind: str) -> str:
    """`y` is where the letters stand. `kind`: classes of the style sheet."""
    return f'<text x="{number(x)}" y="{number(y)}" class="{kind}">{escape(_NOT_XML.sub("", words))}</text>'


def box(x: float, y: float, width: float, height: float, kind: str, round: float = 6) -> str:
    shape = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {shape} rx="{number(round)}" class="{kind}"/>'


def rule(y: float, since: float, until: float) -> str:
    y_text = number(y)
    return f'<line x1="{number(since)}" x2="{number(until)}" y1="{y_text}" y2="{y_text}" class="rule"/>'


@lru_cache(maxsize=4096)
def width(words: str, size: float = 14) -> float:
    """About how wide the words are in Figtree, a little more rather than less."""
    return sum(_width(letter) for letter in words) * size


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.92
    return 0.7 if letter.isupper() or not letter.isascii() else 0.58


def cut(words: str, room: float, size: float = 14) -> str:
    """The words, or as many of their letters as there is room for."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"

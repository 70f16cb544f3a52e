"""Language: Danish texts are the msgids, `locales/en.po` holds the English.

Catalogues are read from the .po files at start: no compiled files, no build step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from bot import dates
from bot.ui import Span, Text

LANGUAGES = ("da", "en")
_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*", re.DOTALL)
_PLACE = re.compile(r"%\((\w+)\)s")


@cache
def _catalogue(language: str) -> dict[str, str | tuple[str, ...]]:
    if language == "da":
        return {}
    path = Path(__file__).parent / "locales" / f"{language}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found: dict[str, str | tuple[str, ...]] = {}
    for message in catalogue:
        if message.id and message.string and "fuzzy" not in message.flags:
            key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
            found[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return found


@dataclass(frozen=True, slots=True)
class Locale:
    """How to say things to somebody: a language ("da", "en"), a zone, and the moment it is said (UTC)."""

    language: str
    zone: ZoneInfo
    now: datetime

    def gettext(self, message: str) -> str:
        found = _catalogue(self.language).get(message, message)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        found = _catalogue(self.language).get(singular, (singular, plural))
        one, many = (found, found) if isinstance(found, str) else (found[0], found[-1])
        return one if n == 1 else many

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    @property
    def today(self) -> date:
        return self.local(self.now).date()

    def long(self, moment: datetime) -> str:
        """`torsdag d. 12. november kl. 13.15 (uge 46)`."""
        return dates.long(self.local(moment), self.local(self.now), self.language)

    def names(self, names: list[str] | tuple[str, ...]) -> str:
        """`Amira, Jonas og Freja`."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.gettext('og')} {names[-1]}"


def md(template: str, /, *, quiet: bool = False, quote: bool = False, **values: str | int | Text) -> Text:
    """Text from a translated template: `**bold**` and `*italic*` in the template are markup,
    every value is shown as it is (as markupsafe does for HTML)."""
    spans: list[Span] = []
    for piece in _pieces(template):
        if isinstance(piece, Span):
            spans.append(piece)
            continue
        value = values[piece.name]
        filled = value.spans if isinstance(value, Text) else (Span(str(value)),)
        spans += (piece.style(span) for span in filled) if piece.bold or piece.italic else filled
    return Text(tuple(spans), quiet=quiet, quote=quote)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands in a template."""

    name: str
    bold: bool
    italic: bool

    def style(self, span: Span) -> Span:
        return Span(span.text, bold=self.bold or span.bold, italic=self.italic or span.italic, link=span.link)


@lru_cache(maxsize=2048)
def _pieces(template: str) -> tuple[Span | _Place, ...]:
    """The template taken apart: finished spans, and places for values."""
    found: list[Span | _Place] = []
    position = 0
    for mark in _MARK.finditer(template):
        found += _plain_pieces(template[position : mark.start()])
        bold = mark["bold"] is not None
        found += _plain_pieces(mark["bold"] if bold else mark["italic"], bold=bold, italic=not bold)
        position = mark.end()
    return (*found, *_plain_pieces(template[position:]))


def _plain_pieces(template: str, *, bold: bool = False, italic: bool = False) -> Iterator[Span | _Place]:
    for index, piece in enumerate(_PLACE.split(template)):
        if index % 2:
            yield _Place(piece, bold, italic)
        elif piece:
            yield Span(piece.replace("%%", "%"), bold=bold, italic=italic)


def link(label: str, url: str) -> Text:
    """A link whose address our own code made."""
    return Text((Span(label, link=url),))

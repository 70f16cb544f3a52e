"""Cards as Discord's components V2: JSON as it goes over the wire, within Discord's limits whatever the card
holds.

The core's cards fit by construction; what a renderer adds (escaped signs) may not, so texts are shortened
here rather than refused there. Figures: Discord's component reference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

from adapters.discord.markdown import markdown, shortened
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    Divider,
    Facts,
    File,
    Option,
    Picture,
    Span,
    Style,
    Text,
    plain,
)

Json = dict[str, Any]

ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 3, 10, 12, 13, 14, 17
STYLES = {Style.normal: 2, Style.primary: 1, Style.danger: 4}
LINK = 5

MAX_TEXT = 4000  # characters over all texts of a message
MAX_ROW = 5  # buttons beside each other
MAX_LABEL = 80  # a button's
MAX_OPTION = 100  # an option's label
MAX_OPTIONS = 25
MAX_PLACEHOLDER = 150
MAX_URL = 512  # a link button's
MAX_ALT = 1024
NOTHING = "…"  # stands where Discord wants words and there are none


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a message: its name there, its content, and what it shows."""

    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as Discord takes it."""

    components: list[Json]
    uploads: tuple[Upload, ...] = ()


@dataclass(slots=True)
class _Drawing:
    files: Mapping[str, bytes]
    parts: list[Text | Json] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)


def files_of(card: Card) -> tuple[str, ...]:
    """The stored files (SHA-256) that the card shows; `draw` wants their content."""
    return tuple(block.sha256 for block in card.blocks if isinstance(block, Picture | File))


def marker(key: str) -> int:
    """The id of a posted card's outermost component, by which it is found again: 31 bits of the key's hash,
    not 0.
    """
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> 1 or 1


def draw(card: Card, files: Mapping[str, bytes] | None = None, *, mark: int | None = None) -> Drawn:
    """The card in one container. `files` are stored files by SHA-256: one that is missing is named in words."""
    drawing = _Drawing(files or {})
    drawing.parts.append(_title(card.title))
    for block in card.blocks:
        _draw(drawing, block)
    container: Json = {"type": CONTAINER, "components": _within_limits(drawing.parts)}
    return Drawn([container if mark is None else container | {"id": mark}], tuple(drawing.uploads))


def _title(title: Text) -> Text:
    """A title is one line, in bold."""
    spans = (Span(" ".join(span.text.split("\n")), True, span.italic, span.link) for span in title.spans)
    return Text(tuple(spans))


def _draw(drawing: _Drawing, block: Block) -> None:
    match block:
        case Text():
            drawing.parts.append(block)
        case Facts(rows):
            drawing.parts.append(_facts(rows))
        case Buttons(buttons):
            drawn = [_button(button, len(drawing.parts), n) for n, button in enumerate(buttons)]
            rows_of_five = (drawn[start : start + MAX_ROW] for start in range(0, len(drawn), MAX_ROW))
            drawing.parts += [{"type": ROW, "components": row} for row in rows_of_five]
        case Choice():
            drawing.parts += _choice(block)
        case Picture(sha256, alt):
            _picture(drawing, sha256, alt)
        case File(name, _, sha256):
            _file(drawing, name, sha256)
        case Divider():
            drawing.parts.append({"type": SEPARATOR, "divider": True, "spacing": 1})
        case _:
            assert_never(block)


def _facts(rows: tuple[tuple[str, Text], ...]) -> Text:
    """One line per fact: the label in bold, then the value."""
    spans: list[Span] = []
    for label, value in rows:
        spans += [Span("\n")] if spans else []
        spans += [Span(f"{label}:", bold=True), Span(" "), *value.spans]
    return Text(tuple(spans))


def _button(button: Button, *where: int) -> Json:
    label = _words(button.label, MAX_LABEL)
    if button.action is not None:
        style = STYLES[button.style]
        return {"type": BUTTON, "style": style, "label": label, "custom_id": button.action.encode()}
    url = button.url or ""
    if url.startswith(("https://", "http://")) and len(url) <= MAX_URL:
        return {"type": BUTTON, "style": LINK, "label": label, "url": url}
    # Discord links nowhere else (nor a longer way); the words stay, greyed out, and the message gets through.
    dead = Action.to("core/nowhere", *where).encode()
    return {
        "type": BUTTON,
        "style": STYLES[Style.normal],
        "label": label,
        "custom_id": dead,
        "disabled": True,
    }


def _choice(choice: Choice) -> list[Text | Json]:
    options = drawn_options(choice.options, chosen=(choice.selected,))
    if not options:
        return [plain(choice.label)]
    placeholder = choice.label.strip()[:MAX_PLACEHOLDER]
    select: Json = {"type": SELECT, "custom_id": choice.action.encode(), "options": options}
    if placeholder:
        select["placeholder"] = placeholder
    return [plain(choice.label), {"type": ROW, "components": [select]}]


def drawn_options(options: tuple[Option, ...], chosen: tuple[str | None, ...]) -> list[Json]:
    """Options of a select or a group. Values get a sign in front: Discord takes no empty ones (see
    `parse.py`).
    """
    drawn: dict[str, Json] = {}
    for option in options[:MAX_OPTIONS]:
        one: Json = {"label": _words(option.label, MAX_OPTION), "value": f"={option.value}"}
        drawn.setdefault(option.value, one | {"default": True} if option.value in chosen else one)
    return list(drawn.values())


def _words(words: str, most: int) -> str:
    """A label: Discord wants at least one sign that can be seen, and at most `most`."""
    words = words.strip()
    return words if 0 < len(words) <= most else f"{words[: most - 1]}{NOTHING}"


def _picture(drawing: _Drawing, sha256: str, alt: str) -> None:
    content = drawing.files.get(sha256)
    if content is None:
        drawing.parts.append(plain(alt, quiet=True))
        return
    name = _upload(drawing, "billede.png", content, alt)
    item = {"media": {"url": f"attachment://{name}"}, "description": _words(alt, MAX_ALT)}
    drawing.parts.append({"type": GALLERY, "items": [item]})


def _file(drawing: _Drawing, name: str, sha256: str) -> None:
    content = drawing.files.get(sha256)
    if content is None:
        drawing.parts.append(plain(name, quiet=True))
        return
    name = _upload(drawing, name, content)
    drawing.parts.append({"type": FILE, "file": {"url": f"attachment://{name}"}})


_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def _upload(drawing: _Drawing, name: str, content: bytes, alt: str = "") -> str:
    """Put a file in the parcel under a name that Discord keeps as it is, and that is its alone there."""
    ascii_name = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_name).strip("-.")[-60:] or "fil"
    taken = {upload.name for upload in drawing.uploads}
    if safe in taken:
        safe = f"{len(taken) + 1}-{safe}"
    drawing.uploads.append(Upload(safe, content, alt))
    return safe


def _within_limits(parts: list[Text | Json]) -> list[Json]:
    """Texts become text displays; when escaping has made them too long together, the longest are shortened."""
    written = [(part, markdown(part)) if isinstance(part, Text) else (part, "") for part in parts]
    while (over := sum(len(words) for _, words in written) - MAX_TEXT) > 0:
        index = max(range(len(written)), key=lambda n: len(written[n][1]))
        text, words = written[index]
        assert isinstance(text, Text)
        length = len(text.plain)
        text = shortened(text, max(1, length - max(over * length // len(words), length // 8, 2)))
        written[index] = (text, markdown(text))
    drawn = [
        {"type": TEXT, "content": words} if isinstance(part, Text) else part
        for part, words in written
        if words or not isinstance(part, Text)
    ]
    return drawn or [{"type": TEXT, "content": NOTHING}]

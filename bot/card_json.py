"""Cards as JSON text: how a wanted card rests in the outbox until delivery shows it."""

from __future__ import annotations

import json
from typing import Any, assert_never

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
)

# json.dumps makes a new encoder each time when it is told anything
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(card: Card) -> str:
    """The same card always gives the same text, so that an unchanged card is not sent again."""
    body = {"title": _text(card.title), "blocks": [_block(block) for block in card.blocks]}
    return _encode(body)


def loads(text: str) -> Card:
    body = json.loads(text)
    return Card(_read_text(body["title"]), tuple(_read_block(block) for block in body["blocks"]))


def _text(text: Text) -> dict[str, Any]:
    spans = [[span.text, int(span.bold) + 2 * int(span.italic), span.link] for span in text.spans]
    return {"is": "text", "spans": spans, "quiet": text.quiet, "quote": text.quote}


def _read_text(body: dict[str, Any]) -> Text:
    spans = tuple(Span(text, bool(marks & 1), bool(marks & 2), link) for text, marks, link in body["spans"])
    return Text(spans, quiet=body["quiet"], quote=body["quote"])


def _button(button: Button) -> list[Any]:
    return [button.label, button.action.encode() if button.action else None, button.style.value, button.url]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text():
            return _text(block)
        case Facts(rows):
            return {"is": "facts", "rows": [[label, _text(value)] for label, value in rows]}
        case Buttons(buttons):
            return {"is": "buttons", "buttons": [_button(button) for button in buttons]}
        case Choice(label, action, options, selected):
            pairs = [[option.value, option.label] for option in options]
            return {"is": "choice", "label": label, "action": action.encode(), "options": pairs,
                    "selected": selected}  # fmt: skip
        case Picture(sha256, alt):
            return {"is": "picture", "sha256": sha256, "alt": alt}
        case File(name, kind, sha256):
            return {"is": "file", "name": name, "kind": kind, "sha256": sha256}
        case Divider():
            return {"is": "divider"}
        case _:
            assert_never(block)


def _read_block(body: dict[str, Any]) -> Block:
    match body["is"]:
        case "text":
            return _read_text(body)
        case "facts":
            return Facts(tuple((label, _read_text(value)) for label, value in body["rows"]))
        case "buttons":
            return Buttons(
                tuple(
                    Button(label, Action.decode(action) if action else None, Style(style), url)
                    for label, action, style, url in body["buttons"]
                )
            )
        case "choice":
            options = tuple(Option(value, label) for value, label in body["options"])
            return Choice(body["label"], Action.decode(body["action"]), options, body["selected"])
        case "picture":
            return Picture(body["sha256"], body["alt"])
        case "file":
            return File(body["name"], body["kind"], body["sha256"])
        case "divider":
            return Divider()
        case unknown:
            raise ValueError(f"no such block: {unknown}")

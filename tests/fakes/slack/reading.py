"""What a person reads: blocks as plain text, with `[button]` and `[list ▾]` where one can press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_ENTITY = re.compile(r"<([^<>]+)>")
_STYLE = re.compile(r"(?<![\w*_~`\u200b])([*_~`])(?=[^\s\u200b])(.+?)(?<=[^\s\u200b])\1(?![\w*_~`\u200b])")


def plain(text: Json | None, names: dict[str, str]) -> str:
    """A text object as read: entities and styles resolved where it is mrkdwn."""
    if not text:
        return ""
    content = str(text["text"])
    return mrkdwn(content, names) if text["type"] == "mrkdwn" else content


def mrkdwn(content: str, names: dict[str, str]) -> str:
    def entity(match: re.Match[str]) -> str:
        inside = match[1]
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            return "@" + names.get(target[1:], target[1:])
        if target.startswith(("#", "!")):
            return label or target
        return label or target

    content = re.sub(r"^(?:>|&gt;) ?", "", content, flags=re.MULTILINE)
    for _ in range(3):
        content = _STYLE.sub(r"\2", content)
    content = _ENTITY.sub(entity, content)
    return content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\u200b", "")


def notified(blocks: list[Json], text: str) -> list[str]:
    """Whom a message alarms: user ids, and "!channel", "!here", "!everyone"."""
    source = [text, *(one["text"] for one in _text_objects(blocks) if one.get("type") == "mrkdwn")]
    found = [match[1] for one in source for match in _ENTITY.finditer(one)]
    return [one.partition("|")[0].lstrip("@") for one in found if one.startswith(("@", "!"))]


def _text_objects(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("type") in ("mrkdwn", "plain_text"):
            yield value
        for inner in value.values():
            yield from _text_objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _text_objects(inner)


def lines(blocks: list[Json], text: str, names: dict[str, str]) -> str:
    """Everything shown, in order."""
    shown = [line for block in blocks for line in _block(block, names)]
    return "\n".join(shown) if blocks else mrkdwn(text, names)


def _block(block: Json, names: dict[str, str]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield plain(block["text"], names)
        case "section":
            if block.get("text"):
                yield plain(block["text"], names)
            yield from (plain(field, names) for field in block.get("fields") or [])
            if accessory := block.get("accessory"):
                yield element(accessory, names)
        case "context":
            yield " ".join(element(one, names) for one in block["elements"])
        case "actions":
            yield " ".join(element(one, names) for one in block["elements"])
        case "input":
            yield plain(block["label"], names)
            if block.get("hint"):
                yield plain(block["hint"], names)
            yield element(block["element"], names)
        case "image":
            yield f"({block['alt_text']})"
        case "divider":
            yield "—"


def element(one: Json, names: dict[str, str]) -> str:
    match one["type"]:
        case "button":
            return f"[{plain(one['text'], names)}]"
        case "static_select" | "radio_buttons" | "checkboxes" | "multi_static_select" | "overflow":
            return "[" + " / ".join(plain(option["text"], names) for option in one["options"]) + "]"
        case "image":
            return f"({one['alt_text']})"
        case "plain_text" | "mrkdwn":
            return plain(one, names)
        case _:
            return f"[{one.get('initial_value') or one.get('initial_date') or one.get('initial_time') or ''}]"

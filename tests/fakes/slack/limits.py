"""What Slack refuses in blocks and views, as a pure function.

`slack_sdk.models` checks a part of it; the rest are rules of our own. Figures: Slack's Block Kit
reference. Where Slack does not publish how it counts (`msg_blocks_too_long`), the stricter reading is
used: 13,200 characters of compact JSON.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.fakes.slack.elements import element_problems, text_problems

Json = Mapping[str, Any]

MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_BLOCKS_JSON = 13_200
MAX_VIEW_BYTES = 250_000
MAX_TEXT = 40_000
MAX_ID = 255

MESSAGE_BLOCKS = {"section", "divider", "image", "actions", "context", "header", "rich_text", "input", "file"}
VIEW_BLOCKS = {"section", "divider", "image", "actions", "context", "header", "rich_text", "input"}
INPUT_ELEMENTS = {
    *("plain_text_input", "static_select", "multi_static_select", "radio_buttons", "checkboxes"),
    *("datepicker", "timepicker", "users_select", "multi_users_select", "number_input", "email_text_input"),
}
ACTION_ELEMENTS = {
    *("button", "static_select", "overflow", "datepicker", "timepicker", "radio_buttons", "checkboxes"),
    *("users_select", "conversations_select"),
}
ACCESSORIES = ACTION_ELEMENTS | {"image", "multi_static_select", "multi_users_select"}


def problems(kind: str, payload: Json, *, models: bool = True) -> list[str]:
    """Everything Slack would refuse in a payload, in words; empty when it would take it.

    `models` False leaves out slack_sdk's own models, which take ten times as long as all our rules.
    `kind`: "message" (chat.post*, chat.update, a command's acknowledgement, response_url), "modal"
    (views.open/push/update and the view of a submit's acknowledgement) or "home" (views.publish).
    """
    match kind:
        case "message":
            found = _message(payload, models)
        case "modal" | "home":
            found = _view(kind, payload, models)
        case _:
            raise ValueError(kind)
    return [*found, *_ids(payload.get("blocks") or [])]


def _message(payload: Json, models: bool) -> Iterator[str]:
    blocks = payload.get("blocks") or []
    text = payload.get("text") or ""
    if not blocks and not text and not payload.get("files"):
        yield "no_text"
    if len(text) > MAX_TEXT:
        yield f"msg_too_long: text of {len(text)} characters"
    if len(blocks) > MAX_MESSAGE_BLOCKS:
        yield f"invalid_blocks: {len(blocks)} blocks in a message, {MAX_MESSAGE_BLOCKS} at most"
    size = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
    if size > MAX_BLOCKS_JSON:
        yield f"msg_blocks_too_long: {size} characters of blocks"
    if blocks and not text:
        yield "no fallback text: notifications and screen readers read only `text`"
    yield from _blocks(blocks, MESSAGE_BLOCKS, models)


def _view(kind: str, view: Json, models: bool) -> Iterator[str]:
    if view.get("type") != kind:
        yield f"a view of type {view.get('type')!r} where {kind!r} is wanted"
    blocks = view.get("blocks")
    if not isinstance(blocks, Sequence) or not 1 <= len(blocks) <= MAX_VIEW_BLOCKS:
        yield f"a view has 1 to {MAX_VIEW_BLOCKS} blocks"
        return
    if len(json.dumps(view).encode()) > MAX_VIEW_BYTES:
        yield "view_too_large"
    for part in ("title", "submit", "close"):
        if (text := view.get(part)) is not None:
            yield from text_problems(text, part, 24, plain=True)
    if kind == "modal" and not view.get("title"):
        yield "a modal has a title"
    if kind == "home" and (view.get("submit") or view.get("close") or view.get("title")):
        yield "a home tab has no title, submit or close"
    if kind == "modal" and not view.get("submit") and any(block.get("type") == "input" for block in blocks):
        yield "an input block needs a submit button"
    for part, limit in (("callback_id", MAX_ID), ("external_id", MAX_ID), ("private_metadata", 3000)):
        if len(view.get(part) or "") > limit:
            yield f"{part} over {limit}"
    yield from _blocks(blocks, VIEW_BLOCKS, models)
    if models:
        yield from _model(lambda: View(**view).to_dict(), dict(view))


def _blocks(blocks: Sequence[Json], allowed: set[str], models: bool) -> Iterator[str]:
    for number, block in enumerate(blocks):
        kind = block.get("type")
        if kind not in allowed:
            yield f"blocks[{number}]: type {kind!r} is not allowed here"
            continue
        if len(block.get("block_id") or "") > MAX_ID:
            yield f"blocks[{number}]: block_id over {MAX_ID}"
        if rule := _BLOCK_RULES.get(kind):
            yield from (f"blocks[{number}] ({kind}): {problem}" for problem in rule(block))
        if models:
            yield from _model(lambda block=block: _parsed(block), dict(block))  # type: ignore[misc]


def _section(block: Json) -> Iterator[str]:
    text, fields = block.get("text"), block.get("fields")
    if text is None and not fields:
        yield "needs text or fields"
    if text is not None:
        yield from text_problems(text, "text", 3000)
    if fields is not None and not 1 <= len(fields) <= 10:
        yield f"{len(fields)} fields, 1 to 10 allowed"
    for one in fields or []:
        yield from text_problems(one, "field", 2000)
    if (accessory := block.get("accessory")) is not None:
        if accessory.get("type") not in ACCESSORIES:
            yield f"{accessory.get('type')!r} cannot be an accessory"
        yield from element_problems(accessory)


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        yield f"{len(elements)} elements, 1 to 25 allowed"
    for element in elements:
        if element.get("type") not in ACTION_ELEMENTS:
            yield f"{element.get('type')!r} cannot stand in an actions block"
        yield from element_problems(element)


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        yield f"{len(elements)} elements, 1 to 10 allowed"
    for element in elements:
        if element.get("type") == "image":
            yield from element_problems(element)
        else:
            yield from text_problems(element, "element", 3000)


def _input(block: Json) -> Iterator[str]:
    yield from text_problems(block.get("label"), "label", 2000, plain=True)
    if (hint := block.get("hint")) is not None:
        yield from text_problems(hint, "hint", 2000, plain=True)
    element = block.get("element") or {}
    if element.get("type") not in INPUT_ELEMENTS:
        yield f"{element.get('type')!r} cannot be an input's element"
    yield from element_problems(element)


def _header(block: Json) -> Iterator[str]:
    yield from text_problems(block.get("text"), "text", 150, plain=True)


def _image(block: Json) -> Iterator[str]:
    yield from element_problems({**block, "type": "image"})
    if (title := block.get("title")) is not None:
        yield from text_problems(title, "title", 2000, plain=True)


_BLOCK_RULES: dict[str, Callable[[Json], Iterator[str]]] = {
    "section": _section,
    "actions": _actions,
    "context": _context,
    "input": _input,
    "header": _header,
    "image": _image,
}


def _ids(blocks: Sequence[Json]) -> Iterator[str]:
    """block_id and action_id are unique in a message or view."""
    seen: set[str] = set()
    for name, value in _each_id(blocks):
        if not isinstance(value, str) or not value:
            yield f"{name} is empty"
        elif (key := f"{name} {value}") in seen:
            yield f"duplicate {key!r}"
        else:
            seen.add(key)


def _each_id(blocks: Sequence[Json]) -> Iterator[tuple[str, Any]]:
    for block in blocks:
        if "block_id" in block:
            yield "block_id", block["block_id"]
        single = [block[part] for part in ("accessory", "element") if part in block]
        for element in [*single, *(block.get("elements") or [])]:
            if "action_id" in element:
                yield "action_id", element["action_id"]


def _parsed(block: Json) -> Json:
    parsed = Block.parse(dict(block))
    if parsed is None:
        raise SlackObjectFormationError(f"unknown block {block.get('type')!r}")
    return dict(parsed.to_dict())


def _model(build: Callable[[], Json], original: Json) -> Iterator[str]:
    """slack_sdk's own validation, and nothing of the payload lost on the way through its models."""
    logging.getLogger("slack_sdk.models").setLevel(logging.ERROR)
    try:
        after = build()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError) as error:
        yield f"slack_sdk: {error}"
        return
    if lost := sorted(set(_keys(original)) - set(_keys(after))):
        yield f"slack_sdk knows nothing of {', '.join(lost)}"


def _keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is not None:
                yield f"{path}.{key}"
                yield from _keys(inner, f"{path}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _keys(inner, f"{path}[]")

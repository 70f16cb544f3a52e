"""Cards → Block Kit. An exhaustive switch, a table of limits, and a plainer rendering when those are hit.

Payloads are dicts: building them through slack_sdk's models takes a hundred times as long. That every
card fits is shown by tests against those models and Slack's own limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from adapters.slack.markup import MAX_TEXT, escape, text_object, words
from bot.ui import Block as UiBlock
from bot.ui import Button, Buttons, Card, Choice, Divider, Facts, File, Picture, Span, Style, Text

Json = dict[str, Any]
Blocks = list[Json]

# Block Kit reference; the last is what chat.postMessage was measured to accept, counted our way.
MAX_HEADER = 150
MAX_BUTTON = 75
MAX_OPTION = 75
MAX_ELEMENTS = 25
MAX_ALT = 2000
MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_VIEW_TITLE = 24
MAX_BLOCKS_JSON = 13_200
SHORTEST = 12  # characters that a text of a too large card keeps
MAX_FALLBACK = 1000  # characters of `text`: what notifications and screen readers read

LINK = "link:"  # action ids of buttons that only open an address: Slack tells us of those too
VALUE_MARK = "="  # an option's value may not be empty for Slack, so each travels behind a sign


NO_PICTURES: Mapping[str, str] = {}


def message(card: Card, pictures: Mapping[str, str] = NO_PICTURES) -> Json:
    """`text` and `blocks` of a message or an ephemeral; `pictures` are Slack's file ids by sha256."""
    blocks = _blocks(card, pictures)[:MAX_MESSAGE_BLOCKS]
    if _may_be_large(card) and _size(blocks) > MAX_BLOCKS_JSON:
        blocks = _cut(_blocks(card, pictures, plain=True)[:MAX_MESSAGE_BLOCKS])
    return {"text": fallback(card), "blocks": blocks}


def card_view(card: Card, metadata: str = "", pictures: Mapping[str, str] = NO_PICTURES) -> Json:
    """A modal that shows a card: a private answer where there is no message to answer in."""
    return {
        "type": "modal",
        "title": words("Samspil", MAX_VIEW_TITLE),
        "private_metadata": metadata,
        "blocks": _view_blocks(card, pictures),
    }


def home_view(*cards: Card) -> Json:
    """The App Home tab."""
    blocks = [block for card in cards for block in _view_blocks(card, NO_PICTURES)]
    return {"type": "home", "blocks": blocks[:MAX_VIEW_BLOCKS]}


def fallback(card: Card) -> str:
    """The card as one text without markup that could alarm or link."""
    parts = [card.title.plain, *(block.plain for block in card.blocks if isinstance(block, Text))]
    text = "\n".join(part for part in parts if part.strip())
    return escape(text[:MAX_FALLBACK]) or "–"


def _view_blocks(card: Card, pictures: Mapping[str, str]) -> Blocks:
    return _blocks(card, pictures)[:MAX_VIEW_BLOCKS] or [{"type": "section", "text": words("", 1)}]


def _blocks(card: Card, pictures: Mapping[str, str], *, plain: bool = False) -> Blocks:
    blocks: Blocks = []
    if (title := card.title.plain).strip():
        blocks.append({"type": "header", "text": words(title.replace("\n", " "), MAX_HEADER)})
    for block in card.blocks:
        blocks.extend(_block(block, pictures, plain))
    links = (one for block in blocks for one in block.get("elements", ()) if "url" in one)
    for number, element in enumerate(links):
        element["action_id"] = f"{LINK}{number}"
    return blocks


def _block(block: UiBlock, pictures: Mapping[str, str], plain: bool) -> Iterator[Json]:
    match block:
        case Text():
            if (shown := text_object(block, plain=plain)) is not None:
                yield (
                    {"type": "context", "elements": [shown]}
                    if block.quiet
                    else {
                        "type": "section",
                        "text": shown,
                    }
                )
        case Facts():
            yield from _facts(block, plain)
        case Buttons(buttons):
            for start in range(0, len(buttons), MAX_ELEMENTS):
                row = [_button(one) for one in buttons[start : start + MAX_ELEMENTS]]
                yield {"type": "actions", "elements": row}
        case Choice():
            yield _choice(block)
        case Picture(sha256, alt):
            yield _picture(pictures.get(sha256), alt)
        case File():
            yield {"type": "context", "elements": [words(f"📎 {block.name}", MAX_TEXT)]}
        case Divider():
            yield {"type": "divider"}
        case _:
            assert_never(block)


def _facts(facts: Facts, plain: bool) -> Iterator[Json]:
    """One section of lines "label: value"; several when they do not fit in one."""
    spans: list[Span] = []
    for label, value in facts.rows:
        row = [*([Span(label, bold=True), Span(": ")] if label else []), *value.spans]
        if spans and _length(spans) + _length(row) >= MAX_TEXT:
            yield from _section(spans, plain)
            spans = []
        if _length(row) > MAX_TEXT:
            yield from _section(row[:1], plain)
            row = list(value.spans)
        spans += [*([Span("\n")] if spans else []), *row]
    yield from _section(spans, plain)


def _length(spans: Iterable[Span]) -> int:
    return sum(len(span.text) for span in spans)


def _section(spans: list[Span], plain: bool) -> Iterator[Json]:
    if (shown := text_object(Text(tuple(spans)), plain=plain)) is not None:
        yield {"type": "section", "text": shown}


def _button(button: Button) -> Json:
    element: Json = {"type": "button", "text": words(button.label, MAX_BUTTON)}
    if button.action is not None:
        element["action_id"] = button.action.encode()
    else:
        element["url"] = button.url
    if button.style is not Style.normal:
        element["style"] = button.style.value
    return element


def option(value: str, label: str) -> Json:
    return {"text": words(label, MAX_OPTION), "value": VALUE_MARK + value}


def _choice(choice: Choice) -> Json:
    section: Json = {"type": "section", "text": words(choice.label, 3000)}
    options = [option(one.value, one.label) for one in choice.options]
    if options:
        select: Json = {"type": "static_select", "action_id": choice.action.encode(), "options": options}
        chosen = [one for one in options if one["value"] == VALUE_MARK + (choice.selected or "")]
        if choice.selected is not None and chosen:
            select["initial_option"] = chosen[0]
        section["accessory"] = select
    return section


def _picture(file: str | None, alt: str) -> Json:
    if file is None:
        return {"type": "context", "elements": [words(alt, 3000)]}
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt[:MAX_ALT]}


# ---- when a card is too large for one message


def _may_be_large(card: Card) -> bool:
    """Cheaply: no card below this can reach the limit, so that most are never measured."""
    text = sum(len(block.plain) for block in card.blocks if isinstance(block, Text))
    facts = sum(
        len(value.plain) for block in card.blocks if isinstance(block, Facts) for _, value in block.rows
    )
    choices = sum(len(block.options) for block in card.blocks if isinstance(block, Choice))
    return (
        7 * (text + facts) + 330 * (len(card.actions()) + len(card.blocks)) + 420 * choices > MAX_BLOCKS_JSON
    )


def _size(blocks: Blocks) -> int:
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _cut(blocks: Blocks) -> Blocks:
    """The blocks with their longest plain texts shortened until they fit; buttons stay whole.

    A card of many long lists may not fit even so; Slack then refuses it, and delivery says so.
    """
    while (over := _size(blocks) - MAX_BLOCKS_JSON) > 0:
        texts = [one for block in blocks for one in _plain_texts(block)]
        longest = max(texts, key=lambda one: len(one["text"]), default=None)
        if longest is None or len(longest["text"]) <= SHORTEST:
            return blocks
        kept = max(len(longest["text"]) - over - 1, len(longest["text"]) // 2, SHORTEST)
        longest["text"] = longest["text"][: kept - 1] + "…"
    return blocks


def _plain_texts(block: Json) -> Iterator[Json]:
    """The texts of a block that may be shortened: not those of buttons."""
    if block["type"] in ("section", "header"):
        yield block["text"]
        options = block.get("accessory", {}).get("options", ())
        yield from (one["text"] for one in options)
    elif block["type"] == "context":
        yield from block["elements"]

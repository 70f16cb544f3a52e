"""The limits the fake enforces: each rule lets the largest allowed through and stops the next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.slack.limits import problems

Json = dict[str, Any]


def text(content: str, kind: str = "mrkdwn") -> Json:
    return {"type": kind, "text": content}


def words(content: str) -> Json:
    return text(content, "plain_text")


def button(**more: Any) -> Json:
    return {"type": "button", "text": words("Svar"), "action_id": "a", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(n: int, size: int = 5) -> Json:
    return {"text": words("o" * size), "value": str(n)}


def select(kind: str, count: int, **more: Any) -> Json:
    return {"type": kind, "action_id": "s", "options": [option(n) for n in range(count)], **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": "f", "label": words("Felt"), "element": element, **more}


def typed(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "t", **more}


def message(*blocks: Json) -> Json:
    return {"text": "x", "blocks": list(blocks)}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": words("Titel"), "submit": words("Send"), "blocks": list(blocks), **more}


SECTION = {"type": "section", "text": text("x")}
DIVIDER = {"type": "divider"}

PAIRS: list[tuple[str, str, Json, Json]] = [
    ("50 blocks", "message", message(*[DIVIDER] * 50), message(*[DIVIDER] * 51)),
    ("100 view blocks", "modal", modal(*[DIVIDER] * 100), modal(*[DIVIDER] * 101)),
    (
        "section text",
        "message",
        message({"type": "section", "text": text("x" * 3000)}),
        message({"type": "section", "text": text("x" * 3001)}),
    ),
    (
        "section field",
        "message",
        message({"type": "section", "fields": [text("x" * 2000)]}),
        message({"type": "section", "fields": [text("x" * 2001)]}),
    ),
    (
        "10 fields",
        "message",
        message({"type": "section", "fields": [text("x")] * 10}),
        message({"type": "section", "fields": [text("x")] * 11}),
    ),
    (
        "header",
        "message",
        message({"type": "header", "text": words("x" * 150)}),
        message({"type": "header", "text": words("x" * 151)}),
    ),
    (
        "header type",
        "message",
        message({"type": "header", "text": words("x")}),
        message({"type": "header", "text": text("x")}),
    ),
    ("empty text", "message", message(SECTION), message({"type": "section", "text": text(" ")})),
    ("no text", "message", {"text": "x"}, {"text": "", "blocks": []}),
    ("fallback", "message", message(SECTION), {"blocks": [SECTION]}),
    (
        "button text",
        "message",
        message(actions(button(text=words("x" * 75)))),
        message(actions(button(text=words("x" * 76)))),
    ),
    (
        "button value",
        "message",
        message(actions(button(value="x" * 2000))),
        message(actions(button(value="x" * 2001))),
    ),
    (
        "action_id",
        "message",
        message(actions(button(action_id="x" * 255))),
        message(actions(button(action_id="x" * 256))),
    ),
    (
        "25 elements",
        "message",
        message(actions(*[button(action_id=str(n)) for n in range(25)])),
        message(actions(*[button(action_id=str(n)) for n in range(26)])),
    ),
    (
        "same action twice",
        "message",
        message(actions(button()), actions(button(action_id="b"))),
        message(actions(button()), actions(button())),
    ),
    (
        "same block twice",
        "message",
        message({**SECTION, "block_id": "1"}, {**SECTION, "block_id": "2"}),
        message({**SECTION, "block_id": "1"}, {**SECTION, "block_id": "1"}),
    ),
    (
        "100 options",
        "message",
        message(actions(select("static_select", 100))),
        message(actions(select("static_select", 101))),
    ),
    (
        "option text",
        "message",
        message(actions({**select("static_select", 0), "options": [option(1, 75)]})),
        message(actions({**select("static_select", 0), "options": [option(1, 76)]})),
    ),
    ("overflow", "message", message(actions(select("overflow", 5))), message(actions(select("overflow", 6)))),
    (
        "10 radio buttons",
        "modal",
        modal(field(select("radio_buttons", 10))),
        modal(field(select("radio_buttons", 11))),
    ),
    (
        "10 in a context",
        "message",
        message({"type": "context", "elements": [text("x")] * 10}),
        message({"type": "context", "elements": [text("x")] * 11}),
    ),
    (
        "initial option",
        "modal",
        modal(field(select("static_select", 2, initial_option=option(1)))),
        modal(field(select("static_select", 2, initial_option=option(9)))),
    ),
    (
        "initial value",
        "modal",
        modal(field(typed(max_length=5, initial_value="x" * 5))),
        modal(field(typed(max_length=5, initial_value="x" * 6))),
    ),
    ("max_length", "modal", modal(field(typed(max_length=3000))), modal(field(typed(max_length=3001)))),
    ("view title", "modal", modal(SECTION, title=words("x" * 24)), modal(SECTION, title=words("x" * 25))),
    (
        "metadata",
        "modal",
        modal(SECTION, private_metadata="x" * 3000),
        modal(SECTION, private_metadata="x" * 3001),
    ),
    (
        "input without submit",
        "modal",
        modal(field(typed())),
        {key: value for key, value in modal(field(typed())).items() if key != "submit"},
    ),
    ("input label", "modal", modal(field(typed())), modal(field(typed(), label=text("Felt")))),
    (
        "home title",
        "home",
        {"type": "home", "blocks": [SECTION]},
        {"type": "home", "blocks": [SECTION], "title": words("x")},
    ),
    (
        "image alternative",
        "message",
        message({"type": "image", "image_url": "https://example.com/a.png", "alt_text": "x"}),
        message({"type": "image", "image_url": "https://example.com/a.png", "alt_text": ""}),
    ),
    (
        "date",
        "modal",
        modal(field({"type": "datepicker", "action_id": "d", "initial_date": "2026-11-12"})),
        modal(field({"type": "datepicker", "action_id": "d", "initial_date": "12.11.2026"})),
    ),
    (
        "url",
        "message",
        message(actions(button(url="https://example.com"))),
        message(actions(button(url="javascript:alert(1)"))),
    ),
]


@pytest.mark.parametrize(
    ("kind", "fits", "breaks"), [one[1:] for one in PAIRS], ids=[one[0] for one in PAIRS]
)
def test_a_limit(kind: str, fits: Json, breaks: Json) -> None:
    assert problems(kind, fits) == []
    assert problems(kind, breaks) != []


def test_all_blocks_together() -> None:
    section = {"type": "section", "text": text("x" * 2900)}
    assert problems("message", message(*[section] * 4)) == []
    assert any("msg_blocks_too_long" in one for one in problems("message", message(*[section] * 5)))

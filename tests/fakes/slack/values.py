"""What an element holds, and how a person's answer becomes the value Slack sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """(block, element) for everything one can press, pick or type in."""
    for block in blocks:
        single = [block[part] for part in ("accessory", "element") if part in block]
        for element in [*single, *(block.get("elements") or [])]:
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element


def initial_values(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """`state.values` of a view nobody has touched."""
    state: dict[str, dict[str, Json]] = {}
    for block, element in elements_of(blocks):
        if element["type"] not in ("button", "overflow", "image"):
            state.setdefault(block["block_id"], {})[element["action_id"]] = initial_value(element)
    return state


def initial_value(element: Json) -> Json:
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input" | "email_text_input":
            return {"type": kind, "value": element.get("initial_value") or None}
        case "static_select" | "radio_buttons":
            return {"type": kind, "selected_option": element.get("initial_option")}
        case "checkboxes" | "multi_static_select":
            return {"type": kind, "selected_options": list(element.get("initial_options") or [])}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": kind, "selected_time": element.get("initial_time")}
        case "users_select":
            return {"type": kind, "selected_user": element.get("initial_user")}
        case _:
            raise AssertionError(f"no value known for {kind}")


def answered(element: Json, answer: Any) -> Json:
    """The value after a person has typed or picked `answer`: text, an option's label (or several),
    a date, a time, a user's id; None or "" clears it."""
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input" | "email_text_input":
            if answer and len(answer) > element.get("max_length", 3000):
                raise AssertionError(f"Slack does not let anybody type {len(answer)} characters here")
            return {"type": kind, "value": answer or None}
        case "static_select" | "radio_buttons":
            return {"type": kind, "selected_option": _option(element, answer) if answer else None}
        case "checkboxes" | "multi_static_select":
            labels = [answer] if isinstance(answer, str) else list(answer or [])
            return {"type": kind, "selected_options": [_option(element, label) for label in labels]}
        case "datepicker":
            return {"type": kind, "selected_date": answer or None}
        case "timepicker":
            return {"type": kind, "selected_time": answer or None}
        case "users_select":
            return {"type": kind, "selected_user": getattr(answer, "id", answer) or None}
        case _:
            raise AssertionError(f"nobody can answer a {kind}")


def _option(element: Json, label: str) -> Json:
    options: list[Json] = element["options"]
    for option in options:
        if option["text"]["text"] == label:
            return {"text": option["text"], "value": option["value"]}
    shown = ", ".join(option["text"]["text"] for option in options)
    raise AssertionError(f"no option {label!r} among: {shown}")


def is_empty(value: Json) -> bool:
    return not any(held for key, held in value.items() if key != "type")

"""A modal as a person fills it: labels to fields, the client's own checks, and the JSON a submit carries."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.components import (
    CHECKBOX,
    CHECKBOXES,
    LABEL,
    RADIO,
    SELECT,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    Json,
)
from tests.fakes.discord.reading import option_values, plain


def labels(modal: Json) -> list[str]:
    """The fields' labels, in order."""
    return [component["label"] for component in modal["components"] if component["type"] == LABEL]


def readable_form(modal: Json) -> str:
    """The open form as text: title, labels, hints, what is filled in, what can be chosen, notes."""
    lines = [modal["title"]]
    for component in modal["components"]:
        if component["type"] == TEXT:
            lines.append(plain(component["content"]))
            continue
        child = component["component"]
        lines += [component["label"], component.get("description") or "", child.get("value") or ""]
        lines += [option["label"] for option in child.get("options") or ()]
    return "\n".join(line for line in lines if line)


def submitted(modal: Json, values: dict[str, Any]) -> Json:
    """The data of a submit: given values by label, the rest as preset. Fails where the client would not let
    you send.
    """
    components = []
    for component in modal["components"]:
        if component["type"] == TEXT:
            components.append({"type": TEXT, "id": component["id"]})
            continue
        child = component["component"]
        given = values.get(component["label"])
        answer = {"type": child["type"], "id": child["id"], "custom_id": child["custom_id"]}
        answer |= _value(component["label"], child, given)
        components.append({"type": LABEL, "id": component["id"], "component": answer})
    return {"custom_id": modal["custom_id"], "components": components}


def _value(label: str, field: Json, given: Any) -> Json:
    kind, needed = field["type"], field.get("required", field["type"] != CHECKBOX)
    if kind == TEXT_INPUT:
        text = str(field.get("value") or "" if given is None else given)
        assert text or not needed, f"{label!r} must be filled in"
        low, high = field.get("min_length") or 0, field.get("max_length") or 4000
        assert not text or low <= len(text) <= high, (
            f"{label!r} takes {low}-{high} characters, not {len(text)}"
        )
        return {"value": text}
    if kind == CHECKBOX:
        return {"value": bool(field.get("default") if given is None else given)}
    assert kind in (SELECT, RADIO, CHECKBOXES), f"{label!r}: nobody can fill type {kind} here"
    if given is None:
        chosen = [option["value"] for option in field["options"] if option.get("default")]
    else:
        chosen = option_values(field, given)
    assert chosen or not needed, f"{label!r} must be chosen"
    if kind == RADIO:
        return {"value": chosen[0] if chosen else None}
    most = field.get("max_values") or (1 if kind in SELECTS else len(field["options"]))
    assert len(chosen) <= most, f"{label!r} takes at most {most}"
    return {"values": chosen}

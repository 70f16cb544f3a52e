"""Forms → modals, and what was filled in → values. All pages of a form stand in one modal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, assert_never

from adapters.slack.markup import text_object, words
from adapters.slack.render import MAX_VIEW_BLOCKS, MAX_VIEW_TITLE, VALUE_MARK, Blocks, Json, option
from bot.ui import (
    AnyField,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Page,
    ScaleField,
    TextField,
    TimeField,
    Value,
    Values,
)

MAX_LABEL = 2000
MAX_RADIOS = 10  # Block Kit: radio_buttons and checkboxes; longer lists become menus
MAX_INITIAL = 3000
FIELD = "f:"  # a field's block id is this and its name
_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ISO_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def form_view(form: Form, metadata: str = "") -> Json:
    """The modal. Its callback_id is the form's action, which the submit brings back."""
    blocks: Blocks = []
    for number, page in enumerate(form.pages):
        blocks += [{"type": "divider"}] if number else []
        blocks += _page(page, form.errors)
    return {
        "type": "modal",
        "callback_id": form.action.encode(),
        "private_metadata": metadata,
        "title": words(form.title, MAX_VIEW_TITLE),
        "submit": words(form.send or "Send", MAX_VIEW_TITLE),
        "blocks": blocks[:MAX_VIEW_BLOCKS] or [{"type": "divider"}],
    }


def errors(form: Form, shown: frozenset[str]) -> Json | None:
    """The acknowledgement that puts each error at its field; None when one of them is not in the modal
    (`shown` are the names of the fields that are)."""
    if not form.errors or not set(form.errors) <= shown:
        return None
    found = {FIELD + name: sentence or "–" for name, sentence in form.errors.items()}
    return {"response_action": "errors", "errors": found}


def _page(page: Page, wrong: dict[str, str]) -> Iterator[Json]:
    for field in page.fields:
        element = _element(field)
        if element is None:
            continue
        block: Json = {
            "type": "input",
            "block_id": FIELD + field.name,
            "label": words(field.label, MAX_LABEL),
            "element": {**element, "action_id": field.name},
            "optional": not field.required,
        }
        if field.hint.strip():
            block["hint"] = words(field.hint, MAX_LABEL)
        yield block
        if sentence := wrong.get(field.name, "").strip():
            yield {"type": "context", "elements": [words(f"⚠️ {sentence}", 3000)]}
    if page.note is not None and (note := text_object(page.note)) is not None:
        yield {"type": "context", "elements": [note]}


def _element(field: AnyField) -> Json | None:
    """The input of a field; None for a list with nothing to pick from, which Slack cannot show."""
    match field:
        case TextField():
            return _typed(field.value, field.max_length, multiline=field.multiline)
        case ChoiceField():
            return _one_of([option(one.value, one.label) for one in field.options], field.value)
        case ChoicesField():
            return _any_of([option(one.value, one.label) for one in field.options], field.value)
        case ScaleField():
            steps = enumerate(field.steps, start=1)
            return _one_of([option(str(step), word or str(step)) for step, word in steps], field.value)
        case DateField(value=value):
            return _picked("datepicker", "initial_date", value, _ISO_DATE)
        case TimeField(value=value):
            return _picked("timepicker", "initial_time", value, _ISO_TIME)
        case _:
            assert_never(field)


def _typed(value: str, limit: int, *, multiline: bool = False) -> Json:
    element: Json = {"type": "plain_text_input", "multiline": multiline, "max_length": max(1, limit)}
    if value:
        element["initial_value"] = value[: max(1, limit)]
    return element


def _picked(kind: str, initial: str, value: str, shape: re.Pattern[str]) -> Json:
    """A picker; but what somebody wrote in their own way (`i morgen`) stays a line of text."""
    if value and not shape.fullmatch(value):
        return _typed(value, MAX_INITIAL)
    return {"type": kind, initial: value} if value else {"type": kind}


def _one_of(options: list[Json], value: str) -> Json | None:
    if not options:
        return None
    kind = "radio_buttons" if len(options) <= MAX_RADIOS else "static_select"
    chosen = [one for one in options if one["value"] == VALUE_MARK + value]
    return {"type": kind, "options": options, **({"initial_option": chosen[0]} if value and chosen else {})}


def _any_of(options: list[Json], values: tuple[str, ...]) -> Json | None:
    if not options:
        return None
    kind = "checkboxes" if len(options) <= MAX_RADIOS else "multi_static_select"
    wanted = {VALUE_MARK + value for value in values}
    chosen = [one for one in options if one["value"] in wanted]
    return {"type": kind, "options": options, **({"initial_options": chosen} if chosen else {})}


def values(view: Json) -> Values:
    """What a submitted modal holds, by field name; "" where nothing was given.

    Raises KeyError, TypeError or AttributeError on a payload of another shape.
    """
    found: Values = {}
    for block_id, elements in view["state"]["values"].items():
        if block_id.startswith(FIELD):
            for element in elements.values():
                found[block_id.removeprefix(FIELD)] = _value(element)
    return found


def _value(element: dict[str, Any]) -> Value:
    match element["type"]:
        case "checkboxes" | "multi_static_select":
            picked = element.get("selected_options") or []
            return tuple(one["value"].removeprefix(VALUE_MARK) for one in picked)
        case "radio_buttons" | "static_select":
            chosen = element.get("selected_option")
            return str(chosen["value"]).removeprefix(VALUE_MARK) if chosen else ""
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "timepicker":
            return str(element.get("selected_time") or "")
        case _:
            return str(element.get("value") or "")

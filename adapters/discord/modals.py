"""Forms as Discord's modals: one page at a time, five parts at most, each question under a label of its own.

A modal cannot follow a modal, nor show an error: the core sends a private card with a button between the
pages, and one with what must be looked at again.
"""

from __future__ import annotations

from typing import Any, assert_never

from adapters.discord.markdown import markdown
from adapters.discord.render import NOTHING, SELECT, TEXT, Json, drawn_options
from bot.ui import (
    AnyField,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Option,
    ScaleField,
    TextField,
    TimeField,
)

TEXT_INPUT, LABEL, RADIO, CHECKBOXES = 4, 18, 21, 22
SHORT, PARAGRAPH = 1, 2
MAX_TITLE = 45
MAX_LABEL = 45
MAX_HINT = 100
MAX_GROUP = 10  # options shown as radio buttons or checkboxes; more become a list
MAX_INPUT = 4000
MAX_STEP = 75  # a word on a scale, as an option's label
MAX_TYPED = 60  # a date or a time, typed
# Which page was sent stands in the components' ids (int32, ours to choose): custom_id holds the action, and
# may be full.
PAGE = 1000


def page_of(component_id: int) -> int:
    """The page (from 0) that a component of a sent modal belongs to."""
    return max(0, component_id // PAGE - 1)


def draw_form(form: Form, page: int) -> Json:
    """The modal of one page (from 0), filled in with the form's values."""
    parts: list[Json] = []
    for index, one in enumerate(form.pages[page].fields):
        if (control := _control(one)) is not None:
            number = (page + 1) * PAGE + 2 * index
            parts.append(_labelled(one, control | {"id": number + 1}) | {"id": number})
    note = form.pages[page].note
    if note is not None and (words := markdown(note)):
        parts.append({"type": TEXT, "content": words[:MAX_INPUT], "id": (page + 1) * PAGE + 900})
    if not parts:
        parts.append({"type": TEXT, "content": NOTHING, "id": (page + 1) * PAGE + 900})
    title = form.title.strip()[:MAX_TITLE] or NOTHING
    return {"custom_id": form.action.encode(), "title": title, "components": parts}


def _labelled(one: AnyField, control: Json) -> Json:
    label: Json = {"type": LABEL, "label": one.label.strip()[:MAX_LABEL] or NOTHING, "component": control}
    hint = one.hint.strip()[:MAX_HINT]
    return label | {"description": hint} if hint else label


def _control(one: AnyField) -> Json | None:
    """The input under the label; None for a list with nothing to pick from."""
    match one:
        case TextField():
            style = PARAGRAPH if one.multiline else SHORT
            return _text(one, style, one.value, one.max_length)
        case DateField() | TimeField():
            return _text(one, SHORT, one.value, MAX_TYPED)
        case ChoiceField():
            return _pick_one(one, one.options, one.value)
        case ScaleField():
            numbered = enumerate(one.steps, start=1)
            steps = tuple(Option(str(n), word.strip()[:MAX_STEP] or str(n)) for n, word in numbered)
            return _pick_one(one, steps, one.value)
        case ChoicesField():
            return _pick_some(one)
        case _:
            assert_never(one)


def _input(kind: int, one: AnyField, **more: Any) -> Json:
    return {"type": kind, "custom_id": one.name, "required": one.required} | more


def _text(one: AnyField, style: int, value: str, most: int) -> Json:
    # Discord refuses a preset that is longer than the field: room enough to see it all and shorten it.
    most = min(MAX_INPUT, max(most, len(value), 1))
    field = _input(TEXT_INPUT, one, style=style, max_length=most)
    return field | {"value": value[:most]} if value.strip() else field


def _pick_one(one: AnyField, options: tuple[Option, ...], value: str) -> Json | None:
    """Radio buttons, or a list where there are many, or where the choice may be taken back."""
    drawn = drawn_options(options, chosen=(value,))
    if not drawn:
        return None
    if one.required and 2 <= len(drawn) <= MAX_GROUP:
        return _input(RADIO, one, options=drawn)
    return _input(SELECT, one, options=drawn, min_values=int(one.required), max_values=1)


def _pick_some(one: ChoicesField) -> Json | None:
    drawn = drawn_options(one.options, chosen=one.value)
    if not drawn:
        return None
    kind = CHECKBOXES if len(drawn) <= MAX_GROUP else SELECT
    return _input(kind, one, options=drawn, min_values=int(one.required), max_values=len(drawn))

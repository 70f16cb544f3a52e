"""What Slack refuses in a text object or an interactive element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def text_problems(text: Any, what: str, limit: int, *, plain: bool = False) -> Iterator[str]:
    """`text` is a text object of 1 to `limit` characters; `plain` where Slack allows no mrkdwn."""
    if not isinstance(text, Mapping) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{what} is not a text object"
        return
    if plain and text["type"] != "plain_text":
        yield f"{what} must be plain_text"
    content = text.get("text")
    if not isinstance(content, str) or not content.strip():
        yield f"{what} is empty"
    elif len(content) > limit:
        yield f"{what} of {len(content)} characters, {limit} at most"
    if text["type"] == "plain_text" and "verbatim" in text:
        yield f"{what}: verbatim is for mrkdwn"
    if text["type"] == "mrkdwn" and "emoji" in text:
        yield f"{what}: emoji is for plain_text"


def element_problems(element: Json) -> Iterator[str]:
    """Problems of one element: a button, a select, an input, an image."""
    kind = str(element.get("type"))
    if len(element.get("action_id") or "") > 255:
        yield "action_id over 255"
    if (placeholder := element.get("placeholder")) is not None:
        yield from text_problems(placeholder, "placeholder", 150, plain=True)
    if (confirm := element.get("confirm")) is not None:
        yield from _confirm(confirm)
    if kind not in _RULES:
        yield f"unknown element {kind!r}"
        return
    for problem in _RULES[kind](element):
        yield f"{kind}: {problem}"


def _confirm(confirm: Json) -> Iterator[str]:
    for part, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if part in confirm:
            yield from text_problems(confirm[part], f"confirm.{part}", limit, plain=part != "text")


def _button(element: Json) -> Iterator[str]:
    yield from text_problems(element.get("text"), "text", 75, plain=True)
    if len(element.get("value") or "") > 2000:
        yield "value over 2000"
    if len(element.get("url") or "") > 3000:
        yield "url over 3000"
    if element.get("url") and not re.match(r"https?://", str(element["url"])):
        yield "url is not http(s)"
    if element.get("style") not in (None, "primary", "danger"):
        yield f"style {element.get('style')!r}"
    if element.get("value") == "":
        yield "value is empty"


def _options(maximum: int, *, text: int = 75) -> Callable[[Json], Iterator[str]]:
    def check(element: Json) -> Iterator[str]:
        options = element.get("options") or []
        if not 1 <= len(options) <= maximum:
            yield f"{len(options)} options, 1 to {maximum} allowed"
        values = [option.get("value") for option in options]
        if len(values) != len(set(values)):
            yield "two options with the same value"
        for option in options:
            yield from text_problems(option.get("text"), "option", text)
            if option.get("description") is not None:
                yield from text_problems(option["description"], "description", 75)
            if not isinstance(option.get("value"), str) or not 1 <= len(option["value"]) <= 150:
                yield "an option's value has 1 to 150 characters"
        chosen = element.get("initial_options") or [element.get("initial_option")]
        if (
            any(one is not None and one not in options for one in chosen)
            or element.get("initial_options") == []
        ):
            yield "the initial option is not among the options"

    return check


def _plain_options(maximum: int) -> Callable[[Json], Iterator[str]]:
    rule = _options(maximum)

    def check(element: Json) -> Iterator[str]:
        yield from rule(element)
        if any(
            (option.get("text") or {}).get("type") != "plain_text" for option in element.get("options") or []
        ):
            yield "a menu's options are plain_text"

    return check


def _text_input(element: Json) -> Iterator[str]:
    longest = element.get("max_length", 3000)
    if not isinstance(longest, int) or not 1 <= longest <= 3000:
        yield "max_length is 1 to 3000"
    elif len(element.get("initial_value") or "") > longest:
        yield "initial_value over max_length"


def _date(element: Json) -> Iterator[str]:
    if (value := element.get("initial_date")) is not None and not _DATE.fullmatch(str(value)):
        yield "initial_date is YYYY-MM-DD"


def _time(element: Json) -> Iterator[str]:
    if (value := element.get("initial_time")) is not None and not _TIME.fullmatch(str(value)):
        yield "initial_time is HH:mm"


def _image(element: Json) -> Iterator[str]:
    if not element.get("alt_text") or len(element["alt_text"]) > 2000:
        yield "alt_text of 1 to 2000 characters"
    if bool(element.get("image_url")) == bool(element.get("slack_file")):
        yield "either image_url or slack_file"
    if len(element.get("image_url") or "") > 3000:
        yield "image_url over 3000"


def _anything(_: Json) -> Iterator[str]:
    return iter(())


_RULES: dict[str, Callable[[Json], Iterator[str]]] = {
    "button": _button,
    "static_select": _plain_options(100),
    "multi_static_select": _plain_options(100),
    "overflow": _plain_options(5),
    "radio_buttons": _options(10),
    "checkboxes": _options(10),
    "plain_text_input": _text_input,
    "datepicker": _date,
    "timepicker": _time,
    "image": _image,
    "users_select": _anything,
    "multi_users_select": _anything,
    "conversations_select": _anything,
}

"""What Discord refuses in a tree of components: one message's layout, or one modal's fields.

Sources: Discord's component reference and OpenAPI description, and the rules the description leaves out
(forty components nested, four thousand characters over all texts, unique custom_ids). Numbers are Discord's
own, with their place beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

ROW, BUTTON, SELECT, TEXT_INPUT, TEXT, THUMBNAIL = 1, 2, 3, 4, 10, 11
SECTION, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 12, 13, 14, 17, 18
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23
SELECTS = frozenset({SELECT, 5, 6, 7, 8})
INPUTS = SELECTS | {TEXT_INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX}
CUSTOM = SELECTS | {TEXT_INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX, BUTTON}
V2_ONLY = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
CHILDREN = {
    ROW: SELECTS | {BUTTON},
    SECTION: frozenset({TEXT}),
    CONTAINER: frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}),
}

MAX_COMPONENTS = 40  # in one message, every level counted
MAX_TEXT = 4000  # over all text displays of one message
MAX_CUSTOM_ID = 100
MAX_ID = 2**31 - 1  # `id` is an int32
MAX_MODAL_FIELDS = 5


def walk(components: Any) -> Iterator[Json]:
    """Every component of a tree in reading order, accessories and labelled inputs included."""
    for component in components if isinstance(components, list) else ():
        if not isinstance(component, dict):
            continue
        yield component
        yield from walk(component.get("components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


def text_between(where: str, value: Any, least: int, most: int) -> Iterator[str]:
    """A text's own rule: a string, with something in it when `least` asks, and at most `most` characters."""
    if not isinstance(value, str):
        yield f"{where}: must be a string"
    elif least and not value.strip():
        yield f"{where}: must not be empty"
    elif not least <= len(value) <= most:
        yield f"{where}: must be {least}-{most} characters, is {len(value)}"


def tree_problems(
    components: list[Any], *, v2: bool, filenames: frozenset[str] = frozenset()
) -> Iterator[str]:
    """What Discord refuses in a message's `components`; `filenames` are the files sent along."""
    everything = list(walk(components))
    if len(everything) > MAX_COMPONENTS:
        yield f"components: {len(everything)} components, at most {MAX_COMPONENTS} counting nested ones"
    texts = sum(
        len(c["content"]) for c in everything if c.get("type") == TEXT and isinstance(c.get("content"), str)
    )
    if texts > MAX_TEXT:
        yield f"components: {texts} characters of text, at most {MAX_TEXT} in all"
    if not v2 and len(components) > 5:
        yield "components: at most 5 rows without the components-V2 flag"
    allowed = CHILDREN[CONTAINER] | {CONTAINER} if v2 else frozenset({ROW})
    for index, component in enumerate(components):
        where = f"components[{index}]"
        if not isinstance(component, dict) or component.get("type") not in allowed:
            yield f"{where}: not allowed at the top of this message"
        else:
            yield from _node(where, component, filenames)
    yield from _unique(everything)


def modal_problems(data: Json) -> Iterator[str]:
    """What Discord refuses in a modal (callback type 9)."""
    yield from text_between("custom_id", data.get("custom_id"), 1, MAX_CUSTOM_ID)
    yield from text_between("title", data.get("title"), 1, 45)
    components = data.get("components")
    if not isinstance(components, list) or not 1 <= len(components) <= MAX_MODAL_FIELDS:
        yield f"components: a modal has 1-{MAX_MODAL_FIELDS} top-level components"
        return
    for index, component in enumerate(components):
        where = f"components[{index}]"
        kind = component.get("type")
        if kind == TEXT:
            yield from text_between(f"{where}.content", component.get("content"), 1, MAX_TEXT)
        elif kind == LABEL:
            yield from _label(where, component)
        else:
            yield f"{where}: type {kind} is not allowed at the top of a modal"
    yield from _unique(list(walk(components)))


def _unique(components: list[Json]) -> Iterator[str]:
    for key in ("custom_id", "id"):
        values = [c[key] for c in components if c.get(key)]
        for value in sorted({str(v) for v in values if values.count(v) > 1}):
            yield f"{key}: {value!r} is used twice"
    for component in components:
        number = component.get("id")
        if number is not None and (not isinstance(number, int) or not 0 <= number <= MAX_ID):
            yield f"id: {number!r} is not an int32 from 0 up"


def _node(where: str, component: Json, filenames: frozenset[str]) -> Iterator[str]:
    kind = component["type"]
    if kind in CHILDREN:
        yield from _children(where, component, filenames)
    if kind in CUSTOM and component.get("style") not in (5, 6):
        yield from text_between(f"{where}.custom_id", component.get("custom_id"), 1, MAX_CUSTOM_ID)
    if kind in SELECTS:
        yield from _select(where, component)
    elif rule := _LEAVES.get(kind):
        yield from rule(where, component)
    for media in _media(component):
        yield from _attachment(where, media, filenames, must=kind == FILE)


def _children(where: str, component: Json, filenames: frozenset[str]) -> Iterator[str]:
    kind, children = component["type"], component.get("components")
    most = {ROW: 5, SECTION: 3, CONTAINER: MAX_COMPONENTS}[kind]
    if not isinstance(children, list) or not 1 <= len(children) <= most:
        yield f"{where}: needs 1-{most} components"
        return
    for index, child in enumerate(children):
        inside = f"{where}.components[{index}]"
        if not isinstance(child, dict) or child.get("type") not in CHILDREN[kind]:
            yield f"{inside}: not allowed inside type {kind}"
        else:
            yield from _node(inside, child, filenames)
    if kind == ROW and len(children) > 1 and any(c.get("type") in SELECTS for c in children):
        yield f"{where}: a select stands alone in its row"
    if kind == SECTION:
        accessory = component.get("accessory")
        if not isinstance(accessory, dict) or accessory.get("type") not in (BUTTON, THUMBNAIL):
            yield f"{where}: a section needs a button or a thumbnail"
        else:
            yield from _node(f"{where}.accessory", accessory, filenames)


def _button(where: str, button: Json) -> Iterator[str]:
    style = button.get("style")
    if style not in range(1, 7):
        yield f"{where}.style: must be 1-6"
    if not button.get("label") and not button.get("emoji") and style != 6:
        yield f"{where}: a button needs a label or an emoji"
    if button.get("label") is not None:
        yield from text_between(f"{where}.label", button["label"], 1, 80)
    if style == 5:
        yield from text_between(f"{where}.url", button.get("url"), 1, 512)
        if "custom_id" in button:
            yield f"{where}: a link has no custom_id"
    elif "url" in button:
        yield f"{where}: only a link has a url"


def _select(where: str, select: Json) -> Iterator[str]:
    if select.get("placeholder") is not None:
        yield from text_between(f"{where}.placeholder", select["placeholder"], 0, 150)
    if select["type"] == SELECT:
        yield from _options(where, select, 1, 25)
    else:
        yield from _bounds(where, select, 25)


def _options(where: str, component: Json, least: int, most: int) -> Iterator[str]:
    options = component.get("options")
    if not isinstance(options, list) or not least <= len(options) <= most:
        yield f"{where}.options: needs {least}-{most} options"
        return
    for index, option in enumerate(options):
        yield from text_between(f"{where}.options[{index}].label", option.get("label"), 1, 100)
        yield from text_between(f"{where}.options[{index}].value", option.get("value"), 1, 100)
        if option.get("description") is not None:
            yield from text_between(f"{where}.options[{index}].description", option["description"], 0, 100)
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        yield f"{where}.options: two options have the same value"
    chosen = sum(bool(option.get("default")) for option in options)
    many = 1 if component["type"] == RADIO else component.get("max_values") or 1
    if chosen > many:
        yield f"{where}.options: {chosen} preset, at most {many}"
    if component["type"] != RADIO:
        yield from _bounds(where, component, len(options))


def _bounds(where: str, component: Json, most: int) -> Iterator[str]:
    low, high = component.get("min_values"), component.get("max_values")
    if high is not None and not 1 <= high <= most:
        yield f"{where}.max_values: must be 1-{most}"
    if low is not None and not 0 <= low <= (high or 1):
        yield f"{where}.min_values: must be 0-{high or 1}"


def _text(where: str, component: Json) -> Iterator[str]:
    yield from text_between(f"{where}.content", component.get("content"), 1, MAX_TEXT)


def _gallery(where: str, component: Json) -> Iterator[str]:
    items = component.get("items")
    if not isinstance(items, list) or not 1 <= len(items) <= 10:
        yield f"{where}.items: needs 1-10 pictures"
        return
    for item in items:
        if item.get("description") is not None:
            yield from text_between(f"{where}.items.description", item["description"], 1, 1024)


_LEAVES: dict[int, Callable[[str, Json], Iterator[str]]] = {BUTTON: _button, TEXT: _text, GALLERY: _gallery}


def _media(component: Json) -> Iterator[Any]:
    yield from (component[key] for key in ("media", "file") if key in component)
    yield from (item.get("media") for item in component.get("items") or () if isinstance(item, dict))


def _attachment(where: str, media: Any, filenames: frozenset[str], *, must: bool) -> Iterator[str]:
    url = media.get("url") if isinstance(media, dict) else None
    if not isinstance(url, str) or not url:
        yield f"{where}: media needs a url"
    elif url.startswith("attachment://"):
        if url.removeprefix("attachment://") not in filenames:
            yield f"{where}: {url} names a file that was not sent along"
    elif must or not url.startswith(("http://", "https://")):
        yield f"{where}: {url} is no attachment"


def _label(where: str, label: Json) -> Iterator[str]:
    yield from text_between(f"{where}.label", label.get("label"), 1, 45)
    if label.get("description") is not None:
        yield from text_between(f"{where}.description", label["description"], 1, 100)
    child = label.get("component")
    if not isinstance(child, dict) or child.get("type") not in INPUTS:
        yield f"{where}.component: a label needs one input"
        return
    yield from text_between(f"{where}.custom_id", child.get("custom_id"), 1, MAX_CUSTOM_ID)
    if child["type"] == TEXT_INPUT:
        yield from _text_input(where, child)
    elif child["type"] in SELECTS:
        if child.get("disabled"):
            yield f"{where}: a select in a modal cannot be disabled"
        yield from _select(where, child)
    elif child["type"] == RADIO:
        yield from _options(where, child, 2, 10)
    elif child["type"] == CHECKBOXES:
        yield from _options(where, child, 1, 10)


def _text_input(where: str, field: Json) -> Iterator[str]:
    if field.get("style") not in (1, 2):
        yield f"{where}.style: must be 1 or 2"
    if field.get("label") is not None:
        yield f"{where}: inside a label the input has no label of its own"
    low, high = field.get("min_length") or 0, field.get("max_length") or MAX_TEXT
    if not 0 <= low <= high <= MAX_TEXT:
        yield f"{where}: min_length and max_length must be 0-{MAX_TEXT}, in order"
    if field.get("placeholder") is not None:
        yield from text_between(f"{where}.placeholder", field["placeholder"], 0, 100)
    if field.get("value"):
        yield from text_between(f"{where}.value", field["value"], low, high)

"""What a person reads: a message's text as Discord's client would show it, and where its buttons and menus
are.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.discord.components import BUTTON, GALLERY, SELECT, SELECTS, TEXT, Json, walk
from tests.fakes.discord.world import Message

_MARKS = re.compile(
    r"<(?P<url>https?://[^\s>]+)>|<@!?(?P<person>\d+)>|\\(?P<kept>[^0-9A-Za-z\s])"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<to>https?://[^)\s]+)\)"
    r"|(?P<mark>\*\*\*|\*\*|__|~~|\|\||```|\*|`)|^(?P<line>-# |#{1,3} |> )",
    re.MULTILINE,
)
_UNDERSCORE = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_HIDDEN = "\ue000"  # stands for an underscore that is no mark, while those that are marks are taken away


def plain(markdown: str, names: dict[int, str] | None = None) -> str:
    """Discord's markdown without its marks; escaped signs stay, mentions become `@Name`."""

    def shown(match: re.Match[str]) -> str:
        if match["person"]:
            return f"@{(names or {}).get(int(match['person']), 'somebody')}"
        if match["to"]:
            return f"{plain(match['label'], names)} ({match['to']})".replace("_", _HIDDEN)
        return (match["url"] or match["kept"] or "").replace("_", _HIDDEN)

    text = _MARKS.sub(shown, markdown)
    return _UNDERSCORE.sub("", text).replace(_HIDDEN, "_").replace("\u200b", "")


def readable(message: Message, names: dict[int, str] | None = None) -> str:
    """Everything there is to read in a message, line by line: texts, pictures' descriptions, files, buttons,
    menus.
    """
    lines = [plain(message.content, names)]
    for embed in message.embeds:
        lines += [plain(str(embed.get(key) or ""), names) for key in ("title", "description")]
    for component in walk(message.components):
        lines += _lines(component, names)
    lines += [str(file.get("filename")) for file in message.attachments]
    return "\n".join(line for line in lines if line)


def _lines(component: Json, names: dict[int, str] | None) -> list[str]:
    kind = component.get("type")
    if kind == TEXT:
        return [plain(component["content"], names)]
    if kind == BUTTON:
        return [f"[{component.get('label')}]"]
    if kind == GALLERY:
        return [str(item.get("description") or "") for item in component["items"]]
    if kind == SELECT:
        chosen = [option["label"] for option in component["options"] if option.get("default")]
        return [f"[{', '.join(chosen) or component.get('placeholder') or ''} ▾]"]
    return []


def buttons(message: Message) -> list[Json]:
    """The buttons that can be pressed."""
    return [c for c in walk(message.components) if c.get("type") == BUTTON and not c.get("disabled")]


def menus(message: Message) -> list[tuple[str, Json]]:
    """The menus with the name a person would use for each: its placeholder, else the text just above it."""
    found, above = [], ""
    for component in walk(message.components):
        if component.get("type") == TEXT:
            above = plain(component["content"])
        elif component.get("type") in SELECTS and not component.get("disabled"):
            found.append((f"{component.get('placeholder') or ''}\n{above}", component))
    return found


def option_values(component: Json, wanted: Any) -> list[str]:
    """The values behind option labels (one, or several); an unknown label fails and says what there is."""
    labels = list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]
    by_label = {option["label"]: option["value"] for option in component["options"]}
    missing = [label for label in labels if label not in by_label]
    assert not missing, f"no option {missing[0]!r}; there are {list(by_label)}"
    return [by_label[label] for label in labels]

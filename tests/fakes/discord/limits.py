"""What Discord refuses: one pure question for every kind of request the bot can make.

`problems(kind, payload)` is used twice: the fake server answers 400 with what it finds, and the renderer's
own tests ask it directly over thousands of random cards. It joins Discord's OpenAPI description
(`openapi.py`) with the rules that the description leaves out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, Literal

from tests.fakes.discord.components import Json, modal_problems, text_between, tree_problems
from tests.fakes.discord.openapi import schema_problems

Kind = Literal["create", "edit", "followup", "original", "callback", "commands", "dm"]

EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15
MAX_CONTENT = 2000
MAX_EMBEDS = 6000  # characters over all embeds of a message
MAX_COMMANDS = 100  # of chat input, per application
MAX_COMMAND = 8000  # characters of names, descriptions and choices in one command
# https://discord.com/developers/docs/reference#locales
LOCALES = frozenset(
    {"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"}
    | {"pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja"}
    | {"zh-TW", "ko"}
)


def problems(kind: Kind, payload: Any) -> list[str]:
    """Every reason Discord would have for refusing this body; an empty list where it would take it."""
    return list(dict.fromkeys(_problems(kind, payload)))


def _problems(kind: Kind, payload: Any) -> Iterator[str]:
    if kind == "commands":
        for command in payload:
            yield from schema_problems("command", command)
        yield from command_problems(payload)
    elif kind == "callback":
        yield from callback_problems(payload)
    elif kind == "dm":
        yield from schema_problems("dm", payload)
    else:
        yield from schema_problems(kind, payload)
        yield from message_problems(payload, partial=kind in ("edit", "original"))


def callback_problems(payload: Json) -> Iterator[str]:
    """The first answer to an interaction: a message, a change, a modal, suggestions, or a promise of one."""
    kind, data = payload.get("type"), payload.get("data") or {}
    if kind not in (4, 5, 6, 7, 8, 9):
        yield f"type: {kind!r} is no callback type"
        return
    yield from schema_problems(kind, payload)
    if kind in (4, 7):
        yield from message_problems(data, partial=kind == 7)
    elif kind == 8:
        choices = data.get("choices")
        if not isinstance(choices, list) or len(choices) > 25:
            yield "choices: at most 25"
        else:
            yield from _choices("choices", choices)
    elif kind == 9:
        yield from modal_problems(data)


def message_problems(payload: Json, *, partial: bool) -> Iterator[str]:
    """A message to be made, or (`partial`) the named parts of one to be changed."""
    content, embeds = payload.get("content") or "", payload.get("embeds") or []
    components, files = payload.get("components") or [], payload.get("attachments") or []
    v2 = bool((payload.get("flags") or 0) & V2)
    if len(content) > MAX_CONTENT:
        yield f"content: {len(content)} characters, at most {MAX_CONTENT}"
    if v2 and (content or embeds or payload.get("poll") or payload.get("sticker_ids")):
        yield "flags: a components-V2 message has no content, embeds, poll or stickers"
    if not (
        content.strip() or embeds or components or files or payload.get("poll") or payload.get("sticker_ids")
    ):
        if not partial:
            yield "body: cannot send an empty message"
        elif v2 and "components" in payload:
            yield "components: a components-V2 message needs at least one"
    yield from _embeds(embeds)
    names = frozenset(str(file.get("filename")) for file in files)
    if len(files) > 10:
        yield "attachments: at most 10"
    yield from tree_problems(components, v2=v2, filenames=names)
    if payload.get("nonce") is not None and len(str(payload["nonce"])) > 25:
        yield "nonce: at most 25 characters"
    yield from _mentions(payload.get("allowed_mentions") or {})


def _mentions(allowed: Json) -> Iterator[str]:
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            yield f"allowed_mentions: {kind} are both parsed and listed"


def _embeds(embeds: list[Json]) -> Iterator[str]:
    if len(embeds) > 10:
        yield "embeds: at most 10"
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        if len(fields) > 25:
            yield "embeds.fields: at most 25"
        parts = [(embed.get("title"), 256), (embed.get("description"), 4096)]
        parts += [
            ((embed.get("footer") or {}).get("text"), 2048),
            ((embed.get("author") or {}).get("name"), 256),
        ]
        for field in fields:
            parts += [(field.get("name"), 256), (field.get("value"), 1024)]
        for text, most in parts:
            if len(text or "") > most:
                yield f"embeds: a part of {len(text or '')} characters, at most {most}"
            total += len(text or "")
    if total > MAX_EMBEDS:
        yield f"embeds: {total} characters, at most {MAX_EMBEDS} in all"


def command_problems(commands: list[Json]) -> Iterator[str]:
    """An application's whole list of commands, as the bulk overwrite takes it."""
    chat = [command for command in commands if command.get("type", 1) == 1]
    if len(chat) > MAX_COMMANDS:
        yield f"commands: {len(chat)} of chat input, at most {MAX_COMMANDS}"
    names = [command.get("name") for command in chat]
    if len(set(names)) < len(names):
        yield "commands: two have the same name"
    for command in chat:
        where = f"/{command.get('name')}"
        yield from _named(where, command)
        options = command.get("options") or []
        wanted = [bool(option.get("required")) for option in options]
        if wanted != sorted(wanted, reverse=True):
            yield f"{where}: required options come first"
        for option in options:
            yield from _option(f"{where} {option.get('name')}", option)
        if (size := _size(command)) > MAX_COMMAND:
            yield f"{where}: {size} characters, at most {MAX_COMMAND}"


def _option(where: str, option: Json) -> Iterator[str]:
    yield from _named(where, option)
    choices = option.get("choices") or []
    if len(choices) > 25:
        yield f"{where}: at most 25 choices"
    if choices and option.get("autocomplete"):
        yield f"{where}: choices and autocomplete exclude each other"
    yield from _choices(where, choices)


def _choices(where: str, choices: list[Json]) -> Iterator[str]:
    for index, choice in enumerate(choices):
        yield from text_between(f"{where}[{index}].name", choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            yield from text_between(f"{where}[{index}].value", choice["value"], 1, 100)


def _named(where: str, thing: Json) -> Iterator[str]:
    for name in (thing.get("name"), *(thing.get("name_localizations") or {}).values()):
        if not is_command_name(name):
            yield f"{where}: {name!r} is no command name"
    for text in (thing.get("description"), *(thing.get("description_localizations") or {}).values()):
        yield from text_between(f"{where}.description", text, 1, 100)
    for key in ("name_localizations", "description_localizations"):
        for locale in thing.get(key) or {}:
            if locale not in LOCALES:
                yield f"{where}.{key}: Discord knows no locale {locale!r}"


def is_command_name(name: Any) -> bool:
    r"""Discord's `^[-_'\p{L}\p{N}]{1,32}$`, lower case where the script has one."""
    return (
        isinstance(name, str)
        and 1 <= len(name) <= 32
        and name == name.lower()
        and all(sign in "-_'" or unicodedata.category(sign)[0] in "LN" for sign in name)
    )


def _size(thing: Json) -> int:
    """Characters of a command as Discord counts them: of a text with translations the longest counts."""
    total = 0
    for key in ("name", "description"):
        total += max(
            len(t) for t in (thing.get(key) or "", *(thing.get(f"{key}_localizations") or {}).values())
        )
    total += sum(len(str(c.get("name"))) + len(str(c.get("value"))) for c in thing.get("choices") or ())
    return total + sum(_size(option) for option in thing.get("options") or ())

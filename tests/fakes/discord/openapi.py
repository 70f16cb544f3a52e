"""Discord's own OpenAPI description as a check on payloads, where a copy of it lies beside the tests.

`SAMSPIL_SPECS_DIR` names a folder with `discord/openapi.json` (published by Discord under the MIT licence);
without it `schema_problems` finds nothing and the hand-written rules of `limits.py` stand alone.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

REQUESTS = {
    "create": "MessageCreateRequest",
    "edit": "MessageEditRequestPartial",
    "followup": "IncomingWebhookRequestPartial",
    "original": "IncomingWebhookUpdateRequestPartial",
    "dm": "CreatePrivateChannelRequest",
    "command": "ApplicationCommandUpdateRequest",
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


def specification() -> Path | None:
    """Where Discord's description lies, or nothing."""
    folder = os.environ.get("SAMSPIL_SPECS_DIR")
    path = Path(folder) / "discord" / "openapi.json" if folder else None
    return path if path and path.is_file() else None


@functools.cache
def _description() -> dict[str, Any] | None:
    path = specification()
    if path is None:
        return None
    description: dict[str, Any] = json.loads(path.read_text())
    # Discord reads an id as text or as a number, and its own libraries send numbers; the description knows
    # text only.
    schemas = description["components"]["schemas"]
    schemas["SnowflakeType"]["type"] = ["string", "integer"]
    _by_type(schemas, schemas)
    return description


def _by_type(node: Any, schemas: dict[str, Any]) -> None:
    """Rewrite "one of these components" as "what its type says it is": the same meaning, without trying them
    all.
    """
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _by_type(child, schemas)
    if not isinstance(node, dict) or "oneOf" not in node:
        return
    kinds: dict[int, Any] = {}
    for variant in node["oneOf"]:
        named = schemas.get(variant.get("$ref", "").rpartition("/")[2], {})
        numbers = named.get("properties", {}).get("type", {}).get("enum") or []
        if len(numbers) != 1 or numbers[0] in kinds:
            return
        kinds[numbers[0]] = variant
    del node["oneOf"]
    node |= {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(kinds)}}}
    node["allOf"] = [
        {"if": {"properties": {"type": {"const": number}}}, "then": variant}
        for number, variant in kinds.items()
    ]


@functools.cache
def _validator(pointer: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    description = _description()
    assert description is not None
    return Draft202012Validator(
        {
            "$ref": f"#{quote(pointer, safe='/~')}",
            "components": description["components"],
            "paths": description["paths"],
        }
    )


def schema_problems(kind: str | int, payload: Any) -> Iterator[str]:
    """What the description itself refuses in a request of this kind; nothing where no description lies."""
    if _description() is not None:
        yield from _against(f"/components/schemas/{REQUESTS[kind]}", payload)


def response_problems(method: str, template: str, status: int, body: Any) -> Iterator[str]:
    """What in one of the fake's own answers Discord's description does not know."""
    description = _description()
    if description is None:
        return
    answers = description["paths"][template][method.lower()]["responses"]
    if str(status) not in answers:
        yield f"{method} {template}: no answer {status} is described"
        return
    content = answers[str(status)].get("content")
    if content is not None:
        escaped = template.replace("~", "~0").replace("/", "~1")
        pointer = f"/paths/{escaped}/{method.lower()}/responses/{status}/content/application~1json/schema"
        yield from _against(pointer, body)


def _against(pointer: str, value: Any) -> Iterator[str]:
    for error in _validator(pointer).iter_errors(value):
        yield f"{'.'.join(map(str, error.instance_path)) or 'body'}: {error.message[:200]}"

"""A board's answers: one text with a part for each field, kept as one so that it is sealed, shown and erased as one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.prompts.prompt import Part, Prompt


def kept(prompt: Prompt, values: Mapping[str, object]) -> str:
    """What is stored of the form's values; "" when nothing was written in any field."""
    if not prompt.parts:
        return str(values["text"])
    written = {part.id: str(values.get(part.id, "")) for part in prompt.parts}
    given = {name: text for name, text in written.items() if text}
    return json.dumps(given, ensure_ascii=False) if given else ""


def given(prompt: Prompt, text: str) -> dict[str, str]:
    """The texts by field; a prompt without fields has the one."""
    if not prompt.parts:
        return {"text": text}
    try:
        found = json.loads(text) if text else {}
    except ValueError:  # written before the prompt had fields
        return {prompt.parts[0].id: text}
    return {str(name): str(words) for name, words in found.items()} if isinstance(found, dict) else {}


def readable(prompt: Prompt | None, text: str, language: str) -> str:
    """One text to read: with each field's label above what was written in it."""
    if prompt is None or not prompt.parts:
        return text
    words = given(prompt, text)
    return "\n".join(
        f"{part.asked(language).label}: {words[part.id]}" for part in prompt.parts if part.id in words
    )


def gathered(prompt: Prompt, texts: Sequence[str]) -> list[tuple[Part, list[str]]]:
    """What everybody wrote, field by field, in the order the texts came in."""
    each = [given(prompt, text) for text in texts]
    return [(part, [one[part.id] for one in each if part.id in one]) for part in prompt.parts]

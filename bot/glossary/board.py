"""The words a team has written on a board that asks for them: a field `ord` and, beside it, `betydning`. Any board with
those fields will do, an institution's own too (bot/prompts/texts/tavler.toml)."""

from __future__ import annotations

import json

from bot import wordbook
from bot.context import Context
from bot.errors import NotFound
from bot.ui import MAX_OPTION_LABEL
from storage.reflections import Reflection, ReflectionStore

WORD, MEANING = "ord", "betydning"


def words(ctx: Context, reflection_id: int, most: int, longest: int) -> dict[str, str]:
    """As they were written, by what they are kept under; in the order of the alphabet, which says nothing of whose they are.
    None of what has not been shown, nor what is too long to be a word."""
    round_ = _shown(ctx, reflection_id)
    written = [_fields(ctx, reflection_id, person).get(WORD, "") for person in round_.shown] if round_ else []
    told = [" ".join(word.split()) for word in written]
    found = {plain: word for word in told if (plain := wordbook.plain(word)) and len(word) <= longest}
    fitting = {plain: word for plain, word in found.items() if len(plain) <= MAX_OPTION_LABEL}
    return dict(sorted(fitting.items())[:most])


def meant(ctx: Context, reflection_id: int, plain: str) -> str:
    """What the context's person has shown, by name, that the word means in their profession; "" when they have not. What
    stands without names is put under nobody's profession by itself."""
    round_ = _shown(ctx, reflection_id)
    if round_ is None or not round_.shown_by_name or ctx.me.id not in round_.shown:
        return ""
    mine = _fields(ctx, reflection_id, ctx.me.id)
    return mine.get(MEANING, "") if wordbook.plain(mine.get(WORD, "")) == plain else ""


def _shown(ctx: Context, reflection_id: int) -> Reflection | None:
    """Raises NotFound for what is no reflection of this team's."""
    found = ctx.store(ReflectionStore).reflection(ctx.here.id, reflection_id)
    if found is None:
        raise NotFound
    return found if found.state == "revealed" else None


def _fields(ctx: Context, reflection_id: int, person_id: int) -> dict[str, str]:
    _, text = ctx.store(ReflectionStore).text(reflection_id, person_id) or ("", "")
    try:
        found = json.loads(text) if text else {}
    except ValueError:  # of a prompt without fields
        return {}
    return {str(name): str(said) for name, said in found.items()} if isinstance(found, dict) else {}

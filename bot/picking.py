"""One of many in a form: a list, and where there are more than a list holds the name is written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ids import folded
from bot.ui import MAX_OPTION_LABEL, MAX_OPTIONS, ChoiceField, Option, TextField

LONGEST = 80  # a name


def field(name: str, label: str, found: Sequence[tuple[int, str]], hint: str) -> ChoiceField | TextField:
    """`found` are (id, name); `hint` says how the name is written."""
    if len(found) > MAX_OPTIONS:
        return TextField(name=name, label=label, required=True, max_length=LONGEST, hint=hint)
    options = tuple(Option(str(one), called[:MAX_OPTION_LABEL]) for one, called in found)
    return ChoiceField(name=name, label=label, required=True, options=options)


def picked(wanted: str, found: Sequence[tuple[int, str]]) -> int | None:
    """By id where the form has a list, by name where it is written: somebody's name may be a number. None for nobody,
    and for a name that two of them have."""
    if len(found) > MAX_OPTIONS:
        ids = [one for one, called in found if folded(called) == folded(wanted)]
    else:
        ids = [one for one, _called in found if str(one) == wanted]
    return ids[0] if len(ids) == 1 else None

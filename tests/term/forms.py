"""What people write in forms."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bot.ui import AnyField, ChoiceField, ChoicesField, DateField, Form, ScaleField, TextField, Value, Values

WORDS = (
    "Ringe til foreningen om lokalet", "Skrive udkast til plakaten", "Tale med de unge i værkstedet",
    "Læse kommunens handleplan", "Finde en dag til besøget", "Spørge de ældre på havnen", "Lave en prøve på spillet",
)  # fmt: skip
RARELY = {"in_the_way": 0.2}  # a question that most leave open


def filled(form: Form, values: Values, chance: random.Random, today: date) -> Values:
    """Every field of the form: as given, as it stood, or as somebody would fill it in."""
    return {one.name: values.get(one.name) or _value(one, chance, today) for one in form.fields}


def _value(one: AnyField, chance: random.Random, today: date) -> Value:
    match one:
        case DateField(name="due"):
            return (today + timedelta(days=chance.randint(2, 10))).isoformat()
        case ChoicesField(options=options) if one.required and not one.value:
            return tuple(option.value for option in options)
        case ChoicesField() | DateField():
            return one.value
        case TextField(name="slots" | "when" | "more" | "deadline" | "place" | "minutes"):
            return one.value
        case TextField():
            return one.value or (
                _words(chance) if one.required or chance.random() < RARELY.get(one.name, 0.7) else ""
            )
        case ChoiceField(options=options):
            return one.value or (chance.choice(options).value if one.required and options else "")
        case ScaleField(steps=steps):
            return str(min(chance.choices((2, 3, 4, 5), (1, 3, 5, 3))[0], len(steps)))
        case _:
            return one.value


def _words(chance: random.Random) -> str:
    """No two are the same: what becomes of each can be followed."""
    return f"{chance.choice(WORDS)} ({chance.randrange(10**9)})"

"""What becomes of a payload on a bad day or in bad hands: keys lost, types changed, giants, other people's ids."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

Path = tuple[Any, ...]  # keys and indexes from the root

NUMBERS = (0, -1, 1, 2**31, 2**63, 10**40, -(10**40), 1.5, 1e308, float(2**70))
TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800x", "\u202eevil\u2066", "\ufeff", "\u2028\u2029", "\r\n\r\n",
    "æøå", "é" * 50, "😀" * 40, "👩‍👩‍👧‍👦", "١٢٣", "²", "0x10", "1e3", "-0", "NaN", "null", "undefined",
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "%s%n", "%00", "%d800", "../../etc/passwd", "'; DROP TABLE team; --",
    "<!channel> <@U1>", "@everyone", "```", "010165-1234", "=1+1", "a/b", "a/b/c/d/e/f", "core/form", "core/form/0",
    "core/form/0/x", "core/form/²/a/b", "core/form/99999999999/checkins/answer", "core/run", "core/run/1", "core/run/-",
    "core/run/1/nej", "core/run/9999999999999/hjaelp", "checkins/answer/1/1/1/1/1", "teams/claim/1/core%2Fform/2",
)  # fmt: skip
GIANT = 20_000  # characters; of one field


def mutated(payload: Any, chance: Random, pool: Sequence[str]) -> Any:
    """A copy with one to four things wrong. `pool` are ids and actions from other payloads."""
    payload = copy.deepcopy(payload)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        places = list(paths(payload))
        if not places:
            break
        path = chance.choice(places)
        chance.choice(CHANGES)(payload, path, chance, pool)
    return payload


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every place in a tree but its root."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*here, key)
        yield from paths(child, (*here, key))


def get(payload: Any, path: Path) -> Any:
    for key in path:
        payload = payload[key]
    return payload


def junk(chance: Random) -> Any:
    return chance.choice(
        (
            None, True, False, [], {}, [[]], [None], {"": None}, {"type": "x"},
            chance.choice(NUMBERS), chance.choice(TEXTS), text(chance), nested(chance),
        )
    )  # fmt: skip


def text(chance: Random) -> str:
    """Signs from all over Unicode, seldom a giant."""
    if chance.random() < 0.05:
        return chance.choice("aæ😀&\x00*") * chance.choice((100, 3001, GIANT))
    return "".join(chr(chance.choice((chance.randrange(32), chance.randrange(0x3000), chance.randrange(0x110000))))
                   for _ in range(chance.randrange(12)))  # fmt: skip


def nested(chance: Random) -> Any:
    value: Any = "x"
    for _ in range(chance.choice((3, 30, 120))):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value


def _lose(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    del get(payload, path[:-1])[path[-1]]


def _replace(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    get(payload, path[:-1])[path[-1]] = junk(chance)


def _exchange(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    """Somebody else's id, another button's action."""
    get(payload, path[:-1])[path[-1]] = chance.choice(pool)


def _text(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    get(payload, path[:-1])[path[-1]] = chance.choice((*TEXTS, text(chance)))


def _retype(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    old = get(payload, path)
    changed = (str(old), [old], {"value": old}, {"": old}, [old, old], not old)
    get(payload, path[:-1])[path[-1]] = chance.choice(changed)


def _lengthen(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    old = get(payload, path)
    if isinstance(old, list) and old:
        old.extend(copy.deepcopy(old[0]) for _ in range(chance.choice((1, 2, 60))))
    elif isinstance(old, str):
        get(payload, path[:-1])[path[-1]] = (old or "x") * chance.choice((2, 10, 400))


def _move(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    """The value of one place in another, or under another name."""
    other = chance.choice(list(paths(payload)))
    value = copy.deepcopy(get(payload, path))
    parent = get(payload, other[:-1])
    key = other[-1] if isinstance(parent, list) or chance.random() < 0.7 else f"{other[-1]}x"
    parent[key] = value


def _cut(payload: Any, path: Path, chance: Random, pool: Sequence[str]) -> None:
    old = get(payload, path)
    if isinstance(old, str) and old:
        at = chance.randrange(len(old))
        changed = (
            old[:at],
            old[:at] + chance.choice("/=\x00-%9") + old[at:],
            old[:at] + chr(ord(old[at]) ^ 1) + old[at + 1 :],
        )
        get(payload, path[:-1])[path[-1]] = chance.choice(changed)


CHANGES = (_lose, _replace, _exchange, _exchange, _text, _retype, _lengthen, _move, _cut, _cut)

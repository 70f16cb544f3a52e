"""Who talks with whom: pairs and fours across professions. Pure decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b

from bot.prompts.forms import Grouping

Groups = tuple[tuple[int, ...], ...]


def groups(professions: Mapping[int, str], grouping: Grouping, seed: str) -> Groups:
    """The people (by their professions) in groups; () where all are one group.

    As many pairs as can be are of two professions. Nobody is alone: with an odd number one group has three.
    Fours are the pairs joined two and two. The seed decides who within a profession, the same each time.
    """
    if grouping is Grouping.ALL or len(professions) < (4 if grouping is Grouping.PAIRS else 6):
        return ()
    pairs = _pairs(professions, seed)
    if grouping is Grouping.PAIRS:
        return pairs
    joined = [sum(pairs[at : at + 2], ()) for at in range(0, len(pairs) - 1, 2)]
    if len(pairs) % 2:
        joined[-1] += pairs[-1]
    return tuple(joined)


def _pairs(professions: Mapping[int, str], seed: str) -> Groups:
    """Put in line by profession, the largest first, the one half stands opposite the other: two of the same
    meet only where a profession has more than half of them."""
    by_profession: dict[str, list[int]] = defaultdict(list)
    for person in sorted(professions, key=lambda one: _lot(one, seed)):
        by_profession[professions[person].casefold()].append(person)
    in_line = [
        person
        for _name, people in sorted(by_profession.items(), key=lambda one: (-len(one[1]), one[0]))
        for person in people
    ]
    half = len(in_line) // 2
    across = len(in_line) - half
    pairs: list[tuple[int, ...]] = [(in_line[at], in_line[at + across]) for at in range(half)]
    if across > half:
        pairs[-1] += (in_line[half],)
    return tuple(pairs)


def _lot(person: int, seed: str) -> str:
    return blake2b(f"{seed}/{person}".encode(), digest_size=8).hexdigest()

"""The platforms' limits, asked of every payload, but only once of those that differ in nothing that counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tests.fakes.discord import limits as discord
from tests.fakes.slack import limits as slack
from tests.simulation.places import Json

_DIGITS = re.compile(r"\d")
_IDS = ("action_id", "block_id", "custom_id", "value")


def slack_problems(kind: str, payload: Json) -> list[str]:
    """As tests.fakes.slack.limits."""
    return _known(("slack", kind), payload)


def discord_problems(kind: str, payload: Json) -> list[str]:
    """As tests.fakes.discord.limits."""
    return _known(("discord", kind), payload)


def _known(what: tuple[str, str], payload: Json) -> list[str]:
    """Digits are alike: which ids are the same is seen from how many different ones there are."""
    ids = list(_ids(payload))
    text = json.dumps(payload)
    _waiting[0] = payload
    return list(_verdict(what, _DIGITS.sub("0", text), len(ids), len(set(ids))))


_waiting: list[Json] = [{}]


@lru_cache(maxsize=20_000)
def _verdict(what: tuple[str, str], shape: str, ids: int, different: int) -> tuple[str, ...]:
    platform, kind = what
    if platform == "slack":
        return tuple(slack.problems(kind, _waiting[0]))
    return tuple(discord.problems(kind, _waiting[0]))  # type: ignore[arg-type]


def _ids(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        yield from ((name, str(node[name])) for name in _IDS if name in node)
        for child in node.values():
            yield from _ids(child)
    elif isinstance(node, list):
        for child in node:
            yield from _ids(child)

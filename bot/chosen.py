"""Some of a facilitator's teams, as a button or a form carries them: however many there are, in a few signs.

Each is known by its place among all of theirs, and a mark tells whether those are still the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from zlib import crc32

from bot.context import Context
from bot.errors import NotAllowed, Outdated
from storage.teams import Role, Team, TeamStore

_FORM = re.compile(r"([0-9a-f]{1,60})-([0-9a-f]{8})")


def encode(chosen: Collection[int], every: Collection[int]) -> str:
    """`chosen` are of `every`; the others are passed over."""
    ids = sorted(every)
    mask = sum(1 << place for place, team_id in enumerate(ids) if team_id in chosen)
    return f"{mask:x}-{_mark(ids):08x}"


def decode(text: str, every: Collection[int]) -> tuple[int, ...]:
    """Raises Outdated when it is nothing of ours, or their teams are others by now."""
    found = _FORM.fullmatch(text)
    ids = sorted(every)
    if found is None or int(found[2], 16) != _mark(ids) or int(found[1], 16) >> len(ids):
        raise Outdated
    mask = int(found[1], 16)
    return tuple(team_id for place, team_id in enumerate(ids) if mask >> place & 1)


def _mark(ids: Sequence[int]) -> int:
    return crc32(",".join(map(str, ids)).encode())


def of_facilitator(ctx: Context, text: str | None) -> tuple[Team, ...]:
    """Of the teams that the person facilitates those chosen, by name; with None all of them. Raises NotAllowed for who
    facilitates none, and Outdated."""
    teams = ctx.store(TeamStore).teams_of(ctx.me.id, Role.facilitator)
    if not teams:
        raise NotAllowed
    if text is None:
        return teams
    wanted = decode(text, [team.id for team in teams])
    return tuple(team for team in teams if team.id in wanted)

"""What a team uses Samspil for. Meetings (and the contract) are the essentials; the rest can be off
(domain.md §0: the team may switch any part off, and what is off gives no signals)."""

from __future__ import annotations

from enum import StrEnum

from storage.teams import Team

SETTING = "parts_off"


class Part(StrEnum):
    """A part that a team can do without."""

    checkins = "checkins"
    reflections = "reflections"


def team_uses(team: Team, part: Part | str) -> bool:
    return str(part) not in team.settings.get(SETTING, ())


def essentials_only(team: Team) -> bool:
    """Whether the team has chosen *Kun det nødvendige*: every part that can be off is."""
    return not any(team_uses(team, part) for part in Part)


def all_parts(*, on: bool) -> list[str]:
    """The setting's value with every part on, or off."""
    return [] if on else [part.value for part in Part]


def with_part(team: Team, part: Part) -> list[str]:
    """The setting's value with this part on, the others as they are."""
    return [one for one in team.settings.get(SETTING, ()) if one != part.value]

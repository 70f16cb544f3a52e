"""The course file of the stories: one team of a school, its members and its facilitator."""

from __future__ import annotations

from collections.abc import Mapping

FACILITATOR = "Mette"
PROFESSIONS = ("sygeplejerske", "socialrådgiver", "pædagog", "fysioterapeut")


def course_file(
    places: Mapping[str, str],
    people: Mapping[str, Mapping[str, str]],
    *,
    starts: str,
    ends: str,
    partner: str = "",
) -> str:
    """TOML for `samspil course load`. `places`: platform → the team's address there; `people`: name → their
    accounts by platform (none: they have the web alone)."""
    lines = ["[organisation]", 'id = "skolen"', 'name = "Skolen"', 'slack = "T0TEAM"']
    lines += ["[course]", 'id = "e26"', 'name = "Forløbet"', f"starts = {starts}", f"ends = {ends}"]
    lines += ["[[teams]]", 'id = "broen"', 'name = "Team Broen"', *_fields(places)]
    lines += _fields({"partner": partner} if partner else {})
    for number, (name, accounts) in enumerate(people.items()):
        role = "facilitator" if name == FACILITATOR else "member"
        profession = PROFESSIONS[number % len(PROFESSIONS)]
        lines += ["[[people]]", f'id = "{name.casefold()}"', f'name = "{name}"', 'team = "broen"']
        lines += [f'role = "{role}"', f'profession = "{profession}"', *_fields(accounts)]
    return "\n".join(lines)


def _fields(values: Mapping[str, str]) -> list[str]:
    return [f'{name} = "{value}"' for name, value in values.items()]

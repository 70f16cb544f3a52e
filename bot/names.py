"""What people in a team are called (by first name, as long as that says who it is), and what doors are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.i18n import Locale
from storage.teams import MOST_OF_A_NAME, Member, Role, first_name


def short_names(people: Iterable[Member]) -> dict[int, str]:
    """First names by person; two of the same first name get their last name's first letter, or all of it."""
    found = {member.person_id: member.name for member in people}
    names = {person: first_name(name) for person, name in found.items()}
    for longer in (_with_initial, _whole):
        taken = Counter(names.values())
        names |= {person: longer(found[person]) for person, name in names.items() if taken[name] > 1}
    return names


def facilitators(locale: Locale, people: Iterable[Member]) -> str:
    """Those of them who facilitate: `Mette`, `Mette og Karl`, or "" when nobody does."""
    return locale.names(tuple(short_names(one for one in people if one.role is Role.facilitator).values()))


def platform(locale: Locale, name: str) -> str:
    """A platform as people call it."""
    known = {"slack": "Slack", "discord": "Discord", "web": locale.gettext("nettet")}
    return known.get(name, name.capitalize())


def _with_initial(name: str) -> str:
    words = name.split()
    return f"{first_name(name)} {words[-1][0]}." if len(words) > 1 else first_name(name)


def _whole(name: str) -> str:
    return name if len(name) <= MOST_OF_A_NAME else name[: MOST_OF_A_NAME - 1] + "…"

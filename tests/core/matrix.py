"""The authority matrix: every handler, who may use it, and arguments that point at something real.

The second statement of what `allow` says in the features, written by hand on purpose: whoever opens a
handler to more people changes both. Letters: M member, F facilitator of the team, L course lead,
P partner, G guest; "*" is everybody, also who is not known yet. `objects` says which of the arguments
is an object's id, so that the test can point it at another team's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    allow: str
    args: tuple[str, ...] = ()
    objects: int | None = None
    of_team: bool = True


COMMANDS = {
    "tjekind": Row("MF"),
    "refleksion": Row("MF", of_team=False),
    "log": Row("MF"),
    "facilitator": Row("MFL", of_team=False),
}

ROUTES = {
    "checkins/answer": Row("M", ("1",), 0),
    "checkins/away": Row("M", ("1",), 0),
    "checkins/skip": Row("M", ("1",), 0),
    "checkins/mute": Row("M", ("1",)),
    "checkins/unmute": Row("M"),
    "checkins/read": Row("M", ("1",), 0),
    "checkins/rhythm": Row("MF"),
    "reflections/suggest": Row("MF", ("any",)),
    "reflections/members": Row("M", ("no",)),
    "reflections/open": Row("MF", ("samme-ord-to-betydninger",)),
    "reflections/several": Row("MF", ("any",), of_team=False),
    "reflections/write": Row("M", ("1",), 0),
    "reflections/skip": Row("M", ("1",), 0),
    "reflections/name": Row("M", ("1", "no"), 0),
    "reflections/read": Row("MF", ("1",), 0),
    "reflections/conclude": Row("M", ("1",), 0),
    "reflections/mine": Row("MF", of_team=False),
    "reflections/erase": Row("MF", ("1",), 0, of_team=False),
    "monday/done": Row("F", ("1",), 0),
    "monday/mute": Row("F", ("1",), 0),
    "monday/all": Row("MFL", of_team=False),
    "monday/praise": Row("F", ("checkins.all",)),
    "monday/write": Row("F", ("checkins.few",)),
}

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
    """`foreign` is an id of the same kind in another team (for `mydata`, another tenant)."""

    allow: str
    args: tuple[str, ...] = ()
    objects: int | None = None
    of_team: bool = True
    foreign: str = "2"


COMMANDS = {
    "team": Row("*", of_team=False),
    "start": Row("*", of_team=False),
    "tjekind": Row("MF"),
    "moede": Row("MFPG"),
    "roller": Row("MF"),
    "refleksion": Row("MF", of_team=False),
    "log": Row("MF"),
    "facilitator": Row("MFL", of_team=False),
    "hjaelp": Row("*", of_team=False),
    "sprog": Row("MFLPG", of_team=False),
    "minedata": Row("MFLPG", of_team=False),
}

EVA = "4"  # a member of the other team of the same school

ROUTES = {
    "teams/who": Row("*"),
    "teams/pick": Row("*", ("", "2"), 1, foreign=EVA),
    "teams/claim": Row("*", ("", "2"), 1, foreign=EVA),
    "teams/confirm": Row("MF", ("1",), 0),
    "teams/refuse": Row("MF", ("1",), 0),
    "teams/undo": Row("F", ("1",), 0),
    "teams/all_claims": Row("MF", ("0",), of_team=False),
    "teams/notice": Row("*"),
    "teams/essentials": Row("MF", ("no",)),
    "teams/open": Row("MFLPG"),
    "teams/attach": Row("F"),
    "teams/leave": Row("M"),
    "teams/left": Row("M"),
    "teams/manage": Row("F"),
    "teams/member": Row("F", ("2",), 0, foreign=EVA),
    "teams/link": Row("F", ("2",), 0, foreign=EVA),
    "teams/end": Row("F", ("2",), 0, foreign=EVA),
    "teams/ended": Row("F", ("2",), 0, foreign=EVA),
    "teams/rejoin": Row("F", ("2",), 0, foreign=EVA),
    "teams/new": Row("MFLPG", ("1",), of_team=False),
    "teams/add": Row("F"),
    "meetings/ballot": Row("MFPG", ("1",), 0),
    "meetings/vote": Row("MFPG", ("1", "1", "yes"), 0),
    "meetings/vote_all": Row("MFPG", ("1", "yes"), 0),
    "meetings/meant": Row("MFPG", ("1",)),
    "meetings/see": Row("MFPG", ("1",), 0),
    "meetings/choose": Row("MF", ("1", "1"), 0),
    "meetings/wait": Row("MF", ("1",), 0),
    "meetings/retry": Row("MF", ("1", "1"), 0),
    "meetings/cancel": Row("MF", ("1",), 0),
    "meetings/cancelled": Row("MF", ("1",), 0),
    "meetings/keep": Row("MF", ("1",), 0),
    "meetings/cannot": Row("MFPG", ("1",), 0),
    "meetings/can": Row("MFPG", ("1",), 0),
    "meetings/calendar": Row("MFPG", ("1",), 0),
    "meetings/renew": Row("MFPG", ("mine",)),
    "meetings/mute_polls": Row("MFPG"),
    "meetings/mute_meetings": Row("MFPG"),
    "meetings/unmute": Row("MFPG"),
    "meetings/propose": Row("MF"),
    "meetings/add": Row("MFPG", ("1",), 0),
    "meetings/times": Row("MF", ("1",), 0),
    "meetings/move": Row("MF", ("1",), 0),
    "roles/fine": Row("M", ("1",), 0),
    "roles/swap": Row("M", ("1",), 0),
    "roles/ask": Row("M", ("1", "chair", "2"), 0),
    "roles/answer": Row("M", ("1", "1", "yes"), 0),
    "roles/decline": Row("M", ("1", "chair"), 0),
    "roles/take": Row("M", ("1", "chair"), 0),
    "roles/matrix": Row("MF"),
    "roles/overview": Row("MF"),
    "roles/settings": Row("MF"),
    "guide/begin": Row("MFLPG"),
    "guide/language": Row("MFLPG", ("en",), of_team=False),
    "mydata/show": Row("MFLPG", ("1",), 0, of_team=False),
    "mydata/export": Row("MFLPG", ("1", "0"), 0, of_team=False),
    "mydata/erase": Row("MFLPG", ("1",), 0, of_team=False),
    "mydata/erased": Row("MFLPG", ("1",), 0, of_team=False),
    "posts/again": Row("F", ("1",)),
    "checkins/answer": Row("M", ("1",), 0),
    "checkins/away": Row("M", ("1",), 0),
    "checkins/skip": Row("M", ("1",), 0),
    "checkins/mute": Row("M", ("1",)),
    "checkins/unmute": Row("M"),
    "checkins/read": Row("M", ("1",), 0),
    "checkins/rhythm": Row("MF"),
    "checkins/short": Row("MF", ("no",)),
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

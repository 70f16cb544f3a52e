"""What simulated people like to do, and how much: of what can be pressed, and of what they write as a command."""

from __future__ import annotations

# What people like to press; everything else has 1.
TASTE = {
    "agenda/begin": 10.0, "agenda/at": 6.0, "agenda/end": 1.0, "agenda/fixed": 0.1,
    "agreements/new": 2.0, "agreements/yes": 8.0, "agreements/done": 3.0, "agreements/move": 1.5, "agreements/drop": 0.3,
    "agreements/see": 0.7,
    "availability/week": 1.0, "availability/connect": 0.3, "availability/forget": 0.1, "availability/forgotten": 0.3,
    "checkins/answer": 30.0, "checkins/away": 0.5, "checkins/skip": 1.0, "checkins/rhythm": 0.02, "checkins/mute": 0.1,
    "checkins/new": 0.3, "checkins/questions": 0.1, "checkins/short": 0.1, "checkins/every": 0.3, "checkins/end": 0.05,
    "checkins/pause": 0.02, "checkins/resume": 3.0, "checkins/week": 0.0, "checkins/longer": 1.0, "checkins/extend": 2.0,
    "checkins/agenda": 3.0, "checkins/ask": 3.0, "checkins/helped": 8.0, "checkins/name": 3.0,
    "conflict/step": 2.0, "conflict/help": 1.0, "conflict/prepare": 2.0, "conflict/seen": 6.0, "conflict/forget": 0.3,
    "contract/write": 3.0, "contract/send": 4.0, "contract/sign": 6.0, "contract/read": 2.0, "contract/approve": 8.0,
    "contract/return": 0.3, "contract/back": 0.1, "contract/paper": 0.1, "contract/drop": 0.1, "contract/mute": 0.1,
    "contract/still": 4.0, "contract/letter": 3.0, "contract/open": 4.0, "contract/choose": 4.0, "contract/forget": 0.2,
    "contract/trouble": 0.2, "contract/question": 0.2, "contract/seen": 5.0,
    "challenge/write": 1.5, "challenge/confirm": 4.0, "challenge/unconfirm": 0.2, "challenge/talk": 0.5,
    "closing/write": 2.0, "closing/thank": 1.0, "closing/send": 3.0, "closing/take_back": 0.2, "closing/sure": 0.0,
    "closing/closed": 0.0,
    "core/form": 8.0,
    "field/join": 1.0, "field/away": 0.4, "field/cancel": 0.2, "field/log": 4.0, "field/note": 4.0,
    "goals/marks": 3.0, "goals/close": 0.2,
    "guests/new": 15.0, "guests/handover": 6.0, "guests/write": 20.0, "guests/end": 0.5, "guests/ended": 1.0, "guests/renew": 1.0, "guests/one": 4.0,
    "guests/stop": 0.3, "guests/back": 3.0, "guests/before": 6.0, "guests/ask": 8.0, "guests/answer": 8.0,
    "meetings/ballot": 30.0, "meetings/vote": 15.0, "meetings/vote_all": 40.0, "meetings/vote_free": 10.0,
    "meetings/choose": 30.0, "meetings/propose": 6.0, "meetings/cancel": 0.2, "meetings/cancelled": 0.5,
    "meetings/cancelled_rest": 0.3, "meetings/move": 0.3, "meetings/cannot": 0.6, "meetings/replan": 4.0,
    "meetings/edit": 0.3, "meetings/adjust": 0.8, "meetings/repeat": 0.3, "meetings/renew": 0.2,
    "meetings/mute_polls": 0.1, "meetings/mute_meetings": 0.1,
    "minutes/decide": 3.0, "minutes/note": 1.0, "minutes/send": 2.0, "minutes/away": 0.2, "minutes/correct": 0.5,
    "mydata/erase": 0.02, "mydata/erased": 0.1,
    "overview/answer": 5.0, "overview/ask": 1.0, "overview/read": 4.0, "overview/which": 0.3,
    "partner/edit": 0.2, "partner/undo": 0.3,
    "posts/again": 5.0,
    "reflections/write": 10.0, "reflections/open": 6.0, "reflections/name": 6.0, "reflections/conclude": 2.0, "reflections/alone": 1.0,
    "reflections/step": 3.0, "reflections/line": 3.0, "reflections/plan": 1.0, "reflections/unplan": 0.3, "reflections/forget": 0.2,
    "glossary/new": 2.0, "glossary/mean": 3.0, "glossary/remove": 0.3,
    "roles/fine": 5.0, "roles/swap": 1.5, "roles/ask": 5.0, "roles/answer": 5.0, "roles/set": 0.5, "roles/place": 2.0,
    "roles/excuse": 0.5, "roles/own": 0.1, "roles/mute": 0.1,
    "supervision/take": 8.0, "supervision/question": 6.0, "supervision/release": 0.5, "supervision/new": 2.0,
    "supervision/close": 0.2, "supervision/others": 0.3, "supervision/move": 2.0,
    "surveys/answer": 30.0, "surveys/skip": 1.0, "surveys/open": 10.0, "surveys/follow": 0.5, "surveys/mine": 0.5,
    "tasks/done": 2.0, "tasks/release": 0.5,
    "mydata/quiet": 0.05, "teams/parts": 0.05, "teams/substitute": 0.3, "teams/stop": 0.02, "teams/stopped": 0.1,
    "course/move": 0.1, "course/cluster": 0.2, "supervision/withdraw": 0.2, "supervision/withdrawn": 0.3,
    "field/guest_answer": 3.0, "field/guest_ok": 6.0, "field/guest_no": 2.0,
    "teams/essentials": 0.05, "teams/leave": 0.05, "teams/left": 0.3, "teams/end": 0.05, "teams/ended": 0.2,
    "teams/rejoin": 5.0, "teams/link": 0.1, "teams/attach": 0.0, "teams/new": 0.0, "teams/add": 0.0,
}  # fmt: skip

# In a calm team nobody presses these, so that the fairness of its roles and its rounds can be seen.
UNCALM = frozenset({
    "checkins/every", "checkins/pause", "checkins/rhythm",
    "meetings/cancel", "meetings/cancelled", "meetings/cancelled_rest", "meetings/cannot", "meetings/edit",
    "meetings/move", "meetings/repeat", "meetings/replan",
    "mydata/erase", "mydata/erased",
    "roles/ask", "roles/decline", "roles/excuse", "roles/own", "roles/place", "roles/settings", "roles/swap",
    "roles/take",
    "supervision/release",
    "teams/end", "teams/ended", "teams/essentials", "teams/leave", "teams/left",
})  # fmt: skip

COMMANDS = {
    "afslut": 0.2, "aftale": 2.0, "begreber": 0.3, "beslutninger": 0.5, "dagsorden": 2.0, "facilitator": 1.0, "felt": 1.0, "gaester": 4.0,
    "hjaelp": 2.0, "hvorkomvitil": 0.3, "kalender": 0.5, "kontrakt": 1.5, "log": 0.5, "maal": 0.7, "minedata": 0.3, "moede": 8.0,
    "forskydning": 0.7, "niveau": 0.7, "puls": 2.0, "vitalisering": 0.3, "maalinger": 0.2,
    "konflikt": 0.3, "opgaver": 1.0, "partner": 0.5, "referat": 1.0, "refleksion": 3.0, "roller": 2.0, "sprog": 0.05, "tema": 0.3,
    "laering": 0.3, "ordbog": 0.4, "retro": 0.3, "trehuse": 0.2, "faglighed": 0.3, "team": 0.5,
    "tegn": 0.2, "tjekind": 6.0, "udfordring": 0.7, "vejledning": 1.0,
}  # fmt: skip

# What is written after them.
TEXTS = {
    "minedata": ("vis", "da", "mine", "", "", ""),
    "refleksion": ("alene", "da", "mine", "", "", "", ""),
    "tema": ("", "møder", "effekt"),
    "sprog": ("vis", "da", "mine", "", "", ""),
    "tjekind": ("alle", "", "", "", ""),
}


def route_of(action: str) -> str:
    """`meetings/vote` of `meetings/vote/7/3/yes`."""
    return "/".join(action.split("/", 2)[:2])


def taste(action: str, *, calm: bool) -> float:
    route = route_of(action)
    return 0.0 if calm and route in UNCALM else TASTE.get(route, 1.0)

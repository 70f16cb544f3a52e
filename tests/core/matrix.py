"""The authority matrix: every handler, who may use it, with arguments that point at something real.

The second statement of what `allow` says in the features, written by hand on purpose: whoever opens a
handler to more people changes both. Letters: M member, F facilitator of the team, L course lead,
P partner, G guest; "*" is everybody, also who is not known yet.

An argument `@poll` is the id of the team's own poll (tests/core/crowd.py has one of everything), so that the
tests can point it at another team's and another school's; `#0` is a number that is no id.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.ui import Values
from tests.core.crowd import SECOND


@dataclass(frozen=True, slots=True)
class Row:
    """`values` are what a form is sent with, besides what it is opened with: good enough to be stored."""

    allow: str
    args: tuple[str, ...] = ()
    of_team: bool = True
    values: Values = field(default_factory=dict)

    @property
    def first(self) -> tuple[str, ...]:
        """The arguments in a world with one team that has one of everything."""
        ids = {"@person": "2", "@free": "2"}
        return tuple(ids.get(one, "1") if one[:1] == "@" else one.removeprefix("#") for one in self.args)


@dataclass(frozen=True, slots=True)
class CommandRow:
    """`texts` are what may be written after it; each is tried by everybody."""

    allow: str
    texts: tuple[str, ...] = ("",)
    of_team: bool = True


COMMANDS = {
    "kalender": CommandRow("MFPG", ("", "https://kalender.example/abc.ics")),
    "team": CommandRow("*", of_team=False),
    "start": CommandRow("*", ("", "ABCD-EFGH-JKLM"), of_team=False),
    "tjekind": CommandRow("MF", ("", "tid", "alle", "spørgsmål", "nyt", "pause", "uge", "udvikling")),
    "moede": CommandRow("MFPG", ("", "ny", "tirs uge 48 13.15", "Besøg")),
    "roller": CommandRow("MF"),
    "aftale": CommandRow("MFPG", ("", "Ringe til foreningen fre uge 48")),
    "maal": CommandRow("MF"),
    "tegn": CommandRow("MF"),
    "dagsorden": CommandRow("MFPG"),
    "referat": CommandRow("MF", ("", "teamets")),
    "beslutninger": CommandRow("MF", ("", "teamets")),
    "refleksion": CommandRow("MF", ("", "mine", "fagligheder"), of_team=False),
    "log": CommandRow("MF"),
    "begreber": CommandRow("MF"),
    "felt": CommandRow("MF"),
    "hvorkomvitil": CommandRow("MF"),
    "partner": CommandRow("MF"),
    "opgaver": CommandRow("MF", ("", "Ring til foreningen")),
    "facilitator": CommandRow("MFL", of_team=False),
    "hjaelp": CommandRow("*", of_team=False),
    "tidszone": CommandRow("MFLPG", ("", "Lissabon", "hjemme", "Atlantis"), of_team=False),
    "sprog": CommandRow("MFLPG", ("", "en", "da"), of_team=False),
    "vejledning": CommandRow("MF", of_team=False),
    "minedata": CommandRow("MFLPG", ("vis", "eksport", "slet"), of_team=False),
}

PEOPLE: Values = {"people": "Kim Nørgaard, lærer"}
TEXT: Values = {"text": "Hej alle. Skal vi tale om det?"}

ROUTES = {
    "availability/overview": Row("MFPG"),
    "availability/disconnect": Row("MFPG", ("@source",)),
    "availability/refresh": Row("MFPG"),
    "availability/back": Row("MFPG", ("@away",)),
    "availability/forget": Row("MFPG"),
    "availability/forgotten": Row("MFPG"),
    "availability/week": Row("MFPG", values={"cannot": ("0-morning",)}),
    "availability/connect": Row("MFPG", values={"address": "https://kalender.example/abc.ics"}),
    "availability/away": Row("MFPG", values={"first": "2026-11-24"}),
    "teams/who": Row("*"),
    "teams/pick": Row("*", ("", "@free")),
    "teams/claim": Row("*", ("", "@free")),
    "teams/confirm": Row("MF", ("@claim",)),
    "teams/refuse": Row("MF", ("@claim",)),
    "teams/undo": Row("F", ("@undone",)),
    "teams/all_claims": Row("MF", ("#0",), of_team=False),
    "teams/notice": Row("*"),
    "teams/essentials": Row("MF", ("no",)),
    "teams/open": Row("MFLPG"),
    "teams/attach": Row("F"),
    "teams/leave": Row("M"),
    "teams/left": Row("M"),
    "teams/manage": Row("F"),
    "teams/member": Row("F", ("@person",)),
    "teams/link": Row("F", ("@person",)),
    "teams/end": Row("F", ("@person",)),
    "teams/ended": Row("F", ("@person",)),
    "teams/rejoin": Row("F", ("@person",)),
    "teams/new": Row("MFLPG", ("@course",), of_team=False, values={"name": "Team Nyt", **PEOPLE}),
    "teams/add": Row("F", values=PEOPLE),
    "meetings/ballot": Row("MFPG", ("@poll",)),
    "meetings/vote": Row("MFPG", ("@poll", "@slot", "yes")),
    "meetings/vote_all": Row("MFPG", ("@poll", "yes")),
    "meetings/vote_free": Row("MFPG", ("@poll",)),
    "meetings/replan": Row("MF", ("@settled", "#29750000")),
    "meetings/meant": Row("MFPG", ("202611171315",)),
    "meetings/see": Row("MFPG", ("@poll",)),
    "meetings/choose": Row("MF", ("@poll", "@slot")),
    "meetings/wait": Row("MF", ("@poll",)),
    "meetings/retry": Row("MF", ("@poll", "#30500000")),
    "meetings/cancel": Row("MF", ("@settled",)),
    "meetings/cancelled": Row("MF", ("@settled",)),
    "meetings/cancelled_rest": Row("MF", ("@settled",)),
    "meetings/keep": Row("MF", ("@settled",)),
    "meetings/cannot": Row("MFPG", ("@settled",)),
    "meetings/can": Row("MFPG", ("@settled",)),
    "meetings/calendar": Row("MFPG", ("@settled",)),
    "meetings/renew": Row("MFPG", ("mine",)),
    "meetings/mute_polls": Row("MFPG"),
    "meetings/mute_meetings": Row("MFPG"),
    "meetings/unmute": Row("MFPG"),
    "meetings/propose": Row("MF", values={"purpose": "Besøg", "slots": "ons uge 49 9.00", "minutes": "90"}),
    "meetings/adjust": Row("MF", ("@settled",)),
    "meetings/internal": Row("MF", ("@settled",), values={"why": "Fordi", "told_back": "Det hele"}),
    "meetings/repeat": Row("MF", ("@settled",), values={"every": "2", "times": "2"}),
    "meetings/edit": Row("MF", ("@poll",), values={"slots": "ons uge 49 9.00", "minutes": "30"}),
    "meetings/add": Row("MFPG", ("@poll",), values={"slots": "ons uge 49 9.00"}),
    "meetings/times": Row("MF", ("@poll",), values={"slots": "ons uge 49 9.00"}),
    "meetings/move": Row("MF", ("@settled",), values={"when": "ons uge 49 9.00", "slots": "ons uge 49 9.00"}),
    "supervision/see": Row("MF", ("@offer",)),
    "supervision/take": Row("M", ("@free_time",)),
    "supervision/release": Row("M", ("@taken_time",)),
    "supervision/close": Row("F", ("@offer",), of_team=False),
    "supervision/new": Row("F", of_team=False, values={"times": "tors uge 49 9-12", "minutes": "30"}),
    "supervision/question": Row("M", ("@taken_time",), values={"question": "Hvem spørger vi først?"}),
    "roles/fine": Row("M", ("@settled",)),
    "roles/swap": Row("M", ("@settled",)),
    "roles/ask": Row("M", ("@settled", "chair", "@person")),
    "roles/answer": Row("M", ("@settled", "@swap", "yes")),
    "roles/decline": Row("M", ("@settled", "chair")),
    "roles/take": Row("M", ("@settled", "chair")),
    "roles/matrix": Row("MF"),
    "roles/overview": Row("MF"),
    "roles/settings": Row("MF", values={"roles": ("chair",)}),
    "agreements/all": Row("MFPG", ("#0",)),
    "agreements/see": Row("MFPG", ("@agreement",)),
    "agreements/yes": Row("MFPG", ("@agreement",)),
    "agreements/no": Row("MFPG", ("@agreement",)),
    "agreements/noted": Row("M", ("@agreement", "yes")),
    "agreements/done": Row("MFPG", ("@agreement",)),
    "agreements/drop": Row("MFPG", ("@agreement",)),
    "agreements/reopen": Row("MFPG", ("@agreement",)),
    "agreements/help": Row("MFPG", ("@agreement",)),
    "agreements/ask_team": Row("MFPG", ("@agreement",)),
    "agreements/raise": Row("MFPG", ("@agreement",)),
    "agreements/assist": Row("M", ("@agreement",)),
    "agreements/take": Row("M", ("@agreement",)),
    "agreements/tie": Row("M", ("@agreement", "@goal")),
    "agreements/new": Row(
        "MF", ("@settled",), values={"text": "Ringe", "due": "2026-11-20", "along": ("partner",)}
    ),
    "agreements/change": Row(
        "MFPG", ("@agreement",), values={"text": "Skrive", "due": "2026-11-24", "sign": "Svar"}
    ),
    "agreements/move": Row("MFPG", ("@agreement",), values={"due": "2026-11-25"}),
    "goals/show": Row("MF"),
    "goals/close": Row("M", ("@goal", "reached")),
    "goals/reopen": Row("M", ("@goal",)),
    "goals/new": Row("M", values={"text": "Flere unge kommer", "sign": "Der er optaget i hallen"}),
    "goals/change": Row("M", ("@goal",), values={"text": "Alle kommer", "sign": ""}),
    "goals/marks": Row("M", values={"goal_1": "4"}),
    "agenda/show": Row("MF"),
    "agenda/back": Row("MF"),
    "agenda/item": Row("MF", ("@item",)),
    "agenda/before": Row("MF", ("@item", "#0")),
    "agenda/off": Row("MF", ("@item",)),
    "agenda/on": Row("MF", ("@item",)),
    "agenda/guests": Row("MFPG"),
    "agenda/paper": Row("MF", ("@settled", "#0")),
    "agenda/begin": Row("MF", ("@settled",)),
    "agenda/at": Row("MF", ("@running", "@point")),
    "agenda/later": Row("MF", ("@running", "@point")),
    "agenda/end": Row("MF", ("@running",)),
    "agenda/add": Row("MF", values={"title": "Plakaten"}),
    "agenda/edit": Row("MF", ("@item",), values={"title": "Plakaten", "preparation": "Tag den med"}),
    "agenda/fixed": Row("MF", values={"fixed": ("since",)}),
    "minutes/decide": Row("MF", ("@running", "@point"), values={"text": "Vi ringer i dag"}),
    "minutes/note": Row("MF", ("@running", "@point"), values={"text": "Formanden er på ferie"}),
    "minutes/rewrite": Row("MF", ("@record",), values={"text": "Vi ringer i morgen"}),
    "minutes/away": Row("MF", ("@record",)),
    "minutes/write": Row("MF", ("@kept",), values={"text": "Et godt møde"}),
    "minutes/send": Row("MF", ("@kept",)),
    "minutes/correct": Row("MF", ("@kept",), values={"text": "Det var på onsdag"}),
    "minutes/corrections": Row("MF", ("@kept",)),
    "minutes/take": Row("MF", ("@kept", "@correction")),
    "minutes/leave": Row("MF", ("@kept", "@correction")),
    "minutes/read": Row("MF", ("@kept", "#0")),
    "minutes/open": Row("MF", ("@kept",)),
    "minutes/versions": Row("MF", ("@kept",)),
    "minutes/more": Row("MF", ("teamets", "#0")),
    "guide/begin": Row("MFLPG"),
    "guide/language": Row("MFLPG", ("en",), of_team=False),
    "guide/zone": Row("MFLPG", of_team=False, values={"place": "Lissabon"}),
    "mydata/show": Row("MFLPG", ("@tenant",), of_team=False),
    "mydata/export": Row("MFLPG", ("@tenant", "#0"), of_team=False),
    "mydata/erase": Row("MFLPG", ("@tenant",), of_team=False),
    "mydata/erased": Row("MFLPG", ("@tenant",), of_team=False),
    "posts/mine": Row("MFLPG", ("@post",)),
    "posts/again": Row("F", ("@post",)),
    "checkins/answer": Row("M", ("@round",), values={"next_step": "Ringe til foreningen"}),
    "checkins/away": Row("M", ("@round",)),
    "checkins/skip": Row("M", ("@round",)),
    "checkins/mute": Row("M", ("@round",)),
    "checkins/unmute": Row("M"),
    "checkins/read": Row("M", ("@round", "#0")),
    "checkins/name": Row("M", ("@round", "yes")),
    "checkins/agenda": Row("M", ("@round",)),
    "checkins/ask": Row("M", ("@round", "facilitator")),
    "checkins/helped": Row("F", ("@round", "@asker")),
    "checkins/longer": Row("M", ("@round",)),
    "checkins/extend": Row("F", ("@round",), values={"person": "1"}),
    "checkins/rhythm": Row("MF", ("@checkin",), values={"opens": "10.00"}),
    "checkins/questions": Row("MF", ("@checkin",), values={"own_1": "Hvem mødte I?"}),
    "checkins/new": Row("MF", values={"name": "Tjek-ud", "weekday": ("4",)}),
    "checkins/end": Row("MF", ("@checkin",)),
    "checkins/every": Row("MF", ("@checkin", "2", "#2026-11-16")),
    "checkins/short": Row("MF", ("no", "@checkin")),
    "checkins/all": Row("MF"),
    "checkins/trend": Row("MF"),
    "checkins/pause": Row("MF", values={"first": "2026-12-10", "last": "2026-12-14"}),
    "checkins/resume": Row("MF", ("#2026-12-10",)),
    "checkins/week": Row("MF", values={"days": ("0", "1", "2", "3", "4", "5")}),
    "reflections/suggest": Row("MF", ("any", "#0")),
    "reflections/members": Row("M", ("no",)),
    "reflections/open": Row("MF", (SECOND,)),
    "reflections/several": Row("MF", ("any",), of_team=False),
    "reflections/write": Row("M", ("@reflection",), values={"text": "Ordet sag", "share": "kept"}),
    "reflections/skip": Row("M", ("@reflection",)),
    "reflections/name": Row("M", ("@reflection", "no")),
    "reflections/read": Row("MF", ("@shown", "#0")),
    "reflections/conclude": Row("M", ("@shown",), values={"sentence": "Vi spørger, hvad ordet betyder"}),
    "reflections/mine": Row("MF", ("#0",), of_team=False),
    "reflections/erase": Row("MF", ("@part",), of_team=False),
    "tasks/show": Row("MF", ("#0",)),
    "tasks/done": Row("M", ("@task",)),
    "tasks/reopen": Row("M", ("@task",)),
    "tasks/take": Row("M", ("@task",)),
    "tasks/release": Row("M", ("@task",)),
    "tasks/new": Row("M", values={"what": "Ring", "who": "0", "due": "", "milestone": "idea"}),
    "tasks/change": Row(
        "M", ("@task",), values={"what": "Skriv", "who": "0", "due": "", "milestone": "trial"}
    ),
    "field/join": Row("M", ("@visit",)),
    "field/away": Row("M", ("@visit",)),
    "field/cancel": Row("M", ("@visit",)),
    "field/restore": Row("M", ("@visit",)),
    "field/skip": Row("M", ("@visit",)),
    "field/read": Row("MF", ("@visit", "#0")),
    "field/plan": Row("M", values={"when": "ons uge 49 9.00", "length": "2 timer", "host": "Værkstedet"}),
    "field/change": Row("M", ("@visit",), values={"when": "ons uge 49 9.00", "host": "Værkstedet"}),
    "field/log": Row("M", ("@visit",), values={"day": "10/11", "length": "2 timer", "host": "Værkstedet"}),
    "field/note": Row("M", ("@visit",), values={"observations": "De unge laver selv kaffe"}),
    "field/hours": Row("MF", values={"hours": "2,5"}),
    "library/show": Row("MF", ("#0",)),
    "library/new": Row("M", ("2026-11-10",), values={"name": "Relationel koordinering"}),
    "library/change": Row("M", ("@concept",), values={"name": "Relationel koordinering", "worked": "yes"}),
    "partner/show": Row("MF"),
    "partner/contact": Row("MF"),
    "partner/undo": Row("MF", ("@contact",)),
    "partner/ask": Row("F"),
    "partner/edit": Row("MF", values={"name": "Værkstedet", "contact": "daglig leder"}),
    "partner/note": Row("MF", ("@contact",), values={"day": "10/11", "line": "De vil gerne være med"}),
    "monday/done": Row("F", ("@line",)),
    "monday/mute": Row("F", ("@line",)),
    "monday/all": Row("MFL", of_team=False),
    "monday/praise": Row("F", ("checkins.all",), values=TEXT),
    "monday/write": Row("F", ("checkins.few",), values=TEXT),
}

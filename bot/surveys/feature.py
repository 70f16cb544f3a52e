"""Surveys: what they register.

Members and the facilitator open one; members answer, and partners where they are asked too. What one answers is
one's own; what was published is the team's and the facilitator's.
"""

from __future__ import annotations

from bot.errors import N_
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.feature import MEMBERS, TEAM, Command, Feature, FormRoute, PersonalData, PressRoute, Retention
from bot.surveys import ahead, following, handlers, rounds, telling, trend
from storage.teams import Role

ASKED = MEMBERS | {Role.partner}

feature = Feature(
    name="surveys",
    commands=(
        Command(
            name="puls",
            handler=handlers.command_of("dialogpuls"),
            about=N_("Seks korte spørgsmål om samarbejdet, hver for sig"),
            english="pulse",
        ),
        Command(
            name="niveau",
            handler=handlers.command_of("niveau"),
            about=N_("Stem om, hvor tæt I arbejder sammen"),
            english="level",
        ),
        Command(
            name="forskydning",
            handler=handlers.command_of("forskydning"),
            about=N_("Fire forskydninger: hvor er du nu, og hvor var du før?"),
            english="shifts",
        ),
        Command(
            name="vitalisering",
            handler=handlers.command_of("vitalisering"),
            about=N_("Mening, mestring, tilhør og autonomi, hver for sig"),
            english="vitality",
        ),
        Command(
            name="maalinger",
            handler=handlers.every,
            about=N_("Alle spørgeskemaer, og hvilke der kommer af sig selv"),
            english="surveys",
            native="målinger",
        ),
    ),
    presses={
        "surveys/about": PressRoute(handlers.about, TEAM),
        "surveys/open": PressRoute(handlers.open_one, TEAM),
        "surveys/follow": PressRoute(handlers.follow, TEAM),
        "surveys/skip": PressRoute(handlers.skip, ASKED),
        "surveys/mine": PressRoute(handlers.mine, ASKED),
        "surveys/trend": PressRoute(trend.show, TEAM),
        "surveys/csv": PressRoute(trend.export, TEAM),
        "surveys/agenda": PressRoute(handlers.to_agenda, TEAM),
    },
    forms={"surveys/answer": FormRoute(handlers.answer_form, handlers.answer, ASKED)},
    cards={"surveys/round": handlers.round_card},
    jobs={"surveys/open": rounds.on_due, "surveys/close": rounds.on_close},
    on={
        TeamReady: following.on_ready,
        MemberJoined: rounds.on_member,
        MemberLeft: rounds.on_member,
    },
    steps=telling.steps,
    planned=ahead.planned,
    signals=telling.signals,
    news=telling.news,
    for_guests=telling.for_guests,
    personal_data=PersonalData(("survey_round", "survey_answer"), telling.export, telling.erase),
    retention=Retention(team=("survey_round",), private=("survey_answer",), end=telling.end),
)

"""Check-in: what it registers."""

from __future__ import annotations

from bot.checkins import ahead, cards, followup, handlers, longer, pausing, rounds, telling, timing, trend
from bot.errors import N_
from bot.events import MemberJoined, MemberLeft, QuestionWanted, TeamReady
from bot.feature import (
    FACILITATORS,
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
)

feature = Feature(
    name="checkins",
    commands=(
        Command(
            name="tjekind",
            handler=handlers.command,
            about=N_("Svar på ugens tjek-ind"),
            english="checkin",
            native="tjekind",
            hint=N_("alle, tid, spørgsmål, nyt, pause, uge eller udvikling"),
            daily=True,
        ),
    ),
    presses={
        "checkins/away": PressRoute(handlers.away, MEMBERS),
        "checkins/skip": PressRoute(handlers.skip, MEMBERS),
        "checkins/mute": PressRoute(handlers.mute, MEMBERS),
        "checkins/unmute": PressRoute(handlers.unmute, MEMBERS),
        "checkins/read": PressRoute(handlers.read, MEMBERS),
        "checkins/name": PressRoute(followup.set_name, MEMBERS),
        "checkins/agenda": PressRoute(followup.agenda, MEMBERS),
        "checkins/ask": PressRoute(followup.ask, MEMBERS),
        "checkins/helped": PressRoute(followup.helped, FACILITATORS),
        "checkins/longer": PressRoute(longer.longer, MEMBERS),
        "checkins/short": PressRoute(timing.set_short, TEAM),
        "checkins/every": PressRoute(timing.set_every, TEAM),
        "checkins/all": PressRoute(timing.overview, TEAM),
        "checkins/trend": PressRoute(trend.show, TEAM),
        "checkins/end": PressRoute(timing.end, TEAM),
        "checkins/resume": PressRoute(pausing.resume, TEAM),
    },
    forms={
        "checkins/answer": FormRoute(handlers.answer_form, handlers.answer, MEMBERS),
        "checkins/extend": FormRoute(longer.extend_form, longer.extend, FACILITATORS),
        "checkins/rhythm": FormRoute(timing.rhythm_form, timing.set_rhythm, TEAM),
        "checkins/questions": FormRoute(timing.questions_form, timing.set_questions, TEAM),
        "checkins/new": FormRoute(timing.new_form, timing.make, TEAM),
        "checkins/pause": FormRoute(pausing.pause_form, pausing.set_pause, TEAM),
        "checkins/week": FormRoute(pausing.week_form, pausing.set_week, TEAM),
    },
    cards={
        "checkins/round": cards.round_card,
        "checkins/reminder": cards.reminder_card,
        "checkins/longer": cards.longer_card,
        "checkins/help": followup.help_card,
        "checkins/coming": followup.coming_card,
    },
    jobs={
        "checkins/open": rounds.open_round,
        "checkins/remind": rounds.remind,
        "checkins/close": rounds.close,
    },
    on={
        TeamReady: rounds.on_team_ready,
        MemberJoined: rounds.on_member,
        MemberLeft: rounds.on_member,
        QuestionWanted: timing.on_question,
    },
    steps=telling.steps,
    planned=ahead.planned,
    signals=telling.signals,
    waits=telling.waits,
    topics=telling.topics,
    news=telling.news,
    personal_data=PersonalData(
        ("checkin_answer", "checkin_extension", "draft"), telling.export, telling.erase
    ),
    calendar=telling.calendar,
    retention=Retention(team=("checkin", "checkin_round", "checkin_answer", "checkin_extension")),
)

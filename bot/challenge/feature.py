"""The team's challenge, and the steps with which a team starts."""

from __future__ import annotations

from bot.challenge import ahead, handlers, telling, timing
from bot.errors import N_
from bot.events import GotStarted, MeetingHeld, PartnerContact
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
)
from storage.teams import Role

PARTNERS = frozenset({Role.partner})

feature = Feature(
    name="challenge",
    commands=(
        Command(
            name="udfordring",
            handler=handlers.command,
            about=N_("Jeres udfordring: problemet, for hvem, og hvad I vil finde ud af"),
            english="challenge",
            native="udfordring",
        ),
    ),
    presses={
        "challenge/show": PressRoute(handlers.show, TEAM),
        "challenge/paper": PressRoute(handlers.paper, TEAM, paper=True),
        "challenge/versions": PressRoute(handlers.versions, TEAM),
        "challenge/read": PressRoute(handlers.read, PARTNERS),
        "challenge/confirm": PressRoute(handlers.confirm, PARTNERS),
        "challenge/unconfirm": PressRoute(handlers.unconfirm, PARTNERS),
        "challenge/talk": PressRoute(handlers.talk, PARTNERS),
    },
    forms={"challenge/write": FormRoute(handlers.form, handlers.write, MEMBERS)},
    cards={"challenge/offer": timing.card},
    jobs={"challenge/next": timing.offer, "challenge/later": timing.later},
    on={
        MeetingHeld: timing.on_held,
        PartnerContact: timing.on_contact,
        GotStarted: timing.on_started,
    },
    steps=handlers.steps,
    planned=ahead.planned,
    signals=telling.signals,
    topics=handlers.topics,
    for_guests=handlers.for_guests,
    keepsakes=handlers.keepsakes,
    personal_data=PersonalData(("challenge",), handlers.export, handlers.erase),
    retention=Retention(team=("challenge",)),
)

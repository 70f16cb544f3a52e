"""The end: what a team says and takes with it, closing the course, and what goes when."""

from __future__ import annotations

from bot.closing import ahead, handlers, package, things, timing
from bot.errors import N_
from bot.events import TeamReady
from bot.feature import MEMBERS, TEAM, Command, Feature, FormRoute, PersonalData, PressRoute, Retention
from storage.teams import Role

RUN_IT = frozenset({Role.facilitator, Role.course_lead})

feature = Feature(
    name="closing",
    commands=(
        Command(
            name="afslut",
            handler=package.command,
            about=N_("Jeres afslutning: konklusioner, anbefalinger, tak og plakat"),
            english="closing",
            native="afslut",
            allow=TEAM | {Role.course_lead},
            per_course=True,
        ),
    ),
    presses={
        "closing/package": PressRoute(package.show, TEAM | {Role.course_lead}),
        "closing/send": PressRoute(package.send, MEMBERS),
        "closing/take_back": PressRoute(package.take_back, MEMBERS),
        "closing/poster": PressRoute(package.sheet, TEAM, paper=True, poster=True),
        "closing/fetch": PressRoute(things.fetch, TEAM, in_team=False),
        "closing/all": PressRoute(things.everything, TEAM, in_team=False, paper=True),
        "closing/sure": PressRoute(handlers.sure, RUN_IT),
        "closing/closed": PressRoute(handlers.closed, RUN_IT),
    },
    forms={
        "closing/write": FormRoute(package.form, package.write, MEMBERS),
        "closing/thank": FormRoute(package.thanks_form, package.thank, MEMBERS),
    },
    cards={"closing/things": things.card},
    jobs={
        "closing/offer": timing.offer,
        "closing/close": timing.close,
        "closing/empty": timing.empty,
        "closing/log": timing.forget,
    },
    on={TeamReady: timing.on_ready},
    steps=package.steps,
    planned=ahead.planned,
    for_guests=package.for_guests,
    keepsakes=package.keepsakes,
    front_page=things.front_page,
    personal_data=PersonalData(("closing", "closing_line"), package.export, package.erase),
    retention=Retention(team=("closing", "closing_line")),
)

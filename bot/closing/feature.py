"""The end: a team's things, closing the course, and what goes when."""

from __future__ import annotations

from bot.closing import handlers, things, timing
from bot.events import TeamReady
from bot.feature import TEAM, Feature, PressRoute
from storage.teams import Role

RUN_IT = frozenset({Role.facilitator, Role.course_lead})

feature = Feature(
    name="closing",
    presses={
        "closing/fetch": PressRoute(things.fetch, TEAM, in_team=False),
        "closing/all": PressRoute(things.everything, TEAM, in_team=False, paper=True),
        "closing/sure": PressRoute(handlers.sure, RUN_IT),
        "closing/closed": PressRoute(handlers.closed, RUN_IT),
    },
    cards={"closing/things": things.card},
    jobs={
        "closing/offer": timing.offer,
        "closing/close": timing.close,
        "closing/empty": timing.empty,
        "closing/log": timing.forget,
    },
    on={TeamReady: timing.on_ready},
    front_page=things.front_page,
)

"""My data: see, take along and erase what is stored of oneself (domain.md §5.4)."""

from __future__ import annotations

from bot.errors import N_
from bot.feature import TEAM, Command, Feature, PressRoute
from bot.mydata import handlers, quiet
from storage.teams import Role

KNOWN = TEAM | {Role.partner, Role.guest, Role.course_lead}

feature = Feature(
    name="mydata",
    commands=(
        Command(
            name="minedata",
            handler=handlers.command,
            about=N_("Se, hent eller slet det, jeg har gemt om dig"),
            english="mydata",
            hint=N_("vis, eksport eller slet"),
            allow=KNOWN,
            in_team=False,
        ),
    ),
    presses={
        "mydata/show": PressRoute(handlers.show, KNOWN, in_team=False),
        "mydata/export": PressRoute(handlers.export, KNOWN, in_team=False),
        "mydata/paper": PressRoute(handlers.paper, KNOWN, in_team=False, paper=True),
        "mydata/erase": PressRoute(handlers.erase_sure, KNOWN, in_team=False),
        "mydata/erased": PressRoute(handlers.erase_now, KNOWN, in_team=False),
        "mydata/quiet": PressRoute(quiet.choose, KNOWN, in_team=False),
    },
    steps=quiet.steps,
)

"""The guide: what makes sense now for this person, and in which language."""

from __future__ import annotations

from bot.errors import N_
from bot.feature import EVERYBODY, TEAM, Command, Feature, FormRoute, PressRoute
from bot.guide import handlers, zone
from storage.teams import Role

KNOWN = TEAM | {Role.partner, Role.guest, Role.course_lead}

feature = Feature(
    name="guide",
    commands=(
        Command(
            name="hjaelp",
            handler=handlers.command,
            about=N_("Se, hvad der giver mening nu"),
            english="help",
            native="hjælp",
            allow=EVERYBODY,
            in_team=False,
        ),
        Command(
            name="sprog",
            handler=handlers.language,
            about=N_("Vælg dansk eller engelsk"),
            english="language",
            hint=N_("da eller en"),
            allow=KNOWN,
            in_team=False,
        ),
        Command(
            name="tidszone",
            handler=zone.command,
            about=N_("Få tider i den tidszone, du er i"),
            english="timezone",
            hint=N_("en by, eller hjemme"),
            allow=KNOWN,
            in_team=False,
        ),
    ),
    presses={
        "guide/begin": PressRoute(handlers.begin, KNOWN),
        "guide/language": PressRoute(handlers.set_language, KNOWN, in_team=False),
    },
    forms={"guide/zone": FormRoute(zone.form, zone.keep, KNOWN, in_team=False)},
)

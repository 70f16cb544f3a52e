"""The six themes: what they register."""

from __future__ import annotations

from bot.errors import N_
from bot.feature import TEAM, Command, Feature, PressRoute
from bot.themes import handlers

feature = Feature(
    name="themes",
    commands=(
        Command(
            name="tema",
            handler=handlers.command,
            about=N_("De seks temaer: lidt viden, et spørgsmål og noget at gøre"),
            english="theme",
            hint=N_("fx møder"),
        ),
    ),
    presses={
        "themes/show": PressRoute(handlers.show, TEAM),
        "themes/layer": PressRoute(handlers.layer, TEAM),
    },
)

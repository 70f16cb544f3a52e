"""*Hvor kom vi til?*: what it registers.

The day somebody last did something in a team is kept for this alone. It is shown to nobody else and is no signal
(domain.md §5.11).
"""

from __future__ import annotations

from bot.catchup import handlers, views
from bot.context import Context
from bot.errors import N_
from bot.events import CameBack
from bot.feature import Command, Feature, PersonalData
from storage.teams import TeamStore


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    found = ctx.store(TeamStore).last_here(person_id)
    return [views.last_here(ctx.locale, team, day) for team, day in found]


def erase(ctx: Context, person_id: int) -> None:
    """It stands on the membership, which goes with the person."""


feature = Feature(
    name="catchup",
    commands=(
        Command(
            name="hvorkomvitil",
            handler=handlers.command,
            about=N_("Se, hvad der er sket, mens du var væk"),
            english="whereweare",
        ),
    ),
    cards={"catchup/back": handlers.back_card},
    jobs={"catchup/tell": handlers.tell},
    on={CameBack: handlers.on_back},
    personal_data=PersonalData(("membership",), export, erase),
)

"""*Skriv til …*: wherever somebody without a chat is asked for something, who asks is offered a letter to send.

The letter is bot/guests'. Whoever asks only says whom, and what about.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.context import Context
from bot.feature import TEAM
from bot.names import short_names
from bot.ui import Button
from storage.teams import Role, TeamStore

WRITE = "guests/write"
MOST = 2  # buttons: the others are written to from the list of guests


def write_buttons(ctx: Context, about: str, people: Collection[int] | None = None) -> tuple[Button, ...]:
    """For those of these people (None: of the partner's) who read what we ask on their own page alone. `about` is
    one of the letters there are (bot.guests.rules.Letter)."""
    if WRITE not in ctx.features.presses or ctx.role not in TEAM:
        return ()
    store = ctx.store(TeamStore)
    guests = store.members(ctx.here.id, Role.partner, Role.guest)
    if people is None:
        people = {one.person_id for one in guests if one.role is Role.partner}
    in_chat = {one.person_id for one in store.accounts_in(ctx.here.id) if one.platform != "web"}
    called = short_names(guests)
    asked = [one.person_id for one in guests if one.person_id in people and one.person_id not in in_chat]
    label = ctx.locale.gettext("Skriv til %(name)s")
    return tuple(
        Button(label % {"name": called[one]}, ctx.team_action(WRITE, one, about)) for one in asked[:MOST]
    )

"""Conflict: what it registers.

For members, in private; everybody known may see who to turn to when it is serious.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot import thresholds, waiting
from bot.conflict import handlers, views
from bot.context import Context
from bot.errors import N_
from bot.feature import (
    FACILITATORS,
    GUESTS,
    MEMBERS,
    READERS,
    Awaited,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Signal,
    Step,
    Waiting,
)
from bot.ui import Action, Button, Style
from storage.conflict import ConflictStore
from storage.teams import Role, TeamStore

KNOWN = READERS | GUESTS


def signals(ctx: Context) -> Iterable[Signal]:
    """The oldest request that nobody has said they take care of: for the facilitator alone, who was asked."""
    days = thresholds.of(ctx.here.course).help_waits_days
    for request_id, at in ctx.store(ConflictStore).waiting(ctx.here.id):
        asked = ctx.locale.local(at).date()
        if ctx.days_off.working_days_since(asked, ctx.locale.today) > days and handlers.was_told(
            ctx, request_id
        ):
            yield _waits(ctx.here.id, request_id, asked)
            return


def waits(ctx: Context) -> Iterable[Waiting]:
    for _request_id, at in ctx.store(ConflictStore).waiting(ctx.here.id):
        yield Waiting(Awaited.help, at)


def steps(ctx: Context) -> Iterable[Step]:
    """For who asked, when nobody has answered: who else there is."""
    if ctx.role is not Role.member:
        return
    store = ctx.store(ConflictStore)
    mine = {one.id for one in store.asked_by(ctx.me.id)}
    for request_id, at in store.waiting(ctx.here.id):
        if request_id in mine and waiting.long(ctx, at):
            again = Button(ctx.locale.gettext("Spørg igen"), ctx.team_action("conflict/help", "ask"))
            yield from waiting.step(ctx, at, again)
            return


def _waits(team_id: int, request_id: int, asked: date) -> Signal:
    return Signal(
        kind="conflict.help",
        team_id=team_id,
        order=3,
        text=lambda locale: views.waits(locale, asked),
        action=lambda locale: Button(
            locale.gettext("Jeg tager fat i det"),
            Action.to("conflict/seen", team_id, request_id),
            Style.primary,
        ),
        personal=True,
    )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    store = ctx.store(ConflictStore)
    notes = store.notes(person_id, ctx.private_since)
    rows = [(_("Forberedelse af en samtale"), views.exported(ctx.locale, one.said)) for one in notes]
    return rows + [(_("Bedt om hjælp til samarbejdet"), "") for _one in store.asked_by(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    store, teams = ctx.store(ConflictStore), ctx.store(TeamStore)
    asked = store.asked_by(person_id)
    store.erase(person_id)
    for one in asked:
        team = teams.team(one.team_id)
        if team is not None:
            handlers.show_again(replace(ctx, team=team), one.id)


def end(ctx: Context, _people: tuple[int, ...]) -> None:
    """What was prepared, and who asked for help, goes with the course."""
    ctx.store(ConflictStore).end(ctx.here.id)


feature = Feature(
    name="conflict",
    commands=(
        Command(
            name="konflikt",
            handler=handlers.command,
            about=N_("Når det er svært at arbejde sammen: kun dig, indtil du siger andet"),
            english="conflict",
            hint=N_("akut"),
            allow=KNOWN,
        ),
    ),
    presses={
        "conflict/begin": PressRoute(handlers.begin, MEMBERS),
        "conflict/step": PressRoute(handlers.step, MEMBERS),
        "conflict/distress": PressRoute(handlers.distress, KNOWN),
        "conflict/read": PressRoute(handlers.read, MEMBERS),
        "conflict/forget": PressRoute(handlers.forget, MEMBERS),
        "conflict/agenda": PressRoute(handlers.to_agenda, MEMBERS),
        "conflict/help": PressRoute(handlers.ask_help, MEMBERS),
        "conflict/seen": PressRoute(handlers.seen, FACILITATORS),
    },
    forms={"conflict/prepare": FormRoute(handlers.prepare_form, handlers.prepare, MEMBERS)},
    cards={"conflict/help": handlers.help_card, "conflict/coming": handlers.coming_card},
    signals=signals,
    steps=steps,
    waits=waits,
    personal_data=PersonalData(("conflict_note", "conflict_request"), export, erase),
    retention=Retention(private=("conflict_note", "conflict_request"), end=end),
)

"""The agenda and the meeting under way: what they register.

Who may: the team, facilitator included, makes the agenda and takes the meeting through it. Partners and guests
read it in plain words, without what is internal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot import thresholds
from bot.agenda import items, meetings, rules, under_way, views
from bot.agenda.coming import line_of, next_meeting, run_of
from bot.context import Context
from bot.errors import N_
from bot.events import AgendaChanged, MeetingCancelled, MeetingSettled, TopicRaised, TopicsChanged
from bot.feature import (
    FACILITATORS,
    TEAM,
    VOTERS,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Signal,
    Step,
)
from bot.i18n import md
from bot.team_parts import essentials_only
from bot.ui import Action, Button
from bot.wording import count_word
from storage.agenda import AgendaStore
from storage.meetings import MeetingStore

EVERYBODY_HERE = VOTERS | FACILITATORS


def steps(ctx: Context) -> Iterable[Step]:
    """Begin the meeting, when it is time."""
    meeting = next_meeting(ctx) if ctx.role in TEAM else None
    if meeting is not None and under_way.may_begin(ctx, meeting) and run_of(ctx, meeting) is None:
        text = md(ctx.locale.gettext("Det er tid til *%(purpose)s*."), purpose=meeting.purpose)
        yield Step(12, text, meetings.begin_button(ctx, meeting))


def signals(ctx: Context) -> Iterable[Signal]:
    """The team has met, and its own cooperation was not on for two weeks."""
    if essentials_only(ctx.here):
        return
    store, days = ctx.store(AgendaStore), thresholds.of(ctx.here.course).no_process_days
    held = store.begun_since(ctx.here.id, ctx.now - timedelta(days=days))
    if not held or not rules.process_left_out(map(line_of, store.of_meetings(ctx.here.id, held))):
        return
    held_meetings = len(held)
    yield Signal(
        kind="agenda.process",
        team_id=ctx.here.id,
        order=45,
        text=lambda locale: md(
            locale.ngettext(
                "samarbejdet var ikke på dagsordenen ved det ene møde, de har holdt på %(days)s dage. Foreslå 10 minutter om det.",
                "samarbejdet var ikke på dagsordenen ved nogen af de %(meetings)s møder, de har holdt på %(days)s dage. Foreslå 10 minutter om det.",
                held_meetings,
            ),
            meetings=count_word(locale, held_meetings),
            days=days,
        ),
        action=lambda locale: Button(
            locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "agenda.process")
        ),
        shared_text=lambda locale: md(
            locale.gettext(
                "samarbejdet har ikke været på dagsordenen i %(days)s dage. Foreslå dem 10 minutter om det."
            ),
            days=days,
        ),
    )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    found = []
    for item in ctx.store(AgendaStore).of_person(person_id):
        title = views.title(ctx.locale, line_of(item))
        found.append(
            (_("Punkt på en dagsorden"), "\n".join(part for part in (title, item.preparation) if part))
        )
    return found


def erase(ctx: Context, person_id: int) -> None:
    """Their name goes from the cards, also where the item waits for a meeting."""
    for team_id, meeting_id in ctx.store(AgendaStore).erase(person_id):
        waits_for = [one.id for one in ctx.store(MeetingStore).upcoming(team_id)]
        for shown in waits_for if meeting_id is None else [meeting_id]:
            ctx.announce(AgendaChanged(team_id, shown))


feature = Feature(
    name="agenda",
    commands=(
        Command(
            name="dagsorden",
            handler=items.command,
            about=N_("Se dagsordenen til næste møde, eller sæt noget på"),
            english="agenda",
            native="dagsorden",
            hint=N_("hvad du vil have med"),
            allow=EVERYBODY_HERE,
        ),
    ),
    presses={
        "agenda/show": PressRoute(items.show),
        "agenda/back": PressRoute(items.back),
        "agenda/item": PressRoute(items.item),
        "agenda/before": PressRoute(items.before),
        "agenda/off": PressRoute(items.off),
        "agenda/on": PressRoute(items.on),
        "agenda/guests": PressRoute(items.guests, EVERYBODY_HERE, paper=True),
        "agenda/paper": PressRoute(items.paper, paper=True),
        "agenda/begin": PressRoute(under_way.begin),
        "agenda/at": PressRoute(under_way.at),
        "agenda/later": PressRoute(under_way.later),
        "agenda/end": PressRoute(under_way.end),
    },
    forms={
        "agenda/add": FormRoute(items.add_form, items.add),
        "agenda/edit": FormRoute(items.edit_form, items.edit),
        "agenda/fixed": FormRoute(items.fixed_form, items.set_fixed),
    },
    jobs={
        "agenda/ready": meetings.ready,
        "agenda/doors": meetings.told,
        "agenda/told": meetings.told,
        "agenda/timer": under_way.timer,
        "agenda/over": meetings.over,
    },
    on={
        MeetingSettled: meetings.on_settled,
        MeetingCancelled: meetings.on_cancelled,
        TopicRaised: items.on_topic,
        TopicsChanged: items.on_topics,
    },
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("agenda_item",), export, erase),
    meeting_blocks=meetings.blocks,
    retention=Retention(team=("agenda_item", "meeting_run")),
)

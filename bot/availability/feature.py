"""Availability: what it registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.availability import handlers, rules, views
from bot.context import Context
from bot.errors import N_
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.feature import Command, Feature, FormRoute, PersonalData, PressRoute, Retention, Step
from bot.i18n import md
from bot.ui import Button
from storage.calendar_sources import CalendarSourceStore
from storage.teams import Role
from storage.weeks import WeekStore

PEOPLE = frozenset({Role.member, Role.facilitator, Role.partner, Role.guest})


def steps(ctx: Context) -> Iterable[Step]:
    """Members who have said nothing yet."""
    if ctx.person is None or ctx.role is not Role.member:
        return
    mine = ctx.me.id
    weeks = ctx.store(WeekStore)
    if weeks.weeks_of([mine]) or ctx.store(CalendarSourceStore).own(mine):
        return
    _ = ctx.locale.gettext
    text = md(_("Sig én gang, hvornår du ikke kan mødes, så foreslår jeg tider, der passer dig."))
    yield Step(70, text, Button(_("Sig hvornår"), ctx.team_action("availability/overview")))


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    since = ctx.private_since
    store = ctx.store(WeekStore)
    rows = []
    if said := store.weeks_of([person_id], since).get(person_id):
        week = tuple(rules.Part(one.weekday, one.since, one.until, one.soft) for one in said)
        rows.append((_("Hvornår du ikke kan"), views.week_in_words(ctx.locale, week)))
    for away in store.aways_of([person_id], date.min, since).get(person_id, ()):
        rows.append((_("Dage, du er væk"), views.days(ctx.locale, away.first, away.last)))
    calendars = ctx.store(CalendarSourceStore)
    for source in calendars.own(person_id, since):
        rows.append((_("Din kalenders link"), source.address or "–"))
        times = "\n".join(
            views.time_taken(ctx.locale, one.start, one.end) for one in calendars.times_in(source.id)
        )
        rows.append((_("Optaget i din kalender"), times or "–"))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(CalendarSourceStore).erase(person_id)
    ctx.store(WeekStore).erase(person_id)


# ---- other features' facts


def on_joined(ctx: Context, event: MemberJoined) -> None:
    """Their calendars are read for as long as the new team's course lasts."""
    ctx.store(CalendarSourceStore).read_soon(event.person_id)


def on_left(ctx: Context, event: MemberLeft) -> None:
    """Where this was their last team, the next reading finds that nobody needs their calendars."""
    ctx.store(CalendarSourceStore).read_soon(event.person_id)


def on_ready(ctx: Context, _event: TeamReady) -> None:
    """The course may have new dates or words."""
    ctx.store(CalendarSourceStore).read_timetables_soon(ctx.here.course.id)


def end(ctx: Context, people: tuple[int, ...]) -> None:
    """Calendar links, and what people said of their weeks; the course's timetables too."""
    for person_id in people:
        erase(ctx, person_id)
    ctx.store(CalendarSourceStore).erase_timetables(ctx.here.course.id)


feature = Feature(
    name="availability",
    commands=(
        Command(
            name="kalender",
            handler=handlers.command,
            about=N_("Sig, hvornår du kan mødes: din uge, din kalender, dage du er væk"),
            english="calendar",
            native="kalender",
            allow=PEOPLE,
        ),
    ),
    presses={
        "availability/overview": PressRoute(handlers.overview, PEOPLE),
        "availability/disconnect": PressRoute(handlers.disconnect, PEOPLE),
        "availability/refresh": PressRoute(handlers.refresh, PEOPLE),
        "availability/back": PressRoute(handlers.back, PEOPLE),
        "availability/forget": PressRoute(handlers.forget, PEOPLE),
        "availability/forgotten": PressRoute(handlers.forgotten, PEOPLE),
    },
    forms={
        "availability/week": FormRoute(handlers.week_form, handlers.save_week, PEOPLE),
        "availability/connect": FormRoute(handlers.connect_form, handlers.connect, PEOPLE),
        "availability/away": FormRoute(handlers.away_form, handlers.save_away, PEOPLE),
    },
    cards={"availability/trouble": handlers.trouble_card},
    on={MemberJoined: on_joined, MemberLeft: on_left, TeamReady: on_ready},
    steps=steps,
    personal_data=PersonalData(("calendar_source", "week_time", "time_away"), export, erase),
    retention=Retention(private=("calendar_source", "calendar_time", "week_time", "time_away"), end=end),
)

"""The meeting once it has a time: the day before, the hour before, moving, cancelling, who comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot import noise
from bot.calendar import working_day_before
from bot.context import Context
from bot.errors import Rejected
from bot.events import MeetingCancelled, MeetingSettled
from bot.interactions import Replace, Reply, Response
from bot.meetings import calendar, reading, unclear, views
from bot.meetings.polls import invited, people_of
from bot.meetings.reading import Unclear
from bot.meetings.showing import (
    NotPlanned,
    before_key,
    changed_key,
    find,
    hold,
    poll_key,
    refresh,
    reminder_key,
    settled_key,
    soon_key,
)
from bot.ui import Button, Form, Style, Values
from bot.wording import noted
from storage.calendars import CalendarStore
from storage.meetings import Meeting, MeetingStore, PlaceKind, State
from storage.schedules import Due
from storage.teams import TeamStore

DAY_BEFORE_AT = time(9)
HOUR_BEFORE = timedelta(hours=1)
JUST_FOUND = timedelta(days=1)


# ---- what the clock does


def plan(ctx: Context, meeting: Meeting) -> None:
    """Set the clock for the day before and the hour before; what is past needs no clock."""
    assert meeting.starts_at is not None
    for kind, at in (
        ("meetings/before", day_before(ctx, meeting)),
        ("meetings/soon", meeting.starts_at - HOUR_BEFORE),
    ):
        if at > ctx.now:
            ctx.schedule(kind, at, meeting.id)
        else:
            ctx.unschedule(kind, meeting.id)


def day_before(ctx: Context, meeting: Meeting) -> datetime:
    """When the team is told of what is the next working day."""
    assert meeting.starts_at is not None
    return working_day_before(meeting.starts_at, DAY_BEFORE_AT, ctx.zone, ctx.days_off)


def before(ctx: Context, due: Due) -> None:
    """The third of a meeting's four posts. In a week that is full already it is left out where the time was found
    within a day: what it says stands in the place on the card that told so."""
    meeting = find(ctx, due.args[0])
    fresh = meeting.sequence == 0 and ctx.now - meeting.changed_at < JUST_FOUND
    if meeting.ahead(ctx.now) and not (fresh and noise.full_for_team(ctx)):
        ctx.post(ctx.here, before_key(meeting), expires=meeting.starts_at)


def soon(ctx: Context, due: Due) -> None:
    """Private, an hour before, to those who come and neither subscribe to the calendar nor switched it off.
    It may come outside working hours (domain.md §0), so it is not the noise budget's to move; in a week that is
    full already it is left out: the team was told on the day before."""
    meeting = find(ctx, due.args[0])
    if not meeting.ahead(ctx.now):
        return
    store = ctx.store(MeetingStore)
    people = people_of(ctx)
    said = store.attendance(meeting.id)
    for person_id in sorted(invited(ctx, meeting, people)):
        person = ctx.store(TeamStore).person(person_id)
        if person is None or said.get(person_id) is False or person.settings.get("no_meeting_reminders"):
            continue
        if not ctx.store(CalendarStore).subscribes(person_id) and not noise.full(ctx, person):
            ctx.post(person, soon_key(meeting, person_id), expires=meeting.starts_at, free=True)


# ---- moving


def move_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    return views.move_form(ctx.locale, ctx.team_action("meetings/move", meeting_id), meeting)


def move(ctx: Context, values: Values, meeting_id: int) -> Response:
    """The same event at another time or place. Anybody in the team may: it is theirs, and all are told."""
    meeting = hold(ctx, meeting_id)
    if not meeting.ahead(ctx.now):
        raise NotPlanned
    try:
        times = reading.read_slots(ctx.locale, values, "when") if values["when"] else reading.Times(())
    except Unclear as found:
        return unclear.ask(ctx, found, values, "meetings/move", meeting_id)
    if len(times.starts) > 1:
        raise Rejected({"when": ctx.locale.gettext("Skriv kun én tid her.")})
    starts_at = times.starts[0] if times.starts else meeting.starts_at
    assert starts_at is not None
    moved = replace(
        meeting,
        starts_at=starts_at,
        minutes=times.minutes or int(str(values["minutes"])),
        place_kind=PlaceKind(str(values["place_kind"])),
        place=str(values["place"]),
    )
    reading.check(ctx, [starts_at], moved.minutes, field="when")
    if moved == meeting:
        return Reply(noted(ctx.locale.gettext("Mødet er, som det var.")))
    return Reply(views.moved(ctx.locale, move_to(ctx, meeting, moved)))


def move_to(ctx: Context, meeting: Meeting, moved: Meeting) -> Meeting:
    """The held meeting at its new time or place: in calendars, on the cards, and told to those who were to come."""
    moved = changed(ctx, moved, new_time=moved.starts_at != meeting.starts_at)
    for member in people_of(ctx).present:
        ctx.withdraw(soon_key(meeting, member.person_id))
    if moved.timed != meeting.timed:  # it comes again, on the new day before
        ctx.withdraw(before_key(meeting))
    ctx.announce(MeetingSettled(ctx.here.id, meeting.id))
    refresh(ctx, moved)
    if day_before(ctx, meeting) > ctx.now >= day_before(ctx, moved):  # no clock brings it any more
        ctx.post(ctx.here, before_key(moved), expires=moved.starts_at)
    _tell_the_others(ctx, moved)
    return moved


def changed(ctx: Context, meeting: Meeting, *, new_time: bool = False) -> Meeting:
    """Save the changed meeting as the next version of the same event."""
    store = ctx.store(MeetingStore)
    meeting = replace(meeting, sequence=meeting.sequence + 1, changed_at=ctx.now)
    if new_time and day_before(ctx, meeting) > ctx.now:
        meeting = replace(meeting, timed=meeting.sequence)
    store.change(
        meeting.id,
        state=meeting.state.value,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        place_kind=meeting.place_kind.value,
        place=meeting.place,
        sequence=meeting.sequence,
        timed=meeting.timed,
        changed_at=meeting.changed_at,
    )
    for one in store.upcoming(ctx.here.id) if meeting.series else ():
        if one.series == meeting.series:  # their cards say how many come after them
            ctx.refresh(settled_key(one.id))
    if new_time:
        store.forget_attendance(meeting.id)
        store.attend(meeting.id, _from_votes(ctx, meeting))
        plan(ctx, meeting)
    return calendar.with_file(ctx, meeting)


def _from_votes(ctx: Context, meeting: Meeting) -> dict[int, bool]:
    """Who comes at the new time: what was voted on it, if it was; and who moved it there."""
    store = ctx.store(MeetingStore)
    slot = next((one.id for one in store.slots(meeting) if one.starts_at == meeting.starts_at), None)
    said = {one.person_id: one.choice != "no" for one in store.votes(meeting) if one.slot_id == slot}
    mover = ctx.me.id
    return said | ({mover: True} if mover in people_of(ctx).asked else {})


def _tell_the_others(ctx: Context, meeting: Meeting) -> None:
    """In private to those who were to come: an edited card alone tells nobody. Not a post of the meeting's
    four, and not the clock's."""
    people = people_of(ctx)
    for person_id in sorted(invited(ctx, meeting, people) - {ctx.me.id}):
        person = ctx.store(TeamStore).person(person_id)
        if person:
            ctx.withdraw(changed_key(replace(meeting, sequence=meeting.sequence - 1), person_id))
            ctx.post(person, changed_key(meeting, person_id), expires=meeting.starts_at)


# ---- cancelling


def cancel(ctx: Context, meeting_id: int) -> Response:
    """Ask first: a press is easily made."""
    meeting = find(ctx, meeting_id)
    _check_alive(ctx, meeting)
    _ = ctx.locale.gettext
    yes = _("Ja, aflys mødet") if meeting.starts_at else _("Ja, træk det tilbage")
    buttons = (
        Button(yes, ctx.team_action("meetings/cancelled", meeting_id), Style.danger),
        *_and_the_rest(ctx, meeting),
        Button(_("Nej, behold det"), ctx.team_action("meetings/keep", meeting_id)),
    )
    return Reply(views.confirm_cancel(ctx.locale, meeting, buttons))


def _and_the_rest(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    """Of a series the one alone can be cancelled, or all that come after it as well."""
    count = len(later(ctx, meeting))
    if not count:
        return ()
    label = ctx.locale.ngettext("Aflys også det næste", "Aflys også de %(count)s næste", count)
    action = ctx.team_action("meetings/cancelled_rest", meeting.id)
    return (Button(label % {"count": count}, action, Style.danger),)


def later(ctx: Context, meeting: Meeting) -> list[Meeting]:
    """Those of the same series that come after it."""
    if not meeting.series or meeting.starts_at is None:
        return []
    upcoming = ctx.store(MeetingStore).upcoming(ctx.here.id)
    return [
        one
        for one in upcoming
        if one.series == meeting.series and one.starts_at and one.starts_at > meeting.starts_at
    ]


def _check_alive(ctx: Context, meeting: Meeting) -> None:
    if not (meeting.open or meeting.state is State.lapsed or meeting.ahead(ctx.now)):
        raise NotPlanned


def keep(ctx: Context, meeting_id: int) -> Response:
    find(ctx, meeting_id)
    return Replace(noted(ctx.locale.gettext("Godt. Det er, som det var.")))


def cancelled(ctx: Context, meeting_id: int) -> Response:
    meeting = hold(ctx, meeting_id)
    _ = ctx.locale.gettext
    if meeting.state is State.cancelled:
        return Replace(noted(_("Det er allerede aflyst.")))
    _check_alive(ctx, meeting)
    call_off(ctx, meeting)
    if meeting.starts_at is None:
        return Replace(noted(_("Forslaget er trukket tilbage.")))
    return Replace(noted(_("Mødet er aflyst, og de andre har fået besked.")))


def call_off(ctx: Context, meeting: Meeting, *, tell: bool = True) -> None:
    """The held meeting, or the poll for it, comes to nothing."""
    for kind in ("close", "remind", "lapse", "next", "before", "soon"):
        ctx.unschedule(f"meetings/{kind}", meeting.id)
    for member in people_of(ctx).present:
        ctx.withdraw(reminder_key(meeting, member.person_id))
        ctx.withdraw(soon_key(meeting, member.person_id))
        ctx.withdraw(f"meetings/ask/{meeting.id}/{meeting.poll}/{member.person_id}")
    if meeting.starts_at is None:
        ctx.store(MeetingStore).change(meeting.id, state=State.cancelled.value)
        ctx.refresh(poll_key(meeting.id))
        return
    gone = changed(ctx, replace(meeting, state=State.cancelled))
    ctx.announce(MeetingCancelled(ctx.here.id, meeting.id))
    refresh(ctx, gone)
    if tell:
        _tell_the_others(ctx, gone)

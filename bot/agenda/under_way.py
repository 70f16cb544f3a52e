"""The meeting while it is under way: it begins, goes from item to item, and ends. Each press states where the
meeting is, so two people who press at once do no harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import dates
from bot.agenda import rules
from bot.agenda.coming import agenda_of, find, line_of, next_meeting, written
from bot.agenda.rules import Line
from bot.agenda.views.meeting import Now
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import AgendaChanged, MeetingHeld
from bot.interactions import Nothing, Reply, Response
from bot.team_parts import Part, team_uses
from bot.ui import Button, Style
from bot.wording import noted
from storage.agenda import AgendaItem, AgendaStore, ItemState, Run
from storage.decisions import DecisionStore
from storage.meetings import Meeting, MeetingStore, State
from storage.schedules import Due

EARLY = timedelta(minutes=15)  # before its time that a meeting may begin
OVERTIME = timedelta(hours=1)  # a meeting that was begun may run over, before it counts as held


class NotUnderWay(BotError):
    message = N_("Mødet er ikke i gang.")


def hold(ctx: Context, meeting_id: int) -> Meeting:
    """To go on with it: locked until the end of the transaction. Raises NotFound."""
    meeting = ctx.store(MeetingStore).held(ctx.here.id, meeting_id)
    if meeting is None or meeting.starts_at is None:
        raise NotFound
    return meeting


def _under_way(ctx: Context, meeting_id: int) -> tuple[Meeting, Run]:
    meeting = hold(ctx, meeting_id)
    run = ctx.store(AgendaStore).run_of(meeting.id)
    if run is None or not run.under_way:
        raise NotUnderWay
    ctx.store(MeetingStore).was_there(meeting.id, ctx.me.id)
    return meeting, run


def may_begin(ctx: Context, meeting: Meeting) -> bool:
    if meeting.starts_at is None or meeting.ends_at is None:
        return False
    return meeting.starts_at - EARLY <= ctx.now < meeting.ends_at


def begin(ctx: Context, meeting_id: int) -> Response:
    """*Begynd mødet*: the agenda is the meeting's own from now on, and its first item is on."""
    meeting = hold(ctx, meeting_id)
    store = ctx.store(AgendaStore)
    run = store.run_of(meeting.id)
    coming = next_meeting(ctx)
    if run is not None and run.began_at is not None:
        return Nothing()
    if coming is None or coming.id != meeting.id or not may_begin(ctx, meeting):
        return Reply(noted(_not_yet(ctx, meeting)))
    there = written(ctx, meeting)
    store.give_to(ctx.here.id, meeting.id, [line.id for line in there if line.id is not None])
    store.set_run(ctx.here.id, meeting.id, began_at=ctx.now)
    ctx.store(MeetingStore).was_there(meeting.id, ctx.me.id)
    _go_to(ctx, meeting, there[0] if there else None)
    assert meeting.ends_at is not None
    ctx.schedule("agenda/over", max(meeting.ends_at, ctx.now + meeting.length) + OVERTIME, meeting.id)
    return Nothing()


def _not_yet(ctx: Context, meeting: Meeting) -> str:
    _ = ctx.locale.gettext
    assert meeting.starts_at is not None
    if meeting.state is not State.settled or meeting.starts_at <= ctx.now:
        return _("Mødet er forbi.")
    when = dates.appointment(meeting.starts_at, ctx.locale.local(ctx.now), ctx.locale.language)
    return _("Mødet er %(when)s. I kan begynde et kvarter før.") % {"when": when}


def at(ctx: Context, meeting_id: int, item_id: int) -> Response:
    """*Næste punkt*: the meeting is at this item now, and the one before it is done. An old press, for an item
    that is done, changes nothing."""
    meeting, run = _under_way(ctx, meeting_id)
    wanted = _of(ctx, meeting, item_id)
    if run.item_id == item_id or wanted.state is not ItemState.open:
        return Nothing()
    _done(ctx, run)
    _go_to(ctx, meeting, line_of(wanted))
    return Nothing()


def _of(ctx: Context, meeting: Meeting, item_id: int) -> AgendaItem:
    one = find(ctx, item_id)
    if one.meeting_id != meeting.id:
        raise NotFound
    return one


def _done(ctx: Context, run: Run) -> None:
    if run.item_id is not None and find(ctx, run.item_id).state is ItemState.open:
        ctx.store(AgendaStore).change(run.item_id, state=ItemState.done.value)


def _go_to(ctx: Context, meeting: Meeting, line: Line | None) -> None:
    item_id = line.id if line else None
    ctx.store(AgendaStore).set_run(ctx.here.id, meeting.id, item_id=item_id, item_began_at=ctx.now)
    change = rules.next_change(ctx.now, line.minutes, ctx.now) if line else None
    if change:
        ctx.schedule("agenda/timer", change, meeting.id)
    else:
        ctx.unschedule("agenda/timer", meeting.id)
    ctx.announce(AgendaChanged(ctx.here.id, meeting.id))


def later(ctx: Context, meeting_id: int, item_id: int) -> Response:
    """*Gem til næste gang*: on to the next meeting, and on with this one."""
    meeting, run = _under_way(ctx, meeting_id)
    one = _of(ctx, meeting, item_id)
    if one.state is not ItemState.open:
        return Nothing()
    ctx.store(AgendaStore).carry(ctx.here.id, one)
    if run.item_id == item_id:
        _go_to(ctx, meeting, rules.following(agenda_of(ctx, meeting), item_id))
    else:
        ctx.announce(AgendaChanged(ctx.here.id, meeting.id))
    return Nothing()


def end(ctx: Context, meeting_id: int) -> Response:
    """*Slut mødet*. Twice is once."""
    meeting = hold(ctx, meeting_id)
    run = ctx.store(AgendaStore).run_of(meeting.id)
    if run is None or run.began_at is None:
        raise NotUnderWay
    if run.ended_at is None:
        held(ctx, meeting, run)
    return Nothing()


def held(ctx: Context, meeting: Meeting, run: Run | None) -> None:
    """The meeting is over: what was not reached goes on to the next one, and the others hear of it."""
    store = ctx.store(AgendaStore)
    if run is not None and run.began_at is not None:
        _done(ctx, run)
        own = {item.id: item for item in store.of_meeting(ctx.here.id, meeting.id)}
        for line in rules.left_over([line_of(item) for item in own.values()]):
            store.carry(ctx.here.id, own[line.id or 0])
    store.forget_removed(ctx.here.id)
    store.set_run(ctx.here.id, meeting.id, ended_at=ctx.now)
    for kind in ("timer", "over"):
        ctx.unschedule(f"agenda/{kind}", meeting.id)
    ctx.announce(MeetingHeld(ctx.here.id, meeting.id))
    ctx.announce(AgendaChanged(ctx.here.id, meeting.id))


# ---- the clock


def timer(ctx: Context, due: Due) -> datetime | None:
    """What is said of the item's time changes: the same message says it."""
    run = ctx.store(AgendaStore).run_of(due.args[0])
    if run is None or not run.under_way or run.item_id is None or run.item_began_at is None:
        return None
    ctx.announce(AgendaChanged(ctx.here.id, run.meeting_id))
    return rules.next_change(run.item_began_at, find(ctx, run.item_id).minutes, ctx.now)


# ---- on the card


def now_of(ctx: Context, meeting: Meeting, run: Run) -> Now | None:
    """Where the meeting is; None when it has no item left."""
    there = agenda_of(ctx, meeting)
    ids = [line.id for line in there]
    if run.item_id not in ids or run.item_began_at is None:
        return None
    index = ids.index(run.item_id)
    line = there[index]
    return Now(
        line=line,
        number=index + 1,
        of=len(there),
        began=run.item_began_at,
        phase=rules.phase(run.item_began_at, line.minutes, ctx.now),
        after=rules.following(there, run.item_id),
        recorded=ctx.store(DecisionStore).count(meeting.id),
    )


def buttons(ctx: Context, meeting: Meeting, now: Now | None) -> tuple[Button, ...]:
    """Where to go, and what can be written down here by the features that are there."""
    _ = ctx.locale.gettext
    found = []
    if now and now.after:
        to = ctx.team_action("agenda/at", meeting.id, now.after.id or 0)
        found.append(Button(_("Næste punkt"), to, Style.primary))
    item_id = now.line.id or 0 if now else 0
    for route, label, args in (
        ("minutes/decide", _("Skriv beslutning"), (meeting.id, item_id)),
        ("agreements/new", _("Skriv aftale"), (meeting.id,)),
        ("minutes/note", _("Skriv note"), (meeting.id, item_id)),
    ):
        if route in ctx.features.forms:
            found.append(Button(label, ctx.team_action(route, *args)))
    if "glossary/new" in ctx.features.forms and team_uses(ctx.here, Part.glossary):
        found.append(Button(_("Gem et ord"), ctx.team_action("glossary/new", "moede")))
    if now and now.line.fixed is None and not now.line.topic:
        found.append(Button(_("Gem til næste gang"), ctx.team_action("agenda/later", meeting.id, item_id)))
    style = Style.normal if now and now.after else Style.primary
    found.append(Button(_("Slut mødet"), ctx.team_action("agenda/end", meeting.id), style))
    return tuple(found)

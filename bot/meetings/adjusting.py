"""*Tilpas mødet*: what most meetings need not say, and what an internal one owes the others."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.events import MeetingSettled
from bot.interactions import Reply, Response
from bot.meetings import deciding, finding, planned, reading, searching, unclear, views
from bot.meetings.polls import people_of, poll_of
from bot.meetings.reading import Unclear
from bot.meetings.showing import NotPlanned, changed_key, find, hold, refresh, reminder_key, soon_key
from bot.meetings.views.forms import MAJORITY
from bot.ui import Button, Form, Style, Values
from storage.meetings import Kind, Meeting, MeetingStore, MeetingType, PlaceKind, State


def adjust_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    _check_alive(ctx, meeting)
    people = people_of(ctx)
    choices = [(one.person_id, people.names[one.person_id]) for one in people.present]
    required = ctx.store(MeetingStore).required(meeting_id)
    action = ctx.team_action("meetings/adjust", meeting_id)
    return views.adjust_form(ctx.locale, action, meeting, choices, required, len(people.asked))


def _check_alive(ctx: Context, meeting: Meeting) -> None:
    if not (meeting.open or meeting.ahead(ctx.now)):
        raise NotPlanned


def adjust(ctx: Context, values: Values, meeting_id: int) -> Response:
    meeting = hold(ctx, meeting_id)
    _check_alive(ctx, meeting)
    before = finding.wanted_of(ctx, meeting)
    if meeting.open:
        try:
            meeting = _new_terms(ctx, meeting, values)
        except Unclear as found:
            return unclear.ask(ctx, found, values, "meetings/adjust", meeting_id)
    changed = replace(
        meeting,
        type=MeetingType(str(values["type"])),
        kind=Kind(str(values["kind"])) if values["kind"] else None,
        place_kind=PlaceKind(str(values["place_kind"])),
        place=str(values["place"]),
    )
    _save(ctx, meeting, changed)
    times = searching.again(ctx, changed, before) if meeting.state is State.polling else None
    if meeting.open:
        _conclude(ctx, hold(ctx, meeting_id))
    refresh(ctx, meeting)
    return Reply(views.adjusted(ctx.locale, changed, times, say_why(ctx, changed)))


def say_why(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    """For an internal meeting that owes the others a word."""
    if meeting.type is not MeetingType.internal or (meeting.why and meeting.told_back):
        return ()
    label = ctx.locale.gettext("Skriv hvorfor")
    return (Button(label, ctx.team_action("meetings/internal", meeting.id), Style.primary),)


def _save(ctx: Context, meeting: Meeting, changed: Meeting) -> None:
    """Where a settled meeting is held stands in calendars: they get the next version of the event."""
    if changed == meeting:
        return
    kind = changed.kind.value if changed.kind else ""
    values = {"type": changed.type.value, "kind": kind}
    where = {"place_kind": changed.place_kind.value, "place": changed.place}
    ctx.store(MeetingStore).change(meeting.id, **values, **where)
    if changed.type is MeetingType.internal:
        for guest in people_of(ctx).guests:  # what they were told of it is nothing of theirs any more
            for key in (reminder_key, soon_key, changed_key):
                ctx.withdraw(key(meeting, guest))
    if meeting.state is State.settled:
        planned.changed(ctx, changed)
        ctx.announce(MeetingSettled(ctx.here.id, meeting.id))


def _new_terms(ctx: Context, meeting: Meeting, values: Values) -> Meeting:
    """Who is required, how many, what is shown and until when."""
    store = ctx.store(MeetingStore)
    chosen = reading.read_deadline(ctx.locale, values)
    if chosen:
        starts = [one.starts_at for one in store.slots(meeting)]
        reading.check(ctx, [at for at in starts if at > ctx.now], meeting.minutes, chosen)
    quorum = None if values["quorum"] == MAJORITY else int(str(values["quorum"]))
    deadline = chosen if chosen and meeting.state is State.polling else meeting.deadline
    meeting = replace(meeting, quorum=quorum, hidden=values["tally"] == "hidden", deadline=deadline)
    store.change(meeting.id, quorum=quorum, hidden=meeting.hidden, deadline=deadline)
    store.require(meeting.id, {int(one) for one in values.get("required", ()) if one})
    return meeting


def _conclude(ctx: Context, meeting: Meeting) -> None:
    """What the votes there are come to by that."""
    if meeting.state is not State.polling:
        deciding.conclude_again(ctx, meeting)
        return
    deciding.open_poll(ctx, meeting)
    if poll_of(ctx, meeting, people_of(ctx)).votes:
        deciding.conclude(ctx, meeting)


# ---- an internal meeting


def internal_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    _check_alive(ctx, meeting)
    return views.internal_form(ctx.locale, ctx.team_action("meetings/internal", meeting_id), meeting)


def internal(ctx: Context, values: Values, meeting_id: int) -> Response:
    """Why it is held without the others, and what they are told: shown on the meeting's card. It is internal by that,
    also when somebody has made it another kind since the form was opened."""
    meeting = hold(ctx, meeting_id)
    _check_alive(ctx, meeting)
    why, told_back = str(values["why"]), str(values["told_back"])
    ctx.store(MeetingStore).change(meeting_id, why=why, told_back=told_back)
    now = replace(meeting, type=MeetingType.internal, why=why, told_back=told_back)
    if meeting.type is not now.type:
        _save(ctx, meeting, now)
        if meeting.open:
            _conclude(ctx, hold(ctx, meeting_id))
    refresh(ctx, meeting)
    return Reply(views.adjusted(ctx.locale, now, None, ()))

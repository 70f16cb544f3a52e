"""The times that the search would propose: from everything known of when people can, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot import slots
from bot.busy import Busy, Source, busy_of, teaching_of
from bot.calendar import local_to_utc
from bot.context import Context
from bot.meetings.polls import chooser, people_of
from bot.meetings.times import OPEN_DAYS, suggest_times, working_days
from bot.team_parts import meeting_hours
from storage.meetings import Meeting, MeetingStore, MeetingType, PlaceKind, Why

AHEAD = timedelta(weeks=4)
TRAVEL = timedelta(
    minutes=30
)  # to and from what is out of the house, as long as nobody has said how far it is
PROPOSED = 3  # times in a poll: enough to choose among, few enough to answer at once
SAID = (Source.calendar, Source.grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A meeting that a time is sought for. `since`: not before. `but`: a meeting that is not in its own way.
    `internal`: guests are not asked."""

    minutes: int
    place_kind: PlaceKind
    since: datetime
    required: frozenset[int] = frozenset()
    count: int = PROPOSED
    taken: tuple[datetime, ...] = ()
    but: int = 0
    internal: bool = False


def wanted_of(
    ctx: Context,
    meeting: Meeting,
    *,
    since: datetime | None = None,
    count: int = PROPOSED,
    taken: Collection[datetime] = (),
) -> Wanted:
    """A time for this meeting, in a vote unless said otherwise. Whose it is to choose has to be able to come, where they
    are asked or have said whether they do."""
    store, people = ctx.store(MeetingStore), people_of(ctx)
    whose = frozenset({chooser(meeting, people) or 0})
    return Wanted(
        minutes=meeting.minutes,
        place_kind=meeting.place_kind,
        since=since or for_a_vote(ctx),
        required=store.required(meeting.id) | (whose & (people.asked | store.attendance(meeting.id).keys())),
        count=count,
        taken=tuple(taken),
        but=meeting.id,
        internal=meeting.type is MeetingType.internal,
    )


def for_a_vote(ctx: Context) -> datetime:
    """The first moment a new poll may ask about: people have time to vote, and the team to hear the result."""
    day = working_days(ctx.locale.today, OPEN_DAYS, ctx.days_off)
    return local_to_utc(day, time(0), ctx.zone)


def for_a_move(ctx: Context) -> datetime:
    """The first moment a meeting may be moved to by a press: the next working day."""
    return local_to_utc(ctx.days_off.next_working_day(ctx.locale.today), time(0), ctx.zone)


def best(ctx: Context, wanted: Wanted) -> tuple[slots.Slot, ...]:
    """In order of time; none when no time suits everybody required and over half of the team."""
    return slots.best(*_asked(ctx, wanted))


def judged(ctx: Context, wanted: Wanted, start: datetime) -> slots.Slot | None:
    """That time as things are now; None when it will not do any more."""
    return slots.judged(*_asked(ctx, wanted), start)


def why(slot: slots.Slot) -> Why:
    return Why(slot.can, slot.of, slot.known, slot.after or "", slot.before or "")


def _asked(ctx: Context, wanted: Wanted) -> tuple[slots.Wish, list[slots.Person], list[slots.Teaching]]:
    team = people_of(ctx)
    asked = team.asked | (wanted.required & team.ids)
    if wanted.internal:
        asked -= team.guests
    wish = _wish(ctx, wanted, len(asked))
    until = wish.until + TRAVEL
    busy = busy_of(ctx, asked, wish.since - TRAVEL, until, but_meeting=wanted.but)
    people = [_person(one, one in wanted.required, busy.get(one, ())) for one in sorted(asked)]
    lessons = teaching_of(ctx, wish.since - TRAVEL, until)
    return wish, people, [slots.Teaching(one.start, one.end, one.kind) for one in lessons]


def _wish(ctx: Context, wanted: Wanted, asked: int) -> slots.Wish:
    course = ctx.here.course
    begins = local_to_utc(course.starts_on, time(0), ctx.zone)
    ends = local_to_utc(course.ends_on + timedelta(days=1), time(0), ctx.zone)
    since = max(wanted.since, begins)
    opens, closes = meeting_hours(ctx.here)
    return slots.Wish(
        minutes=wanted.minutes,
        since=since,
        until=min(since + AHEAD, ends),
        zone=ctx.zone,
        opens=opens,
        closes=closes,
        is_off=ctx.days_off.is_off,
        travel=TRAVEL if wanted.place_kind is PlaceKind.field else timedelta(0),
        least=asked // 2 + 1,
        count=wanted.count,
        taken=wanted.taken,
    )


def _person(person_id: int, required: bool, times: Sequence[Busy]) -> slots.Person:
    def of(*, soft: bool) -> tuple[slots.Busy, ...]:
        return tuple(
            slots.Busy(one.start, one.end, TRAVEL if _elsewhere(one) else timedelta(0))
            for one in times
            if one.soft is soft
        )

    known = any(one.source in SAID for one in times)
    return slots.Person(person_id, required, of(soft=False), of(soft=True), known)


def _elsewhere(one: Busy) -> bool:
    return one.source is Source.visit or (one.source is Source.meeting and one.kind == PlaceKind.field.value)


# ---- when a poll came to nothing


def again(ctx: Context, meeting: Meeting, old: Collection[datetime]) -> tuple[datetime, ...]:
    """Two new times for a poll that nobody could settle. As long as nobody has told of their week: about the
    same time next week, and another half of the day. Otherwise what the search finds beside the old times."""
    wish, people, lessons = _asked(ctx, wanted_of(ctx, meeting, count=2, taken=old))
    if any(person.known or person.busy for person in people):
        return tuple(one.start for one in slots.best(wish, people, lessons))
    last_day = ctx.here.course.ends_on
    return suggest_times(
        list(old), meeting.minutes, ctx.now, ctx.zone, ctx.days_off, last_day, hours=meeting_hours(ctx.here)
    )

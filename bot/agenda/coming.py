"""The coming agenda between the rows and the rules: what is drawn, and what is written down once it is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.agenda import rules, views
from bot.agenda.rules import Fixed, Known, Line
from bot.context import MOST_NESTED, Context
from bot.errors import NotFound
from bot.events import AgendaChanged
from bot.names import short_names
from storage.agenda import AgendaItem, AgendaStore, ItemKind, Run
from storage.meetings import Meeting, MeetingStore, MeetingType
from storage.teams import Role, TeamStore

SETTING = "agenda_fixed"
LONGEST = timedelta(hours=10)  # a meeting and what it runs over
MOST = 40  # items that wait for one meeting


def line_of(item: AgendaItem) -> Line:
    return Line(
        id=item.id,
        source=item.source,
        title=item.title,
        track=item.track,
        kind=item.kind.value,
        minutes=item.minutes,
        owner=item.owner_id,
        preparation=item.preparation,
        internal=item.internal,
        position=item.position,
        state=item.state.value,
    )


def fixed_of(ctx: Context) -> tuple[Fixed, ...]:
    """What the team wants on every agenda; all of it until it has chosen."""
    chosen = ctx.here.settings.get(SETTING)
    return tuple(one for one in Fixed if chosen is None or one.value in chosen)


def next_meeting(ctx: Context) -> Meeting | None:
    """The one whose agenda is made: it is under way, or the next to be."""
    return next(_to_come(ctx), None)


def _to_come(ctx: Context) -> Iterator[Meeting]:
    """The one that is under way, and those to be; in order of time."""
    store = ctx.store(AgendaStore)
    for meeting in ctx.store(MeetingStore).from_on(ctx.here.id, ctx.now - LONGEST):
        run = store.run_of(meeting.id)
        if run is None and meeting.ends_at is not None and meeting.ends_at > ctx.now:
            yield meeting
        if run is not None and run.ended_at is None:
            yield meeting


def for_guests(ctx: Context) -> tuple[Meeting | None, tuple[Line, ...]]:
    """The next meeting that guests may know of, and what is on its agenda. Behind an internal meeting nothing is on
    it yet: what waits is the internal one's."""
    there = list(_to_come(ctx))
    meeting = next((one for one in there if one.type is not MeetingType.internal), None)
    begun = [run is not None and run.began_at is not None for run in (run_of(ctx, one) for one in there)]
    waiting = next((one for one, has in zip(there, begun, strict=True) if not has), None)
    own = run_of(ctx, meeting)
    is_its = meeting is not None and (meeting == waiting or (own is not None and own.began_at is not None))
    return meeting, agenda_of(ctx, meeting) if is_its or not there else ()


def lines(ctx: Context, meeting: Meeting | None) -> tuple[Line, ...]:
    """The coming agenda as the context's reader sees it. Nothing is written."""
    return rules.compose(_kept(ctx), fixed_of(ctx), _topics(ctx), follow_up=_follow_up(meeting))


def _kept(ctx: Context) -> list[Line]:
    return [line_of(item) for item in ctx.store(AgendaStore).coming(ctx.here.id)]


def _topics(ctx: Context) -> list[Known]:
    return [Known(one.key, one.title, one.track.value, one.internal) for one in ctx.features.topics(ctx)]


def _follow_up(meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.type is MeetingType.follow_up


def written(ctx: Context, meeting: Meeting | None) -> tuple[Line, ...]:
    """The same with a row for every item, in the team's language: before one of them is changed or moved."""
    store = ctx.store(AgendaStore)
    team = ctx.for_team(ctx.here)
    topics = _topics(team)
    store.drop(rules.outlived(_kept(ctx), topics))
    for line in lines(team, meeting):
        if line.id is None:
            store.add(
                ctx.here.id,
                line.title or views.title(team.locale, line),
                position=line.position,
                track=line.track,
                kind=ItemKind(line.kind),
                minutes=line.minutes,
                source=line.source,
                internal=line.internal,
            )
    return lines(ctx, meeting)


def run_of(ctx: Context, meeting: Meeting | None) -> Run | None:
    return ctx.store(AgendaStore).run_of(meeting.id) if meeting else None


def agenda_of(ctx: Context, meeting: Meeting | None) -> tuple[Line, ...]:
    """The meeting's own items once it has begun, else the coming ones."""
    run = run_of(ctx, meeting)
    if meeting is None or run is None or run.began_at is None:
        return lines(ctx, meeting)
    own = ctx.store(AgendaStore).of_meeting(ctx.here.id, meeting.id)
    return rules.told_under([line_of(one) for one in own], _topics(ctx))


def find(ctx: Context, item_id: int) -> AgendaItem:
    """Raises NotFound when it is not this team's."""
    item = ctx.store(AgendaStore).item(ctx.here.id, item_id)
    if item is None:
        raise NotFound
    return item


def changed(ctx: Context) -> None:
    """The coming agenda is another: the next meeting's cards say so."""
    meeting = next_meeting(ctx)
    if meeting is not None:
        tell(ctx, meeting.id)


def tell(ctx: Context, meeting_id: int) -> None:
    """At once, or as the next thing the clock does, when this is news of news already: a poll that is settled because
    somebody left the team."""
    if ctx.depth < MOST_NESTED:
        ctx.announce(AgendaChanged(ctx.here.id, meeting_id))
    else:
        ctx.schedule("agenda/told", ctx.now, meeting_id)


def names(ctx: Context) -> dict[int, str]:
    """What the team's people are called, those who left as well."""
    return short_names(ctx.store(TeamStore).members(ctx.here.id, Role.member, Role.facilitator, left=True))

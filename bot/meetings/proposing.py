"""`/moede`: what is planned, and suggesting a meeting or another time for one."""

from __future__ import annotations

from bot import dates, zones
from bot.context import Context
from bot.errors import N_, BotError, Rejected
from bot.feature import TEAM
from bot.interactions import Ask, Reply, Response
from bot.letters import write_buttons
from bot.meetings import adjusting, cards, choosing, deciding, finding, reading, rules, unclear, views
from bot.meetings.polls import invited, own_votes, people_of, poll_of, poll_zone
from bot.meetings.reading import Unclear
from bot.meetings.rules import MAX_SLOTS
from bot.meetings.showing import PollClosed, find, hold, is_for, poll_key
from bot.meetings.views.forms import PURPOSE
from bot.meetings.voting import NotAsked
from bot.slots import Slot
from bot.ui import Button, Card, Form, Style, Values
from storage.inbox import DraftStore
from storage.meetings import Meeting, MeetingStore, MeetingType, NewMeeting, PlaceKind, State, Why

LISTED = 4  # meetings on one private card
NEW = ("ny", "nyt", "new")
WEEK = "checkins/week"  # the team's working days, and the hours it meets in


class NoRoom(BotError):
    message = N_("Der er allerede 10 tider at stemme om, og flere er der ikke plads til.")


def command(ctx: Context, text: str) -> Response:
    """`/moede`: the team's meetings, or the form when there are none. `/moede <text>`: the form with the text
    as the purpose, or as the times when it reads as times."""
    store = ctx.store(MeetingStore)
    found = (*store.open(ctx.here.id), *store.upcoming(ctx.here.id))
    planned = tuple(one for one in found if is_for(ctx, one))
    text = "" if text.strip().casefold() in NEW else " ".join(text.split())
    if ctx.role in TEAM and (text or not planned):
        return _form(ctx, text)
    return Reply(_list(ctx, planned))


def _form(ctx: Context, text: str) -> Ask:
    """The form, with what was written after the command in its place. It is kept as a draft, so that it is
    there on whichever page it belongs to."""
    action = ctx.team_action("meetings/propose")
    drafts = ctx.store(DraftStore)
    values: Values = {**ctx.draft(action), **unclear.waiting(ctx, "meetings/propose")}
    if text:
        parsed = dates.parse_slots(text, ctx.locale.local(ctx.now), ctx.zone, ctx.locale.language)
        are_times = parsed and not any(isinstance(one.parsed, dates.Unreadable) for one in parsed)
        values |= {"slots": text} if are_times else {"purpose": text[:PURPOSE]}
    if values:
        drafts.save(ctx.me.id, action.encode(), values)
    return ctx.ask("meetings/propose")


def _list(ctx: Context, planned: tuple[Meeting, ...]) -> Card:
    _ = ctx.locale.gettext
    shown = [(meeting, _list_buttons(ctx, meeting)) for meeting in planned[:LISTED]]
    buttons = [Button(_("Se mine kalenderadresser"), ctx.team_action("meetings/calendar"))]
    if ctx.role in TEAM:
        buttons.insert(0, Button(_("Foreslå et møde"), ctx.team_action("meetings/propose"), Style.primary))
        if WEEK in ctx.features.forms:
            buttons.append(Button(_("Vælg mødetider"), ctx.team_action(WEEK)))
    return views.list_card(ctx.locale, shown, max(len(planned) - LISTED, 0), tuple(buttons))


def _list_buttons(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    mine = ctx.role in TEAM
    if meeting.state is State.settled:
        coming = ctx.store(MeetingStore).attendance(meeting.id).get(ctx.me.id)
        no, yes = (_("Jeg kan ikke komme"), "meetings/cannot"), (_("Jeg kan alligevel"), "meetings/can")
        label, route = yes if coming is False else no
        buttons = [Button(label, ctx.team_action(route, meeting.id))]
        if mine:
            buttons.append(Button(_("Flyt mødet"), ctx.team_action("meetings/move", meeting.id)))
            buttons.append(Button(_("Tilpas mødet"), ctx.team_action("meetings/adjust", meeting.id)))
            buttons.append(Button(_("Gentag mødet"), ctx.team_action("meetings/repeat", meeting.id)))
            buttons.append(Button(_("Aflys mødet"), ctx.team_action("meetings/cancel", meeting.id)))
        return tuple(buttons)
    buttons = []
    if meeting.state is State.polling:
        buttons.append(Button(_("Stem"), ctx.team_action("meetings/ballot", meeting.id), Style.primary))
    else:
        buttons.append(Button(_("Se afstemningen"), ctx.team_action("meetings/see", meeting.id)))
    if mine:
        if meeting.state is State.polling:
            buttons.append(Button(_("Ret tiderne"), ctx.team_action("meetings/edit", meeting.id)))
        buttons.append(Button(_("Tilpas mødet"), ctx.team_action("meetings/adjust", meeting.id)))
        buttons.append(Button(_("Træk forslaget tilbage"), ctx.team_action("meetings/cancel", meeting.id)))
    return tuple(buttons)


def see(ctx: Context, meeting_id: int) -> Response:
    """A poll that waits for a choice: the choice for the one whose it is, the poll for everybody else."""
    meeting = find(ctx, meeting_id)
    own = choosing.choosing(ctx, meeting) if choosing.may_choose(ctx, meeting) else None
    return Reply(own or cards.poll_card(ctx, meeting_id))


# ---- a new meeting


def propose_form(ctx: Context) -> Form:
    return views.propose_form(ctx.locale, ctx.team_action("meetings/propose"))


def propose(ctx: Context, values: Values) -> Response:
    """The team votes at once, on the times that were typed, or on the best there are."""
    try:
        times = reading.read_slots(ctx.locale, values) if values["slots"] else None
    except Unclear as found:
        return unclear.ask(ctx, found, values, "meetings/propose")
    minutes = (times.minutes if times else None) or int(str(values["minutes"]))
    place, kind = str(values["place"]), MeetingType(str(values.get("type") or MeetingType.team.value))
    place_kind = _held_how(kind, place)
    whys: list[Why] = []
    if times is None:
        best = _best(ctx, minutes, place_kind, internal=kind is MeetingType.internal)
        times, whys = reading.Times(tuple(one.start for one in best)), [finding.why(one) for one in best]
    reading.check(ctx, times.starts, minutes)
    new = NewMeeting(
        purpose=str(values["purpose"]),
        type=kind,
        place_kind=place_kind,
        place=place,
        minutes=minutes,
        deadline=reading.closing(ctx, times.starts, None),
        found=bool(whys),
    )
    meeting = ctx.store(MeetingStore).propose(ctx.here.id, ctx.me.id, new)
    deciding.add_slots(ctx, meeting, meeting.poll, times.starts, whys)
    deciding.open_poll(ctx, meeting)
    ctx.post(ctx.here, poll_key(meeting.id), expires=meeting.deadline)
    slots = ctx.store(MeetingStore).slots(meeting)
    return Reply(views.proposed(ctx.locale, meeting, slots, _proposed_buttons(ctx, meeting)))


def _held_how(kind: MeetingType, place: str) -> PlaceKind:
    if kind is MeetingType.field:
        return PlaceKind.field
    return PlaceKind.online if rules.looks_online(place) else PlaceKind.physical


def _best(ctx: Context, minutes: int, place_kind: PlaceKind, *, internal: bool) -> tuple[Slot, ...]:
    """What the search would propose. Who suggests a meeting is to be able to come to it."""
    wanted = finding.Wanted(
        minutes=minutes,
        place_kind=place_kind,
        since=finding.for_a_vote(ctx),
        required=frozenset({ctx.me.id}) & people_of(ctx).asked,
        internal=internal,
    )
    found = finding.best(ctx, wanted)
    if not found:
        raise Rejected({"slots": ctx.locale.gettext("Jeg kan ikke finde en tid, som de fleste kan, i de næste fire uger. Skriv selv en eller flere.")})  # fmt: skip
    return found


def _proposed_buttons(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    more = (
        *adjusting.say_why(ctx, meeting),
        Button(_("Ret tiderne"), ctx.team_action("meetings/edit", meeting.id)),
        Button(_("Tilpas mødet"), ctx.team_action("meetings/adjust", meeting.id)),
        Button(_("Træk forslaget tilbage"), ctx.team_action("meetings/cancel", meeting.id)),
    )
    letters = write_buttons(ctx, "vote", invited(ctx, meeting, people_of(ctx)))
    return (*own_votes(ctx, meeting), *more, *letters)


def add_form(ctx: Context, meeting_id: int) -> Form:
    meeting = find(ctx, meeting_id)
    room = _room(ctx, meeting)
    return views.add_form(ctx.locale, ctx.team_action("meetings/add", meeting_id), meeting.purpose, room)


def _room(ctx: Context, meeting: Meeting) -> int:
    """How many more times fit. Raises PollClosed, NotAsked, NoRoom."""
    if meeting.state is not State.polling or ctx.now >= meeting.deadline:
        raise PollClosed
    poll = poll_of(ctx, meeting, people_of(ctx))
    if ctx.me.id not in poll.voters and ctx.role not in TEAM:
        raise NotAsked
    room = MAX_SLOTS - len(poll.slots)
    if room < 1:
        raise NoRoom
    return room


def add(ctx: Context, values: Values, meeting_id: int) -> Response:
    meeting = hold(ctx, meeting_id)
    room = _room(ctx, meeting)
    try:
        times = reading.read_slots(zones.in_zone(ctx.locale, poll_zone(ctx, meeting)), values)
    except Unclear as found:
        return unclear.ask(ctx, found, values, "meetings/add", meeting_id)
    there = {slot.starts_at for slot in ctx.store(MeetingStore).slots(meeting)}
    new = [start for start in times.starts if start not in there]
    reading.check(ctx, times.starts, meeting.minutes)
    if len(new) > room or not new or min(new) <= meeting.deadline:
        raise Rejected({"slots": views.cannot_add(ctx.locale, meeting, room, len(new))})
    deciding.add_slots(ctx, meeting, meeting.poll, new)
    deciding.remind_of_more(ctx, meeting)
    ctx.refresh(poll_key(meeting_id))
    return Reply(views.added(ctx.locale, meeting, new, own_votes(ctx, meeting)))

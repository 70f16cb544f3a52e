"""The meeting's cards, each from the rows as they are now."""

from __future__ import annotations

from bot import zones
from bot.audience import concealed
from bot.context import Context
from bot.meetings import colliding, planned, replanning, rules, views
from bot.meetings.polls import People, chooser, invited, people_of, poll_of
from bot.meetings.showing import find
from bot.meetings.views.planned import Coming
from bot.ui import Action, Block, Button, Buttons, Card, Style
from storage.meetings import Meeting, MeetingStore, State, Why
from storage.teams import TeamStore


def _concealed(ctx: Context, meeting: Meeting) -> bool:
    """Of a card in the team's places; what one of the team sees in private is whole."""
    return ctx.person is None and concealed(ctx, meeting)


# ---- while a time is being found


def poll_card(ctx: Context, meeting_id: int) -> Card:
    meeting = find(ctx, meeting_id)
    people = people_of(ctx)
    poll = poll_of(ctx, meeting, people)
    shown = _shown(ctx, meeting, poll, people)
    if meeting.state is State.polling:
        return views.poll_card(ctx.locale, shown, _poll_buttons(ctx, meeting_id))
    _ = ctx.locale.gettext
    again = Button(_("Foreslå nye tider"), ctx.team_action("meetings/times", meeting_id))
    return views.closed_poll_card(ctx.locale, shown, (again,) if meeting.state is State.lapsed else ())


def _shown(ctx: Context, meeting: Meeting, poll: rules.Poll, people: People) -> views.PollShown:
    tallies = rules.tally(poll)
    waiting = frozenset[int]().union(*(one.silent for one in tallies))
    hides = _concealed(ctx, meeting)
    return views.PollShown(
        meeting=views.concealed(ctx.locale, meeting) if hides else meeting,
        tallies=tallies,
        proposer=people.names.get(meeting.proposer_id or 0, ""),
        chooser=people.names.get(chooser(meeting, people) or 0, ""),
        required=() if hides else tuple(people.named(poll.required)),
        voted=len(poll.voters - waiting),
        asked=len(poll.voters),
        whys=_whys(ctx, meeting),
    )


def _whys(ctx: Context, meeting: Meeting) -> dict[int, Why]:
    if not meeting.found:
        return {}
    return {one.id: one.why for one in ctx.store(MeetingStore).slots(meeting) if one.why}


def _poll_buttons(ctx: Context, meeting_id: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Stem"), ctx.team_action("meetings/ballot", meeting_id), Style.primary),
        Button(_("Foreslå et andet tidspunkt"), ctx.team_action("meetings/add", meeting_id)),
    )


def ballot(ctx: Context, meeting: Meeting, poll: rules.Poll) -> Card:
    """The private card to vote on: the times still ahead, one's own answers preset."""
    _ = ctx.locale.gettext
    ahead = [one.slot for one in rules.tally(poll) if one.slot.start > ctx.now]
    own = {vote.slot: vote.choice for vote in poll.votes if vote.person == ctx.me.id}

    def pick(slot_id: int) -> Action:
        return ctx.team_action("meetings/vote", meeting.id, slot_id)

    def all_of_them(label: str, choice: rules.Choice) -> Button:
        return Button(label, ctx.team_action("meetings/vote_all", meeting.id, choice.value))

    clashes = colliding.clashes(ctx, meeting, [slot.start for slot in ahead])
    buttons = [
        all_of_them(_("Alle tider passer mig"), rules.Choice.YES),
        all_of_them(_("Ingen af dem passer"), rules.Choice.NO),
    ]
    if 0 < len(clashes) < len(ahead):
        by_calendar = ctx.team_action("meetings/vote_free", meeting.id)
        buttons.insert(0, Button(_("Stem efter min kalender"), by_calendar, Style.primary))
    own_zone = zones.own(ctx.me)
    return views.vote_card(ctx.locale, meeting, ahead, own, pick, clashes, own_zone, tuple(buttons))


def reminder_card(ctx: Context, meeting_id: int, poll: int, person_id: int) -> Card | None:
    """None when the poll is over or the person has answered every time."""
    meeting = find(ctx, meeting_id)
    person = ctx.store(TeamStore).person(person_id)
    if meeting.state is not State.polling or meeting.poll != poll or person is None:
        return None
    outcome = rules.outcome(poll_of(ctx, meeting, people_of(ctx)), ctx.now)
    if not isinstance(outcome, rules.StillOpen) or person_id not in outcome.waiting:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Stem"), ctx.team_action("meetings/ballot", meeting_id), Style.primary),
        Button(_("Ingen påmindelser om afstemninger"), ctx.team_action("meetings/mute_polls")),
    )
    return views.reminder(ctx.locale, person.first_name, meeting, buttons)


# ---- when it has a time


def settled_card(ctx: Context, meeting_id: int) -> Card | None:
    meeting, more = _drawn(ctx, find(ctx, meeting_id))
    if meeting.state is State.cancelled:
        return views.cancelled_card(ctx.locale, meeting)
    return views.settled_card(
        ctx.locale,
        meeting,
        _ahead(ctx, meeting),
        more,
        _settled_buttons(ctx, meeting),
        planned.later(ctx, meeting),
    )


def before_card(ctx: Context, meeting_id: int, timed: int = 0) -> Card | None:
    """None when it has been moved to where there is another day before."""
    found = find(ctx, meeting_id)
    if found.timed != timed:
        return None
    meeting, more = _drawn(ctx, found)
    if meeting.state is State.cancelled:
        return views.cancelled_card(ctx.locale, meeting)
    return views.before_card(ctx.locale, meeting, _ahead(ctx, meeting), more, _settled_buttons(ctx, meeting))


def _drawn(ctx: Context, meeting: Meeting) -> tuple[Meeting, list[Block]]:
    """The meeting and what the other features say of it. Where guests read it an internal one has nothing but its
    time, and the buttons: those are answered in private, and guests by nothing."""
    if meeting.state is State.cancelled:
        more: list[Block] = []
    else:
        more = ctx.features.meeting_blocks(ctx, meeting.id)
    if not _concealed(ctx, meeting):
        return meeting, more
    return views.concealed(ctx.locale, meeting), [one for one in more if isinstance(one, Buttons)]


def _settled_buttons(ctx: Context, meeting: Meeting) -> tuple[Button, ...]:
    """Nothing to press once it has begun: what can be done then is the agenda's."""
    if not meeting.ahead(ctx.now):
        return ()
    _ = ctx.locale.gettext
    calendar = Button(_("Hent til kalenderen"), ctx.team_action("meetings/calendar", meeting.id))
    return (calendar, Button(_("Jeg kan ikke komme"), ctx.team_action("meetings/cannot", meeting.id)))


def _ahead(ctx: Context, meeting: Meeting) -> Coming | None:
    """None once it is over: who leaves the team afterwards was there all the same."""
    over = meeting.ends_at is not None and meeting.ends_at <= ctx.now
    return None if over or _concealed(ctx, meeting) else coming(ctx, meeting)


def coming(ctx: Context, meeting: Meeting) -> Coming:
    """How many of those asked have said that they come."""
    store = ctx.store(MeetingStore)
    people = people_of(ctx)
    asked = invited(ctx, meeting, people)
    said = {person for person, comes in store.attendance(meeting.id).items() if comes}
    return Coming(len(said & asked), len(asked))


def soon_card(ctx: Context, meeting_id: int, sequence: int, person_id: int) -> Card | None:
    meeting = find(ctx, meeting_id)
    person = ctx.store(TeamStore).person(person_id)
    if meeting.state is not State.settled or meeting.sequence != sequence or person is None:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Jeg kan ikke komme"), ctx.team_action("meetings/cannot", meeting.id)),
        Button(_("Ingen påmindelser om møder"), ctx.team_action("meetings/mute_meetings")),
    )
    return views.soon_card(ctx.locale, person.first_name, meeting, buttons)


def changed_card(ctx: Context, meeting_id: int, sequence: int, person_id: int) -> Card | None:
    """A private note about a move; when the meeting has changed again a later note says so."""
    meeting = find(ctx, meeting_id)
    if meeting.sequence != sequence:
        return None
    buttons = _settled_buttons(ctx, meeting) if meeting.state is State.settled else ()
    if meeting.ahead(ctx.now) and person_id not in ctx.store(MeetingStore).attendance(meeting_id):
        yes = Button(
            ctx.locale.gettext("Jeg kan komme"), ctx.team_action("meetings/can", meeting_id), Style.primary
        )
        buttons = (yes, *buttons)
    return views.changed_card(ctx.locale, meeting, buttons)


def missing_card(ctx: Context, meeting_id: int, absent_id: int, person_id: int) -> Card | None:
    meeting = find(ctx, meeting_id)
    store = ctx.store(MeetingStore)
    if not meeting.ahead(ctx.now) or store.attendance(meeting_id).get(absent_id) is not False:
        return None
    _ = ctx.locale.gettext
    name = people_of(ctx).names.get(absent_id, "")
    better = replanning.other_times(ctx, meeting)
    buttons = (
        *replanning.buttons(ctx, meeting, better),
        Button(_("Flyt mødet"), ctx.team_action("meetings/move", meeting_id)),
        Button(_("Aflys mødet"), ctx.team_action("meetings/cancel", meeting_id)),
    )
    return views.missing_card(ctx.locale, meeting, name, better, buttons)

"""What comes and goes in the team: members, and what the meetings owe a person."""

from __future__ import annotations

from collections.abc import Iterable

from bot import thresholds
from bot.context import Context
from bot.events import (
    AccountAdded,
    AgendaChanged,
    AgreementsChanged,
    MemberJoined,
    MemberLeft,
    RolesChanged,
)
from bot.feature import GUESTS, Signal, Step
from bot.i18n import md
from bot.meetings import deciding, rules
from bot.meetings.polls import chooser, people_of, poll_of
from bot.meetings.showing import ask_key, hold, poll_key, refresh, reminder_key
from bot.team_parts import essentials_only
from bot.ui import Action, Button, Style
from bot.whole_weeks import full_weeks
from bot.wording import count_word
from storage.calendars import CalendarStore
from storage.meetings import Meeting, MeetingStore, PlaceKind, State
from storage.teams import Role, TeamStore

PHYSICAL = "physical_meetings"  # planned a week, in the settings of a course or a team
ASKED_ROLES = (Role.member, Role.partner, Role.guest)


# ---- other features' facts


def on_joined(ctx: Context, event: MemberJoined | AccountAdded) -> None:
    """There is one more to wait for; and where a guest reads along from now on, every card there is says no more than
    is for them, however old it is."""
    store = ctx.store(MeetingStore)
    for meeting in store.open(ctx.here.id):
        if meeting.state is State.polling:
            ctx.refresh(poll_key(meeting.id))
    if ctx.store(TeamStore).role_in(ctx.here.id, event.person_id) in GUESTS:
        for meeting in store.of_team(ctx.here.id):
            refresh(ctx, meeting)


def on_left(ctx: Context, event: MemberLeft) -> None:
    """Who counts, who is required and who is waited for is worked out again; a poll that waited for nobody
    else is over."""
    store = ctx.store(MeetingStore)
    for one in store.open(ctx.here.id):
        meeting = hold(ctx, one.id)
        for key in (reminder_key, ask_key):
            ctx.withdraw(key(meeting, event.person_id))
        if meeting.state is State.asking:
            deciding.conclude_again(ctx, meeting)
        elif meeting.open:
            deciding.conclude(ctx, meeting)
    for one in store.upcoming(ctx.here.id):
        store.forget_attendance(one.id, [event.person_id])
        refresh(ctx, one)


def on_blocks(ctx: Context, event: RolesChanged | AgendaChanged | AgreementsChanged) -> None:
    """What another feature shows on the meeting's card has changed; also in an erasure, which is of no team."""
    meeting = ctx.store(MeetingStore).meeting(event.team_id, event.meeting_id)
    if meeting is not None:
        refresh(ctx, meeting)


# ---- the next step for a person here


def steps(ctx: Context) -> Iterable[Step]:
    """Vote; choose when a poll did not settle itself; suggest a meeting when none is planned."""
    store = ctx.store(MeetingStore)
    still_open = store.open(ctx.here.id)
    for meeting in still_open:
        yield from _step(ctx, meeting)
    if ctx.role in (Role.member, Role.facilitator) and not still_open and not store.upcoming(ctx.here.id):
        _ = ctx.locale.gettext
        propose = Button(_("Foreslå et møde"), ctx.team_action("meetings/propose"))
        yield Step(60, md(_("Der er ikke aftalt et møde.")), propose)


def _step(ctx: Context, meeting: Meeting) -> Iterable[Step]:
    _ = ctx.locale.gettext
    people = people_of(ctx)
    if meeting.state is State.asking:
        if chooser(meeting, people) == ctx.me.id:
            text = md(_("*%(purpose)s* venter på, at du vælger en tid."), purpose=meeting.purpose)
            button = Button(_("Vælg tiden"), ctx.team_action("meetings/see", meeting.id), Style.primary)
            yield Step(10, text, button)
        return
    outcome = rules.outcome(poll_of(ctx, meeting, people), ctx.now)
    if isinstance(outcome, rules.StillOpen) and ctx.me.id in outcome.waiting:
        text = md(_("Teamet finder en tid til *%(purpose)s*."), purpose=meeting.purpose)
        yield Step(15, text, Button(_("Stem"), ctx.team_action("meetings/ballot", meeting.id), Style.primary))


# ---- the facilitator's Monday


def signals(ctx: Context) -> Iterable[Signal]:
    """No meeting in the next ten days, and none being found; fewer in person than planned."""
    yield from _none_ahead(ctx)
    yield from _in_person(ctx)


def _none_ahead(ctx: Context) -> Iterable[Signal]:
    store, days = ctx.store(MeetingStore), thresholds.of(ctx.here.course).no_meeting_days
    upcoming = [one.starts_at for one in store.upcoming(ctx.here.id) if one.starts_at]
    left = ctx.here.course.ends_on - ctx.locale.today
    if not rules.none_ahead(upcoming, ctx.now, days, left) or store.open(ctx.here.id):
        return
    yield Signal(
        kind="meetings.none",
        team_id=ctx.here.id,
        order=30,
        text=lambda locale: md(
            locale.gettext(
                "der er ikke aftalt møder de næste %(days)s dage. Foreslå en tid, eller spørg, hvad der driller."
            ),
            days=days,
        ),
        action=lambda locale: Button(
            locale.gettext("Foreslå møde"), Action.to("meetings/propose", ctx.here.id)
        ),
        shared_text=lambda locale: md(
            locale.gettext("der er ikke aftalt møder de næste %(days)s dage. Spørg dem, hvad der driller."),
            days=days,
        ),
    )


def _in_person(ctx: Context) -> Iterable[Signal]:
    """In each of the latest whole weeks the team met in person less often than it planned to."""
    planned = ctx.here.settings.get(PHYSICAL, ctx.here.course.settings.get(PHYSICAL, 0))
    if not planned or essentials_only(ctx.here):
        return
    started, wanted = max(ctx.here.starts_on, ctx.here.course.starts_on), thresholds.of(ctx.here.course)
    mondays = full_weeks(ctx.locale.today, started, ctx.days_off.is_off, wanted.under_plan_weeks)
    held = [
        ctx.locale.local(one.starts_at).date()
        for one in ctx.store(MeetingStore).settled(ctx.here.id)
        if one.starts_at and one.starts_at <= ctx.now and one.place_kind is not PlaceKind.online
    ]
    found = rules.under_plan(held, planned, mondays, wanted.under_plan_weeks)
    if not found:
        return
    yield Signal(
        kind="meetings.physical",
        team_id=ctx.here.id,
        order=55,
        text=lambda locale: md(
            locale.gettext(
                "der har været færre fysiske møder end planlagt %(weeks)s uger i træk (%(each)s om ugen, planen er %(planned)s). Spørg, hvad der spærrer."
            ),
            weeks=count_word(locale, len(found)),
            each=locale.names([str(one) for one in found]),
            planned=planned,
        ),
        action=lambda locale: Button(
            locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "meetings.physical")
        ),
        shared_text=lambda locale: md(
            locale.gettext(
                "der har været færre fysiske møder end planlagt %(weeks)s uger i træk. Spørg dem, hvad der spærrer."
            ),
            weeks=count_word(locale, len(found)),
        ),
    )


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    store = ctx.store(MeetingStore)
    choices = {"yes": _("ja"), "if_needed": _("hvis nødvendigt"), "no": _("nej")}
    rows = [(_("Møde, du har foreslået"), one.purpose) for one in store.proposed_by(person_id)]
    for purpose, at, choice in store.votes_of(person_id):
        when = ctx.locale.long(at)
        rows.append((_("Din stemme"), f"{purpose}, {when}: {choices[choice]}"))
    for purpose, starts_at, coming in store.attended_by(person_id):
        when = ctx.locale.long(starts_at) if starts_at else ""
        said = _("kommer") if coming else _("kan ikke")
        rows.append((_("Møde, du er indkaldt til"), f"{purpose}, {when}: {said}"))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(CalendarStore).revoke_person(person_id)
    for meeting in ctx.store(MeetingStore).erase(person_id):
        refresh(ctx, meeting)


def end(ctx: Context, people: tuple[int, ...]) -> None:
    """The course is over: secret calendar links open nothing any more."""
    store = ctx.store(CalendarStore)
    store.revoke_team(ctx.here.id)
    for person_id in people:
        store.revoke_person(person_id)

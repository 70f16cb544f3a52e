"""What comes and goes in the team: members, and what the meetings owe a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.context import Context
from bot.events import AgendaChanged, AgreementsChanged, MemberJoined, MemberLeft, RolesChanged
from bot.feature import Signal, Step
from bot.i18n import md
from bot.meetings import deciding, rules
from bot.meetings.polls import chooser, people_of, poll_of
from bot.meetings.showing import ask_key, hold, poll_key, refresh, reminder_key
from bot.ui import Action, Button, Style
from storage.calendars import CalendarStore
from storage.meetings import Meeting, MeetingStore, State
from storage.teams import Role

SOON = timedelta(days=10)  # domain.md §7: no meeting planned in the next 10 days
NEARLY_OVER = timedelta(days=5)  # a course that ends needs no new meeting
ASKED_ROLES = (Role.member, Role.partner, Role.guest)


# ---- other features' facts


def on_joined(ctx: Context, _event: MemberJoined) -> None:
    """There is one more to wait for."""
    for meeting in ctx.store(MeetingStore).open(ctx.here.id):
        if meeting.state is State.polling:
            ctx.refresh(poll_key(meeting.id))


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
        refresh(ctx, one.id)


def on_blocks(ctx: Context, event: RolesChanged | AgendaChanged | AgreementsChanged) -> None:
    """What another feature shows on the meeting's card has changed."""
    refresh(ctx, event.meeting_id)


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
    """No meeting in the next ten days, and none being found."""
    store = ctx.store(MeetingStore)
    soon = [one for one in store.upcoming(ctx.here.id) if one.starts_at and one.starts_at <= ctx.now + SOON]
    nearly_over = ctx.here.course.ends_on <= ctx.locale.today + NEARLY_OVER
    if soon or nearly_over or store.open(ctx.here.id):
        return
    yield Signal(
        kind="meetings.none",
        team_id=ctx.here.id,
        order=30,
        text=lambda locale: md(
            locale.gettext(
                "der er ikke aftalt møder de næste 10 dage. Foreslå en tid, eller spørg, hvad der driller."
            )
        ),
        action=lambda locale: Button(
            locale.gettext("Foreslå møde"), Action.to("meetings/propose", ctx.here.id)
        ),
        shared_text=lambda locale: md(
            locale.gettext("der er ikke aftalt møder de næste 10 dage. Spørg dem, hvad der driller.")
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
        refresh(ctx, meeting.id)

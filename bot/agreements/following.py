"""What happens to an agreement by itself: a yes is asked for, its day is followed up, people leave.

Private posts are one card a day for one person, however many agreements there are; the team has one card a week.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.agreements import rules
from bot.agreements.finding import known
from bot.agreements.rules import Answer, Kind
from bot.calendar import week_of
from bot.context import Context
from bot.events import AgreementsChanged, MeetingHeld, MemberJoined, MemberLeft
from storage.agreements import Agreement, AgreementStore
from storage.meetings import MeetingStore
from storage.schedules import Due
from storage.teams import TeamStore

LIST_SETTING = "agreement_list"  # the day the team's card was posted
NEW_LIST_AFTER = timedelta(days=7)
MEETING_IS_NEAR = 3  # working days: its agenda has what is overdue, no post of its own


# ---- keys


def asked_key(team_id: int, person_id: int, day: date) -> str:
    return f"agreements/asked/{team_id}/{person_id}/{day.isoformat()}"


def due_key(team_id: int, person_id: int, day: date) -> str:
    return f"agreements/due/{team_id}/{person_id}/{day.isoformat()}"


def list_key(team_id: int, day: str) -> str:
    return f"agreements/list/{team_id}/{day}"


def helped_key(agreement_id: int) -> str:
    return f"agreements/helped/{agreement_id}"


def refused_key(agreement_id: int, party_id: int) -> str:
    return f"agreements/refused/{agreement_id}/{party_id}"


def joined_key(agreement_id: int, person_id: int, by: int) -> str:
    return f"agreements/joined/{agreement_id}/{person_id}/{by}"


def changed_key(one: Agreement) -> str:
    return f"agreements/changed/{one.id}/{one.version}"


# ---- a yes


def ask_for_yes(ctx: Context, one: Agreement) -> None:
    """Everybody whose own yes is awaited gets it in private; the team's is asked for on its card."""
    store, today = ctx.store(AgreementStore), ctx.locale.today
    waiting = rules.awaited(one, known(ctx).present)
    for party in waiting:
        store.ask(party.id, today)
    for party in waiting:
        person = ctx.store(TeamStore).person(party.person_id) if party.person_id is not None else None
        if person is not None:
            ctx.post(person, asked_key(ctx.here.id, person.id, today))
            ctx.refresh(asked_key(ctx.here.id, person.id, today))
    if any(party.kind == Kind.team for party in waiting):
        show_list(ctx)
    else:
        refresh_list(ctx)
    _tell_meeting(ctx, one)


def _tell_meeting(ctx: Context, one: Agreement) -> None:
    """The card of the meeting it is from shows it."""
    if one.meeting_id is not None:
        ctx.announce(AgreementsChanged(ctx.here.id, one.meeting_id))


def agreed_anew(ctx: Context, before: Agreement) -> None:
    """It was changed: who did it says yes by that, the clock follows the new day, and the others' yes is asked for
    again. Who wrote it down and has no part in it is told."""
    store = ctx.store(AgreementStore)
    store.change(before.id, version=before.version + 1)
    for party in before.parties:
        if party.person_id == ctx.me.id and party.answer != Answer.yes:
            store.answer(party.id, Answer.yes.value, ctx.me.id)
            ctx.withdraw(refused_key(before.id, party.id))
    for party in rules.to_ask_again(before, ctx.me.id):
        store.ask(party.id, ctx.locale.today)
    one = store.agreement(ctx.here.id, before.id)
    assert one is not None
    plan(ctx, one)
    ask_for_yes(ctx, one)
    ctx.withdraw(changed_key(before))
    maker = one.made_by
    if maker is not None and maker != ctx.me.id and not one.has(maker):
        person = ctx.store(TeamStore).person(maker)
        if person is not None and maker in known(ctx).present:
            ctx.post(person, changed_key(one))


def refresh(ctx: Context, one: Agreement) -> None:
    """Every card the agreement stands on."""
    refresh_list(ctx)
    ctx.refresh(helped_key(one.id))
    ctx.refresh(changed_key(one))
    if one.asked_on is not None:
        for party in one.parties:
            if party.person_id is not None:
                ctx.refresh(due_key(ctx.here.id, party.person_id, one.asked_on))
        if one.made_by is not None and not one.has(one.made_by):
            ctx.refresh(due_key(ctx.here.id, one.made_by, one.asked_on))
    for party in one.parties:
        ctx.refresh(refused_key(one.id, party.id))
        if party.person_id is not None and party.asked_on is not None:
            ctx.refresh(asked_key(ctx.here.id, party.person_id, party.asked_on))
    _tell_meeting(ctx, one)


# ---- the team's card


def refresh_list(ctx: Context) -> None:
    posted = ctx.here.settings.get(LIST_SETTING)
    if posted:
        ctx.refresh(list_key(ctx.here.id, posted))


def show_list(ctx: Context) -> None:
    """Post the team's card, once a week: a newer one takes the place of the last."""
    posted = ctx.here.settings.get(LIST_SETTING)
    today = ctx.locale.today
    if posted and today < date.fromisoformat(posted) + NEW_LIST_AFTER:
        refresh_list(ctx)
        return
    if posted:
        ctx.withdraw(list_key(ctx.here.id, posted))
    ctx.store(TeamStore).set_team_settings(ctx.here, **{LIST_SETTING: today.isoformat()})
    ctx.post(ctx.here, list_key(ctx.here.id, today.isoformat()))


# ---- the clock


def plan(ctx: Context, one: Agreement) -> None:
    """Ask on the working day after its day."""
    at = rules.ask_moment(one.due_on, ctx.zone, ctx.days_off)
    ctx.schedule("agreements/ask", at, one.id)
    ctx.unschedule("agreements/listing", one.id)


def plan_again(ctx: Context, one: Agreement) -> None:
    """It is open again: what has been asked and told is not asked and told twice."""
    if one.asked_on is None:
        plan(ctx, one)
    elif one.listed_on is None:
        at = rules.list_moment(one.asked_on, ctx.zone, ctx.days_off)
        ctx.schedule("agreements/listing", max(at, ctx.now), one.id)


def forget(ctx: Context, agreement_id: int) -> None:
    """It is closed: the clock has nothing more to do with it."""
    ctx.unschedule("agreements/ask", agreement_id)
    ctx.unschedule("agreements/listing", agreement_id)


def ask(ctx: Context, due: Due) -> datetime | None:
    """9.00, the working day after: the person, in private. A team that pauses by now is asked after it."""
    one = ctx.store(AgreementStore).held(ctx.here.id, int(due.args[0]))
    today = ctx.locale.today
    if one is None or not one.open or one.due_on >= today or _course_is_over(ctx):
        return None
    if ctx.days_off.is_off(today):
        return rules.ask_moment(today, ctx.zone, ctx.days_off)
    ctx.store(AgreementStore).change(one.id, asked_on=today)
    people = rules.to_ask(one, known(ctx).present)
    for person_id in people:
        person = ctx.store(TeamStore).person(person_id)
        if person is not None:
            ctx.post(person, due_key(ctx.here.id, person_id, today), free=_last_week(ctx))
            ctx.refresh(due_key(ctx.here.id, person_id, today))
    at = rules.list_moment(today, ctx.zone, ctx.days_off) if people else ctx.now
    ctx.schedule("agreements/listing", at, one.id)
    return None


def listing(ctx: Context, due: Due) -> datetime | None:
    """Two days later: the team, on its card, unless a meeting is near whose agenda has it."""
    one = ctx.store(AgreementStore).held(ctx.here.id, int(due.args[0]))
    today = ctx.locale.today
    if one is None or not one.open or one.due_on >= today or _course_is_over(ctx):
        return None
    if ctx.days_off.is_off(today):
        return rules.ask_moment(today, ctx.zone, ctx.days_off)
    ctx.store(AgreementStore).change(one.id, listed_on=today)
    upcoming = ctx.store(MeetingStore).upcoming(ctx.here.id)
    near = today
    for _ in range(MEETING_IS_NEAR):
        near = ctx.days_off.next_working_day(near)
    if any(each.starts_at and each.starts_at.astimezone(ctx.zone).date() <= near for each in upcoming):
        refresh_list(ctx)
    else:
        show_list(ctx)
    return None


def _last_week(ctx: Context) -> bool:
    """What waits for a week with room would wait for ever."""
    return week_of(ctx.locale.today) == week_of(ctx.here.course.ends_on)


def _course_is_over(ctx: Context) -> bool:
    return ctx.here.course.closed_at is not None or ctx.here.course.ends_on < ctx.locale.today


# ---- other features' facts


def on_left(ctx: Context, event: MemberLeft) -> None:
    """What they promised is free to take, which the team is told once, on its card."""
    found = ctx.store(AgreementStore).open(ctx.here.id)
    theirs = [one for one in found if one.has(event.person_id)]
    for one in theirs:
        _withdraw_private(ctx, one, event.person_id)
        refresh(ctx, one)
    present = known(ctx).present
    if any(one.does(event.person_id) and rules.loose(one, present) for one in theirs):
        show_list(ctx)


def _withdraw_private(ctx: Context, one: Agreement, person_id: int) -> None:
    if one.asked_on is not None:
        ctx.withdraw(due_key(ctx.here.id, person_id, one.asked_on))
    for party in one.parties:
        if party.person_id == person_id and party.asked_on is not None:
            ctx.withdraw(asked_key(ctx.here.id, person_id, party.asked_on))


def on_joined(ctx: Context, _event: MemberJoined) -> None:
    """Somebody is back: what was theirs is no longer free."""
    refresh_list(ctx)


def on_held(ctx: Context, event: MeetingHeld) -> None:
    """What is still open after a meeting goes along to the next."""
    store = ctx.store(AgreementStore)
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, event.meeting_id)
    began = meeting.starts_at if meeting is not None else None
    for one in store.open(ctx.here.id):
        if one.meeting_id != event.meeting_id and (began is None or one.made_at < began):
            store.change(one.id, carried=one.carried + 1, on_agenda=False)

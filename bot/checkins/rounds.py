"""A round's life: opened, reminded of and closed by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.calendar import into_working_hours
from bot.checkins import plan, rules
from bot.checkins.plan import Plan
from bot.checkins.rhythm import Window, next_window
from bot.context import Context
from bot.errors import NotFound
from bot.events import MemberJoined, MemberLeft, TeamReady, TopicsChanged
from bot.team_parts import Part, team_uses
from storage.checkins import CheckinStore, Round
from storage.schedules import Due
from storage.teams import TeamStore

_MOMENT = datetime.resolution


def card_key(round_id: int) -> str:
    return f"checkins/round/{round_id}"


def reminder_key(round_id: int, person_id: int) -> str:
    return f"checkins/reminder/{round_id}/{person_id}"


def load(ctx: Context, round_id: int) -> Round:
    """To read it. Raises NotFound when it is not this team's."""
    return _found(ctx.store(CheckinStore).round(ctx.here.id, round_id))


def hold(ctx: Context, round_id: int) -> Round:
    """To answer or close it: locked until the end of the transaction. Raises NotFound."""
    return _found(ctx.store(CheckinStore).held(ctx.here.id, round_id))


def _found(round_: Round | None) -> Round:
    if round_ is None:
        raise NotFound
    return round_


# ---- by the clock


def open_round(ctx: Context, due: Due) -> datetime | None:
    """Thursday 9.00: the round's card, its reminder and its end; then the next round's time."""
    known = {one.id: one for one in plan.all_of(ctx)}
    chosen = known.get(due.args[1]) if len(due.args) > 1 else plan.first(ctx)
    if chosen is None or not chosen.rhythm.on:
        return None
    window, missed = _useful(ctx, chosen, due.at.replace(microsecond=0) - _MOMENT)
    if window and window.opens_at <= ctx.now:
        _open(ctx, plan.round_of(ctx, chosen, window))
    elif missed:
        _missed(ctx, plan.round_of(ctx, chosen, missed))
    following = plan.following(ctx, chosen)
    return following.opens_at if following else None


def _useful(ctx: Context, chosen: Plan, after: datetime) -> tuple[Window | None, Window | None]:
    """The first window after that moment that still gives people time, and the last that no longer does."""
    missed = None
    window = next_window(ctx.here, chosen.rhythm, after, ctx.days_off)
    while window and window.opens_at <= ctx.now and not rules.still_useful(ctx.now, window.closes_at):
        missed = window
        window = next_window(ctx.here, chosen.rhythm, window.opens_at, ctx.days_off)
    return window, missed


def _open(ctx: Context, round_: Round) -> None:
    ctx.store(CheckinStore).mark_opened(round_.id)
    ctx.post(ctx.here, card_key(round_.id), expires=round_.closes_at)
    ctx.schedule("checkins/remind", _reminder_at(ctx, round_), round_.id)
    ctx.schedule("checkins/close", round_.closes_at, round_.id)


def _missed(ctx: Context, round_: Round) -> None:
    """After days of silence: a word to the team, which has waited for it. Answers given ahead are shown."""
    store = ctx.store(CheckinStore)
    if round_.opened_at is None and store.close(round_.id):
        ctx.post(ctx.here, card_key(round_.id))


def _reminder_at(ctx: Context, round_: Round) -> datetime:
    """Of the time there really is: a round may have opened late."""
    at = rules.reminder_at(max(round_.opens_at, ctx.now), round_.closes_at)
    return into_working_hours(at, ctx.zone, ctx.days_off, not_after=round_.closes_at, not_before=ctx.now)


def remind(ctx: Context, due: Due) -> None:
    """Private, once, to those who have not answered and have not switched it off."""
    round_ = load(ctx, due.args[0])
    store = ctx.store(CheckinStore)
    if round_.closed_at or ctx.now >= round_.closes_at or not team_uses(ctx.here, Part.checkins):
        return
    earlier = [one.day for one in store.latest_of(round_.checkin_id, 7) if one.day < round_.day]
    if not rules.reminds(round_.day, earlier):
        return
    answered = store.answered_by(round_.id)
    extended = store.extended(round_.id)
    teams = ctx.store(TeamStore)
    for member in ctx.members:
        person = teams.person(member.person_id)
        if (
            person
            and member.person_id not in (*answered, *extended)
            and not person.settings.get("no_checkin_reminders")
        ):
            ctx.post(person, reminder_key(round_.id, person.id), expires=round_.closes_at)


def close(ctx: Context, due: Due) -> datetime | None:
    """The time is up; when somebody has longer the round waits for them, and no longer."""
    round_ = hold(ctx, due.args[0])
    waits = waits_until(ctx, round_)
    if waits is None or round_.closed_at:
        finish(ctx, round_)
        return None
    ctx.refresh(card_key(round_.id))
    _forget_reminders(ctx, round_)
    return waits


def waits_until(ctx: Context, round_: Round) -> datetime | None:
    store = ctx.store(CheckinStore)
    extended = store.extended(round_.id)
    if not extended:
        return None
    members = frozenset(member.person_id for member in ctx.members)
    return rules.waits_until(extended, store.answered_by(round_.id), members, ctx.now)


def finish(ctx: Context, round_: Round) -> None:
    """Closed for good: what it says of the collaboration is counted once, and what each chose forgotten. The round is
    held, and then the team: two of its rounds that close at the same moment know whose numbers the other one shows."""
    store = ctx.store(CheckinStore)
    ctx.store(TeamStore).hold_team(ctx.here.id)
    answers = [one for one in store.answers(round_.id) if one.kind == "answer"]
    moods = {one.person_id: one.mood for one in answers if one.mood}
    mood = rules.published(moods, store.moods_shown(round_.team_id)) if moods else rules.Mood()
    if not store.close(round_.id, mood.counts, mood.people):
        return
    match rules.at_close(len(answers), silent_before(ctx, round_)):
        case rules.Silence(pause=True):
            _pause(ctx, round_)
        case rules.Silence() | rules.Summary():
            pass
    ctx.unschedule("checkins/close", round_.id)
    ctx.refresh(card_key(round_.id))
    if any(one.in_the_way and not one.on_agenda for one in answers):
        ctx.announce(TopicsChanged(ctx.here.id))
    _forget_reminders(ctx, round_)


def _pause(ctx: Context, round_: Round) -> None:
    for one in plan.all_of(ctx):
        if one.id == round_.checkin_id and one.rhythm.on:
            plan.keep_rhythm(ctx, one, replace(one.rhythm, on=False))


def _forget_reminders(ctx: Context, round_: Round) -> None:
    for member in ctx.members:
        ctx.withdraw(reminder_key(round_.id, member.person_id))


def silent_before(ctx: Context, round_: Round) -> int:
    """How many closed rounds in a row before this one had no answers, since the team last chose a time."""
    store = ctx.store(CheckinStore)
    chosen = next((one for one in plan.all_of(ctx) if one.id == round_.checkin_id), None)
    since = chosen.rhythm.since if chosen else None
    before = [
        one
        for one in store.latest_of(round_.checkin_id, 4)
        if one.day < round_.day and one.closed_at and (since is None or one.day >= since)
    ]
    counts = store.answered_counts([one.id for one in before])
    silent = 0
    for one in before:
        if counts[one.id].get("answer"):
            break
        silent += 1
    return silent


# ---- other features' facts


def on_team_ready(ctx: Context, _event: TeamReady) -> None:
    plan.first(ctx)
    for one in plan.all_of(ctx):
        plan.schedule(ctx, one)


def on_member(ctx: Context, event: MemberJoined | MemberLeft) -> None:
    """Counts are of who is in the team now; who left is reminded of nothing, and waited for no longer."""
    for round_ in ctx.store(CheckinStore).open_rounds(ctx.here.id):
        ctx.refresh(card_key(round_.id))
        if isinstance(event, MemberLeft):
            ctx.withdraw(reminder_key(round_.id, event.person_id))
            if ctx.now >= round_.closes_at:
                ctx.schedule("checkins/close", ctx.now, round_.id)

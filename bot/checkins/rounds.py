"""A round's life: opened, reminded of and closed by the clock; its cards from the rows as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.calendar import into_working_hours
from bot.checkins import rules, timing, views
from bot.checkins.rhythm import next_window, rhythm_of
from bot.context import Context
from bot.errors import NotFound
from bot.events import MemberJoined, MemberLeft
from bot.names import facilitators
from bot.team_parts import Part, team_uses
from bot.ui import Button, Card, Style
from storage.checkins import CheckinStore, Round
from storage.schedules import Due
from storage.teams import Member, Role, TeamStore

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
    rhythm = rhythm_of(ctx.here)
    if not rhythm.on:
        return None
    window = next_window(ctx.here, rhythm, due.at.replace(microsecond=0) - _MOMENT, ctx.days_off)
    while window and window.opens_at <= ctx.now and not rules.still_useful(ctx.now, window.closes_at):
        window = next_window(ctx.here, rhythm, window.opens_at, ctx.days_off)  # after days of silence
    if window and window.opens_at <= ctx.now:
        store = ctx.store(CheckinStore)
        round_ = store.ensure_round(ctx.here.id, window.day, window.opens_at, window.closes_at)
        store.mark_opened(round_.id)
        ctx.post(ctx.here, card_key(round_.id), expires=round_.closes_at)
        ctx.schedule("checkins/remind", _reminder_at(ctx, round_), round_.id)
        ctx.schedule("checkins/close", round_.closes_at, round_.id)
    following = next_window(ctx.here, rhythm, ctx.now, ctx.days_off)
    return following.opens_at if following else None


def _reminder_at(ctx: Context, round_: Round) -> datetime:
    """Of the time there really is: a round may have opened late."""
    at = rules.reminder_at(max(round_.opens_at, ctx.now), round_.closes_at)
    return into_working_hours(at, ctx.zone, ctx.days_off, not_after=round_.closes_at, not_before=ctx.now)


def remind(ctx: Context, due: Due) -> None:
    """Private, once, to those who have not answered and have not switched it off."""
    round_ = load(ctx, due.args[0])
    if round_.closed_at or ctx.now >= round_.closes_at or not team_uses(ctx.here, Part.checkins):
        return
    answered = ctx.store(CheckinStore).answered_by(round_.id)
    teams = ctx.store(TeamStore)
    for member in ctx.members:
        person = teams.person(member.person_id)
        if person and member.person_id not in answered and not person.settings.get("no_checkin_reminders"):
            ctx.post(person, reminder_key(round_.id, person.id), expires=round_.closes_at)


def close(ctx: Context, due: Due) -> None:
    store = ctx.store(CheckinStore)
    round_ = hold(ctx, due.args[0])
    if not store.close(round_.id):
        return
    answers = sum(answer.kind == "answer" for answer in store.answers(round_.id))
    match rules.at_close(answers, _silent_before(ctx, round_)):
        case rules.Silence(pause=True):
            timing.pause(ctx)
        case rules.Silence() | rules.Summary():
            pass
    ctx.refresh(card_key(round_.id))
    for member in ctx.members:
        ctx.withdraw(reminder_key(round_.id, member.person_id))


def _silent_before(ctx: Context, round_: Round) -> int:
    """How many closed rounds in a row before this one had no answers, since the team last chose a time."""
    store = ctx.store(CheckinStore)
    since = rhythm_of(ctx.here).since
    before = [
        one
        for one in store.latest(ctx.here.id, 4)
        if one.day < round_.day and one.closed_at and (since is None or one.day >= since)
    ]
    counts = store.answered_counts([one.id for one in before])
    silent = 0
    for one in before:
        if counts[one.id].get("answer"):
            break
        silent += 1
    return silent


# ---- cards


def round_card(ctx: Context, round_id: int) -> Card:
    round_ = load(ctx, round_id)
    if round_.closed_at is None:
        people = ctx.store(TeamStore).members(ctx.here.id, Role.member, Role.facilitator)
        members = [one for one in people if one.role is Role.member]
        shown = progress(ctx, round_, members)
        names = facilitators(ctx.locale, people)
        return views.open_card(ctx.locale, round_, shown, names, _open_buttons(ctx, round_))
    answers = ctx.store(CheckinStore).answers(round_.id)
    given = [answer for answer in answers if answer.kind == "answer"]
    outcome = rules.at_close(len(given), _silent_before(ctx, round_))
    if isinstance(outcome, rules.Silence) and (outcome.ask_team or outcome.pause):
        return views.silent_card(ctx.locale, round_, _silent_buttons(ctx), paused=outcome.pause)
    _ = ctx.locale.gettext
    asked = max(len(ctx.members), len(given))
    read = Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id))
    return views.closed_card(ctx.locale, round_, answers, asked, read)


def progress(ctx: Context, round_: Round, members: Iterable[Member]) -> rules.Progress:
    answered = ctx.store(CheckinStore).answered_by(round_.id)
    return rules.progress(frozenset(member.person_id for member in members), answered)


def _open_buttons(ctx: Context, round_: Round) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(_("Jeg er væk i denne uge"), ctx.team_action("checkins/away", round_.id)),
        Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id)),
    )


def _silent_buttons(ctx: Context) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    when = Button(_("Vælg tidspunkt eller pause"), ctx.team_action("checkins/rhythm"), Style.primary)
    if rhythm_of(ctx.here).short:
        return (when,)
    return (when, Button(_("Færre spørgsmål"), ctx.team_action("checkins/short", "yes")))


def reminder_card(ctx: Context, round_id: int, person_id: int) -> Card | None:
    round_ = load(ctx, round_id)
    if round_.closed_at or ctx.store(CheckinStore).answer_of(round_id, person_id):
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(_("Spring over"), ctx.team_action("checkins/skip", round_.id)),
        Button(_("Ingen påmindelser om tjek-ind"), ctx.team_action("checkins/mute", round_.id)),
    )
    person = ctx.store(TeamStore).person(person_id)
    return views.reminder(ctx.locale, person.first_name if person else "", round_, buttons)


# ---- other features' facts


def on_member(ctx: Context, event: MemberJoined | MemberLeft) -> None:
    """Counts are of who is in the team now; who left is reminded of nothing."""
    for round_ in ctx.store(CheckinStore).latest(ctx.here.id, 1):
        if round_.closed_at is None:
            ctx.refresh(card_key(round_.id))
            if isinstance(event, MemberLeft):
                ctx.withdraw(reminder_key(round_.id, event.person_id))

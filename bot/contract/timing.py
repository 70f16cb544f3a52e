"""What the clock does with a contract: reminders, the facilitator's turn, the review at mid-course."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.calendar import local_to_utc
from bot.context import Context
from bot.contract import rules, standing
from bot.contract.rules import Stage, State
from bot.contract.standing import Standing, hold, load
from bot.events import GotStarted, TeamReady
from storage.contract import ContractStore, Version
from storage.schedules import Due
from storage.teams import Role, TeamStore

REMIND_AT, REVIEW_AT, APPROVALS_AT = time(10), time(9), time(8, 30)
NO_REMINDERS = "no_contract_reminders"
LETTERS = "contract/letters"


def _moment(ctx: Context, day: date, at: time) -> datetime:
    return local_to_utc(day, at, ctx.zone)


# ---- Kom i gang, and the reminders


def on_started(ctx: Context, _event: GotStarted) -> None:
    begin(ctx)


def begin(ctx: Context) -> None:
    """The first press, or the first words, begin the contract's time; nothing is said yet."""
    if ctx.store(ContractStore).begin(ctx.here.id):
        remind_from_now(ctx)
        plan(ctx)


def remind_from_now(ctx: Context) -> None:
    """On day 3 and 6 from today; what was planned before is planned anew."""
    no_more_reminders(ctx)
    today = ctx.locale.today
    for number, day in enumerate(rules.remind_on(today, today), start=1):
        if day <= ctx.here.course.ends_on:
            ctx.schedule("contract/remind", _moment(ctx, day, REMIND_AT), ctx.here.id, number)


def no_more_reminders(ctx: Context) -> None:
    for number, _ in enumerate(rules.REMIND_ON, start=1):
        ctx.unschedule("contract/remind", ctx.here.id, number)


def remind_key(team_id: int, person_id: int, version: int, number: int) -> str:
    return f"contract/remind/{team_id}/{person_id}/{version}/{number}"


def remind(ctx: Context, due: Due) -> None:
    """Each in private, as long as there is something for them to do."""
    now, teams = load(ctx), ctx.store(TeamStore)
    for member in ctx.members:
        person = teams.person(member.person_id)
        if person and awaits(now, person.id) and not person.settings.get(NO_REMINDERS):
            ctx.post(person, remind_key(ctx.here.id, person.id, now.latest, int(due.args[1])))


def forget_reminders(ctx: Context, now: Standing, *people: int) -> None:
    """What they were reminded of is done, or is another by now: their cards are drawn again."""
    for person_id in people or (one.person_id for one in ctx.members):
        for number, _ in enumerate(rules.REMIND_ON, start=1):
            ctx.refresh(remind_key(ctx.here.id, person_id, now.latest, number))


def awaits(now: Standing, person_id: int) -> bool:
    """Whether there is anything this member can do: write along, or sign."""
    if now.stage in (Stage.draft, Stage.returned):
        return True
    version = now.version
    return now.stage is Stage.signing and version is not None and person_id not in version.signers


# ---- the facilitator's turn


def approvals_key(facilitator_id: int, day: date) -> str:
    return f"contract/approvals/{facilitator_id}/{day.isoformat()}"


def ask_facilitator(ctx: Context, version: Version) -> None:
    """In their list of the next working morning: one list a day, however many teams."""
    at = _next_morning(ctx)
    day = at.astimezone(ctx.zone).date()
    ctx.store(ContractStore).set_version(version.id, listed_on=day)
    teams = ctx.store(TeamStore)
    for member in teams.members(ctx.here.id, Role.facilitator):
        facilitator = teams.person(member.person_id)
        if facilitator is not None:
            key = approvals_key(facilitator.id, day)
            ctx.post(facilitator, key, at=at)
            ctx.refresh(key)


def _next_morning(ctx: Context) -> datetime:
    """8.30 today, or on the next working day."""
    today = ctx.now.astimezone(ctx.zone).date()
    at = _moment(ctx, today, APPROVALS_AT)
    if ctx.days_off.is_off(today) or at < ctx.now:
        at = _moment(ctx, ctx.days_off.next_working_day(today), APPROVALS_AT)
    return at


def refresh_approvals(ctx: Context, version: Version) -> None:
    """The list it stands on is drawn again."""
    if version.listed_on is not None:
        for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True):
            ctx.refresh(approvals_key(member.person_id, version.listed_on))


def plan_facilitator(ctx: Context, number: int) -> None:
    """A week after it was sent they may approve it with those who have signed."""
    ctx.schedule("contract/week", ctx.now + rules.FACILITATOR_MAY_AFTER, ctx.here.id, number)


def after_a_week(ctx: Context, due: Due) -> None:
    now = load(ctx)
    version = now.version
    if version is None or version.number != int(due.args[1]) or version.state != State.signing:
        return
    if rules.may_approve(version.state, standing.signed(ctx, version), version.sent_at, ctx.now):
        ask_facilitator(ctx, version)


# ---- mid-course


def on_ready(ctx: Context, _event: TeamReady) -> None:
    plan(ctx)


def plan(ctx: Context) -> None:
    """The course's dates say when the contract is looked at again, and when its letters are opened."""
    course = ctx.here.course
    for kind, day in (
        ("contract/review", rules.middle(course.starts_on, course.ends_on)),
        (LETTERS, rules.last_week(course.ends_on)),
    ):
        at = _moment(ctx, ctx.days_off.working_day_from(day), REVIEW_AT)
        if at > ctx.now or kind == LETTERS:  # a course made shorter: the letters are there all the same
            ctx.schedule(kind, max(at, ctx.now), ctx.here.id)


def review_week(ctx: Context) -> date | None:
    """The day of the review, as long as it is ahead."""
    course = ctx.here.course
    day = ctx.days_off.working_day_from(rules.middle(course.starts_on, course.ends_on))
    return day if day > ctx.locale.today else None


def review(ctx: Context, _due: Due) -> None:
    """Halfway: does it still hold? One that is new needs no looking at."""
    now = hold(ctx)
    active, contract = now.active, now.contract
    if active is None or contract is None or contract.review_at is not None:
        return
    if (active.decided_at or active.sent_at) > ctx.now - rules.OLD_ENOUGH:
        return
    ctx.store(ContractStore).change(contract, review_at=ctx.now)
    ctx.post(ctx.here, standing.review_key(ctx.here.id), expires=ctx.now + timedelta(days=3))

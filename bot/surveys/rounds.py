"""A survey round's life: opened by a press or by the clock, answered in private, published once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot import anonymity
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import MemberJoined, MemberLeft
from bot.surveys import following, library, rules
from bot.surveys.questionnaire import Form, Questionnaire
from bot.team_parts import Part, team_uses
from storage.measurements import MeasurementStore, week_number
from storage.schedules import Due
from storage.surveys import SurveyRound, SurveyStore
from storage.teams import Person, Role, TeamStore

OPENS, CLOSES = time(9), time(12)
OPEN_FOR = 2  # working days after the one it opens on


class Taken(BotError):
    message = N_("Teamet er allerede spurgt i denne uge. Én gang om ugen er nok.")


class TooLate(BotError):
    message = N_("Der er ikke tid til det, inden forløbet slutter.")


class Gone(BotError):
    message = N_("Det spørgeskema findes ikke længere.")


def card_key(round_id: int) -> str:
    return f"surveys/round/{round_id}"


def known(ctx: Context, survey: str) -> Questionnaire:
    """Raises Gone."""
    found = library.known(ctx.settings.surveys).get(survey)
    if found is None:
        raise Gone
    return found


def load(ctx: Context, round_id: int) -> SurveyRound:
    """To read it. Raises NotFound when it is not this team's."""
    return _found(ctx.store(SurveyStore).round(ctx.here.id, round_id))


def hold(ctx: Context, round_id: int) -> SurveyRound:
    """To answer or close it: locked until the end of the transaction. Raises NotFound."""
    return _found(ctx.store(SurveyStore).held(ctx.here.id, round_id))


def _found(round_: SurveyRound | None) -> SurveyRound:
    if round_ is None:
        raise NotFound
    return round_


# ---- who is asked


def asked(ctx: Context, survey: Questionnaire) -> frozenset[int]:
    """Who is in the team now and is asked."""
    roles = (Role.member, Role.partner) if survey.partners else (Role.member,)
    return frozenset(one.person_id for one in ctx.store(TeamStore).members(ctx.here.id, *roles))


def progress(ctx: Context, survey: Questionnaire, round_: SurveyRound) -> rules.Progress:
    return rules.progress(asked(ctx, survey), ctx.store(SurveyStore).done(round_.id))


def running(ctx: Context, survey: str = "") -> SurveyRound | None:
    """The team's open round, of that questionnaire where one is said."""
    found = ctx.store(SurveyStore).open_rounds(ctx.here.id)
    return next((one for one in found if not survey or one.survey == survey), None)


# ---- opening


def begin(ctx: Context, survey: Questionnaire, opener: Person | None) -> SurveyRound:
    """The week's one measurement, and its card. A team of few gets the questions to talk about instead.

    Raises Taken, TooLate.
    """
    today, course = ctx.locale.today, ctx.here.course
    measured, store = ctx.store(MeasurementStore), ctx.store(SurveyStore)
    measured.hold(ctx.here.id)
    if measured.taken(ctx.here.id, today) or running(ctx) is not None:
        raise Taken
    closes_at = _closes_at(ctx)
    if closes_at.astimezone(ctx.zone).date() > course.ends_on and today < course.ends_on:
        closes_at = local_to_utc(course.ends_on, time(16), ctx.zone)
    if closes_at <= ctx.now + timedelta(hours=2):
        raise TooLate
    oral = rules.talks_instead(len(asked(ctx, survey)))
    round_id = store.open(
        ctx.here.id,
        week_number(today),
        survey.id,
        form=form_of_next(ctx, survey).value,
        closes_at=closes_at,
        opened_by=opener.id if opener else None,
        oral=oral,
    )
    if round_id is None:
        raise Taken
    ctx.post(ctx.here, card_key(round_id), expires=closes_at)
    if not oral:
        ctx.schedule("surveys/close", closes_at, round_id)
    return load(ctx, round_id)


def form_of_next(ctx: Context, survey: Questionnaire) -> Form:
    """Of two parallel forms: the one before until it has been held, from then on the other."""
    if not survey.parallel:
        return Form.BOTH
    return Form.POST if history(ctx, survey.id) else Form.PRE


def _closes_at(ctx: Context) -> datetime:
    day = ctx.locale.today
    for _ in range(OPEN_FOR):
        day = ctx.days_off.next_working_day(day)
    return local_to_utc(day, CLOSES, ctx.zone)


def next_free(ctx: Context, after: date) -> date | None:
    """The first working day of the first week after that day in which the course is still on and nothing measures the
    team yet."""
    monday = after - timedelta(days=after.weekday())
    measured = ctx.store(MeasurementStore)
    while (monday := monday + timedelta(weeks=1)) <= ctx.here.course.ends_on:
        day = ctx.days_off.working_day_from(monday)
        if day < monday + timedelta(weeks=1) and not measured.taken(ctx.here.id, day):
            return day if day <= ctx.here.course.ends_on else None
    return None


def plan(ctx: Context, survey: Questionnaire, day: date) -> datetime:
    """Let the clock open it at 9.00 of that day."""
    at = local_to_utc(day, OPENS, ctx.zone)
    ctx.schedule("surveys/open", at, ctx.here.id, survey.id)
    return at


def on_due(ctx: Context, due: Due) -> datetime | None:
    """The clock opens one; where the week is taken it tries the next. When the next comes, where the team follows
    the questionnaire through the course."""
    survey = library.known(ctx.settings.surveys).get(str(due.args[1]))
    if survey is None or not team_uses(ctx.here, Part.surveys):
        return None
    try:
        begin(ctx, survey, None)
    except Taken:
        day = next_free(ctx, ctx.locale.today)
        return local_to_utc(day, OPENS, ctx.zone) if day else None
    except TooLate:
        return None
    return following.next_at(ctx, survey, after=ctx.locale.today)


# ---- the end


def come_to(ctx: Context, round_: SurveyRound) -> None:
    """After every answer, and when people come or go: it closes when everybody is done."""
    if round_.closed_at is not None:
        return
    if progress(ctx, known(ctx, round_.survey), round_).all_in:
        finish(ctx, round_)
    else:
        ctx.refresh(card_key(round_.id))


def on_close(ctx: Context, due: Due) -> None:
    finish(ctx, hold(ctx, int(due.args[0])))


def finish(ctx: Context, round_: SurveyRound) -> None:
    """Published once. Only who is still in the team counts; what was shown before decides what may be shown now."""
    survey = library.known(ctx.settings.surveys).get(round_.survey)
    store = ctx.store(SurveyStore)
    if round_.closed_at is not None:
        return
    found = rules.Published(why=rules.Why.FEW)
    if survey is not None:
        present = asked(ctx, survey)
        given = {person: said for person, said in store.given(round_.id).items() if person in present}
        items = survey.asked(round_.form)
        found = rules.published(survey.kind, items, survey.steps, given, _shown(ctx, round_.survey))
    if store.close(round_.id, found.result, found.basis, found.why.value):
        ctx.unschedule("surveys/close", round_.id)
        ctx.refresh(card_key(round_.id))


def _shown(ctx: Context, survey: str) -> dict[str, list[anonymity.People]]:
    """Whose answers the numbers shown so far were made of, by question."""
    found: dict[str, list[anonymity.People]] = {}
    for one in history(ctx, survey):
        for name, people in one.basis.items():
            found.setdefault(name, []).append(frozenset(people))
    return found


def history(ctx: Context, survey: str) -> tuple[SurveyRound, ...]:
    """The team's closed rounds of a questionnaire, the oldest first."""
    return tuple(
        one
        for one in ctx.store(SurveyStore).history(ctx.here.id)
        if one.survey == survey and one.closed_at is not None
    )


def on_member(ctx: Context, _event: MemberJoined | MemberLeft) -> None:
    """Who is asked has changed: perhaps everybody is done now."""
    for one in ctx.store(SurveyStore).open_rounds(ctx.here.id):
        if one.survey in library.known(ctx.settings.surveys):
            come_to(ctx, hold(ctx, one.id))

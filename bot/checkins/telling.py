"""What check-ins tell the rest of Samspil: next steps, signals, the agenda, news, the calendar, a person's data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import dates, thresholds, waiting
from bot.checkins import followup, longer, plan, rounds, rules
from bot.checkins.views import telling as views
from bot.checkins.views.words import calendar_title, short_deadline
from bot.context import Context
from bot.feature import Awaited, CalendarEntry, News, Signal, Step, Topic, Track, Waiting
from bot.i18n import md
from bot.names import facilitators
from bot.ui import Action, Button, Style
from storage.checkins import CheckinStore, Round
from storage.teams import Role, TeamStore

LATELY = 8  # rounds


def steps(ctx: Context) -> Iterable[Step]:
    """Answer, while a round is open and this member has not."""
    if ctx.role is not Role.member:
        return
    store = ctx.store(CheckinStore)
    for round_ in store.open_rounds(ctx.here.id):
        if longer.is_open(ctx, round_) and ctx.me.id not in store.answered_by(round_.id):
            until = short_deadline(ctx.locale, longer.open_until(ctx, round_))
            answer = Button(
                ctx.locale.gettext("Svar på tjek-ind"),
                ctx.team_action("checkins/answer", round_.id),
                Style.primary,
            )
            yield Step(20, views.is_open(ctx.locale, round_, until), answer)
    yield from _asked(ctx)


def signals(ctx: Context) -> Iterable[Signal]:
    """Under half answered twice; or everybody did. Of the check-in that every team has. And that somebody has asked
    the facilitator for help."""
    least = thresholds.of(ctx.here.course)
    yield from _help(ctx, least.help_waits_days)
    plans = plan.all_of(ctx)
    if not plans or not plans[0].rhythm.on:
        return
    results = _results(ctx, plans[0].id, max(least.checkin_rounds, 1))
    few = rules.few_answered(results, least.checkin_rounds, least.checkin_percent)
    if few:
        yield Signal(
            kind="checkins.few",
            team_id=ctx.here.id,
            order=40,
            text=lambda locale: views.few_answered(
                locale, [(one.answered, one.asked) for one in few], least.checkin_percent
            ),
            action=lambda locale: Button(
                locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "checkins.few")
            ),
            shared_text=lambda locale: views.few_in_many(locale, len(few), least.checkin_percent),
        )
    elif rules.all_answered(results):
        yield Signal(
            kind="checkins.all",
            team_id=ctx.here.id,
            order=50,
            text=lambda locale: md(locale.gettext("alle har svaret på det seneste tjek-ind.")),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", ctx.here.id, "checkins.all")
            ),
            strength=True,
        )


def _help(ctx: Context, working_days: int) -> Iterable[Signal]:
    """The oldest that no facilitator has said they take care of. Who asked did so to the facilitator's face."""
    team_id = ctx.here.id
    for round_id, person_id, at in ctx.store(CheckinStore).help_waiting(team_id):
        asked = ctx.locale.local(at).date()
        if ctx.days_off.working_days_since(asked, ctx.locale.today) <= working_days:
            return
        if not followup.was_told(ctx, round_id, person_id, at):
            continue
        yield Signal(
            kind="checkins.help",
            team_id=team_id,
            order=3,
            text=lambda locale: md(
                locale.gettext(
                    "nogen bad dig om hjælp %(day)s og har ikke hørt fra dig endnu. Kun du kan se det her."
                ),
                day=dates.day(asked, locale.local(locale.now), locale.language),  # noqa: B023 -- the only one
            ),
            action=lambda locale: Button(
                locale.gettext("Jeg tager fat i det"),
                Action.to("checkins/helped", team_id, round_id, person_id),  # noqa: B023
                Style.primary,
            ),
            personal=True,
        )
        return


def waits(ctx: Context) -> Iterable[Waiting]:
    for _round_id, _person_id, at in ctx.store(CheckinStore).help_waiting(ctx.here.id):
        yield Waiting(Awaited.help, at)


def _asked(ctx: Context) -> Iterable[Step]:
    """For who asked for help, when nobody has answered: who else there is."""
    for round_id, person_id, at in ctx.store(CheckinStore).help_waiting(ctx.here.id):
        names = facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
        if person_id == ctx.me.id and names and waiting.long(ctx, at):
            yield from waiting.step(ctx, at, followup.ask_button(ctx, round_id, names))
            return


def _results(ctx: Context, checkin_id: int, rounds_asked: int) -> tuple[rules.RoundResult, ...]:
    store = ctx.store(CheckinStore)
    closed = [one for one in store.latest_of(checkin_id, rounds_asked + 1) if one.closed_at]
    counts = store.answered_counts([one.id for one in closed])
    members = len(ctx.members)
    return tuple(
        rules.RoundResult(
            max(members - counts[one.id].get("away", 0), 0),
            counts[one.id].get("answer", 0) + counts[one.id].get("skipped", 0),
        )
        for one in closed
    )


def topics(ctx: Context) -> Iterable[Topic]:
    """How much is in people's way, of each check-in's last round: the words are theirs to put on the agenda."""
    store, seen = ctx.store(CheckinStore), set[int]()
    for round_ in store.latest(ctx.here.id, LATELY):
        if round_.closed_at is None or round_.checkin_id in seen:
            continue
        seen.add(round_.checkin_id)
        waiting = [one for one in store.answers(round_.id) if one.in_the_way and not one.on_agenda]
        if waiting:
            title = views.in_the_way(ctx.locale, round_, len(waiting))
            yield Topic(key=f"checkins/{round_.id}", title=title, track=Track.process)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """The last round that closed meanwhile, with how many answered."""
    store = ctx.store(CheckinStore)
    for round_ in store.latest(ctx.here.id, LATELY):
        if round_.closed_at and round_.closed_at > since:
            if answered := store.answered_counts([round_.id])[round_.id].get("answer", 0):
                yield News(40, views.was_held(ctx.locale, round_, answered))
            return


def calendar(ctx: Context) -> Iterable[CalendarEntry]:
    """The windows, for who is told of them nowhere else: those that have opened, and the next of each."""
    if ctx.role not in (None, Role.member):
        return
    plans = {one.id: one for one in plan.all_of(ctx)}
    rounds_ = [
        (one.checkin_id, one.asked.name, one.day, one.opens_at, one.closes_at)
        for one in ctx.store(CheckinStore).latest(ctx.here.id, LATELY)
    ]
    for one in plans.values():
        if window := plan.following(ctx, one):
            rounds_.append((one.id, one.checkin.name, window.day, window.opens_at, window.closes_at))
    for checkin_id, called, day, opens_at, closes_at in rounds_:
        known = plans.get(checkin_id)
        which = "" if known is None or known.checkin.is_first else f"{checkin_id}-"
        yield CalendarEntry(
            uid=f"checkin-{ctx.here.id}-{which}{day.isoformat()}@samspil",
            start=opens_at,
            end=closes_at,
            title=calendar_title(ctx.locale, called, day),
            about=ctx.here.name,
            changed_at=opens_at,
            busy=False,
        )


# ---- one person's


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    found = ctx.store(CheckinStore).of_person(person_id)
    return [views.exported(ctx.locale, round_, answer) for round_, answer in found]


def erase(ctx: Context, person_id: int) -> None:
    """What facilitators were asked for help with is drawn again too, without it."""
    store, teams = ctx.store(CheckinStore), ctx.store(TeamStore)
    helped = [round_ for round_, answer in store.of_person(person_id) if answer.help == "facilitator"]
    for round_id in store.erase(person_id):
        ctx.refresh(rounds.card_key(round_id))
    for round_ in helped:
        _help_again(ctx, teams, round_, person_id)


def _help_again(ctx: Context, teams: TeamStore, round_: Round, person_id: int) -> None:
    for one in teams.members(round_.team_id, Role.facilitator, left=True):
        ctx.refresh(followup.help_key(round_.id, person_id, one.person_id))

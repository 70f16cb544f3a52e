"""What surveys tell the rest: next steps, the facilitator's Monday, who was away, a partner's page, a person's data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import thresholds
from bot.context import Context
from bot.feature import GuestLine, GuestPart, News, Signal, Step
from bot.surveys import library, rounds, rules, views
from bot.surveys.rules import Heard
from bot.team_parts import Part, team_uses
from bot.thresholds import Thresholds
from bot.ui import Action, Button, Style
from storage.guests import GuestStore
from storage.surveys import SurveyStore
from storage.teams import Role, TeamStore

PULSE, LEVEL = "dialogpuls", "niveau"  # those that are signals
FRESH = timedelta(weeks=3)  # what was published longer ago is no news on a Monday
SHOWN_TO_GUESTS = timedelta(weeks=3)


def steps(ctx: Context) -> Iterable[Step]:
    """Answer, while one is open and this person has not."""
    if ctx.role not in (Role.member, Role.partner):
        return
    store, known = ctx.store(SurveyStore), library.known(ctx.settings.surveys)
    for round_ in store.open_rounds(ctx.here.id):
        survey = known.get(round_.survey)
        if survey is None or ctx.now >= round_.closes_at or ctx.me.id in store.done(round_.id):
            continue
        if ctx.role is Role.partner and not survey.partners:
            continue
        label = ctx.locale.gettext("Svar på %(title)s") % {"title": survey.words(ctx.locale.language).title}
        answer = Button(label, ctx.team_action("surveys/answer", round_.id), Style.primary)
        yield Step(25, views.is_open(ctx.locale, survey), answer)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """What was published meanwhile, the latest."""
    known = library.known(ctx.settings.surveys)
    for round_ in reversed(ctx.store(SurveyStore).history(ctx.here.id)):
        if round_.closed_at and round_.closed_at > since and round_.result and round_.survey in known:
            yield News(42, views.ready(ctx.locale, known[round_.survey]))
            return


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    """To a partner: what the round they were asked in came to."""
    known = library.known(ctx.settings.surveys)
    if ctx.role is not Role.partner:
        return
    for round_ in reversed(ctx.store(SurveyStore).history(ctx.here.id)):
        survey = known.get(round_.survey)
        if survey is None or not survey.partners or not round_.result or round_.closed_at is None:
            continue
        if round_.closed_at > ctx.now - SHOWN_TO_GUESTS:
            yield GuestLine(GuestPart.agreed, 60, views.guest_result(ctx.locale, survey, round_))
        return


# ---- Monday


def signals(ctx: Context) -> Iterable[Signal]:
    """The pulse falls, people are far apart, or all is always well; the level stays the first. No numbers."""
    if not team_uses(ctx.here, Part.surveys):
        return
    least = thresholds.of(ctx.here.course)
    if (found := _pulse(ctx, least)) is not None:
        yield _signal(ctx.here.id, found)
    level = [one for one in rounds.history(ctx, LEVEL) if one.result]
    week = rules.course_week(ctx.locale.today, ctx.here.course.starts_on)
    if level and rules.still_lowest(level[-1].result[LEVEL]["shares"], week, least.level_weeks):
        yield _level(ctx.here.id)


def _pulse(ctx: Context, least: Thresholds) -> Heard | None:
    survey = library.known(ctx.settings.surveys)[PULSE]
    held = [one for one in reversed(rounds.history(ctx, PULSE)) if one.result]
    if not held or held[0].closed_at is None or held[0].closed_at < ctx.now - FRESH:
        return None
    asked = any(one.open for one in ctx.store(GuestStore).questions(ctx.here.id))
    numbers = rules.Least(least.pulse_falls_steps, least.pulse_apart_steps, least.pulse_five_rounds)
    return rules.heard([one.result for one in held], survey.steps, numbers, open_questions=asked)


def _signal(team_id: int, found: Heard) -> Signal:
    kind = f"surveys.{found.value}"
    return Signal(
        kind=kind,
        team_id=team_id,
        order=25 if found is Heard.FALLS else 45,
        text=lambda locale: views.heard(locale, found),
        action=lambda locale: Button(
            locale.gettext("Skriv til teamet"), Action.to("monday/write", team_id, kind)
        ),
        shared_text=lambda locale: views.heard(locale, found),
    )


def _level(team_id: int) -> Signal:
    return Signal(
        kind="surveys.level",
        team_id=team_id,
        order=55,
        text=views.still_lowest,
        action=lambda locale: Button(
            locale.gettext("Åbn en refleksion"), Action.to("reflections/suggest", team_id, "fagligheder")
        ),
        shared_text=views.still_lowest,
    )


# ---- one person's


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    known = library.known(ctx.settings.surveys)
    return [
        views.exported(ctx.locale, known.get(one.round.survey), one)
        for one in ctx.store(SurveyStore).own(person_id, ctx.private_since)
    ]


def erase(ctx: Context, person_id: int) -> None:
    """Their answers go; what was published is nobody's."""
    teams = ctx.store(TeamStore)
    for team_id, round_id in ctx.store(SurveyStore).erase(person_id):
        team = teams.team(team_id)
        if team is not None:
            replace(ctx, team=team).refresh(rounds.card_key(round_id))


def end(ctx: Context, _people: tuple[int, ...]) -> None:
    """Nobody's answers are kept; what was said of four or more stands on the cards until they go."""
    ctx.store(SurveyStore).end(ctx.here.id)

"""A team's check-ins as they are chosen: when each comes, what it asks, and who reads the answers when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot import team_parts
from bot.checkins import library, rhythm, rules
from bot.checkins.rhythm import Rhythm, Window
from bot.checkins.rules import Audience
from bot.context import Context
from bot.errors import NotFound
from bot.team_parts import Part, team_uses
from storage.checkins import Asked, Checkin, CheckinStore, Round
from storage.measurements import MOOD, MeasurementStore
from storage.teams import Team, TeamStore

USUAL, SHORT = "fast", "kort"  # sets of questions
MOST_OF_A_TEAM = 5  # check-ins; each may post every day it comes
REMEMBERED = 60  # rounds looked back on for the question whose turn it is


@dataclass(frozen=True, slots=True)
class Plan:
    checkin: Checkin
    rhythm: Rhythm
    audience: Audience = Audience.open
    questions: str = USUAL
    own: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        return self.checkin.id


def of(team: Team, checkin: Checkin) -> Plan:
    """The first check-in comes when the course says, unless the team has said otherwise."""
    chosen: dict[str, Any] = dict(checkin.settings)
    if checkin.is_first:
        chosen = {**_settings(team.course.settings), **_settings(team.settings), **chosen}
    known = rhythm.read(chosen)
    asked = chosen.get("questions") or (SHORT if chosen.get("short") else USUAL)
    return Plan(
        checkin,
        replace(known, on=known.on and team_uses(team, Part.checkins)),
        Audience(chosen.get("audience", Audience.open)),
        asked if asked in library.ready().sets else USUAL,
        tuple(chosen.get("own", ())),
    )


def _settings(owner: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = owner.get("checkin", {})
    return found


def all_of(ctx: Context) -> tuple[Plan, ...]:
    """The team's check-ins, the first first."""
    return tuple(of(ctx.here, one) for one in ctx.store(CheckinStore).checkins(ctx.here.id))


def first(ctx: Context) -> Plan:
    return of(ctx.here, ctx.store(CheckinStore).first(ctx.here.id))


def load(ctx: Context, checkin_id: int) -> Plan:
    """0 is the first. Raises NotFound when it is not this team's, or has ended."""
    if not checkin_id:
        return first(ctx)
    found = next((one for one in all_of(ctx) if one.id == checkin_id), None)
    if found is None:
        raise NotFound
    return found


# ---- changing them


def keep_rhythm(ctx: Context, plan: Plan, chosen: Rhythm) -> Plan:
    """Also where the team uses only the essentials: who asks for check-ins gets them."""
    said = rhythm.write(chosen)
    wanted = {team_parts.SETTING: team_parts.with_part(ctx.here, Part.checkins)} if chosen.on else {}
    teams, store = ctx.store(TeamStore), ctx.store(CheckinStore)
    if plan.checkin.is_first:
        own = {key: value for key, value in _settings(ctx.here.settings).items() if key == "short"}
        teams.set_team_settings(ctx.here, **wanted, checkin={**own, **said})
    else:
        teams.set_team_settings(ctx.here, **wanted)
        store.change(plan.checkin, settings={**_but_rhythm(plan), **said})
    changed = replace(plan, rhythm=chosen)
    schedule(ctx, changed)
    return changed


def _but_rhythm(plan: Plan) -> dict[str, Any]:
    kept = ("audience", "questions", "own")
    return {key: value for key, value in plan.checkin.settings.items() if key in kept}


def keep_questions(
    ctx: Context, plan: Plan, questions: str, own: tuple[str, ...], audience: Audience
) -> None:
    said = {"questions": questions, "own": list(own), "audience": audience.value}
    ctx.store(CheckinStore).change(plan.checkin, settings={**plan.checkin.settings, **said})


def schedule(ctx: Context, plan: Plan) -> Window | None:
    """Set the clock for its next round; what was answered ahead of it moves along."""
    window = following(ctx, plan)
    if window is None:
        ctx.unschedule("checkins/open", *job_args(ctx, plan))
    else:
        ctx.schedule("checkins/open", window.opens_at, *job_args(ctx, plan))
        ctx.store(CheckinStore).move_waiting(plan.id, window.day, window.opens_at, window.closes_at)
    return window


def following(ctx: Context, plan: Plan) -> Window | None:
    """The next round there will be."""
    return rhythm.next_window(ctx.here, plan.rhythm, ctx.now, ctx.days_off) if plan.rhythm.on else None


def job_args(ctx: Context, plan: Plan) -> tuple[int, ...]:
    """What the jobs of a check-in are called by: the first's by the team alone, as it was when there was one."""
    return (ctx.here.id,) if plan.checkin.is_first else (ctx.here.id, plan.id)


# ---- what a round asks


def round_of(ctx: Context, plan: Plan, window: Window) -> Round:
    """The check-in's round of that window, made if there is none, and asked as the team has chosen."""
    several = len(plan.rhythm.days) > 1
    store = ctx.store(CheckinStore)
    asked = Asked(plan.id, plan.checkin.name, plan.audience.value, asked_on(ctx, plan, window.day), several)
    return store.ensure_round(ctx.here.id, window.day, window.opens_at, window.closes_at, asked)


def asked_on(ctx: Context, plan: Plan, day: date) -> tuple[Mapping[str, str], ...]:
    """The questions of a round of that day: without the mood in a week in which the team is measured otherwise."""
    asked = questions_of(ctx, plan)
    if all(one["id"] != MOOD for one in asked):
        return asked
    measured = ctx.store(MeasurementStore)
    measured.hold(ctx.here.id)
    if measured.survey_in(ctx.here.id, day) or measured.mood_in(ctx.here.id, day, but=(plan.id, day)):
        return tuple(one for one in asked if one["id"] != MOOD)
    return asked


def questions_of(ctx: Context, plan: Plan) -> tuple[Mapping[str, str], ...]:
    known = library.ready()
    wanted = known.sets[plan.questions].questions
    turn = ""
    if library.TAKES_TURNS in wanted:
        before = ctx.store(CheckinStore).latest_of(plan.id, REMEMBERED)
        asked = [one["id"] for round_ in before for one in round_.asked.questions]
        turn = rules.whose_turn(known.rotating, [id for id in asked if id in known.rotating])
    ids = tuple(turn if id == library.TAKES_TURNS else id for id in wanted)
    return tuple(
        {"id": f"own-{number}", "text": plan.own[number]} if isinstance(number, int) else {"id": number}
        for number in rules.composed(ids, len(plan.own))
    )

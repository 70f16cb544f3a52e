"""Goals: written, given numbers, reached or let go; and their signs of success."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound, Rejected
from bot.goals import rules, views
from bot.goals.rules import Progress
from bot.interactions import Replace, Reply, Response
from bot.pictures import keep, line
from bot.ui import Button, Card, Form, Picture, Style, Values
from bot.wording import noted
from storage.agreements import AgreementStore
from storage.goals import Goal, GoalStore
from storage.teams import Role


class Enough(BotError):
    message = N_("Fire mål er nok at holde øje med. Luk et af dem, før I skriver et nyt.")


class NoGoals(BotError):
    message = N_("I har ingen åbne mål. Skriv et med /samspil maal.")


class Closed(BotError):
    message = N_("Målet er lukket. Åbn det igen, hvis I vil arbejde videre med det.")


# ---- seeing them


def command(ctx: Context, _text: str) -> Response:
    return Reply(_overview(ctx))


def show(ctx: Context) -> Response:
    return Replace(_overview(ctx))


def _overview(ctx: Context) -> Card:
    goals = ctx.store(GoalStore).of_team(ctx.here.id)
    still = [goal for goal in goals if goal.state == "open"]
    so_far = progress_of(ctx, still)
    agreements = ctx.store(AgreementStore).of_goals(ctx.here.id) if still else ()
    shown = [
        views.Shown(
            goal,
            so_far[goal.id],
            tuple(one.text for one in agreements if one.goal_id == goal.id and one.open),
            sum(one.goal_id == goal.id and one.state == "done" for one in agreements),
            _picture(ctx, goal, so_far[goal.id]),
            _presses(ctx, goal),
        )
        for goal in still
    ]
    _ = ctx.locale.gettext
    buttons = []
    if ctx.role is Role.member and still:
        buttons.append(Button(_("Giv målene et tal"), ctx.team_action("goals/marks"), Style.primary))
    if ctx.role is Role.member and len(still) < rules.MOST_OPEN:
        buttons.append(_new(ctx))
    closed = [goal for goal in goals if goal.state != "open"]
    return views.overview(ctx.locale, shown, closed, tuple(buttons))


def progress_of(ctx: Context, goals: list[Goal]) -> dict[int, Progress]:
    """How far each goal is."""
    given = ctx.store(GoalStore).marks([goal.id for goal in goals])
    return {
        goal_id: rules.progress([(mark.set_at, mark.value) for mark in marks], ctx.zone)
        for goal_id, marks in given.items()
    }


def _picture(ctx: Context, goal: Goal, so_far: Progress) -> Picture | None:
    """Once there is something to compare with."""
    if so_far.change is None:
        return None
    svg = line(
        views.points(ctx.locale, so_far), rules.LOWEST, rules.HIGHEST, str(rules.LOWEST), str(rules.HIGHEST)
    )
    return keep(ctx, f"goals/{goal.id}", svg, views.alt(ctx.locale, goal, so_far))


def _presses(ctx: Context, goal: Goal) -> tuple[Button, ...]:
    if ctx.role is not Role.member:
        return ()
    _ = ctx.locale.gettext
    return (
        Button(_("Ret målet"), ctx.team_action("goals/change", goal.id)),
        Button(_("Målet er nået"), ctx.team_action("goals/close", goal.id, "reached")),
        Button(_("Læg det væk"), ctx.team_action("goals/close", goal.id, "dropped")),
    )


def _new(ctx: Context) -> Button:
    return Button(ctx.locale.gettext("Nyt mål"), ctx.team_action("goals/new"))


def signs(ctx: Context, _text: str) -> Response:
    """`/samspil tegn`."""
    still = ctx.store(GoalStore).open(ctx.here.id)
    member = ctx.role is Role.member
    rows = [(goal, _write_sign(ctx, goal) if member else None) for goal in still]
    new = _new(ctx) if member and len(still) < rules.MOST_OPEN else None
    return Reply(views.signs(ctx.locale, rows, new))


def _write_sign(ctx: Context, goal: Goal) -> Button:
    label = ctx.locale.gettext("Ret tegnet") if goal.sign else ctx.locale.gettext("Skriv tegnet")
    return Button(label, ctx.team_action("goals/change", goal.id))


# ---- writing them


def new_form(ctx: Context) -> Form:
    if len(ctx.store(GoalStore).open(ctx.here.id)) >= rules.MOST_OPEN:
        raise Enough
    return views.goal_form(ctx.locale, ctx.team_action("goals/new"), None)


def make(ctx: Context, values: Values) -> Response:
    ctx.store(GoalStore).add(ctx.here.id, ctx.me.id, str(values["text"]), str(values["sign"]))
    return Reply(_overview(ctx))


def change_form(ctx: Context, goal_id: int) -> Form:
    goal = _still_open(ctx.store(GoalStore).goal(ctx.here.id, goal_id))
    return views.goal_form(ctx.locale, ctx.team_action("goals/change", goal.id), goal)


def change(ctx: Context, values: Values, goal_id: int) -> Response:
    goal = _still_open(ctx.store(GoalStore).held(ctx.here.id, goal_id))
    ctx.store(GoalStore).change(goal.id, text=str(values["text"]), sign=str(values["sign"]))
    return Reply(_overview(ctx))


def _still_open(goal: Goal | None) -> Goal:
    if goal is None:
        raise NotFound
    if goal.state != "open":
        raise Closed
    return goal


# ---- how far


def marks_form(ctx: Context) -> Form:
    still = list(ctx.store(GoalStore).open(ctx.here.id))[: rules.MOST_OPEN]
    if not still:
        raise NoGoals
    so_far = progress_of(ctx, still)
    action = ctx.team_action("goals/marks")
    return views.marks_form(ctx.locale, action, [(goal, so_far[goal.id]) for goal in still])


def mark(ctx: Context, values: Values) -> Response:
    """A scale's steps count from 1, and its first is 0."""
    given = {int(name.removeprefix("goal_")): int(str(step)) - 1 for name, step in values.items() if step}
    if not given:
        raise Rejected({next(iter(values)): ctx.locale.gettext("Vælg et tal til mindst ét af målene.")})
    for goal_id, value in given.items():
        ctx.store(GoalStore).mark(goal_id, value)
    return Reply(_overview(ctx))


# ---- closing


def close(ctx: Context, goal_id: int, state: str) -> Response:
    """*Nået* or *Slip det*; who comes second changes nothing."""
    goal = ctx.store(GoalStore).held(ctx.here.id, goal_id)
    if goal is None or state not in ("reached", "dropped"):
        raise NotFound
    if goal.state == "open":
        ctx.store(GoalStore).change(goal.id, state=state, closed_at=ctx.now)
    reached = (state if goal.state == "open" else goal.state) == "reached"
    _ = ctx.locale.gettext
    text = _('"%(goal)s" er nået. Stærkt arbejde.') if reached else _('"%(goal)s" er lagt væk.')
    back = Button(_("Se målene"), ctx.team_action("goals/show"))
    again = Button(_("Åbn det igen"), ctx.team_action("goals/reopen", goal.id))
    return Replace(noted(text % {"goal": goal.text}, back, again))


def reopen(ctx: Context, goal_id: int) -> Response:
    goal = ctx.store(GoalStore).held(ctx.here.id, goal_id)
    if goal is None:
        raise NotFound
    if goal.state != "open":
        if len(ctx.store(GoalStore).open(ctx.here.id)) >= rules.MOST_OPEN:
            raise Enough
        ctx.store(GoalStore).change(goal.id, state="open", closed_at=None)
    return Replace(_overview(ctx))

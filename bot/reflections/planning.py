"""A series: on these days these prompts open by themselves, within the noise budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot import dates, noise
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import NotFound, Rejected
from bot.interactions import Replace, Reply, Response
from bot.prompts.library import find, known
from bot.prompts.prompt import Theme
from bot.reflections import rounds, rules, views
from bot.reflections.finding import ensure_may_open
from bot.team_parts import Part, team_uses
from bot.ui import Action, Button, Card, Form, Values
from storage.planned_reflections import Planned, PlannedReflectionStore
from storage.reflections import ReflectionStore
from storage.schedules import Due

MOST = 6  # waiting at a time
OPENS = time(9)  # when only a day was written
WAITS = timedelta(days=7)  # for the one before to be over, and for a week with room


def show(ctx: Context) -> Response:
    return Reply(_card(ctx))


def _card(ctx: Context) -> Card:
    _ = ctx.locale.gettext
    rows = []
    for one in ctx.store(PlannedReflectionStore).waiting(ctx.here.id)[:MOST]:
        prompt = known(ctx.settings.prompts, one.prompt)
        title = prompt.wording(ctx.locale.language).title if prompt else one.prompt
        presses = (
            Button(_("Vælg et andet spørgsmål"), ctx.team_action("reflections/replan", one.id)),
            Button(_("Tag den af"), ctx.team_action("reflections/unplan", one.id)),
        )
        rows.append((one, title, presses))
    more = Button(_("Planlæg flere"), ctx.team_action("reflections/plan"))
    return views.plan_card(ctx.locale, rows, more if len(rows) < MOST else None)


# ---- planning


def form(ctx: Context) -> Form:
    ensure_may_open(ctx)
    return views.plan_form(ctx.locale, ctx.team_action("reflections/plan"), None)


def later_form(ctx: Context, prompt_id: str) -> Form:
    """One prompt, on a day."""
    ensure_may_open(ctx)
    action: Action = ctx.team_action("reflections/later", prompt_id)
    return views.plan_form(ctx.locale, action, find(ctx.settings.prompts, prompt_id))


def plan(ctx: Context, values: Values) -> Response:
    theme = str(values["theme"])
    asked = Theme(theme) if theme in list(Theme) else None
    for at in _moments(ctx, values, _room(ctx)):
        chosen = _next(ctx, rules.Wanted(asked=asked, first=_would_be_first(ctx, at)))
        if isinstance(chosen, rules.UsedUp):
            break
        _add(ctx, chosen.prompt.id, at, values)
    return Reply(_card(ctx))


def plan_one(ctx: Context, values: Values, prompt_id: str) -> Response:
    prompt = find(ctx.settings.prompts, prompt_id)
    for at in _moments(ctx, values, min(_room(ctx), 1)):
        if prompt.conflict and _would_be_first(ctx, at):
            message = ctx.locale.gettext("Det handler om konflikt, så lad et andet spørgsmål komme først.")
            raise Rejected({"dates": message})
        _add(ctx, prompt.id, at, values)
    return Reply(_card(ctx))


def _room(ctx: Context) -> int:
    ensure_may_open(ctx)
    return MOST - len(ctx.store(PlannedReflectionStore).waiting(ctx.here.id))


def _moments(ctx: Context, values: Values, room: int) -> list[datetime]:
    """What was written, in order. Raises Rejected."""
    _, locale = ctx.locale.gettext, ctx.locale
    now = locale.local(ctx.now)
    found = []
    for slot in dates.parse_slots(str(values["dates"]), now, ctx.zone, locale.language):
        match slot.parsed:
            case dates.Moment(at=at):
                found.append(at)
            case dates.Day(day=day):
                found.append(local_to_utc(day, OPENS, ctx.zone))
            case problem:
                raise Rejected({"dates": f"{slot.text}: {dates.explain(problem, _)}"})
    if not found:
        raise Rejected({"dates": _("Skriv en dag eller flere, fx man uge 47.")})
    if min(found) <= ctx.now:
        raise Rejected({"dates": _("Det tidspunkt er allerede gået. Skriv et, der ligger fremme i tiden.")})
    if len(found) > room:
        message = _("Der er plads til %(count)s mere i planen. Tag en af, eller skriv færre dage.")
        raise Rejected({"dates": message % {"count": room}})
    return sorted(found)


def _next(ctx: Context, wanted: rules.Wanted, *passed: str) -> rules.Chosen | rules.UsedUp:
    """The best of what the team has neither had nor in its plan."""
    had = [one.prompt for one in ctx.store(ReflectionStore).history(ctx.here.id)]
    had += [one.prompt for one in ctx.store(PlannedReflectionStore).waiting(ctx.here.id)]
    return rounds.nth(ctx, [*had, *passed], wanted, str(ctx.here.id), 0)


def _would_be_first(ctx: Context, at: datetime) -> bool:
    """Whether nothing has been opened in the team, nor will be before that moment."""
    planned = ctx.store(PlannedReflectionStore).waiting(ctx.here.id)
    return not ctx.store(ReflectionStore).history(ctx.here.id) and all(one.opens_at >= at for one in planned)


def _ease(ctx: Context, first: Planned) -> Planned:
    """What is to be the team's first is not on conflict (domain.md §6): one of the later ones changes places with it,
    or another takes its place."""
    store = ctx.store(PlannedReflectionStore)
    if ctx.store(ReflectionStore).history(ctx.here.id) or not _on_conflict(ctx, first):
        return first
    later = [one for one in store.waiting(ctx.here.id) if one.id != first.id and not _on_conflict(ctx, one)]
    if later:
        store.change(later[0].id, prompt=first.prompt)
        return _exchanged(ctx, first, later[0].prompt)
    chosen = _next(ctx, rules.Wanted(first=True))
    return _exchanged(ctx, first, chosen.prompt.id) if isinstance(chosen, rules.Chosen) else first


def _on_conflict(ctx: Context, one: Planned) -> bool:
    prompt = known(ctx.settings.prompts, one.prompt)
    return prompt is not None and prompt.conflict


def _exchanged(ctx: Context, one: Planned, prompt_id: str) -> Planned:
    ctx.store(PlannedReflectionStore).change(one.id, prompt=prompt_id)
    return replace(one, prompt=prompt_id)


def _add(ctx: Context, prompt_id: str, at: datetime, values: Values) -> None:
    by_name = values["names"] == "yes"
    planned_id = ctx.store(PlannedReflectionStore).add(
        ctx.here.id, prompt_id, at, by_name=by_name, planned_by=ctx.me.id
    )
    ctx.schedule("reflections/planned", at, planned_id)


# ---- changing it


def _waiting(ctx: Context, planned_id: int) -> Planned:
    found = ctx.store(PlannedReflectionStore).held(ctx.here.id, planned_id)
    if found is None or found.state != "waiting":
        raise NotFound
    return found


def replan(ctx: Context, planned_id: int) -> Response:
    """Another prompt of the same theme, or the next best."""
    ensure_may_open(ctx)
    one = _waiting(ctx, planned_id)
    prompt = known(ctx.settings.prompts, one.prompt)
    first = _would_be_first(ctx, one.opens_at)
    chosen = _next(ctx, rules.Wanted(asked=prompt.theme if prompt else None, first=first), one.prompt)
    if isinstance(chosen, rules.UsedUp):
        chosen = _next(ctx, rules.Wanted(first=first), one.prompt)
    if isinstance(chosen, rules.Chosen):
        ctx.store(PlannedReflectionStore).change(one.id, prompt=chosen.prompt.id)
    return Replace(_card(ctx))


def unplan(ctx: Context, planned_id: int) -> Response:
    ensure_may_open(ctx)
    one = _waiting(ctx, planned_id)
    ctx.store(PlannedReflectionStore).change(one.id, state="dropped")
    ctx.unschedule("reflections/planned", one.id)
    for following in ctx.store(PlannedReflectionStore).waiting(ctx.here.id)[:1]:
        _ease(ctx, following)
    return Replace(_card(ctx))


# ---- the clock


def open_planned(ctx: Context, due: Due) -> datetime | None:
    """It opens, when nothing else is open and the week has room; it waits up to a week for both."""
    store = ctx.store(PlannedReflectionStore)
    one = store.held(ctx.here.id, int(due.args[0]))
    if one is None or one.state != "waiting":
        return None
    one = _ease(ctx, one)
    prompt = known(ctx.settings.prompts, one.prompt)
    if prompt is None or not team_uses(ctx.here, Part.reflections):
        store.change(one.id, state="passed")
        return None
    had = {round_.prompt for round_ in ctx.store(ReflectionStore).history(ctx.here.id)}
    if prompt.id in had or ctx.now - one.opens_at > WAITS:
        store.change(one.id, state="passed")
        return None
    at = noise.when(ctx, ctx.here, ctx.here, ctx.now, None)
    if at > ctx.now:
        return at
    opened = rounds.open_round(ctx, prompt, live=False, by_name=one.by_name, opened_by=one.planned_by)
    if opened is None:
        return ctx.now + timedelta(days=1)
    store.change(one.id, state="opened")
    return None

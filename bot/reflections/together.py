"""A form of working, step by step, on the card that shows what was shared: who talks together, until when, and what
somebody adds. One engine for all forms; what they are is data (bot/prompts/forms.toml)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Nothing, Reply, Response
from bot.prompts.forms import FormStep, forms
from bot.reflections import grouping, rounds, views
from bot.team_parts import Part, team_uses
from bot.ui import Button, Form, Style, Values
from bot.wording import noted
from storage.reflection_lines import ReflectionLineStore
from storage.reflections import Reflection, ReflectionStore
from storage.schedules import Due
from storage.teams import TeamStore

MOST_LINES = 30


class NotNow(BotError):
    message = N_("Det trin er forbi. Det, I nåede, står på kortet.")


class Full(BotError):
    message = N_("Der er ikke plads til flere linjer på kortet. Tag resten mundtligt.")


def steps_of(ctx: Context, round_: Reflection) -> tuple[FormStep, ...]:
    return forms()[rounds.prompt_of(ctx, round_).form]


def current(ctx: Context, round_: Reflection) -> FormStep | None:
    there = steps_of(ctx, round_)
    return there[round_.step - 1] if 0 < round_.step <= len(there) else None


def _shown(ctx: Context, reflection_id: int) -> Reflection:
    round_ = rounds.hold(ctx, reflection_id)
    if round_.state != "revealed":
        raise NotFound
    return round_


def go_to(ctx: Context, reflection_id: int, number: int) -> Response:
    """The team is at this step now; one past the last: it is through. An old press changes nothing."""
    round_ = _shown(ctx, reflection_id)
    there = steps_of(ctx, round_)
    if not round_.step < number <= len(there) + 1:
        return Nothing()
    step = there[number - 1] if number <= len(there) else None
    together = _groups(ctx, round_, step) if step else ()
    ctx.store(ReflectionStore).change(
        round_.id, step=number, step_at=ctx.now, groups=[list(group) for group in together]
    )
    if step is not None:
        ctx.schedule("reflections/timer", ctx.now + timedelta(minutes=step.minutes), round_.id)
    else:
        ctx.unschedule("reflections/timer", round_.id)
    ctx.refresh(rounds.reveal_key(round_.id))
    return Nothing()


def _groups(ctx: Context, round_: Reflection, step: FormStep) -> grouping.Groups:
    professions = {member.person_id: member.profession for member in ctx.members}
    return grouping.groups(professions, step.group, str(round_.id))


def timer(ctx: Context, due: Due) -> datetime | None:
    """The step's minutes have passed: the same message says so."""
    ctx.refresh(rounds.reveal_key(int(due.args[0])))
    return None


# ---- a line of one's own


def line_form(ctx: Context, reflection_id: int) -> Form:
    _writing(ctx, reflection_id)
    return views.line_form(ctx.locale, ctx.team_action("reflections/line", reflection_id))


def _writing(ctx: Context, reflection_id: int) -> Reflection:
    round_ = _shown(ctx, reflection_id)
    step = current(ctx, round_)
    if step is None or not step.writes:
        raise NotNow
    return round_


def add_line(ctx: Context, values: Values, reflection_id: int) -> Response:
    round_ = _writing(ctx, reflection_id)
    store = ctx.store(ReflectionLineStore)
    if len(store.of_reflection(round_.id)) >= MOST_LINES:
        raise Full
    store.add(round_.id, ctx.me.id, str(values["line"]))
    ctx.refresh(rounds.reveal_key(round_.id))
    return Reply(noted(ctx.locale.gettext("Din linje står på kortet.")))


# ---- on the card


def on_card(ctx: Context, round_: Reflection) -> views.StepShown | None:
    """What the card says of the step the team is at; None before the first and after the last."""
    step = current(ctx, round_)
    if step is None or round_.step_at is None:
        return None
    names = {one.person_id: one.first_name for one in ctx.store(TeamStore).members(ctx.here.id, left=True)}
    unknown = ctx.locale.gettext("tidligere medlem")
    return views.StepShown(
        step=step,
        number=round_.step,
        of=len(steps_of(ctx, round_)),
        until=round_.step_at + timedelta(minutes=step.minutes),
        groups=tuple(tuple(names.get(one, unknown) for one in group) for group in round_.groups),
    )


def lines_on_card(ctx: Context, round_: Reflection) -> list[tuple[str, str]]:
    """(first name, line)."""
    names = {one.person_id: one.first_name for one in ctx.store(TeamStore).members(ctx.here.id, left=True)}
    unknown = ctx.locale.gettext("tidligere medlem")
    return [
        (names.get(line.person_id or 0, unknown), line.text)
        for line in ctx.store(ReflectionLineStore).of_reflection(round_.id)
    ]


def buttons(ctx: Context, round_: Reflection) -> tuple[Button, ...]:
    """Begin, go on, be through; and write a line where the step has it."""
    _ = ctx.locale.gettext
    there, at = steps_of(ctx, round_), round_.step
    found = []
    if "glossary/new" in ctx.features.forms and team_uses(ctx.here, Part.glossary):
        found.append(Button(_("Gem et ord"), ctx.team_action("glossary/new", "refleksion", round_.id)))
    if at > len(there):
        return tuple(found)
    step = current(ctx, round_)
    if step is not None and step.writes:
        found.append(Button(_("Skriv en linje"), ctx.team_action("reflections/line", round_.id)))
    labels = {0: _("Tal om det, trin for trin"), len(there): _("Vi er færdige")}
    label = labels.get(at, _("Næste trin"))
    style = Style.primary if 0 < at < len(there) else Style.normal
    found.append(Button(label, ctx.team_action("reflections/step", round_.id, at + 1), style))
    return tuple(found)

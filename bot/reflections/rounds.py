"""A reflection's life: opened, written in, revealed or quietly closed. One place decides what it has come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.calendar import into_working_hours
from bot.context import Context
from bot.errors import NotFound
from bot.prompts.library import known, prompts
from bot.prompts.prompt import Form as PromptForm
from bot.prompts.prompt import Phase, Prompt, Theme, Wording
from bot.reflections import rules
from storage.reflections import Reflection, ReflectionStore
from storage.schedules import Due
from storage.teams import Role, TeamStore

BY_MEMBERS = "reflections_by_members"
CALLED_FOR = {  # by the kind of signal, or by the feature that sees it
    "agenda": Theme.MEETINGS,
    "meetings": Theme.MEETINGS,
    "roles": Theme.MEETINGS,
    "minutes": Theme.MEETINGS,
    "checkins": Theme.ORGANISATION,
    "agreements": Theme.ORGANISATION,
    "tasks": Theme.ORGANISATION,
    "contract": Theme.LEADERSHIP,
    "partner": Theme.PARTICIPATION,
    "field": Theme.PARTICIPATION,
    "guests": Theme.PARTICIPATION,
    "goals": Theme.EFFECT,
    "surveys.level": Theme.PROFESSIONS,
}


def card_key(reflection_id: int) -> str:
    return f"reflections/round/{reflection_id}"


def reveal_key(reflection_id: int) -> str:
    return f"reflections/reveal/{reflection_id}"


def prompt_of(ctx: Context, round_: Reflection) -> Prompt:
    """The round's prompt; one that has been taken out of the library since shows as its id."""
    found = known(ctx.settings.prompts, round_.prompt)
    gone = Wording(round_.prompt, round_.prompt)
    return found or Prompt(
        round_.prompt, Theme(round_.theme), 1, Phase.ANY, PromptForm.ALONE_ALL, 10, da=gone, en=gone
    )


def may_open(ctx: Context) -> bool:
    return ctx.role is Role.facilitator or bool(ctx.here.settings.get(BY_MEMBERS))


def load(ctx: Context, reflection_id: int) -> Reflection:
    """To read it. Raises NotFound when it is not this team's."""
    return _found(ctx.store(ReflectionStore).reflection(ctx.here.id, reflection_id))


def hold(ctx: Context, reflection_id: int) -> Reflection:
    """To change anything of it: locked until the end of the transaction. Raises NotFound."""
    return _found(ctx.store(ReflectionStore).held(ctx.here.id, reflection_id))


def _found(round_: Reflection | None) -> Reflection:
    if round_ is None:
        raise NotFound
    return round_


def suggest(ctx: Context, theme: Theme | None, skip: int = 0) -> rules.Chosen | rules.UsedUp:
    """The prompt that suits the team now; `skip` passes over so many better ones."""
    had = [one.prompt for one in ctx.store(ReflectionStore).history(ctx.here.id)]
    wanted = rules.Wanted(asked=theme, week=theme_of_week(ctx), timely=timely(ctx))
    return nth(ctx, had, wanted, f"{ctx.here.id}", skip)


def nth(
    ctx: Context, had: Sequence[str], wanted: rules.Wanted, seed: str, skip: int
) -> rules.Chosen | rules.UsedUp:
    """The `skip`th best for who has `had` these, in the team's course as it is now. Boards are picked, not suggested."""
    course = ctx.here.course
    phase = rules.phase_of(course.starts_on, course.ends_on, ctx.locale.today)
    pool = [one for one in prompts(ctx.settings.prompts) if one.form is not PromptForm.BOARD]
    return rules.nth(pool, had, phase, wanted, seed, skip)


def theme_of_week(ctx: Context) -> Theme | None:
    """What the course has set for this week of it."""
    course = ctx.here.course
    themes = course.settings.get("themes", ())
    week = rules.course_week(course.starts_on, ctx.locale.today)
    return Theme(themes[week]) if 0 <= week < len(themes) and themes[week] in list(Theme) else None


def timely(ctx: Context) -> frozenset[Theme]:
    """Themes that something in the team calls for just now, from what the features see of it. What one person has
    told the facilitator colours nothing that the team reads."""
    kinds = {
        signal.kind
        for feature in ctx.features.all
        if feature.signals and feature.name != "reflections"
        for signal in feature.signals(ctx)
        if not signal.strength and not signal.personal
    }
    called = (CALLED_FOR.get(kind) or CALLED_FOR.get(kind.partition(".")[0]) for kind in kinds)
    return frozenset(theme for theme in called if theme)


def open_round(
    ctx: Context, prompt: Prompt, *, live: bool, by_name: bool, opened_by: int | None
) -> int | None:
    """Post the prompt to the team; it closes by itself. None when there is a round running already."""
    closes = rules.deadline(ctx.now, ctx.zone, ctx.days_off, live=live)
    reflection_id = ctx.store(ReflectionStore).open(
        ctx.here.id,
        prompt.id,
        prompt.theme.value,
        opened_by=opened_by,
        deadline=closes,
        live=live,
        by_name=by_name,
    )
    if reflection_id is None:
        return None
    ctx.post(ctx.here, card_key(reflection_id), expires=closes)
    ctx.schedule("reflections/close", closes, reflection_id)
    return reflection_id


def ready(ctx: Context, round_: Reflection) -> tuple[int, int]:
    """(how many are ready, how many are asked): all that anybody sees while people write."""
    state = _round(ctx, round_)
    return state.ready, len(state.people)


def _round(ctx: Context, round_: Reflection) -> rules.Round:
    parts = ctx.store(ReflectionStore).parts(round_.id)
    return rules.Round(
        people=frozenset(member.person_id for member in ctx.members),
        parts=tuple(rules.Part(one.person_id, rules.Answer(one.answer), one.by_name) for one in parts),
        deadline=round_.deadline,
        by_name=round_.by_name,
        ask_until=round_.ask_until,
    )


def come_to(ctx: Context, round_: Reflection) -> None:
    """Do what the round has come to: called after every part, name and deadline."""
    if round_.state not in ("open", "asking"):
        return
    match rules.reveal(_round(ctx, round_), ctx.now):
        case rules.Writing():
            ctx.refresh(card_key(round_.id))
        case rules.AskFirst(people, why):
            _ask(ctx, round_, people, why)
        case rules.Reveal(people, by_name):
            _end(ctx, round_, "revealed", shown=list(people), shown_by_name=by_name)
            ctx.post(ctx.here, reveal_key(round_.id), free=round_.live)
        case rules.QuietClose():
            _end(ctx, round_, "quiet")
        case other:
            assert_never(other)


def _ask(ctx: Context, round_: Reflection, people: frozenset[int], why: rules.AskWhy) -> None:
    """Nobody's text appears alone or with a name without their yes."""
    if round_.state == "asking":
        return
    at = ctx.now
    if (
        ctx.by_clock and not round_.live
    ):  # outside the budget, for it cannot wait; never outside working hours
        at = into_working_hours(at, ctx.zone, ctx.days_off)
    until = rules.ask_until(at, ctx.zone, ctx.days_off, live=round_.live)
    ctx.store(ReflectionStore).change(round_.id, state="asking", ask_until=until)
    ctx.schedule("reflections/close", until, round_.id)
    ctx.refresh(card_key(round_.id))
    for person_id in sorted(people):
        person = ctx.store(TeamStore).person(person_id)
        if person is not None:
            ctx.post(person, ask_key(round_.id, person_id, why), at=at, expires=until, free=True)


def ask_key(reflection_id: int, person_id: int, why: rules.AskWhy) -> str:
    return f"reflections/ask/{reflection_id}/{person_id}/{why.value}"


def _end(ctx: Context, round_: Reflection, state: str, **values: object) -> None:
    ctx.store(ReflectionStore).change(round_.id, state=state, closed_at=ctx.now, **values)
    ctx.unschedule("reflections/close", round_.id)
    ctx.refresh(card_key(round_.id))
    for part in ctx.store(ReflectionStore).parts(round_.id):
        for why in rules.AskWhy:
            ctx.withdraw(ask_key(round_.id, part.person_id, why))


def close(ctx: Context, due: Due) -> datetime | None:
    """The deadline: shared texts appear together, or the round closes quietly. When it has to ask about
    names first, it comes back when the asking is over."""
    round_ = hold(ctx, int(due.args[0]))
    come_to(ctx, round_)
    return None


def shown_texts(ctx: Context, round_: Reflection) -> list[tuple[str, str]]:
    """(name or "", text) of what appeared, in the round's own random order."""
    store = ctx.store(ReflectionStore)
    names = {one.person_id: one.first_name for one in ctx.store(TeamStore).members(ctx.here.id, left=True)}
    texts = []
    for person_id in rules.shuffled(round_.shown, round_.secret):
        found = store.text(round_.id, person_id)
        if found and found[0] == "shared":
            texts.append((names.get(person_id, "") if round_.shown_by_name else "", found[1]))
    return texts

"""A reflection's life: opened, written in, revealed or quietly closed. One place decides what it has come to."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from bot.calendar import into_working_hours
from bot.context import Context
from bot.errors import NotFound
from bot.reflections import rules
from bot.reflections.library import own_prompts
from bot.reflections.prompt import Form as PromptForm
from bot.reflections.prompt import Phase, Prompt, Theme, Wording
from storage.reflections import Reflection, ReflectionStore
from storage.schedules import Due
from storage.teams import TeamStore


def card_key(reflection_id: int) -> str:
    return f"reflections/round/{reflection_id}"


def reveal_key(reflection_id: int) -> str:
    return f"reflections/reveal/{reflection_id}"


def prompt_of(round_: Reflection) -> Prompt:
    """The round's prompt; one that has been taken out of the library since shows as its id."""
    found = next((prompt for prompt in own_prompts() if prompt.id == round_.prompt), None)
    gone = Wording(round_.prompt, round_.prompt)
    return found or Prompt(
        round_.prompt, Theme(round_.theme), 1, Phase.ANY, PromptForm.ALONE_ALL, 10, da=gone, en=gone
    )


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
    course = ctx.here.course
    had = [one.prompt for one in ctx.store(ReflectionStore).history(ctx.here.id)]
    phase = rules.phase_of(course.starts_on, course.ends_on, ctx.locale.today)
    prompts = list(own_prompts())
    chosen = rules.choose(prompts, had, phase, asked=theme, seed=str(ctx.here.id))
    for _ in range(skip):
        if isinstance(chosen, rules.UsedUp):
            break
        prompts = [one for one in prompts if one.id != chosen.prompt.id or one.id in had]
        following = rules.choose(prompts, had, phase, asked=theme, seed=str(ctx.here.id))
        if isinstance(following, rules.UsedUp):
            break
        chosen = following
    return chosen


def open_round(ctx: Context, prompt: Prompt, *, live: bool, by_name: bool) -> int | None:
    """Post the prompt to the team; it closes by itself. None when there is a round running already."""
    closes = rules.deadline(ctx.now, ctx.zone, ctx.days_off, live=live)
    reflection_id = ctx.store(ReflectionStore).open(
        ctx.here.id,
        prompt.id,
        prompt.theme.value,
        opened_by=ctx.me.id,
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

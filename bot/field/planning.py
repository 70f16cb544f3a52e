"""A visit to come: when, whom, what the team may see, what it asks, and who goes."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot import dates, sensitive
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, Rejected
from bot.field import forms, suiting, views
from bot.field.showing import changed_key, find, hold, is_over, nudge_key, visit_key
from bot.interactions import Replace, Reply, Response
from bot.names import short_names
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.field import FieldStore, Plan, Visit, VisitState
from storage.teams import TeamStore

USUAL = 120  # minutes
LONGEST = 12 * 60
ASKED_AT = time(9)  # the next working morning


class Over(BotError):
    message = N_("Besøget er forbi. Skriv det gerne op, mens I husker det.")


def people(ctx: Context) -> list[tuple[int, str]]:
    return list(short_names(ctx.members).items())


# ---- the form


def plan_form(ctx: Context) -> Form:
    everybody = people(ctx)
    chosen = frozenset(person for person, _ in everybody)
    length = dates.duration(USUAL, ctx.locale.language)
    action = ctx.team_action("field/plan")
    return forms.plan_form(ctx.locale, action, None, everybody, chosen, when="", length=length)


def plan(ctx: Context, values: Values) -> Response:
    store = ctx.store(FieldStore)
    read = _read(ctx, values)
    visit_id = store.add(ctx.here.id, ctx.me.id, read)
    store.set_visitors(visit_id, chosen_people(values))
    visit = find(ctx, visit_id)
    _schedule(ctx, visit)
    ctx.post(ctx.here, visit_key(visit_id), expires=visit.ends_at)
    return Reply(_planned(ctx, visit))


def change_form(ctx: Context, visit_id: int) -> Form:
    visit = find(ctx, visit_id)
    if visit.state is not VisitState.planned or is_over(ctx, visit):
        raise Over
    start = ctx.locale.local(visit.starts_at)
    return forms.plan_form(
        ctx.locale,
        ctx.team_action("field/change", visit_id),
        visit.plan,
        people(ctx),
        ctx.store(FieldStore).visitors(visit_id),
        when=f"{start.day}/{start.month} {start.year} kl. {start:%H.%M}",
        length=dates.duration(visit.plan.minutes, ctx.locale.language),
    )


def change(ctx: Context, values: Values, visit_id: int) -> Response:
    visit, store = hold(ctx, visit_id), ctx.store(FieldStore)
    if visit.state is not VisitState.planned or is_over(ctx, visit):
        raise Over
    store.change(visit, _read(ctx, values), VisitState.planned)
    store.set_visitors(visit_id, chosen_people(values))
    changed = find(ctx, visit_id)
    _schedule(ctx, changed)
    _changed(ctx, visit)
    return Reply(_planned(ctx, changed))


def _planned(ctx: Context, visit: Visit) -> Card:
    _ = ctx.locale.gettext
    warning = sensitive.warning(
        ctx.locale, visit.plan.host, visit.plan.purpose, visit.plan.look, visit.plan.ask
    )
    buttons = (
        Button(_("Ret besøget"), ctx.team_action("field/change", visit.id), Style.normal),
        Button(_("Aflys besøget"), ctx.team_action("field/cancel", visit.id)),
        *suiting.letters(ctx, visit),
    )
    return views.planned(ctx.locale, visit, warning, buttons)


def chosen_people(values: Values) -> set[int]:
    return {int(one) for one in values.get("people", ()) if one}


def _read(ctx: Context, values: Values) -> Plan:
    """Raises Rejected with what is to be written otherwise."""
    errors: dict[str, str] = {}
    now, language = ctx.locale.local(ctx.now), ctx.locale.language
    read = dates.parse_when(str(values["when"]), now, ctx.zone, language)
    minutes = length(ctx, str(values["length"]) or dates.duration(USUAL, language), errors)
    if isinstance(read, dates.Moment):
        if read.until:
            minutes = round((read.until - read.at) / timedelta(minutes=1))
    else:
        errors["when"] = dates.explain(read, ctx.locale.gettext)
    if minutes > LONGEST:
        errors["length"] = forms.too_long(ctx.locale)
    if errors or not isinstance(read, dates.Moment):
        raise Rejected(errors)
    return Plan(
        starts_at=read.at,
        minutes=minutes,
        host=str(values["host"]),
        purpose=str(values["purpose"]),
        look=str(values["look"]),
        ask=str(values["ask"]),
    )


def length(ctx: Context, text: str, errors: dict[str, str]) -> int:
    """In minutes; 0 and a sentence among the errors when it cannot be read."""
    read = dates.parse_duration(text)
    if isinstance(read, int):
        if read > LONGEST:
            errors["length"] = forms.too_long(ctx.locale)
        return read
    errors["length"] = dates.explain(read, ctx.locale.gettext)
    return 0


def _schedule(ctx: Context, visit: Visit) -> None:
    ctx.schedule("field/ask", asked_at(ctx, visit), visit.id)


def asked_at(ctx: Context, visit: Visit) -> datetime:
    """When those who were there are asked to write: the working morning after. UTC."""
    last = ctx.locale.local(visit.ends_at).date()
    return local_to_utc(ctx.days_off.next_working_day(last), ASKED_AT, ctx.zone)


# ---- presses


def join(ctx: Context, visit_id: int) -> Response:
    return _go(ctx, visit_id, ctx.locale.gettext("Så er du med."), going=True)


def away(ctx: Context, visit_id: int) -> Response:
    return _go(
        ctx, visit_id, ctx.locale.gettext("Det er fint. Så ved de andre, at du ikke er med."), going=False
    )


def _go(ctx: Context, visit_id: int, said: str, *, going: bool) -> Response:
    visit, store = hold(ctx, visit_id), ctx.store(FieldStore)
    if visit.state is not VisitState.planned or is_over(ctx, visit):
        raise Over
    if going:
        store.join(visit_id, ctx.me.id)
    else:
        store.stay_away(visit_id, ctx.me.id)
    ctx.refresh(visit_key(visit_id))
    return Reply(noted(said))


def cancel(ctx: Context, visit_id: int) -> Response:
    """What has been written down cannot be cancelled any more."""
    visit = hold(ctx, visit_id)
    if visit.state is VisitState.held:
        raise Over
    if visit.state is VisitState.planned:
        ctx.store(FieldStore).change(visit, visit.plan, VisitState.cancelled)
        ctx.unschedule("field/ask", visit_id)
        _changed(ctx, visit)
    undo = Button(ctx.locale.gettext("Fortryd"), ctx.team_action("field/restore", visit_id))
    return Replace(noted(ctx.locale.gettext("Besøget er aflyst."), undo))


def restore(ctx: Context, visit_id: int) -> Response:
    visit = hold(ctx, visit_id)
    if visit.state is VisitState.cancelled:
        ctx.store(FieldStore).change(visit, visit.plan, VisitState.planned)
        _schedule(ctx, visit)
        _changed(ctx, visit)
    return Replace(noted(ctx.locale.gettext("Besøget er der igen.")))


def _changed(ctx: Context, before: Visit) -> None:
    """The visit's cards are drawn again; who has it in their week is told of another time, or of none."""
    visit, teams = find(ctx, before.id), ctx.store(TeamStore)
    suiting.moved(ctx, before, visit)
    another = visit.state is not before.state or visit.starts_at != before.starts_at
    for person_id in sorted(ctx.store(FieldStore).visitors(visit.id)):
        ctx.refresh(nudge_key(visit.id, person_id))
        if another:
            ctx.refresh(changed_key(before, person_id))
        person = teams.person(person_id)
        if another and person and person_id != ctx.me.id and before.starts_at > ctx.now:
            ctx.post(person, changed_key(visit, person_id), expires=max(before.starts_at, visit.starts_at))

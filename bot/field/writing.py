"""A visit that was: its day and length, and what each who was there saw."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot import dates, sensitive
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import NotFound, Rejected
from bot.events import PartnerContact, TopicsChanged
from bot.field import forms, hours, rules, views
from bot.field.planning import chosen_people, length, people
from bot.field.showing import find, hold, names_of, nudge_key, read_button, rows, visit_key
from bot.interactions import Replace, Reply, Response
from bot.names import short_names
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.field import FieldStore, Plan, Visit, VisitState
from storage.schedules import Due
from storage.teams import Role, TeamStore

NOON = time(12)  # of a visit that was never planned only the day is known
STILL_FRESH = timedelta(days=3)
ASKED_ABOUT = 10


# ---- /felt


def command(ctx: Context, _text: str) -> Response:
    return Reply(_overview(ctx))


def _overview(ctx: Context) -> Card:
    _ = ctx.locale.gettext
    visits, buttons = rows(ctx), []
    if ctx.role is Role.member:
        first = any(button.style is Style.primary for _visit, presses in visits for button in presses)
        style = Style.normal if first else Style.primary
        buttons.append(Button(_("Planlæg et besøg"), ctx.team_action("field/plan"), style))
        buttons.append(Button(_("Skriv et besøg op"), ctx.team_action("field/log", 0)))
    buttons.append(Button(_("Felttimer"), ctx.team_action("field/hours")))
    minutes = rules.minutes_in_week(hours.spent(ctx), ctx.locale.today)
    return views.overview(ctx.locale, minutes, hours.planned_minutes(ctx), visits, tuple(buttons))


def hours_form(ctx: Context) -> Form:
    return forms.hours_form(ctx.locale, ctx.team_action("field/hours"), hours.planned_minutes(ctx))


def set_hours(ctx: Context, values: Values) -> Response:
    read = hours.read(str(values["hours"]))
    if read is None:
        raise Rejected({"hours": forms.no_number(ctx.locale)})
    ctx.store(TeamStore).set_team_settings(ctx.here, **{hours.SETTING: read})
    _ = ctx.locale.gettext
    if not read:
        return Reply(noted(_("Gemt. I har ingen plan for timer i felten.")))
    text = _("Gemt. Jeres plan er %(hours)s timer om ugen.")
    return Reply(noted(text % {"hours": hours.shown(read, ctx.locale.language)}))


# ---- writing it down


def log_form(ctx: Context, visit_id: int) -> Form:
    """`visit_id` 0: a visit that was not planned."""
    action = ctx.team_action("field/log", visit_id)
    if not visit_id:
        me = frozenset({ctx.me.id})
        return forms.log_form(
            ctx.locale, action, None, ctx.locale.today, None, people(ctx), me, length="", logged=_logged(ctx)
        )
    visit, store = _writable(find(ctx, visit_id)), ctx.store(FieldStore)
    return forms.log_form(
        ctx.locale,
        action,
        visit.plan,
        min(ctx.locale.local(visit.starts_at).date(), ctx.locale.today),
        store.note_of(visit_id, ctx.me.id),
        people(ctx),
        store.visitors(visit_id),
        length=dates.duration(visit.plan.minutes, ctx.locale.language),
    )


def _writable(visit: Visit) -> Visit:
    if visit.state is VisitState.cancelled:
        raise NotFound
    return visit


def log(ctx: Context, values: Values, visit_id: int) -> Response:
    store = ctx.store(FieldStore)
    # Before any visit, in both cases. Two who write the same visit down: the second is asked.
    ctx.store(TeamStore).hold_team(ctx.here.id)
    if visit_id:
        visit = _writable(hold(ctx, visit_id))
        store.change(visit, _read(ctx, values, visit), VisitState.held)
    else:
        plan = _read(ctx, values, None)
        if same := _same(ctx, values, plan):
            store.join(same.id, ctx.me.id)
            return _written(ctx, values, same.id, there=True)
        visit_id = store.add(ctx.here.id, ctx.me.id, plan, VisitState.held)
    there = chosen_people(values)
    store.set_visitors(visit_id, there)
    ctx.announce(PartnerContact(ctx.here.id, find(ctx, visit_id).starts_at))
    return _written(ctx, values, visit_id, there=ctx.me.id in there)


def _logged(ctx: Context) -> tuple[Visit, ...]:
    """What a visit that was not planned may be the same as, the latest first."""
    return ctx.store(FieldStore).logged(ctx.here.id)[: -ASKED_ABOUT - 1 : -1]


def _same(ctx: Context, values: Values, plan: Plan) -> Visit | None:
    """The visit that somebody wrote down already. Raises Rejected when it may be one and is not said."""
    said = str(values.get("same", ""))
    if said and said != forms.ANOTHER:
        return _writable(hold(ctx, int(said)))
    day = ctx.locale.local(plan.starts_at).date()
    if not said and any(ctx.locale.local(one.starts_at).date() == day for one in _logged(ctx)):
        raise Rejected({"same": forms.is_it_the_same(ctx.locale)})
    return None


def note_form(ctx: Context, visit_id: int) -> Form:
    visit = _writable(find(ctx, visit_id))
    note = ctx.store(FieldStore).note_of(visit.id, ctx.me.id)
    return forms.note_form(ctx.locale, ctx.team_action("field/note", visit_id), note)


def note(ctx: Context, values: Values, visit_id: int) -> Response:
    _writable(hold(ctx, visit_id))
    return _written(ctx, values, visit_id, there=True)


def _written(ctx: Context, values: Values, visit_id: int, *, there: bool) -> Response:
    """Keep what the person saw, if they were there or saw something."""
    texts = [str(values[name]) for name in ("observations", "surprise", "question")]
    if there or any(texts):
        ctx.store(FieldStore).write(visit_id, ctx.me.id, *texts)
        ctx.announce(TopicsChanged(ctx.here.id))
    ctx.refresh(visit_key(visit_id))
    ctx.refresh(nudge_key(visit_id, ctx.me.id))
    visit = find(ctx, visit_id)
    warning = sensitive.warning(ctx.locale, visit.plan.host, visit.plan.purpose, *texts)
    _ = ctx.locale.gettext
    fix = Button(_("Ret"), ctx.team_action("field/log", visit_id), Style.primary if warning else Style.normal)
    return Reply(views.saved(ctx.locale, visit, warning, (fix, read_button(ctx, visit))))


def _read(ctx: Context, values: Values, visit: Visit | None) -> Plan:
    """What the form says of the visit. Raises Rejected."""
    errors: dict[str, str] = {}
    minutes = length(ctx, str(values["length"]), errors)
    day = dates.parse_date(str(values["day"]), ctx.locale.local(ctx.now), ctx.locale.language)
    if not isinstance(day, date):
        errors["day"] = dates.explain(day, ctx.locale.gettext)
    elif day > ctx.locale.today:
        errors["day"] = forms.ahead(ctx.locale)
    if errors or not isinstance(day, date):
        raise Rejected(errors)
    return Plan(
        starts_at=_starts_at(ctx, day, visit),
        minutes=minutes,
        host=str(values["host"]),
        purpose=str(values["purpose"]),
        look=visit.plan.look if visit else "",
        ask=visit.plan.ask if visit else "",
    )


def _starts_at(ctx: Context, day: date, visit: Visit | None) -> datetime:
    """That day at the time it was planned for; UTC."""
    clock = ctx.locale.local(visit.starts_at).time() if visit else NOON
    return local_to_utc(day, clock, ctx.zone)


def skip(ctx: Context, visit_id: int) -> Response:
    """*Spring over*: what has been written stays."""
    visit, store = _writable(hold(ctx, visit_id)), ctx.store(FieldStore)
    if store.note_of(visit_id, ctx.me.id) is None:
        store.write(visit.id, ctx.me.id)
    ctx.refresh(nudge_key(visit_id, ctx.me.id))
    return Replace(
        noted(ctx.locale.gettext("Det er fint. Du kan altid skrive det senere med /samspil felt."))
    )


# ---- reading


def read(ctx: Context, visit_id: int, page: int = 0) -> Response:
    """What was seen, one person's note at a time."""
    visit = find(ctx, visit_id)
    found = [one for one in ctx.store(FieldStore).notes(visit_id) if one.says_something]
    page = min(page, max(len(found) - 1, 0))
    names = short_names(ctx.store(TeamStore).members(ctx.here.id, left=True))
    shown = (found[page], names.get(found[page].person_id or 0, "")) if found else None
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("field/read", visit_id, page - 1)))
    if page + 1 < len(found):
        buttons.append(Button(_("Næste"), ctx.team_action("field/read", visit_id, page + 1)))
    if ctx.role is Role.member and visit.state is not VisitState.cancelled:
        buttons.append(Button(_("Skriv, hvad du så"), ctx.team_action("field/note", visit_id)))
        buttons.append(Button(_("Ret dag og længde"), ctx.team_action("field/log", visit_id)))
    card = views.note_page(ctx.locale, visit, names_of(ctx, visit), shown, tuple(buttons))
    return Replace(card) if page else Reply(card)


# ---- by the clock


def ask(ctx: Context, due: Due) -> None:
    """The morning after: those who were there are asked once, in private, while they remember."""
    store = ctx.store(FieldStore)
    visit = store.visit(ctx.here.id, int(due.args[0]))
    if visit is None or visit.state is VisitState.cancelled:
        return
    ctx.refresh(visit_key(visit.id))
    if ctx.now - due.at > STILL_FRESH:
        return
    for person_id in sorted(store.visitors(visit.id)):
        person = ctx.store(TeamStore).person(person_id)
        if person:
            ctx.post(person, nudge_key(visit.id, person_id), expires=ctx.now + STILL_FRESH)

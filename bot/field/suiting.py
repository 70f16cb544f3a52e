"""The partner says whether a visit suits them: on their own page, and the team sees it on the visit's card."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.errors import N_, BotError
from bot.feature import GuestLine, GuestPart, Step
from bot.field import forms, guest_views
from bot.field.showing import answered, find, hold, visit_key
from bot.interactions import Reply, Response
from bot.letters import write_buttons
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.field import FieldStore, Visit, VisitState
from storage.teams import Person, Role, TeamStore
from storage.visit_answers import VisitAnswer, VisitAnswerStore

ORDER = 30


class NotAhead(BotError):
    message = N_("Besøget er forbi eller aflyst. Du behøver ikke gøre mere.")


def is_ahead(ctx: Context, visit: Visit) -> bool:
    return visit.state is VisitState.planned and visit.starts_at > ctx.now


# ---- what the partner presses


def answer(ctx: Context, visit_id: int) -> Response:
    """*Svar*: a step has one button, and there are two answers."""
    visit = find(ctx, visit_id)
    if not is_ahead(ctx, visit):
        raise NotAhead
    mine = _mine(ctx, visit)
    return Reply(guest_views.answer(ctx.locale, visit, mine, _buttons(ctx, visit, mine)))


def ok(ctx: Context, visit_id: int) -> Response:
    visit = _held(ctx, visit_id)
    _say(ctx, visit, suits=True)
    text = ctx.locale.gettext("Tak. Teamet kan se, at det passer dig.")
    return Reply(noted(text, _no_button(ctx, visit, ctx.locale.gettext("Det passer alligevel ikke"))))


def no_form(ctx: Context, visit_id: int) -> Form:
    visit = find(ctx, visit_id)
    if not is_ahead(ctx, visit):
        raise NotAhead
    mine = _mine(ctx, visit)
    action = ctx.team_action("field/guest_no", visit_id)
    return forms.guest_no_form(ctx.locale, action, ctx.here.name, mine.line if mine else "")


def no(ctx: Context, values: Values, visit_id: int) -> Response:
    visit = _held(ctx, visit_id)
    _say(ctx, visit, suits=False, line=str(values["line"]))
    mine, planner = _mine(ctx, visit), _planner(ctx, visit)
    if mine and planner:
        ctx.post(planner, declined_key(mine), expires=visit.starts_at)
    text = ctx.locale.gettext("Tak, fordi du siger til. Teamet får besked.")
    return Reply(noted(text, _ok_button(ctx, visit, ctx.locale.gettext("Det passer alligevel"))))


def _held(ctx: Context, visit_id: int) -> Visit:
    """The team first, as who writes the visit down has it: that a partner was heard from may lock it afterwards."""
    ctx.store(TeamStore).hold_team(ctx.here.id)
    visit = hold(ctx, visit_id)
    if not is_ahead(ctx, visit):
        raise NotAhead
    return visit


def _say(ctx: Context, visit: Visit, *, suits: bool, line: str = "") -> None:
    refresh(ctx, visit.id)  # also what was told of the answer before
    ctx.store(VisitAnswerStore).say(visit.id, ctx.me.id, suits=suits, line=line)
    refresh(ctx, visit.id)


def _mine(ctx: Context, visit: Visit) -> VisitAnswer | None:
    found = ctx.store(VisitAnswerStore).of_visit(visit.id)
    return next((one for one in found if one.person_id == ctx.me.id), None)


def _ok_button(ctx: Context, visit: Visit, label: str) -> Button:
    return Button(label, ctx.team_action("field/guest_ok", visit.id))


def _no_button(ctx: Context, visit: Visit, label: str) -> Button:
    return Button(label, ctx.team_action("field/guest_no", visit.id))


# ---- the partner's page


def steps(ctx: Context) -> Iterable[Step]:
    """Whether the next visit suits them, until somebody of theirs has said it."""
    if ctx.role is not Role.partner:
        return
    for visit in ctx.store(FieldStore).planned(ctx.here.id):
        if is_ahead(ctx, visit) and not ctx.store(VisitAnswerStore).of_visit(visit.id):
            action = ctx.team_action("field/guest_answer", visit.id)
            button = Button(ctx.locale.gettext("Svar"), action, Style.primary)
            yield Step(ORDER, guest_views.asked(ctx.locale, visit), button)
            return


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    """To a partner: when we visit, what we hope to see, what we will ask, and what they say to that."""
    if ctx.role is not Role.partner:
        return
    for place, visit in enumerate(ctx.store(FieldStore).planned(ctx.here.id)):
        if is_ahead(ctx, visit):
            mine = _mine(ctx, visit)
            text = guest_views.line(ctx.locale, visit, mine)
            yield GuestLine(GuestPart.ahead, 10 + place, text, _buttons(ctx, visit, mine))


def _buttons(ctx: Context, visit: Visit, mine: VisitAnswer | None) -> tuple[Button, ...]:
    """What they can say to it, after what they have said."""
    _ = ctx.locale.gettext
    if mine is None:
        yes = _ok_button(ctx, visit, _("Det passer mig"))
        return (yes, _no_button(ctx, visit, _("Det passer mig ikke")))
    if mine.suits:
        return (_no_button(ctx, visit, _("Det passer alligevel ikke")),)
    return (_ok_button(ctx, visit, _("Det passer alligevel")), _no_button(ctx, visit, _("Ret svaret")))


# ---- what the team sees


def _planner(ctx: Context, visit: Visit) -> Person | None:
    """Who planned it; when they have left, one of those who go, or who has been in the team longest."""
    members = [one.person_id for one in ctx.members]
    going = ctx.store(FieldStore).visitors(visit.id)
    order = (visit.made_by, *(one for one in members if one in going), *members)
    chosen = next((one for one in order if one in members), None)
    return ctx.store(TeamStore).person(chosen) if chosen is not None else None


def declined_key(answer: VisitAnswer) -> str:
    """A no that comes again after a yes is another one."""
    since = f"{answer.since.timestamp():.0f}"
    return f"field/declined/{answer.visit_id}/{answer.person_id}/{since}"


def declined_card(ctx: Context, visit_id: int, person_id: int, since: int) -> Card | None:
    """To who planned it; gone when the visit is another one, or suits them after all."""
    visit = find(ctx, visit_id)
    found = next(((name, one) for name, one in answered(ctx, visit) if one.person_id == person_id), None)
    if found is None or not is_ahead(ctx, visit):
        return None
    name, answer = found
    if answer.suits or declined_key(answer) != f"field/declined/{visit_id}/{person_id}/{since}":
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret besøget"), ctx.team_action("field/change", visit_id), Style.primary),
        Button(_("Aflys besøget"), ctx.team_action("field/cancel", visit_id)),
    )
    return guest_views.declined(ctx.locale, name, visit, answer.line, buttons)


def letters(ctx: Context, visit: Visit) -> tuple[Button, ...]:
    """To those of the partner's who have not said whether it suits them, when nobody has."""
    return () if ctx.store(VisitAnswerStore).of_visit(visit.id) else write_buttons(ctx, "visit")


# ---- what becomes of it


def refresh(ctx: Context, visit_id: int) -> None:
    """The visit's card, and what was told in private of a no."""
    ctx.refresh(visit_key(visit_id))
    for one in ctx.store(VisitAnswerStore).of_visit(visit_id):
        if not one.suits:
            ctx.refresh(declined_key(one))


def moved(ctx: Context, before: Visit, after: Visit) -> None:
    """What they said was of the old time."""
    refresh(ctx, after.id)
    if before.starts_at != after.starts_at:
        ctx.store(VisitAnswerStore).forget(after.id)


def left(ctx: Context, person_id: int) -> None:
    """They are asked nothing more, and the team does not count on what they said of a visit to come."""
    store = ctx.store(VisitAnswerStore)
    for one in store.of_person(person_id):
        visit = ctx.store(FieldStore).visit(ctx.here.id, one.visit_id)
        if visit is not None and is_ahead(ctx, visit):
            refresh(ctx, visit.id)
            store.forget(visit.id, person_id)

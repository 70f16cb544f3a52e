"""Time in the field: what it registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot import thresholds
from bot.context import Context
from bot.errors import N_
from bot.events import MemberLeft
from bot.feature import (
    MEMBERS,
    TEAM,
    CalendarEntry,
    Command,
    Feature,
    FormRoute,
    News,
    PersonalData,
    PressRoute,
    Retention,
    Signal,
    Step,
    Topic,
    Track,
)
from bot.field import hours, planning, rules, showing, suiting, views, writing
from bot.i18n import md
from bot.team_parts import Part, team_uses
from bot.ui import Action, Button
from bot.whole_weeks import full_weeks
from bot.wording import count_word
from storage.field import FieldStore, VisitState
from storage.teams import Role
from storage.visit_answers import VisitAnswerStore

FRESH = timedelta(days=5)  # for so long the next step is to write it down
ASKED_FOR = timedelta(days=14)  # for so long a question belongs on the agenda
PARTNERS = frozenset({Role.partner})
KEPT = timedelta(days=60)  # how far back a subscribed calendar remembers


def steps(ctx: Context) -> Iterable[Step]:
    """Write down what one has seen; to a partner: whether a visit suits them."""
    if ctx.role is not Role.member:
        yield from suiting.steps(ctx)
        return
    store = ctx.store(FieldStore)
    for visit in reversed(store.of_team(ctx.here.id)):
        if visit.state is VisitState.cancelled or not ctx.now - FRESH < visit.ends_at <= ctx.now:
            continue
        if ctx.me.id in store.visitors(visit.id) and store.note_of(visit.id, ctx.me.id) is None:
            yield Step(20, views.step_after(ctx.locale, visit), showing.write_button(ctx, visit))


def signals(ctx: Context) -> Iterable[Signal]:
    """Fewer hours than planned in each of two weeks running."""
    planned = hours.planned_minutes(ctx)
    started = max(ctx.here.starts_on, ctx.here.course.starts_on)
    weeks = thresholds.of(ctx.here.course).under_plan_weeks
    if not team_uses(ctx.here, Part.field) or not planned:
        return
    mondays = full_weeks(ctx.locale.today, started, ctx.days_off.is_off, weeks)
    found = rules.under_plan(hours.spent(ctx), planned, mondays, weeks)
    if not found:
        return
    yield Signal(
        kind="field.under",
        team_id=ctx.here.id,
        order=55,
        text=lambda locale: md(
            locale.gettext(
                "der har været færre timer i felten end planlagt %(weeks)s uger i træk (%(each)s om ugen, planen er %(planned)s). Spørg, hvad der spærrer."
            ),
            weeks=count_word(locale, len(found)),
            each=locale.names([hours.shown(one / 60, locale.language) for one in found]),
            planned=hours.shown(planned / 60, locale.language),
        ),
        action=lambda locale: Button(
            locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "field.under")
        ),
        shared_text=lambda locale: md(
            locale.gettext(
                "der har været færre timer i felten end planlagt %(weeks)s uger i træk. Spørg dem, hvad der spærrer."
            ),
            weeks=count_word(locale, len(found)),
        ),
    )


def topics(ctx: Context) -> Iterable[Topic]:
    """The questions people brought home."""
    store = ctx.store(FieldStore)
    for visit in store.of_team(ctx.here.id):
        if visit.state is not VisitState.cancelled and visit.ends_at > ctx.now - ASKED_FOR:
            for note in store.notes(visit.id):
                if note.question:
                    yield Topic(key=f"field/{note.id}", title=note.question, track=Track.task)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """That the team was out."""
    held = [one for one in ctx.store(FieldStore).logged(ctx.here.id) if since < one.starts_at <= ctx.now]
    if held:
        yield News(50, views.news(ctx.locale, held))


def calendar(ctx: Context) -> Iterable[CalendarEntry]:
    """Visits; in a person's own calendar those they take part in."""
    store = ctx.store(FieldStore)
    for visit in store.of_team(ctx.here.id):
        mine = ctx.person is None or ctx.me.id in store.visitors(visit.id)
        if mine and visit.starts_at >= ctx.now - KEPT:
            yield CalendarEntry(
                uid=visit.uid,
                start=visit.starts_at,
                end=visit.ends_at,
                title=views.calendar_title(ctx.locale, visit),
                changed_at=visit.changed_at,
                sequence=visit.sequence,
                about=views.calendar_about(ctx.locale, visit, ctx.here.name),
                cancelled=visit.state is VisitState.cancelled,
            )


def on_left(ctx: Context, event: MemberLeft) -> None:
    """They go to no visit that is still to come, and say nothing of it."""
    suiting.left(ctx, event.person_id)
    store = ctx.store(FieldStore)
    for visit in store.planned(ctx.here.id):
        if visit.starts_at > ctx.now:
            store.stay_away(visit.id, event.person_id)
            ctx.refresh(showing.visit_key(visit.id))


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    store = ctx.store(FieldStore)
    rows = [
        (_("Besøg i felten"), f"{ctx.locale.long(one.starts_at)}: {one.plan.host}")
        for one in store.visits_of(person_id)
    ]
    for at, note in store.notes_of(person_id):
        texts = [text for text in (note.observations, note.surprise, note.question) if text]
        if texts:
            rows.append((_("Fra felten"), "\n".join((ctx.locale.long(at), *texts))))
    said = {True: _("det passer"), False: _("det passer ikke")}
    for one in ctx.store(VisitAnswerStore).of_person(person_id):
        rows.append((_("Dit svar på et besøg"), " ".join((said[one.suits], one.line)).strip()))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    answered = ctx.store(VisitAnswerStore).of_person(person_id)
    for one in answered:
        suiting.refresh(ctx, one.visit_id)
    ctx.store(VisitAnswerStore).erase(person_id)
    for visit_id in ctx.store(FieldStore).erase(person_id):
        ctx.refresh(showing.visit_key(visit_id))


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    """Visits, and what was seen there; not by whom."""
    store = ctx.store(FieldStore)
    for visit in store.logged(ctx.here.id):
        label = ctx.locale.gettext("Tid i felten, %(day)s") % {
            "day": ctx.locale.local(visit.starts_at).date()
        }
        plan = visit.plan
        seen = [
            text for one in store.notes(visit.id) for text in (one.observations, one.surprise, one.question)
        ]
        yield label, "\n".join(text for text in (plan.host, plan.purpose, plan.look, plan.ask, *seen) if text)


feature = Feature(
    name="field",
    commands=(
        Command(
            name="felt",
            handler=writing.command,
            about=N_("Planlæg besøg i felten, og skriv dem op"),
            english="field",
        ),
    ),
    presses={
        "field/join": PressRoute(planning.join, MEMBERS),
        "field/away": PressRoute(planning.away, MEMBERS),
        "field/cancel": PressRoute(planning.cancel, MEMBERS),
        "field/restore": PressRoute(planning.restore, MEMBERS),
        "field/skip": PressRoute(writing.skip, MEMBERS),
        "field/read": PressRoute(writing.read, TEAM),
        "field/guest_answer": PressRoute(suiting.answer, PARTNERS),
        "field/guest_ok": PressRoute(suiting.ok, PARTNERS),
    },
    forms={
        "field/plan": FormRoute(planning.plan_form, planning.plan, MEMBERS),
        "field/change": FormRoute(planning.change_form, planning.change, MEMBERS),
        "field/log": FormRoute(writing.log_form, writing.log, MEMBERS),
        "field/note": FormRoute(writing.note_form, writing.note, MEMBERS),
        "field/hours": FormRoute(writing.hours_form, writing.set_hours, TEAM),
        "field/guest_no": FormRoute(suiting.no_form, suiting.no, PARTNERS),
    },
    cards={
        "field/visit": showing.visit_card,
        "field/after": showing.nudge_card,
        "field/changed": showing.changed_card,
        "field/declined": suiting.declined_card,
    },
    jobs={"field/ask": writing.ask},
    on={MemberLeft: on_left},
    steps=steps,
    signals=signals,
    personal_data=PersonalData(
        ("field_visit", "field_visitor", "field_note", "field_visit_answer"), export, erase
    ),
    topics=topics,
    news=news,
    calendar=calendar,
    for_guests=suiting.for_guests,
    retention=Retention(team=("field_visit", "field_visitor", "field_note", "field_visit_answer")),
    keepsakes=keepsakes,
)

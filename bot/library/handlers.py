"""The library: one concept at a time, asked for after teaching."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot import busy
from bot.context import Context
from bot.errors import NotFound, Outdated
from bot.interactions import Replace, Reply, Response
from bot.library import views
from bot.ui import Button, Card, Form, Style, Values
from storage.library import Concept, LibraryStore
from storage.teams import Role

PER_PAGE = 5
ASKED_FOR = timedelta(days=7)
ASKED_AFTER = ("lecture", "workshop")


@dataclass(frozen=True, slots=True)
class Lesson:
    kind: str
    day: date


def latest_lesson(ctx: Context) -> Lesson | None:
    """The latest lecture or workshop of the last week, as long as nothing has been taken from it."""
    found = [
        Lesson(one.kind, ctx.locale.local(one.start).date())
        for one in busy.teaching_of(ctx, ctx.now - ASKED_FOR, ctx.now)
        if one.kind in ASKED_AFTER and one.end <= ctx.now
    ]
    if not found:
        return None
    latest = max(found, key=lambda one: one.day)
    taken = {concept.lesson_on for concept in ctx.store(LibraryStore).concepts(ctx.here.id)}
    return None if latest.day in taken else latest


def command(ctx: Context, _text: str) -> Response:
    return Reply(_card(ctx, 0))


def show(ctx: Context, page: int = 0) -> Response:
    return Replace(_card(ctx, page))


def _card(ctx: Context, page: int) -> Card:
    found = ctx.store(LibraryStore).concepts(ctx.here.id)
    page = min(page, max(-(-len(found) // PER_PAGE) - 1, 0))
    _ = ctx.locale.gettext
    mine = ctx.role is Role.member
    shown: list[tuple[Concept, tuple[Button, ...]]] = []
    for one in found[page * PER_PAGE : (page + 1) * PER_PAGE]:
        change = Button(_("Ret"), ctx.team_action("library/change", one.id))
        shown.append((one, (change,) if mine else ()))
    buttons = []
    if mine:
        buttons.append(Button(_("Nyt begreb"), ctx.team_action("library/new"), Style.primary))
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("library/show", page - 1)))
    if (page + 1) * PER_PAGE < len(found):
        buttons.append(Button(_("Næste"), ctx.team_action("library/show", page + 1)))
    return views.list_card(ctx.locale, shown, tuple(buttons))


# ---- the form


def new_form(ctx: Context, day: str = "") -> Form:
    """`day`: of the teaching it comes from, in ISO; "": of none."""
    lesson = latest_lesson(ctx) if _day(day) else None
    source = views.lesson(ctx.locale, lesson.kind, lesson.day) if lesson else ""
    action = ctx.team_action("library/new", *([day] if day else []))
    return views.form(ctx.locale, action, None, source[:1].upper() + source[1:])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Outdated from error


def add(ctx: Context, values: Values, day: str = "") -> Response:
    ctx.store(LibraryStore).add(ctx.here.id, ctx.me.id, _day(day), _texts(values))
    return Reply(_card(ctx, 0))


def change_form(ctx: Context, concept_id: int) -> Form:
    return views.form(ctx.locale, ctx.team_action("library/change", concept_id), _find(ctx, concept_id))


def change(ctx: Context, values: Values, concept_id: int) -> Response:
    ctx.store(LibraryStore).change(_find(ctx, concept_id).id, _texts(values))
    return Reply(_card(ctx, 0))


def _find(ctx: Context, concept_id: int) -> Concept:
    found = ctx.store(LibraryStore).concept(ctx.here.id, concept_id)
    if found is None:
        raise NotFound
    return found


def _texts(values: Values) -> dict[str, str]:
    return {name: str(values[name]) for name in ("name", "source", "used", "worked")}

"""Tasks: the list and its presses."""

from __future__ import annotations

from datetime import date

from bot import dates
from bot.context import Context
from bot.errors import NotFound, Rejected
from bot.interactions import Replace, Reply, Response
from bot.names import short_names
from bot.tasks import listing, views
from bot.ui import Button, Card, Form, Style, Text, Values
from storage.inbox import DraftStore
from storage.tasks import Milestone, Task, TaskState, TaskStore
from storage.teams import Role

PER_PAGE = 5
Noted = tuple[Text, tuple[Button, ...]]


def command(ctx: Context, text: str) -> Response:
    """`/samspil opgaver`: the list. With text: the form with the text in its place."""
    what = " ".join(text.split())[: views.WHAT]
    if what and ctx.role is Role.member:
        action = ctx.team_action("tasks/new")
        ctx.store(DraftStore).save(ctx.me.id, action.encode(), {**ctx.draft(action), "what": what})
        return ctx.ask("tasks/new")
    return Reply(_list(ctx))


def show(ctx: Context, page: int = 0) -> Response:
    return Replace(_list(ctx, page))


def _list(ctx: Context, page: int = 0, noted: Noted | None = None) -> Card:
    tasks = ctx.store(TaskStore).of_team(ctx.here.id)
    page, shown = listing.page_of(listing.listed(tasks, ctx.me.id), page, PER_PAGE)
    rows = [(task, _presses(ctx, task)) for task in shown]
    buttons = _buttons(ctx, page, sum(task.state is TaskState.open for task in tasks))
    names = short_names(ctx.members)
    return views.list_card(ctx.locale, listing.progress(tasks), rows, names, buttons, noted)


def _presses(ctx: Context, task: Task) -> tuple[Button, ...]:
    if ctx.role is not Role.member:
        return ()
    _ = ctx.locale.gettext
    found = [Button(_("Klaret"), ctx.team_action("tasks/done", task.id))]
    if task.person_id is None:
        found.append(Button(_("Tag den"), ctx.team_action("tasks/take", task.id)))
    elif task.person_id == ctx.me.id:
        found.append(Button(_("Giv slip"), ctx.team_action("tasks/release", task.id)))
    found.append(Button(_("Flyt eller ret"), ctx.team_action("tasks/change", task.id)))
    return tuple(found)


def _buttons(ctx: Context, page: int, still_open: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    found = []
    if ctx.role is Role.member:
        found.append(Button(_("Ny opgave"), ctx.team_action("tasks/new"), Style.primary))
    if page > 0:
        found.append(Button(_("Forrige"), ctx.team_action("tasks/show", page - 1)))
    if (page + 1) * PER_PAGE < still_open:
        found.append(Button(_("Næste"), ctx.team_action("tasks/show", page + 1)))
    return tuple(found)


# ---- presses


def _hold(ctx: Context, task_id: int) -> Task:
    task = ctx.store(TaskStore).held(ctx.here.id, task_id)
    if task is None:
        raise NotFound
    return task


def _undo(ctx: Context, task: Task) -> tuple[Button, ...]:
    return (Button(ctx.locale.gettext("Fortryd"), ctx.team_action("tasks/reopen", task.id)),)


def done(ctx: Context, task_id: int) -> Response:
    task = _hold(ctx, task_id)
    if task.state is TaskState.open:
        ctx.store(TaskStore).set_state(task.id, TaskState.done)
    undo = _undo(ctx, task)
    return Replace(_list(ctx, noted=(views.done(ctx.locale, task.what), undo)))


def reopen(ctx: Context, task_id: int) -> Response:
    task = _hold(ctx, task_id)
    ctx.store(TaskStore).set_state(task.id, TaskState.open)
    return Replace(_list(ctx, noted=(views.reopened(ctx.locale, task.what), ())))


def take(ctx: Context, task_id: int) -> Response:
    """What nobody has; what somebody else has just taken stays theirs."""
    task = _hold(ctx, task_id)
    if task.state is not TaskState.open:
        return Replace(_list(ctx, noted=(views.over_already(ctx.locale, task.what), ())))
    if task.person_id not in (None, ctx.me.id):
        name = short_names(ctx.members).get(task.person_id or 0, "")
        return Replace(_list(ctx, noted=(views.taken_already(ctx.locale, task.what, name), ())))
    ctx.store(TaskStore).change(task.id, person_id=ctx.me.id)
    return Replace(_list(ctx, noted=(views.taken(ctx.locale, task.what), ())))


def release(ctx: Context, task_id: int) -> Response:
    task = _hold(ctx, task_id)
    if task.person_id != ctx.me.id:
        return Replace(_list(ctx))
    ctx.store(TaskStore).change(task.id, person_id=None)
    return Replace(_list(ctx, noted=(views.released(ctx.locale, task.what), ())))


# ---- the form


def new_form(ctx: Context) -> Form:
    return views.form(ctx.locale, ctx.team_action("tasks/new"), _people(ctx), None)


def add(ctx: Context, values: Values) -> Response:
    what, person_id, due_on = _read(ctx, values, None)
    milestone = Milestone(str(values["milestone"]))
    store = ctx.store(TaskStore)
    store.add(ctx.here.id, ctx.me.id, what, person_id=person_id, due_on=due_on, milestone=milestone)
    return Reply(_list(ctx, noted=(views.saved(ctx.locale, what), ())))


def change_form(ctx: Context, task_id: int) -> Form:
    task = ctx.store(TaskStore).task(ctx.here.id, task_id)
    if task is None:
        raise NotFound
    return views.form(ctx.locale, ctx.team_action("tasks/change", task_id), _people(ctx), task)


def change(ctx: Context, values: Values, task_id: int) -> Response:
    task, store = _hold(ctx, task_id), ctx.store(TaskStore)
    what, person_id, due_on = _read(ctx, values, task)
    store.change(task.id, what=what, person_id=person_id, due_on=due_on)
    if values["milestone"] == views.DROPPED:
        store.set_state(task.id, TaskState.dropped)
        undo = _undo(ctx, task)
        return Reply(_list(ctx, noted=(views.dropped(ctx.locale, what), undo)))
    store.change(task.id, milestone=str(values["milestone"]))
    return Reply(_list(ctx, noted=(views.saved(ctx.locale, what), ())))


def _people(ctx: Context) -> list[tuple[int, str]]:
    """The members, whoever asks first."""
    names = short_names(ctx.members)
    return sorted(names.items(), key=lambda one: one[0] != ctx.me.id)


def _read(ctx: Context, values: Values, before: Task | None) -> tuple[str, int | None, date | None]:
    """What, who and by when. Raises Rejected for a date that cannot be read or is over; one that was there
    before may stay."""
    written = str(values["due"])
    due_on: date | None = None
    if written:
        read = dates.parse_date(written, ctx.locale.local(ctx.now), ctx.locale.language)
        if not isinstance(read, date):
            raise Rejected({"due": dates.explain(read, ctx.locale.gettext)})
        if read < ctx.locale.today and not (before and read == before.due_on):
            raise Rejected({"due": views.past(ctx.locale)})
        due_on = read
    who = str(values["who"] or views.NOBODY)
    return str(values["what"]), None if who == views.NOBODY else int(who), due_on

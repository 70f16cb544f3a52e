"""*Halv to*: morning or afternoon? The one who wrote it picks on a private card, and nothing they wrote is lost."""

from __future__ import annotations

from bot import dates, forms
from bot.context import Context
from bot.errors import Outdated, Rejected
from bot.interactions import Ask, Replace, Reply, Response
from bot.meetings import reading, views
from bot.meetings.reading import Unclear
from bot.registry import converted
from bot.ui import Button, Card, Style, Values
from storage.inbox import DraftStore

MOST = 8  # readings offered


def ask(ctx: Context, unclear: Unclear, values: Values, route: str, *args: int) -> Reply:
    """The question; what was written waits for the answer (24 hours, encrypted)."""
    kept: Values = {**values, "_route": route, "_args": " ".join(map(str, args)), "_field": unclear.field}
    ctx.store(DraftStore).save(ctx.me.id, _draft(ctx), kept)
    return Reply(_card(ctx, unclear))


def _draft(ctx: Context) -> str:
    return f"meetings/unclear/{ctx.here.id}"


def waiting(ctx: Context, route: str) -> Values:
    """What was written in a form of this route and still waits for an answer."""
    values = ctx.store(DraftStore).load(ctx.me.id, _draft(ctx), ctx.private_since)
    return {k: v for k, v in values.items() if k[0] != "_"} if values.get("_route") == route else {}


def _card(ctx: Context, unclear: Unclear) -> Card:
    buttons = [
        Button(
            views.option(ctx.locale, option), ctx.team_action("meetings/meant", _mark(option)), Style.primary
        )
        for option in unclear.ambiguous.options[:MOST]
    ]
    return views.unclear_card(ctx.locale, unclear.written, buttons)


def _mark(option: object) -> str:
    """What a button says of its reading: it has to be among those that what was written allows."""
    match option:
        case dates.Moment(at):
            return f"{at:%Y%m%d%H%M}"
        case dates.Day(day):
            return f"{day:%Y%m%d}"
        case _:
            return ""


def meant(ctx: Context, mark: str) -> Response:
    """One reading was picked: go on as if it had been written so."""
    values = ctx.store(DraftStore).load(ctx.me.id, _draft(ctx), ctx.private_since)
    unclear = _again(ctx, values)
    marks = [_mark(option) for option in unclear.ambiguous.options]
    if mark not in marks:
        raise Outdated
    route, field = str(values["_route"]), unclear.field
    form = ctx.features.forms[route]
    args = converted(form.build, 1, tuple(str(values["_args"]).split()))
    meaning = {k: v for k, v in values.items() if k[0] != "_"}
    meaning[field] = unclear.with_option(ctx.locale, marks.index(mark))
    ctx.store(DraftStore).forget(ctx.me.id, _draft(ctx))
    try:
        response = form.submit(ctx, meaning, *args)
    except Rejected as rejected:
        built = form.build(ctx, *args)
        ctx.store(DraftStore).save(ctx.me.id, built.action.encode(), meaning)
        return Ask(forms.with_errors(built, meaning, rejected))
    return Replace(response.card) if isinstance(response, Reply) else response


def _again(ctx: Context, values: Values) -> Unclear:
    """The question that was asked. Raises Outdated when there is none any more."""
    field = str(values.get("_field", ""))
    try:
        if field == "deadline":
            reading.read_deadline(ctx.locale, values)
        elif field:
            reading.read_slots(ctx.locale, values, field)
    except Unclear as unclear:
        return unclear
    except Rejected:
        pass  # time has passed: what was ahead is over
    raise Outdated

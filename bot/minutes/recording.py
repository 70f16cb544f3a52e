"""Writing decisions and notes down while the meeting is on, and until the minutes are final."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import AgendaChanged
from bot.interactions import Reply, Response
from bot.minutes import views
from bot.minutes.making import changed, find_meeting
from bot.ui import Button, Card, Form, Values
from bot.wording import noted
from storage.agenda import AgendaItem, AgendaStore
from storage.decisions import DecisionStore, Part, Record, RecordKind
from storage.meetings import Meeting, MeetingStore, State
from storage.minutes import MinutesState, MinutesStore

EARLY = timedelta(minutes=15)  # before its time that a meeting may begin


class NotYet(BotError):
    message = N_("Mødet er ikke begyndt endnu, så der er ikke noget at skrive ned.")


class Final(BotError):
    message = N_("Referatet er godkendt, så det kan ikke ændres mere. Skriv det i næste mødes referat.")


def writable(ctx: Context, meeting_id: int) -> Meeting:
    """Raises NotFound, NotYet, Final."""
    meeting = find_meeting(ctx, meeting_id)
    if meeting.state is not State.settled or meeting.starts_at is None or meeting.starts_at - EARLY > ctx.now:
        raise NotYet
    minutes = ctx.store(MinutesStore).held(ctx.here.id, meeting_id)
    if minutes is not None and minutes.state is MinutesState.final:
        raise Final
    return meeting


def _item(ctx: Context, meeting_id: int, item_id: int) -> AgendaItem | None:
    """What it was about; 0 is the meeting as such. Raises NotFound."""
    if not item_id:
        return None
    item = ctx.store(AgendaStore).item(ctx.here.id, item_id)
    if item is None or item.meeting_id != meeting_id:
        raise NotFound
    return item


def decide_form(ctx: Context, meeting_id: int, item_id: int) -> Form:
    writable(ctx, meeting_id)
    item = _item(ctx, meeting_id, item_id)
    action = ctx.team_action("minutes/decide", meeting_id, item_id)
    return views.decide_form(ctx.locale, action, item.title if item else "")


def decide(ctx: Context, values: Values, meeting_id: int, item_id: int) -> Response:
    part = Part(str(values["part"])) if values["part"] else None
    record_id = _write(ctx, meeting_id, item_id, RecordKind.decision, str(values["text"]), part)
    ctx.announce(AgendaChanged(ctx.here.id, meeting_id))
    return Reply(_written(ctx, record_id, ctx.locale.gettext("Beslutningen er skrevet ned.")))


def note_form(ctx: Context, meeting_id: int, item_id: int) -> Form:
    writable(ctx, meeting_id)
    item = _item(ctx, meeting_id, item_id)
    action = ctx.team_action("minutes/note", meeting_id, item_id)
    return views.note_form(ctx.locale, action, item.title if item else "")


def note(ctx: Context, values: Values, meeting_id: int, item_id: int) -> Response:
    record_id = _write(ctx, meeting_id, item_id, RecordKind.note, str(values["text"]), None)
    return Reply(_written(ctx, record_id, ctx.locale.gettext("Noten er skrevet ned.")))


def _write(
    ctx: Context, meeting_id: int, item_id: int, kind: RecordKind, text: str, part: Part | None
) -> int:
    writable(ctx, meeting_id)
    item = _item(ctx, meeting_id, item_id)
    run = ctx.store(AgendaStore).run_of(meeting_id)
    if run is not None and run.under_way:
        ctx.store(MeetingStore).was_there(meeting_id, ctx.me.id)
    found = ctx.store(DecisionStore).write(
        ctx.here.id,
        meeting_id,
        kind,
        item.title if item else "",
        text,
        item_id=item.id if item else None,
        part=part,
        internal=item.internal if item else False,
        recorded_by=ctx.me.id,
    )
    changed(ctx, meeting_id)
    return found


def _written(ctx: Context, record_id: int, said: str) -> Card:
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret"), ctx.team_action("minutes/rewrite", record_id)),
        Button(_("Slet"), ctx.team_action("minutes/away", record_id)),
    )
    return noted(said, *buttons)


def _find(ctx: Context, record_id: int) -> Record:
    """Raises NotFound, NotYet, Final."""
    record = ctx.store(DecisionStore).record(ctx.here.id, record_id)
    if record is None:
        raise NotFound
    writable(ctx, record.meeting_id)
    return record


def rewrite_form(ctx: Context, record_id: int) -> Form:
    one = _find(ctx, record_id)
    action = ctx.team_action("minutes/rewrite", record_id)
    if one.kind is RecordKind.note:
        return views.note_form(ctx.locale, action, one.title, one.text)
    return views.decide_form(ctx.locale, action, one.title, one.text, one.part)


def rewrite(ctx: Context, values: Values, record_id: int) -> Response:
    one = _find(ctx, record_id)
    part = Part(str(values["part"])) if values.get("part") else None
    ctx.store(DecisionStore).rewrite(ctx.here.id, one, str(values["text"]), part)
    changed(ctx, one.meeting_id)
    return Reply(_written(ctx, record_id, ctx.locale.gettext("Det er rettet.")))


def away(ctx: Context, record_id: int) -> Response:
    one = _find(ctx, record_id)
    ctx.store(DecisionStore).take_away(record_id)
    changed(ctx, one.meeting_id)
    ctx.announce(AgendaChanged(ctx.here.id, one.meeting_id))
    return Reply(noted(ctx.locale.gettext("Det er slettet.")))

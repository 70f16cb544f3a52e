"""The minutes of a meeting that was held: written, sent, corrected, final."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import MeetingHeld
from bot.interactions import Replace, Reply, Response
from bot.minutes import making, rules, searching, views
from bot.minutes.making import find_meeting, names
from bot.minutes.recording import Final
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.agenda import AgendaStore
from storage.decisions import DecisionStore
from storage.meetings import MeetingStore
from storage.minutes import Correction, CorrectionState, Minutes, MinutesState, MinutesStore
from storage.roles import RoleStore
from storage.schedules import Due
from storage.teams import Role, TeamStore


class NoMinutes(BotError):
    message = N_("Mødet er ikke slut endnu. Referatet kommer bagefter.")


# ---- the meeting is over


def on_held(ctx: Context, event: MeetingHeld) -> None:
    """Minutes may be written. Where something was written down, the note-taker is asked for a last word, and
    what there is is sent by itself the next working day."""
    meeting = find_meeting(ctx, event.meeting_id)
    said = ctx.store(MeetingStore).attendance(meeting.id)
    ctx.store(MinutesStore).begin(ctx.here.id, meeting.id, [one for one, comes in said.items() if comes])
    ctx.schedule("minutes/send", rules.send_at(ctx.now, ctx.zone, ctx.days_off), meeting.id)
    writer = note_taker(ctx, meeting.id)
    if writer is not None and _something(ctx, meeting.id):
        person = ctx.store(TeamStore).person(writer)
        if person is not None:
            at = rules.send_at(ctx.now, ctx.zone, ctx.days_off)
            ctx.post(person, f"minutes/ask/{meeting.id}/{writer}", expires=at)


def note_taker(ctx: Context, meeting_id: int) -> int | None:
    """Who has the role, and is still in the team."""
    here = {member.person_id for member in ctx.members}
    seats = ctx.store(RoleStore).seats([meeting_id])
    return next((one.person_id for one in seats if one.role == "note_taker" and one.person_id in here), None)


def _something(ctx: Context, meeting_id: int) -> bool:
    """Whether there is anything to send, beyond that the meeting was held."""
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    if ctx.store(DecisionStore).of_meeting(ctx.here.id, meeting_id) or (minutes and minutes.text):
        return True
    run = ctx.store(AgendaStore).run_of(meeting_id)
    return bool(run and run.began_at and ctx.features.minutes(ctx, meeting_id))


def ask_card(ctx: Context, meeting_id: int, person_id: int) -> Card | None:
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    person = ctx.store(TeamStore).person(person_id)
    if meeting is None or minutes is None or person is None or minutes.state is not MinutesState.draft:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Læg noget til"), ctx.team_action("minutes/write", meeting_id), Style.primary),
        Button(_("Se det"), ctx.team_action("minutes/read", meeting_id, 0)),
        Button(_("Send det nu"), ctx.team_action("minutes/send", meeting_id)),
    )
    return views.ask_card(ctx.locale, person.first_name, meeting, buttons)


# ---- writing and sending


def _held(ctx: Context, meeting_id: int) -> Minutes:
    """To change them: locked until the end of the transaction. Raises NotFound, NoMinutes."""
    find_meeting(ctx, meeting_id)
    minutes = ctx.store(MinutesStore).held(ctx.here.id, meeting_id)
    if minutes is None:
        raise NoMinutes
    return minutes


def _open(ctx: Context, meeting_id: int) -> Minutes:
    """The same, while they can be changed. Raises Final too."""
    minutes = _held(ctx, meeting_id)
    if minutes.state is MinutesState.final:
        raise Final
    return minutes


def write_form(ctx: Context, meeting_id: int) -> Form:
    minutes = _open(ctx, meeting_id)
    known = names(ctx)
    people = [
        (one.person_id, known[one.person_id])
        for one in ctx.store(TeamStore).members(
            ctx.here.id, Role.member, Role.partner, Role.guest, Role.facilitator
        )
    ]
    there = ctx.store(MinutesStore).present(minutes.id)
    action = ctx.team_action("minutes/write", meeting_id)
    sent = minutes.state is MinutesState.sent
    return views.write_form(ctx.locale, action, minutes.text, there, people, sent=sent)


def write(ctx: Context, values: Values, meeting_id: int) -> Response:
    minutes = _open(ctx, meeting_id)
    store = ctx.store(MinutesStore)
    store.change(minutes.id, text=str(values["text"]), written_by=ctx.me.id)
    if "present" in values:
        shown = {int(one) for one in values["present"]}
        beyond = [one for one in store.present(minutes.id) if one is not None and one not in _listed(ctx)]
        store.set_present(minutes.id, [*sorted(shown), *beyond])
    making.changed(ctx, meeting_id)
    if minutes.state is MinutesState.draft and values.get("send") == "now":
        return send(ctx, meeting_id)
    return Reply(_kept(ctx, minutes))


def _listed(ctx: Context) -> set[int]:
    """Whom the form asks about."""
    everybody = (Role.member, Role.partner, Role.guest, Role.facilitator)
    return {one.person_id for one in ctx.store(TeamStore).members(ctx.here.id, *everybody)[:25]}


def _kept(ctx: Context, minutes: Minutes) -> Card:
    _ = ctx.locale.gettext
    read = Button(_("Se det"), ctx.team_action("minutes/read", minutes.meeting_id, 0))
    if minutes.state is not MinutesState.draft:
        return noted(_("Referatet er rettet."), read)
    send_it = Button(_("Send det nu"), ctx.team_action("minutes/send", minutes.meeting_id), Style.primary)
    return noted(_("Kladden er gemt."), send_it, read)


def send(ctx: Context, meeting_id: int) -> Response:
    """To the team, as the last of the meeting's four posts. Twice is once."""
    minutes = _held(ctx, meeting_id)
    _ = ctx.locale.gettext
    if minutes.state is not MinutesState.draft:
        return Reply(noted(_("Referatet er sendt.")))
    _send(ctx, minutes)
    return Reply(noted(_("Referatet er sendt til teamet.")))


def _send(ctx: Context, minutes: Minutes) -> None:
    deadline = rules.correct_until(ctx.now, ctx.zone, ctx.days_off)
    store = ctx.store(MinutesStore)
    store.change(minutes.id, state=MinutesState.sent.value, sent_at=ctx.now, deadline=deadline)
    making.keep(ctx, minutes)
    ctx.unschedule("minutes/send", minutes.meeting_id)
    ctx.schedule("minutes/final", deadline, minutes.meeting_id)
    ctx.post(ctx.here, making.key(minutes.meeting_id), expires=deadline)
    writer = note_taker(ctx, minutes.meeting_id)
    if writer is not None:
        ctx.withdraw(f"minutes/ask/{minutes.meeting_id}/{writer}")


def send_by_itself(ctx: Context, due: Due) -> None:
    """Nobody has sent it, and there is something in it."""
    minutes = ctx.store(MinutesStore).held(ctx.here.id, due.args[0])
    if minutes is not None and minutes.state is MinutesState.draft and _something(ctx, minutes.meeting_id):
        _send(ctx, minutes)


def final(ctx: Context, due: Due) -> None:
    """The deadline: what stands there now is what was decided."""
    minutes = ctx.store(MinutesStore).held(ctx.here.id, due.args[0])
    if minutes is not None and minutes.state is MinutesState.sent:
        ctx.store(MinutesStore).change(minutes.id, state=MinutesState.final.value)
        ctx.refresh(making.key(minutes.meeting_id))


# ---- corrections


def correct_form(ctx: Context, meeting_id: int) -> Form:
    _open(ctx, meeting_id)
    return views.correct_form(ctx.locale, ctx.team_action("minutes/correct", meeting_id))


def correct(ctx: Context, values: Values, meeting_id: int) -> Response:
    minutes = _open(ctx, meeting_id)
    ctx.store(MinutesStore).propose(minutes.id, ctx.me.id, str(values["text"]))
    ctx.refresh(making.key(meeting_id))
    return Reply(noted(ctx.locale.gettext("Tak. Teamet kan se dit forslag på referatet.")))


def corrections(ctx: Context, meeting_id: int) -> Response:
    return Reply(_corrections(ctx, meeting_id))


def _corrections(ctx: Context, meeting_id: int) -> Card:
    _ = ctx.locale.gettext
    meeting = find_meeting(ctx, meeting_id)
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    if minutes is None:
        raise NoMinutes
    proposed: list[tuple[Correction, tuple[Button, ...]]] = []
    for one in ctx.store(MinutesStore).corrections(minutes.id):
        if one.state is CorrectionState.open and len(proposed) < 6:
            buttons = (
                Button(_("Tag det med"), ctx.team_action("minutes/take", meeting_id, one.id), Style.primary),
                Button(_("Lad det være"), ctx.team_action("minutes/leave", meeting_id, one.id)),
            )
            proposed.append((one, buttons if minutes.state is not MinutesState.final else ()))
    return views.corrections_card(ctx.locale, meeting, proposed)


def take(ctx: Context, meeting_id: int, correction_id: int) -> Response:
    return _answer(ctx, meeting_id, correction_id, CorrectionState.taken)


def leave(ctx: Context, meeting_id: int, correction_id: int) -> Response:
    return _answer(ctx, meeting_id, correction_id, CorrectionState.left)


def _answer(ctx: Context, meeting_id: int, correction_id: int, state: CorrectionState) -> Response:
    """The first answer holds."""
    minutes = _open(ctx, meeting_id)
    store = ctx.store(MinutesStore)
    found: Correction | None = next(
        (one for one in store.corrections(minutes.id) if one.id == correction_id), None
    )
    if found is None:
        raise NotFound
    if found.state is CorrectionState.open:
        store.answer(correction_id, state)
        making.changed(ctx, meeting_id)
    return Replace(_corrections(ctx, meeting_id))


# ---- reading


def command(ctx: Context, text: str) -> Response:
    """`/samspil referat`: the latest; with words: what was written down with them."""
    if text.strip():
        return Reply(searching.found(ctx, text))
    latest = next(iter(ctx.store(MinutesStore).of_team(ctx.here.id, 1)), None)
    if latest is None:
        said = ctx.locale.gettext("Når I har holdt et møde, kan I læse referatet her.")
        return Reply(noted(said))
    return Reply(_read(ctx, latest.meeting_id, 0))


def read(ctx: Context, meeting_id: int, page: int = 0) -> Response:
    return Reply(_read(ctx, meeting_id, page))


def open_(ctx: Context, meeting_id: int) -> Response:
    return Replace(_read(ctx, meeting_id, 0))


def _read(ctx: Context, meeting_id: int, page: int) -> Card:
    meeting = find_meeting(ctx, meeting_id)
    return making.page(ctx, meeting, page, _actions(ctx, meeting_id))


def _actions(ctx: Context, meeting_id: int) -> list[tuple[Button, ...]]:
    _ = ctx.locale.gettext
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    if minutes is None or minutes.state is MinutesState.final:
        return [_versions_button(ctx, minutes)] if minutes and minutes.version > 1 else []
    write_it = Button(_("Skriv i referatet"), ctx.team_action("minutes/write", meeting_id))
    if minutes.state is MinutesState.draft:
        send_it = Button(_("Send det nu"), ctx.team_action("minutes/send", meeting_id), Style.primary)
        return [(write_it, send_it)]
    propose = Button(_("Foreslå en rettelse"), ctx.team_action("minutes/correct", meeting_id))
    more = _versions_button(ctx, minutes) if minutes.version > 1 else ()
    return [(propose, write_it, *more)]


def _versions_button(ctx: Context, minutes: Minutes) -> tuple[Button, ...]:
    label = ctx.locale.gettext("Vis tidligere versioner")
    return (Button(label, ctx.team_action("minutes/versions", minutes.meeting_id)),)


def versions(ctx: Context, meeting_id: int) -> Response:
    find_meeting(ctx, meeting_id)
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    if minutes is None:
        raise NoMinutes
    kept = ctx.store(MinutesStore).versions(minutes.id)
    back = Button(ctx.locale.gettext("Tilbage"), ctx.team_action("minutes/open", meeting_id))
    return Replace(views.versions_card(ctx.locale, kept, names(ctx), (back,)))

"""Questions to the partner: what others have asked comes first, and an answer is written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import TopicsChanged
from bot.feature import GUESTS, News, Step, Topic, Track
from bot.guests import letters, people, rules
from bot.guests.views import letters as letter_view
from bot.guests.views import page as page_view
from bot.guests.views import team as view
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from storage.guests import GuestStore, Question
from storage.teams import Role, TeamStore

PER_PAGE = 6
MOST_BEFORE = 8
MOST_TOPICS = 3
WRITE_ORDER, ANSWER_ORDER = 55, 20


class AnsweredByAnother(BotError):
    message = N_("Tak, men der er allerede svaret på det. Du behøver ikke gøre mere.")


# ---- the team asks


def before(ctx: Context) -> Response:
    """*Spørg partneren*: first what the course's other teams have asked them, where there is anything."""
    partner = people.partner_name(ctx)
    key = rules.partner_key(partner)
    found = ctx.store(GuestStore).asked_by_others(ctx.here.course.id, ctx.here.id, key) if key else ()
    if not found:
        return ctx.ask("guests/ask")
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Skriv et nyt spørgsmål"), ctx.team_action("guests/ask"), Style.primary),
        Button(_("Så ved vi det"), ctx.team_action("guests/show")),
    )
    return Reply(view.asked_before(ctx.locale, partner, found[:MOST_BEFORE], buttons))


def ask_form(ctx: Context) -> Form:
    known = [(one.person_id, people.name_of(ctx, one.person_id)) for one in people.guests(ctx)]
    return view.ask_form(ctx.locale, ctx.team_action("guests/ask"), known)


def ask(ctx: Context, values: Values) -> Response:
    to = None if values["to"] == view.ANYBODY else people.guest(ctx, int(str(values["to"])))
    shared = to is None or to.role is Role.partner
    partner = rules.partner_key(people.partner_name(ctx)) if shared else ""
    store = ctx.store(GuestStore)
    store.ask(ctx.here.id, ctx.me.id, str(values["text"]), to.person_id if to else None, partner)
    ctx.announce(TopicsChanged(ctx.here.id))
    asked = [to] if to else [one for one in people.guests(ctx) if one.role is Role.partner]
    label = ctx.locale.gettext("Skriv til %(name)s")
    buttons = [
        Button(
            label % {"name": people.name_of(ctx, one.person_id)},
            ctx.team_action("guests/write", one.person_id, rules.Letter.question.value),
            Style.primary,
        )
        for one in asked[:4]
    ]
    buttons.append(Button(ctx.locale.gettext("Se spørgsmål og svar"), ctx.team_action("guests/questions", 0)))
    return Reply(view.ask_saved(ctx.locale, tuple(buttons)))


def show(ctx: Context, page: int = 0) -> Response:
    """The open ones first, then the answers, newest first."""
    found = ctx.store(GuestStore).questions(ctx.here.id)
    ordered = sorted(found, key=lambda one: (not one.open, -one.id))
    page = min(max(page, 0), max(-(-len(ordered) // PER_PAGE) - 1, 0))
    shown = ordered[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows = [(one, _answerer(ctx, one), _presses(ctx, one)) for one in shown]
    more = max(len(ordered) - (page + 1) * PER_PAGE, 0)
    _ = ctx.locale.gettext
    buttons = [Button(_("Spørg partneren"), ctx.team_action("guests/before"))]
    if more:
        buttons.append(Button(_("Vis ældre"), ctx.team_action("guests/questions", page + 1)))
    return Reply(view.questions(ctx.locale, people.partner_name(ctx), rows, more, tuple(buttons)))


def _answerer(ctx: Context, one: Question) -> str:
    """Whom it is to, or who has answered: a guest, or the member who wrote it down for them."""
    person_id = one.person_id if one.open else one.answered_by
    everybody = ctx.store(TeamStore).members(ctx.here.id, *GUESTS, left=True)
    return next((member.first_name for member in everybody if member.person_id == person_id), "")


def _presses(ctx: Context, one: Question) -> tuple[Button, ...]:
    if not one.open:
        return ()
    _ = ctx.locale.gettext
    return (
        Button(_("Skriv svaret ned"), ctx.team_action("guests/note", one.id)),
        Button(_("Drop spørgsmålet"), ctx.team_action("guests/drop", one.id)),
    )


def drop(ctx: Context, question_id: int) -> Response:
    one = _held(ctx, question_id)
    if one.open:
        ctx.store(GuestStore).drop(question_id)
        ctx.announce(TopicsChanged(ctx.here.id))
        letters.calls_again(ctx)
    text = ctx.locale.gettext("Spørgsmålet er taget væk.")
    back = Button(ctx.locale.gettext("Se spørgsmål og svar"), ctx.team_action("guests/questions", 0))
    return Replace(view.noted(ctx.locale, text, (back,)))


def _held(ctx: Context, question_id: int) -> Question:
    found = ctx.store(GuestStore).held(ctx.here.id, question_id)
    if found is None:
        raise NotFound
    return found


def _find(ctx: Context, question_id: int) -> Question:
    found = ctx.store(GuestStore).questions(ctx.here.id)
    question = next((one for one in found if one.id == question_id), None)
    if question is None or (ctx.role in GUESTS and not _is_for(ctx, question)):
        raise NotFound
    return question


# ---- an answer, by the guest or as they said it


def note_form(ctx: Context, question_id: int) -> Form:
    one = _find(ctx, question_id)
    _check_mine(ctx, one)
    action = ctx.team_action("guests/note", question_id)
    return view.note_form(ctx.locale, action, one.text, one.answer, shared=_shared(ctx, one))


def note(ctx: Context, values: Values, question_id: int) -> Response:
    """A member writes down what was said on the phone or at the visit."""
    one = _held(ctx, question_id)
    _check_mine(ctx, one)
    _answered(ctx, one, str(values["answer"]))
    letters.calls_again(ctx)
    return show(ctx)


def answer_form(ctx: Context, question_id: int) -> Form:
    one = _find(ctx, question_id)
    _check_mine(ctx, one)
    action = ctx.team_action("guests/answer", question_id)
    shared = _shared(ctx, one)
    return page_view.answer_form(ctx.locale, action, ctx.here.name, one.text, one.answer, shared=shared)


def answer(ctx: Context, values: Values, question_id: int) -> Response:
    one = _held(ctx, question_id)
    _find(ctx, question_id)
    _check_mine(ctx, one)
    _answered(ctx, one, str(values["answer"]))
    change = Button(ctx.locale.gettext("Ret svaret"), ctx.team_action("guests/answer", question_id))
    return Reply(page_view.thanks(ctx.locale, ctx.here.name, change))


def _check_mine(ctx: Context, one: Question) -> None:
    """An answer is only changed by who gave it. Raises AnsweredByAnother."""
    if not one.open and one.answered_by != ctx.me.id:
        raise AnsweredByAnother


def _answered(ctx: Context, one: Question, text: str) -> None:
    ctx.store(GuestStore).answer(one.id, text, ctx.me.id)
    ctx.announce(TopicsChanged(ctx.here.id))
    _tell_asker(ctx, one)


def _shared(ctx: Context, one: Question) -> bool:
    """Whether other teams with the same partner may read it: never what a citizen was asked."""
    if not people.partner_name(ctx):
        return False
    everybody = ctx.store(TeamStore).members(ctx.here.id, Role.guest, left=True)
    return one.person_id not in {member.person_id for member in everybody}


def _tell_asker(ctx: Context, one: Question) -> None:
    asker = ctx.store(TeamStore).person(one.asker_id) if one.asker_id is not None else None
    if asker is None or asker.id == ctx.me.id:
        return
    if any(member.person_id == asker.id for member in ctx.store(TeamStore).members(ctx.here.id, *_TEAM)):
        ctx.post(asker, _answered_key(one.id))
        ctx.refresh(_answered_key(one.id))


_TEAM = (Role.member, Role.facilitator)


def _answered_key(question_id: int) -> str:
    return f"guests/answered/{question_id}"


def answered_card(ctx: Context, question_id: int) -> Card | None:
    found = ctx.store(GuestStore).questions(ctx.here.id)
    one = next((one for one in found if one.id == question_id and not one.open), None)
    if one is None:
        return None
    back = Button(ctx.locale.gettext("Se spørgsmål og svar"), ctx.team_action("guests/questions", 0))
    return view.answered(ctx.locale, one.text, one.answer, _answerer(ctx, one), (back,))


# ---- what others are told of it


def _is_for(ctx: Context, one: Question) -> bool:
    """A citizen is asked by name; a partner's people also what any of them may answer."""
    if one.person_id == ctx.me.id or one.answered_by == ctx.me.id:
        return True
    return not one.to_one and ctx.role is Role.partner


def steps(ctx: Context) -> Iterable[Step]:
    """To the guest: what waits for an answer. To the team: that somebody waits to be written to."""
    if ctx.person is None:
        return
    if ctx.role in GUESTS:
        label = ctx.locale.gettext("Svar")
        for one in ctx.store(GuestStore).questions(ctx.here.id):
            if one.open and _is_for(ctx, one):
                button = Button(label, ctx.team_action("guests/answer", one.id), Style.primary)
                yield Step(ANSWER_ORDER, page_view.question_step(ctx.locale, one.text), button)
    elif ctx.role is Role.member:
        yield from _unwritten(ctx)


def _unwritten(ctx: Context) -> Iterable[Step]:
    for one in people.guests(ctx)[: people.MOST]:
        record = people.record(ctx, one.person_id)
        if rules.silent(record.written_at, record.acted_at) or not people.waiting(ctx, one):
            continue
        name = people.name_of(ctx, one.person_id)
        label = ctx.locale.gettext("Skriv til %(name)s") % {"name": name}
        button = Button(label, ctx.team_action("guests/write", one.person_id))
        yield Step(WRITE_ORDER, letter_view.waiting_step(ctx.locale, name), button)


def topics(ctx: Context) -> Iterable[Topic]:
    """What still waits for an answer, for when the partner is there. Internal: a citizen may be there too."""
    still_open = [one for one in ctx.store(GuestStore).questions(ctx.here.id) if one.open]
    for one in still_open[:MOST_TOPICS]:
        title = view.topic(ctx.locale, one.text)
        yield Topic(key=f"guests/question/{one.id}", title=title, track=Track.task)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    if ctx.role in GUESTS:
        return
    for one in ctx.store(GuestStore).questions(ctx.here.id):
        if one.answered_at and one.answered_at > since:
            yield News(45, view.news(ctx.locale, one.text))

"""Writing an agreement down, and changing what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot import dates
from bot.agreements import following, rules, views
from bot.agreements.finding import all_button, everybody, find, hold, known, see_button
from bot.agreements.rules import Answer, Kind, Somebody
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Rejected
from bot.interactions import Ask, Reply, Response
from bot.letters import write_buttons
from bot.names import short_names
from bot.ui import Card, Form, Values
from bot.wording import noted
from storage.agenda import AgendaStore
from storage.agreements import Agreement, AgreementStore, NewAgreement, NewParty
from storage.meetings import MeetingStore
from storage.teams import Role

USUAL = timedelta(days=7)  # how far ahead a new agreement's day is, until somebody picks another
LONGEST = timedelta(days=365)
MOST_WORDS_OF_A_DAY = 3  # `fre uge 47`


class Closed(BotError):
    message = N_("Aftalen er lukket. Åbn den igen, hvis den skal laves om.")


# ---- a new one


def start(ctx: Context, text: str) -> Ask:
    """The form, with what was written after the command in it; a day at its end is the day."""
    asked = ctx.ask("agreements/new")
    if not text:
        return asked
    values: Values = {"text": text[: views.TEXT]}
    day = _day_at_the_end(ctx, text)
    if day is not None:
        values["due"] = day.isoformat()
    return replace(asked, form=asked.form.filled(values))


def _day_at_the_end(ctx: Context, text: str) -> date | None:
    words = text.split()
    for count in range(min(MOST_WORDS_OF_A_DAY, len(words) - 1), 0, -1):
        found = dates.parse_date(" ".join(words[-count:]), ctx.locale.local(ctx.now), ctx.locale.language)
        if isinstance(found, date) and found >= ctx.locale.today:
            return found
    return None


def new_form(ctx: Context, meeting_id: int = 0) -> Form:
    """`meeting_id`: at which meeting it is agreed, so that it stands in its minutes; 0 for none."""
    _meeting(ctx, meeting_id)
    people = [one for one in everybody(ctx) if one.left_at is None]
    called = short_names(people)
    people.sort(key=lambda one: (one.person_id != ctx.me.id, one.role is not Role.member))
    due = ctx.days_off.working_day_from(ctx.locale.today + USUAL)
    args = (meeting_id,) if meeting_id else ()
    action = ctx.team_action("agreements/new", *args)
    named = [(one.person_id, called[one.person_id]) for one in people]
    return views.new_form(ctx.locale, action, named, known(ctx), due)


def _meeting(ctx: Context, meeting_id: int) -> int | None:
    if meeting_id and ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id) is None:
        raise NotFound
    return meeting_id or None


def make(ctx: Context, values: Values, meeting_id: int = 0) -> Response:
    meeting = _meeting(ctx, meeting_id)
    run = ctx.store(AgendaStore).run_of(meeting_id) if meeting else None
    if run is not None and run.under_way:
        ctx.store(MeetingStore).was_there(meeting_id, ctx.me.id)
    due = read_day(ctx, str(values["due"]))
    seats = rules.seats(
        ctx.me.id, _who(values["does"]), _who(values["along"]), at_meeting=meeting is not None
    )
    store = ctx.store(AgreementStore)
    new = NewAgreement(
        text=str(values["text"]),
        due_on=due,
        meeting_id=meeting,
        parties=tuple(
            NewParty(one.side.value, one.who.kind.value, one.who.person, one.answer.value) for one in seats
        ),
    )
    one = store.agreement(ctx.here.id, store.make(ctx.here.id, ctx.me.id, new))
    assert one is not None
    following.plan(ctx, one)
    following.ask_for_yes(ctx, one)
    return Reply(_written(ctx, one))


def _written(ctx: Context, one: Agreement) -> Card:
    """A facilitator may write down what they have no part in themselves."""
    mine = ctx.role is Role.member or one.has(ctx.me.id)
    buttons = (see_button(ctx, one), all_button(ctx)) if mine else (all_button(ctx),)
    asked = {party.person_id for party in one.parties if party.answer == Answer.waiting and party.person_id}
    return views.made(ctx.locale, one, known(ctx), (*buttons, *write_buttons(ctx, "agreement", asked)))


def _who(picked: object) -> tuple[Somebody, ...]:
    """What was picked from the form's list, which holds nobody else."""
    chosen = picked if isinstance(picked, tuple) else ()
    shared = {views.ALL: rules.TEAM, views.OTHERS: rules.PARTNER}
    return tuple(shared.get(one) or Somebody(Kind.person, int(one)) for one in chosen)


def read_day(ctx: Context, text: str) -> date:
    """The day a form's field names. Raises Rejected: unreadable, over, or too far ahead."""
    _ = ctx.locale.gettext
    found = dates.parse_date(text, ctx.locale.local(ctx.now), ctx.locale.language)
    if not isinstance(found, date):
        raise Rejected({"due": dates.explain(found, _)})
    if found < ctx.locale.today:
        raise Rejected({"due": _("Den dag er gået. Vælg i dag eller en dag, der kommer.")})
    if found > ctx.locale.today + LONGEST:
        raise Rejected({"due": _("Det er mere end et år væk. Vælg en dag, der er tættere på.")})
    return found


# ---- another wording, another day


def _still_open(one: Agreement) -> Agreement:
    if not one.open:
        raise Closed
    return one


def change_form(ctx: Context, agreement_id: int) -> Form:
    one = _still_open(find(ctx, agreement_id))
    theirs = next((party.words for party in one.parties if party.kind == Kind.partner), None)
    return views.change_form(ctx.locale, ctx.team_action("agreements/change", one.id), one, theirs)


def change(ctx: Context, values: Values, agreement_id: int) -> Response:
    """Another text or day is another agreement, and the others are asked again; a sign or whom at the partner's
    is only more of the same."""
    one = _still_open(hold(ctx, agreement_id))
    store = ctx.store(AgreementStore)
    text = str(values["text"])
    day = one.due_on if str(values["due"]) == one.due_on.isoformat() else read_day(ctx, str(values["due"]))
    store.change(one.id, text=text, sign=str(values["sign"]))
    for party in one.parties:
        if party.kind == Kind.partner:
            store.say_who(party.id, str(values.get("words", party.words)))
    if day != one.due_on:
        store.move(one, day)
    if text != one.text or day != one.due_on:
        following.agreed_anew(ctx, one)
    following.refresh(ctx, one)
    return Reply(_written(ctx, find(ctx, one.id)))


def move_form(ctx: Context, agreement_id: int) -> Form:
    one = _still_open(find(ctx, agreement_id))
    soonest = ctx.days_off.next_working_day(max(ctx.locale.today, one.due_on))
    return views.move_form(ctx.locale, ctx.team_action("agreements/move", one.id), soonest)


def move(ctx: Context, values: Values, agreement_id: int) -> Response:
    one = _still_open(hold(ctx, agreement_id))
    to = read_day(ctx, str(values["due"]))
    if isinstance(rules.move(one.due_on, to, ctx.locale.today), rules.Moved):
        ctx.store(AgreementStore).move(one, to)
        following.agreed_anew(ctx, one)
        following.refresh(ctx, one)
    day = views.day(ctx.locale, to)
    text = ctx.locale.gettext("Den nye dato er %(day)s.") % {"day": day}
    return Reply(noted(text, all_button(ctx)))

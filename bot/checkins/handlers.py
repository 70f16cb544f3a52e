"""Check-in: what people do with a round."""

from __future__ import annotations

from bot.checkins import followup, library, longer, plan, rounds, rules, timing, trend
from bot.checkins.views import private
from bot.checkins.views.words import name
from bot.context import Context
from bot.errors import N_, BotError, Rejected
from bot.interactions import Replace, Reply, Response
from bot.names import facilitators
from bot.ui import Button, Card, Form, Values
from bot.wording import noted
from storage.agreements import AgreementStore
from storage.checkins import Answer, CheckinStore, Round
from storage.teams import Role, TeamStore


class Closed(BotError):
    message = N_("Runden er lukket, så svaret kan ikke ændres mere.")


class Over(BotError):
    message = N_("Der er ikke flere tjek-ind i dette forløb.")


class Resting(BotError):
    message = N_("Tjek-ind holder pause. Skriv /tjekind tid, når I vil starte igen.")


FORMS = {  # after /tjekind, and the form that it opens
    **dict.fromkeys(("tid", "tidspunkt", "time"), "checkins/rhythm"),
    **dict.fromkeys(("spørgsmål", "spoergsmaal", "questions"), "checkins/questions"),
    **dict.fromkeys(("nyt", "new"), "checkins/new"),
    "pause": "checkins/pause",
    **dict.fromkeys(("uge", "arbejdsuge", "week"), "checkins/week"),
}
TREND = ("udvikling", "trend")
ALL = ("alle", "all", "liste", "list")


def command(ctx: Context, text: str) -> Response:
    """`/tjekind`: a member's form (also before the round opens); a facilitator's counts. What may be written
    after it is one of FORMS, `alle`, `udvikling`, or what a check-in is called."""
    word = text.strip().casefold()
    if word in ALL:
        return timing.overview(ctx)
    if word in TREND:
        return trend.show(ctx)
    if word in FORMS:
        return ctx.ask(FORMS[word])
    round_ = _current(ctx, word)
    if ctx.role is Role.facilitator:
        return Reply(_for_facilitator(ctx, round_))
    return ctx.ask("checkins/answer", round_.id)


def _for_facilitator(ctx: Context, round_: Round) -> Card:
    answers = ctx.store(CheckinStore).answers(round_.id)  # read once: count and list are of one moment
    helps = [one for one in answers if followup.said_to(ctx, round_, one)]
    members = frozenset(member.person_id for member in ctx.members)
    shown = rules.progress(members, frozenset(answer.person_id for answer in answers))
    buttons: tuple[Button, ...] = ()
    if round_.opened_at and not round_.closed_at:
        label = ctx.locale.gettext("Giv en person mere tid")
        buttons = (Button(label, ctx.team_action("checkins/extend", round_.id)),)
    return private.facilitator_card(ctx.locale, round_, shown, helps, buttons)


def _current(ctx: Context, called: str) -> Round:
    """The open round that closes first and waits for this person, or else the next one, which may be answered
    early. `called`: of this check-in, where there is one of that name. Raises Resting, Over."""
    store = ctx.store(CheckinStore)
    plans = plan.all_of(ctx) or (plan.first(ctx),)
    plans = tuple(one for one in plans if name(ctx.locale, one.checkin.name).casefold() == called) or plans
    ids = {one.id for one in plans}
    is_open = [
        one for one in store.open_rounds(ctx.here.id) if one.checkin_id in ids and longer.is_open(ctx, one)
    ]
    waiting = [one for one in is_open if ctx.me.id not in store.answered_by(one.id)]
    for round_ in (*waiting, *is_open):
        return round_
    running = [one for one in plans if one.rhythm.on]
    if not running:
        raise Resting
    windows = [(window, one) for one in running if (window := plan.following(ctx, one))]
    if not windows:
        raise Over
    window, chosen = min(windows, key=lambda one: (one[0].opens_at, one[1].id))
    return plan.round_of(ctx, chosen, window)


def _still_open(ctx: Context, round_: Round) -> Round:
    if not longer.is_open(ctx, round_):
        raise Closed
    return round_


# ---- answering


def answer_form(ctx: Context, round_id: int) -> Form:
    round_ = _still_open(ctx, rounds.load(ctx, round_id))
    given = ctx.store(CheckinStore).answer_of(round_id, ctx.me.id)
    names = facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
    action = ctx.team_action("checkins/answer", round_id)
    promised = ctx.store(AgreementStore).open_of(ctx.here.id, ctx.me.id)
    return private.answer_form(ctx.locale, action, round_, given, facilitator=names, promised=promised)


def answer(ctx: Context, values: Values, round_id: int) -> Response:
    """What the form did not ask about stays as it was."""
    round_ = _still_open(ctx, rounds.hold(ctx, round_id))
    store = ctx.store(CheckinStore)
    before = store.answer_of(round_id, ctx.me.id)
    said = {**_said(before), **{name: str(value) for name, value in values.items()}}
    if not any(said.values()):
        sentence = ctx.locale.gettext("Skriv én linje, eller vælg et tal. Så er det nok.")
        if "mood" not in values:
            sentence = ctx.locale.gettext("Skriv én linje. Så er det nok.")
        raise Rejected({next(name for name in values if name != "mood"): sentence})
    mood, done, next_step, in_the_way = (said.pop(name, "") for name in library.COLUMNS)
    store.answer(
        round_id,
        ctx.me.id,
        mood=int(mood) if mood else None,
        done=done,
        next_step=next_step,
        in_the_way=in_the_way,
        more={question: text for question, text in said.items() if text},
        before=before,
    )
    _answered(ctx, round_, before)
    return Reply(_thanks(ctx, round_))


def _said(given: Answer | None) -> dict[str, str]:
    if given is None:
        return {}
    usual = {"mood": str(given.mood or ""), "done": given.done}
    return {**usual, "next_step": given.next_step, "in_the_way": given.in_the_way, **given.more}


def _thanks(ctx: Context, round_: Round) -> Card:
    _ = ctx.locale.gettext
    given = ctx.store(CheckinStore).answer_of(round_.id, ctx.me.id)
    assert given is not None
    buttons = [Button(_("Ret svaret"), ctx.team_action("checkins/answer", round_.id))]
    if rules.Audience(round_.asked.audience).at_once:
        buttons.append(Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id)))
    blocks = followup.blocks(ctx, round_, given)
    until = longer.open_until(ctx, round_)
    return private.thanks(ctx.locale, round_, until, blocks, tuple(buttons))


def _answered(ctx: Context, round_: Round, before: Answer | None) -> None:
    """Where the time was up for all but this person the result waits no longer."""
    if before and before.help:
        followup.show_again(ctx, round_.id, ctx.me.id)
    ctx.refresh(rounds.card_key(round_.id))
    ctx.withdraw(rounds.reminder_key(round_.id, ctx.me.id), longer.card_key(round_.id, ctx.me.id))
    if ctx.now >= round_.closes_at and rounds.waits_until(ctx, round_) is None:
        ctx.schedule("checkins/close", ctx.now, round_.id)


def away(ctx: Context, round_id: int) -> Response:
    """Away without a reason: a reason would be about health (domain.md §5.9)."""
    _without_words(ctx, round_id, "away")
    _ = ctx.locale.gettext
    back = Button(_("Svar alligevel"), ctx.team_action("checkins/answer", round_id))
    return Replace(noted(_("Noteret. Vi ses, når du er tilbage."), back))


def skip(ctx: Context, round_id: int) -> Response:
    _without_words(ctx, round_id, "skipped")
    _ = ctx.locale.gettext
    return Replace(noted(_("Det er fint. Du springer over denne gang.")))


def _without_words(ctx: Context, round_id: int, kind: str) -> None:
    round_ = _still_open(ctx, rounds.hold(ctx, round_id))
    store = ctx.store(CheckinStore)
    before = store.answer_of(round_id, ctx.me.id)
    store.answer(round_id, ctx.me.id, kind=kind)
    _answered(ctx, round_, before)


def mute(ctx: Context, round_id: int) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=True)
    _ = ctx.locale.gettext
    back = Button(_("Slå påmindelser til igen"), ctx.team_action("checkins/unmute"))
    return Replace(noted(_("Du får ikke flere påmindelser om tjek-ind."), back))


def unmute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=None)
    return Replace(noted(ctx.locale.gettext("Du får igen en påmindelse om tjek-ind.")))


# ---- reading


def read(ctx: Context, round_id: int, page: int = 0) -> Response:
    """The whole answers, for the team's own members, as far as they may be read yet; one's own always."""
    round_ = rounds.load(ctx, round_id)
    given = [one for one in ctx.store(CheckinStore).answers(round_id) if one.kind == "answer"]
    pages = private.pages(ctx.locale, round_, given, _shown(ctx, round_, given))
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("checkins/read", round_id, page - 1)))
    if page + 1 < len(pages):
        buttons.append(Button(_("Næste"), ctx.team_action("checkins/read", round_id, page + 1)))
    card = private.answers_card(ctx.locale, round_, pages, page, tuple(buttons))
    return Replace(card) if page else Reply(card)


def _shown(ctx: Context, round_: Round, given: list[Answer]) -> rules.Shown:
    audience = rules.Audience(round_.asked.audience)
    by_name = {one.person_id: one.by_name for one in given}
    shown = rules.shown(audience, by_name, round_.secret, closed=round_.closed_at is not None)
    if shown.kept_back and not round_.closed_at and ctx.me.id in by_name:
        return rules.Shown((ctx.me.id,), kept_back=shown.kept_back - 1)
    return shown

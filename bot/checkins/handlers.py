"""Check-in: what people do with it."""

from __future__ import annotations

from bot.checkins import rounds, rules, views
from bot.checkins.rhythm import next_window, rhythm_of
from bot.context import Context
from bot.errors import N_, BotError, Rejected
from bot.interactions import Replace, Reply, Response
from bot.names import facilitators
from bot.ui import Button, Form, Values
from storage.checkins import CheckinStore, Round
from storage.teams import Role, TeamStore


class Closed(BotError):
    message = N_("Runden er lukket, så svaret kan ikke ændres mere.")


class Over(BotError):
    message = N_("Der er ikke flere tjek-ind i dette forløb.")


class Resting(BotError):
    message = N_("Tjek-ind holder pause. Skriv /tjekind tid, når I vil starte igen.")


def command(ctx: Context, text: str) -> Response:
    """`/tjekind`: a member's form (also before the round opens); a facilitator's counts; `tid`: when."""
    if text.strip().casefold() in ("tid", "tidspunkt", "time", "pause"):
        return ctx.ask("checkins/rhythm")
    round_ = _current(ctx)
    if ctx.role is Role.facilitator:
        answers = ctx.store(CheckinStore).answers(round_.id)  # read once: count and list are of one moment
        helps = [answer for answer in answers if answer.in_the_way]
        members = frozenset(member.person_id for member in ctx.members)
        shown = rules.progress(members, frozenset(answer.person_id for answer in answers))
        return Reply(views.facilitator_card(ctx.locale, round_, shown, helps))
    return ctx.ask("checkins/answer", round_.id)


def _current(ctx: Context) -> Round:
    """The open round, or else the next one, which may be answered early. Raises Resting, Over."""
    store = ctx.store(CheckinStore)
    for round_ in store.latest(ctx.here.id, 1):
        if round_.closed_at is None and ctx.now < round_.closes_at:
            return round_
    rhythm = rhythm_of(ctx.here)
    if not rhythm.on:
        raise Resting
    window = next_window(ctx.here, rhythm, ctx.now, ctx.days_off)
    if window is None:
        raise Over
    return store.ensure_round(ctx.here.id, window.day, window.opens_at, window.closes_at)


def _still_open(ctx: Context, round_: Round) -> Round:
    if round_.closed_at or ctx.now >= round_.closes_at:
        raise Closed
    return round_


def answer_form(ctx: Context, round_id: int) -> Form:
    round_ = _still_open(ctx, rounds.load(ctx, round_id))
    given = ctx.store(CheckinStore).answer_of(round_id, ctx.me.id)
    names = facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
    action = ctx.team_action("checkins/answer", round_id)
    return views.answer_form(
        ctx.locale, action, round_, given, facilitator=names, short=rhythm_of(ctx.here).short
    )


def answer(ctx: Context, values: Values, round_id: int) -> Response:
    """What the form did not ask about stays as it was."""
    round_ = _still_open(ctx, rounds.hold(ctx, round_id))
    store = ctx.store(CheckinStore)
    given = store.answer_of(round_id, ctx.me.id)
    before = {"done": given.done, "mood": str(given.mood or "")} if given else {}
    said = {**before, **{name: str(value) for name, value in values.items()}}
    if not any(said.values()):
        sentence = ctx.locale.gettext("Skriv én linje, eller vælg et tal. Så er det nok.")
        raise Rejected({next(name for name in ("done", "next_step") if name in values): sentence})
    store.answer(
        round_id,
        ctx.me.id,
        mood=int(said["mood"]) if said.get("mood") else None,
        done=said.get("done", ""),
        next_step=said["next_step"],
        in_the_way=said["in_the_way"],
    )
    _answered(ctx, round_id)
    return Reply(views.thanks(ctx.locale, round_, _thanks_buttons(ctx, round_id)))


def _thanks_buttons(ctx: Context, round_id: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Ret svaret"), ctx.team_action("checkins/answer", round_id)),
        Button(_("Læs svarene"), ctx.team_action("checkins/read", round_id)),
    )


def _answered(ctx: Context, round_id: int) -> None:
    ctx.refresh(rounds.card_key(round_id))
    ctx.withdraw(rounds.reminder_key(round_id, ctx.me.id))


def away(ctx: Context, round_id: int) -> Response:
    """Away without a reason: a reason would be about health (domain.md §5.9)."""
    _still_open(ctx, rounds.hold(ctx, round_id))
    ctx.store(CheckinStore).answer(round_id, ctx.me.id, kind="away")
    _answered(ctx, round_id)
    _ = ctx.locale.gettext
    back = Button(_("Svar alligevel"), ctx.team_action("checkins/answer", round_id))
    return Replace(views.noted(ctx.locale, _("Noteret. Vi ses, når du er tilbage."), (back,)))


def skip(ctx: Context, round_id: int) -> Response:
    _still_open(ctx, rounds.hold(ctx, round_id))
    ctx.store(CheckinStore).answer(round_id, ctx.me.id, kind="skipped")
    _answered(ctx, round_id)
    _ = ctx.locale.gettext
    return Replace(views.noted(ctx.locale, _("Det er fint. Du springer over denne gang.")))


def mute(ctx: Context, round_id: int) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=True)
    _ = ctx.locale.gettext
    back = Button(_("Slå påmindelser til igen"), ctx.team_action("checkins/unmute"))
    return Replace(views.noted(ctx.locale, _("Du får ikke flere påmindelser om tjek-ind."), (back,)))


def unmute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=None)
    return Replace(views.noted(ctx.locale, ctx.locale.gettext("Du får igen en påmindelse om tjek-ind.")))


def read(ctx: Context, round_id: int, page: int = 0) -> Response:
    """The whole answers, for the team's own members."""
    round_ = rounds.load(ctx, round_id)
    given = [one for one in ctx.store(CheckinStore).answers(round_id) if one.kind == "answer"]
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("checkins/read", round_id, page - 1)))
    if (page + 1) * views.PER_PAGE < len(given):
        buttons.append(Button(_("Næste"), ctx.team_action("checkins/read", round_id, page + 1)))
    card = views.answers_card(ctx.locale, round_, given, page, tuple(buttons))
    return Replace(card) if page else Reply(card)

"""More time for one person: asked for by themselves, or given by the facilitator. The others see counts alone."""

from __future__ import annotations

from datetime import datetime

from bot.checkins import rounds, rules
from bot.checkins.views.words import short_deadline
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.i18n import md
from bot.interactions import Replace, Reply, Response
from bot.names import short_names
from bot.noise import days_off
from bot.ui import ChoiceField, Form, Option, Page, Values
from bot.wording import noted
from storage.checkins import CheckinStore, Round
from storage.teams import TeamStore


class TooLate(BotError):
    message = N_("Runden er lukket, så der kan ikke gives mere tid.")


def card_key(round_id: int, person_id: int) -> str:
    return f"checkins/longer/{round_id}/{person_id}"


def open_until(ctx: Context, round_: Round) -> datetime:
    """Until when whoever acts may answer (UTC)."""
    own = ctx.store(CheckinStore).extended(round_.id).get(ctx.me.id)
    return max(round_.closes_at, own) if own else round_.closes_at


def would_be_until(ctx: Context, round_: Round) -> datetime:
    """Until when somebody may answer who gets more time: a pause that begins meanwhile makes it no longer."""
    return rules.longer_until(round_.closes_at, ctx.zone, days_off(ctx.here.course))


def is_open(ctx: Context, round_: Round) -> bool:
    """Whether whoever acts may still answer."""
    if round_.closed_at:
        return False
    return ctx.now < round_.closes_at or ctx.now < open_until(ctx, round_)


def longer(ctx: Context, round_id: int) -> Response:
    """*Giv mig til …*: before the time is up."""
    round_ = _extendable(ctx, round_id)
    until = would_be_until(ctx, round_)
    ctx.store(CheckinStore).extend(round_.id, ctx.me.id, until)
    ctx.withdraw(rounds.reminder_key(round_.id, ctx.me.id))
    text = ctx.locale.gettext("Du har til %(deadline)s. Resultatet venter på dig.")
    return Replace(noted(text % {"deadline": short_deadline(ctx.locale, until)}))


def _extendable(ctx: Context, round_id: int) -> Round:
    round_ = rounds.hold(ctx, round_id)
    if round_.closed_at or ctx.now >= round_.closes_at:
        raise TooLate
    return round_


def extend_form(ctx: Context, round_id: int) -> Form:
    """Everybody in the team can be chosen: the facilitator is not told who has answered."""
    rounds.load(ctx, round_id)
    _ = ctx.locale.gettext
    names = short_names(ctx.members)
    field = ChoiceField(
        name="person",
        label=_("Hvem skal have mere tid?"),
        required=True,
        options=tuple(Option(str(id), name) for id, name in list(names.items())[:25]),
    )
    note = md(
        _("Kun du og den, du vælger, kan se det. Resultatet venter til næste arbejdsdag kl. 12."),
        quiet=True,
    )
    action = ctx.team_action("checkins/extend", round_id)
    return Form(action, _("Giv en person mere tid"), (Page((field,), note),), send=_("Giv mere tid"))


def extend(ctx: Context, values: Values, round_id: int) -> Response:
    round_ = _extendable(ctx, round_id)
    person = ctx.store(TeamStore).person(int(str(values["person"])))
    if person is None:
        raise NotFound
    until = would_be_until(ctx, round_)
    ctx.store(CheckinStore).extend(round_.id, person.id, until)
    ctx.withdraw(rounds.reminder_key(round_.id, person.id))
    ctx.post(person, card_key(round_.id, person.id), expires=until)
    text = ctx.locale.gettext("Noteret. %(name)s kan svare til %(deadline)s.")
    said = {"name": person.first_name, "deadline": short_deadline(ctx.locale, until)}
    return Reply(noted(text % said))

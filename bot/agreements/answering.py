"""Yes and no: one's own, the team's, and a partner's as a member notes it."""

from __future__ import annotations

from typing import assert_never

from bot.agreements import following, rules, views
from bot.agreements.finding import all_button, find, hold, known, see_button, yes_button
from bot.agreements.making import Closed
from bot.agreements.rules import Answer
from bot.context import Context
from bot.errors import NotFound, Outdated
from bot.interactions import Replace, Response
from bot.ui import Button
from bot.wording import noted
from storage.agreements import Agreement, AgreementStore
from storage.teams import Role, TeamStore


def yes(ctx: Context, agreement_id: int) -> Response:
    """*Ja, det er en aftale*."""
    one = _open(ctx, agreement_id)
    _ = ctx.locale.gettext
    match rules.say(one, ctx.me.id, Answer.yes, member=ctx.role is Role.member):
        case rules.Said(parties):
            _keep(ctx, one, parties, Answer.yes)
            after = find(ctx, one.id)
            text = (
                _("Tak. *%(text)s* er nu en aftale.") if _agreed(ctx, after) else _("Tak. Dit ja er noteret.")
            )
            return Replace(views.said(text, after, see_button(ctx, one), all_button(ctx)))
        case rules.SaidBefore():
            done = _("Du har allerede sagt ja.")
            text = done if _agreed(ctx, one) else _("Du har sagt ja. Nu er det en af de andre, der siger ja.")
            return Replace(noted(text, see_button(ctx, one), all_button(ctx)))
        case rules.NotAsked():
            text = _("Her er det en af de andre, der siger ja.")
            return Replace(noted(text, see_button(ctx, one), all_button(ctx)))
        case never:
            assert_never(never)


def _agreed(ctx: Context, one: Agreement) -> bool:
    return not rules.awaited(one, known(ctx).present) and not rules.refused(one)


def no(ctx: Context, agreement_id: int) -> Response:
    """*Nej tak*, without a reason; who wrote it is told in private."""
    one = _open(ctx, agreement_id)
    _ = ctx.locale.gettext
    match rules.say(one, ctx.me.id, Answer.no, member=False):
        case rules.Said(parties):
            _keep(ctx, one, parties, Answer.no)
            _tell_maker(ctx, one, parties)
            text = _("Helt fint. Jeg siger det til den, der skrev aftalen ned.")
            return Replace(noted(text, _suggest(ctx, one), all_button(ctx)))
        case rules.SaidBefore():
            text = _("Du har allerede sagt nej.")
            return Replace(noted(text, yes_button(ctx, one), _suggest(ctx, one)))
        case rules.NotAsked():
            text = _("Her er det en af de andre, der siger ja eller nej.")
            return Replace(noted(text, see_button(ctx, one), all_button(ctx)))
        case never:
            assert_never(never)


def other_party(ctx: Context, agreement_id: int, answer: str) -> Response:
    """*De har sagt ja*: what a partner without an account has said; by whom and when is kept."""
    if answer not in (Answer.yes, Answer.no):
        raise Outdated
    one = _open(ctx, agreement_id)
    _ = ctx.locale.gettext
    match rules.note(one, Answer(answer)):
        case rules.Said(parties):
            _keep(ctx, one, parties, Answer(answer))
            if answer == Answer.no:
                _tell_maker(ctx, one, parties)
            text = _("Det er noteret.")
        case rules.SaidBefore():
            text = _("Det var allerede noteret.")
        case rules.NotAsked():
            raise NotFound
        case never:
            assert_never(never)
    return Replace(noted(text, see_button(ctx, one), all_button(ctx)))


def _open(ctx: Context, agreement_id: int) -> Agreement:
    one = hold(ctx, agreement_id)
    if not one.open:
        raise Closed
    return one


def _keep(ctx: Context, one: Agreement, parties: tuple[int, ...], answer: Answer) -> None:
    for party_id in parties:
        ctx.store(AgreementStore).answer(party_id, answer.value, ctx.me.id)
        ctx.withdraw(following.refused_key(one.id, party_id))
    following.refresh(ctx, one)


def _tell_maker(ctx: Context, one: Agreement, parties: tuple[int, ...]) -> None:
    maker = ctx.store(TeamStore).person(one.made_by) if one.made_by is not None else None
    if maker is not None and maker.id != ctx.me.id and maker.id in known(ctx).present:
        ctx.post(maker, following.refused_key(one.id, parties[0]))


def _suggest(ctx: Context, one: Agreement) -> Button:
    return Button(ctx.locale.gettext("Foreslå noget andet"), ctx.team_action("agreements/change", one.id))

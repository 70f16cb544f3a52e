"""What becomes of an agreement: done, dropped, helped with, taken over, opened again; tied to a goal or
a point of the contract."""

from __future__ import annotations

from typing import assert_never

from bot import clauses
from bot.agreements import following, rules, views
from bot.agreements.finding import all_button, find, hold, known, see_button
from bot.agreements.making import Closed
from bot.agreements.rules import Answer, Kind, Side, State
from bot.context import Context
from bot.errors import NotFound
from bot.events import TopicRaised
from bot.feature import Track
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Style
from bot.wording import noted
from storage.agreements import Agreement, AgreementStore, NewParty
from storage.contract import ContractStore
from storage.goals import GoalStore
from storage.teams import TeamStore


def done(ctx: Context, agreement_id: int) -> Response:
    """*Den er klaret*."""
    return _close(ctx, agreement_id, State.done)


def drop(ctx: Context, agreement_id: int) -> Response:
    """*Ikke længere relevant*."""
    return _close(ctx, agreement_id, State.dropped)


def _close(ctx: Context, agreement_id: int, to: State) -> Response:
    """Who comes second is told what the first one said, and nothing is changed by it."""
    one = hold(ctx, agreement_id)
    match rules.close(one.state, to):
        case rules.Now(state):
            store = ctx.store(AgreementStore)
            store.change(one.id, state=state.value, closed_at=ctx.now, closed_by=ctx.me.id, help_wanted=False)
            following.forget(ctx, one.id)
            following.refresh(ctx, one)
            return Replace(_closed_card(ctx, one, state, ""))
        case rules.Already(state):
            by = "" if one.closed_by in (None, ctx.me.id) else known(ctx).names.get(one.closed_by or 0, "")
            return Replace(_closed_card(ctx, one, state, by))
        case never:
            assert_never(never)


def _closed_card(ctx: Context, one: Agreement, state: State, by: str) -> Card:
    again = Button(ctx.locale.gettext("Åbn den igen"), ctx.team_action("agreements/reopen", one.id))
    return views.closed(ctx.locale, one, state, by, (again, all_button(ctx)))


def reopen(ctx: Context, agreement_id: int) -> Response:
    """A slip of the finger, or it was not done after all. It is followed up from its day as before."""
    one = hold(ctx, agreement_id)
    if isinstance(rules.reopen(one.state), rules.Now):
        store = ctx.store(AgreementStore)
        store.change(one.id, state=State.open.value, closed_at=None, closed_by=None)
        following.plan_again(ctx, one)
        following.refresh(ctx, one)
    text = ctx.locale.gettext("Aftalen er åben igen.")
    return Replace(noted(text, see_button(ctx, one), all_button(ctx)))


def _open(ctx: Context, agreement_id: int) -> Agreement:
    one = hold(ctx, agreement_id)
    if not one.open:
        raise Closed
    return one


# ---- help


def help(ctx: Context, agreement_id: int) -> Response:
    """*Jeg vil gerne have hjælp*: who is asked is for the person to choose."""
    one = find(ctx, agreement_id)
    if not one.open:
        raise Closed
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Spørg teamet nu"), ctx.team_action("agreements/ask_team", one.id), Style.primary),
        Button(_("Sæt den på næste dagsorden"), ctx.team_action("agreements/raise", one.id)),
    )
    return Replace(views.help_card(ctx.locale, one, buttons))


def ask_team(ctx: Context, agreement_id: int) -> Response:
    one = _open(ctx, agreement_id)
    ctx.store(AgreementStore).change(one.id, help_wanted=True)
    ctx.post(ctx.here, following.helped_key(one.id))
    following.refresh(ctx, one)
    agenda = Button(
        ctx.locale.gettext("Sæt den på næste dagsorden"), ctx.team_action("agreements/raise", one.id)
    )
    return Replace(noted(ctx.locale.gettext("Jeg har spurgt teamet."), agenda))


def raise_(ctx: Context, agreement_id: int) -> Response:
    """On the team's next agenda, once."""
    one = _open(ctx, agreement_id)
    if not one.on_agenda:
        ctx.store(AgreementStore).change(one.id, on_agenda=True)
        topic = TopicRaised(
            ctx.here.id, ctx.me.id, views.title(one), Track.task.value, source=f"agreements/{one.id}"
        )
        ctx.announce(topic)
    return Replace(noted(ctx.locale.gettext("Den kommer med på den næste dagsorden."), all_button(ctx)))


def assist(ctx: Context, agreement_id: int) -> Response:
    """*Jeg hjælper*: one more who does it."""
    one = _open(ctx, agreement_id)
    store = ctx.store(AgreementStore)
    if not one.does(ctx.me.id):
        store.add_party(one.id, _doer(ctx.me.id), answered_by=ctx.me.id)
    if one.help_wanted:
        _tell_doers(ctx, one)
    store.change(one.id, help_wanted=False)
    following.refresh(ctx, one)
    text = ctx.locale.gettext("Tak. Nu er du med i den.")
    return Reply(noted(text, see_button(ctx, one), all_button(ctx)))


def _tell_doers(ctx: Context, one: Agreement) -> None:
    """Help has come: in private, for an edited card tells nobody."""
    for person_id in rules.to_ask(one, known(ctx).present):
        person = ctx.store(TeamStore).person(person_id)
        if person is not None and person.id != ctx.me.id:
            ctx.post(person, following.joined_key(one.id, person.id, ctx.me.id))


def take(ctx: Context, agreement_id: int) -> Response:
    """*Jeg tager den*: what somebody who left was to do is one's own from now on."""
    one = _open(ctx, agreement_id)
    present = known(ctx).present
    _ = ctx.locale.gettext
    if not rules.loose(one, present):
        text = _("Den er din.") if one.does(ctx.me.id) else _("Der er netop en anden, der har taget den.")
        return Reply(noted(text, see_button(ctx, one), all_button(ctx)))
    store = ctx.store(AgreementStore)
    for party in one.parties:
        gone = party.kind == Kind.person and party.person_id not in present
        if party.person_id == ctx.me.id or (gone and party.side == Side.does):
            store.remove_party(party.id)
    store.add_party(one.id, _doer(ctx.me.id), answered_by=ctx.me.id)
    following.refresh(ctx, one)
    return Reply(noted(_("Tak. Den er din nu."), see_button(ctx, one), all_button(ctx)))


def _doer(person_id: int) -> NewParty:
    return NewParty(Side.does.value, Kind.person.value, person_id, Answer.yes.value)


# ---- what it serves, and what it stands on


def tie(ctx: Context, agreement_id: int, goal_id: int) -> Response:
    """The goal it serves."""
    one = hold(ctx, agreement_id)
    goal = ctx.store(GoalStore).goal(ctx.here.id, goal_id)
    if goal is None:
        raise NotFound
    ctx.store(AgreementStore).change(one.id, goal_id=goal.id)
    text = ctx.locale.gettext('Aftalen hører nu til målet "%(goal)s".') % {"goal": goal.text}
    return Replace(noted(text, see_button(ctx, one), all_button(ctx)))


def stand(ctx: Context, agreement_id: int, clause: str) -> Response:
    """The point of the contract it stands on."""
    one = hold(ctx, agreement_id)
    version = ctx.store(ContractStore).applying(ctx.here.id)
    if version is None or clause not in version.clauses:
        raise NotFound
    ctx.store(AgreementStore).change(one.id, clause=clause)
    title = clauses.title(clause, ctx.locale.language)
    text = ctx.locale.gettext('Aftalen bygger nu på punktet "%(title)s" i jeres kontrakt.') % {"title": title}
    return Replace(noted(text, see_button(ctx, one), all_button(ctx)))

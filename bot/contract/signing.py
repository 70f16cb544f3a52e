"""Sending a version to be signed, signing it, and the facilitator's yes."""

from __future__ import annotations

from bot.context import Context
from bot.contract import letters, rules, showing, standing, timing, views
from bot.contract.rules import Stage, State
from bot.contract.standing import Newer, Standing, hold, load
from bot.errors import N_, BotError
from bot.events import MemberJoined, MemberLeft, WaitedLong
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.audit import Deed
from storage.contract import ContractStore, Version
from storage.teams import Role, TeamStore


class Empty(BotError):
    message = N_("Skriv mindst ét punkt, før I sender kontrakten til underskrift.")


class Unchanged(BotError):
    message = N_("Der er ikke ændret noget, siden I sendte den sidst.")


class TooEarly(BotError):
    message = N_("Den kan godkendes, når alle har skrevet under, eller en uge efter at den blev sendt.")


class NotAnyMore(BotError):
    message = N_("Det kan ikke laves om nu. Skriv /kontrakt, så ser du, hvor langt den er.")


# ---- the team


def send(ctx: Context) -> Response:
    """*Send til underskrift*: what the draft says is a version from now on."""
    now = hold(ctx)
    if not now.draft:
        raise Empty
    if not now.unsent and now.stage is not Stage.returned:
        raise Unchanged
    _replace_pending(ctx, now)
    number = now.latest + 1
    ctx.store(ContractStore).send(ctx.here.id, number, now.draft, ctx.me.id)
    standing.post_anew(ctx)
    ctx.refresh(standing.review_key(ctx.here.id))
    timing.forget_reminders(ctx, now)
    timing.remind_from_now(ctx)
    timing.plan_facilitator(ctx, number)
    return Reply(showing.this_page(ctx, load(ctx), load(ctx).numbered(number), 0))


def _replace_pending(ctx: Context, now: Standing) -> None:
    version = now.version
    if version is not None and (version.pending or version.state == State.returned):
        ctx.store(ContractStore).set_version(version.id, state=State.replaced.value)
        timing.refresh_approvals(ctx, version)


def on_paper(ctx: Context) -> Response:
    """*Vi har den på papir*: everybody has signed, says who presses; the facilitator's press is the approval too."""
    now = hold(ctx)
    version = now.version
    if version is None or not version.on_paper or version.state not in (State.waiting, State.active):
        _replace_pending(ctx, now)
        number = now.latest + 1
        timing.forget_reminders(ctx, now)
        store = ctx.store(ContractStore)
        store.send(
            ctx.here.id, number, {}, ctx.me.id, on_paper=True, state=State.waiting.value, asked_at=ctx.now
        )
        standing.post_anew(ctx)
        _turn_to_facilitator(ctx, load(ctx).numbered(number))
    return Replace(showing.home(ctx, load(ctx)))


def take_back(ctx: Context, number: int) -> Response:
    """A slip of the finger, or not ready after all: the draft goes on."""
    now, version = standing.held_version(ctx, number)
    if not version.pending:
        raise NotAnyMore
    ctx.store(ContractStore).set_version(version.id, state=State.withdrawn.value)
    timing.refresh_approvals(ctx, version)
    standing.refresh(ctx, now)
    return Replace(showing.home(ctx, load(ctx)))


def sign(ctx: Context, number: int) -> Response:
    """*Skriv under*, and *Stadig ok* to a version after the first. Also when it is active: on return."""
    now, version = standing.held_version(ctx, number)
    if version.state not in (State.signing, State.waiting, State.active) or version.on_paper:
        raise NotAnyMore
    ctx.store(ContractStore).sign(version.id, ctx.me.id)
    timing.forget_reminders(ctx, now, ctx.me.id)
    settle(ctx)
    standing.refresh(ctx, now)
    return Reply(_thanks(ctx, version))


def _thanks(ctx: Context, version: Version) -> Card:
    after = load(ctx).numbered(version.number)
    _ = ctx.locale.gettext
    buttons = []
    if letters.may_write(ctx) and not letters.has_written(ctx):
        buttons.append(
            Button(_("Skriv brevet til sidste uge"), ctx.team_action("contract/letter"), Style.primary)
        )
    if after.pending:
        buttons.append(Button(_("Fortryd"), ctx.team_action("contract/unsign", version.number)))
    return views.thanks(ctx.locale, version.number, standing.signed(ctx, after), after.state, tuple(buttons))


def unsign(ctx: Context, number: int) -> Response:
    """*Fortryd*, until it is approved."""
    now, version = standing.held_version(ctx, number)
    if not version.pending or version.on_paper:
        raise NotAnyMore
    store = ctx.store(ContractStore)
    store.unsign(version.id, ctx.me.id)
    if version.state == State.waiting and ctx.me.id in version.signers:
        store.set_version(version.id, state=State.signing.value, asked_at=None, listed_on=None)
        timing.refresh_approvals(ctx, version)
    standing.refresh(ctx, now)
    return Replace(showing.home(ctx, load(ctx)))


def still(ctx: Context, number: int) -> Response:
    """*Stadig ok*, at mid-course. When all have said so, the team has looked at it again."""
    now = hold(ctx)
    version = now.numbered(number)
    if now.active != version:
        raise Newer
    store = ctx.store(ContractStore)
    store.still_ok(version.id, ctx.me.id)
    after = load(ctx).numbered(number)
    contract = now.contract
    if contract and contract.review_at and not contract.reviewed_at and standing.still_ok(ctx, after).all:
        store.change(contract, reviewed_at=ctx.now)
    standing.refresh(ctx, now)
    return Reply(noted(ctx.locale.gettext("Tak. Så ved de andre, at den holder for dig.")))


# ---- what it has come to


def settle(ctx: Context) -> None:
    """When everybody present has signed, it is the facilitator's turn."""
    now = hold(ctx)
    version = now.version
    if version is None or version.state != State.signing or not standing.signed(ctx, version).all:
        return
    ctx.store(ContractStore).set_version(version.id, state=State.waiting.value, asked_at=ctx.now)
    _turn_to_facilitator(ctx, load(ctx).numbered(version.number))
    standing.refresh(ctx, now)


def _turn_to_facilitator(ctx: Context, version: Version) -> None:
    """They approve in their own list; a facilitator's own press is a yes, and a team without one needs none."""
    if ctx.role is Role.facilitator or not ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
        _activate(ctx, load(ctx), version)
    else:
        timing.ask_facilitator(ctx, version)


def on_member(ctx: Context, event: MemberJoined | MemberLeft) -> None:
    """Who counts is another now; and what waited for a facilitator who has gone waits for the one who comes."""
    now = load(ctx)
    if now.contract is None:
        return
    settle(ctx)
    _turn_to_the_next(ctx, load(ctx).version, event)
    standing.refresh(ctx, now)
    if now.version is not None:
        timing.refresh_approvals(ctx, now.version)


def _turn_to_the_next(ctx: Context, version: Version | None, event: MemberJoined | MemberLeft) -> None:
    """It is on the next list of whoever facilitates from now on. Where the last one has gone it waits: the team was
    told that somebody looks at it, and nobody has."""
    if version is None or not version.pending or version.listed_on is None:
        return
    if isinstance(event, MemberJoined) and _facilitates(ctx, event.person_id):
        timing.ask_facilitator(ctx, version)


def _facilitates(ctx: Context, person_id: int) -> bool:
    return ctx.store(TeamStore).role_in(ctx.here.id, person_id) is Role.facilitator


def on_waited(ctx: Context, _event: WaitedLong) -> None:
    """The team's card says who to turn to."""
    standing.refresh(ctx, load(ctx))


# ---- the facilitator


def approve(ctx: Context, number: int) -> Response:
    now, version = standing.held_version(ctx, number)
    if version.state == State.active:
        return Replace(showing.approved(ctx, version))
    if not rules.may_approve(version.state, standing.signed(ctx, version), version.sent_at, ctx.now):
        raise TooEarly if version.state == State.signing else NotAnyMore
    _activate(ctx, now, version)
    ctx.audit(Deed.approved)
    return Replace(showing.approved(ctx, load(ctx).numbered(number)))


def _activate(ctx: Context, now: Standing, version: Version) -> None:
    store = ctx.store(ContractStore)
    for one in now.versions:
        if one.state == State.active and one.id != version.id:
            store.set_version(one.id, state=State.replaced.value)
    by = ctx.me.id if ctx.person is not None and ctx.role is Role.facilitator else None
    store.set_version(version.id, state=State.active.value, decided_by=by, decided_at=ctx.now)
    contract = store.held(ctx.here.id)
    if contract.review_at and not contract.reviewed_at:
        store.change(contract, reviewed_at=ctx.now)
    timing.no_more_reminders(ctx)
    timing.forget_reminders(ctx, now)
    timing.refresh_approvals(ctx, version)
    standing.refresh(ctx, now)


def return_form(ctx: Context, number: int) -> Form:
    version = load(ctx).numbered(number)
    return views.return_form(ctx.locale, ctx.team_action("contract/return", version.number), ctx.here.name)


def return_it(ctx: Context, values: Values, number: int) -> Response:
    """Back to the team with a comment: they change it and send it again."""
    _now, version = standing.held_version(ctx, number)
    if not version.pending:
        raise NotAnyMore
    ctx.store(ContractStore).set_version(
        version.id,
        state=State.returned.value,
        comment=str(values["comment"]),
        decided_by=ctx.me.id,
        decided_at=ctx.now,
    )
    ctx.audit(Deed.approved)
    standing.post_anew(ctx)
    timing.refresh_approvals(ctx, version)
    text = ctx.locale.gettext("Din kommentar er sendt til %(team)s.") % {"team": ctx.here.name}
    return Reply(noted(text))

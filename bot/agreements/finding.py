"""An agreement by its id, who may touch it, and what everybody in it is called."""

from __future__ import annotations

from bot.agreements.views import Known
from bot.context import Context
from bot.errors import NotFound
from bot.names import short_names
from bot.ui import Button, Style
from storage.agreements import Agreement, AgreementStore
from storage.teams import Member, Role, TeamStore

HERE = (Role.member, Role.facilitator, Role.partner, Role.guest)


def find(ctx: Context, agreement_id: int) -> Agreement:
    """To read it, as who acts. Raises NotFound when it is not this team's, or not theirs to see."""
    return _theirs(ctx, ctx.store(AgreementStore).agreement(ctx.here.id, agreement_id))


def hold(ctx: Context, agreement_id: int) -> Agreement:
    """To change it: locked until the end of the transaction. Raises NotFound as `find` does."""
    return _theirs(ctx, ctx.store(AgreementStore).held(ctx.here.id, agreement_id))


def _theirs(ctx: Context, one: Agreement | None) -> Agreement:
    """The team's members may; everybody else where they are a party."""
    if one is None or not (ctx.role is Role.member or one.has(ctx.me.id)):
        raise NotFound
    return one


def everybody(ctx: Context) -> tuple[Member, ...]:
    """The team's people in every role, those who left as well."""
    return ctx.store(TeamStore).members(ctx.here.id, *HERE, left=True)


def known(ctx: Context) -> Known:
    people = everybody(ctx)
    present = frozenset(one.person_id for one in people if one.left_at is None)
    return Known(short_names(people), present, ctx.here.partner)


def open_here(ctx: Context) -> tuple[Agreement, ...]:
    """The team's open agreements that who acts may see, the soonest due first."""
    found = ctx.store(AgreementStore).open(ctx.here.id)
    if ctx.role is Role.member:
        return found
    return tuple(one for one in found if ctx.person is not None and one.has(ctx.person.id))


# ---- its buttons


def all_button(ctx: Context) -> Button:
    return Button(ctx.locale.gettext("Se aftalerne"), ctx.team_action("agreements/all", 0))


def new_button(ctx: Context) -> Button:
    return Button(ctx.locale.gettext("Ny aftale"), ctx.team_action("agreements/new"))


def done_button(ctx: Context, one: Agreement) -> Button:
    label = ctx.locale.gettext("Den er klaret")
    return Button(label, ctx.team_action("agreements/done", one.id), Style.primary)


def yes_button(ctx: Context, one: Agreement) -> Button:
    label = ctx.locale.gettext("Ja, det er en aftale")
    return Button(label, ctx.team_action("agreements/yes", one.id), Style.primary)


def see_button(ctx: Context, one: Agreement) -> Button:
    return Button(ctx.locale.gettext("Se mere"), ctx.team_action("agreements/see", one.id))


def outcome_buttons(ctx: Context, one: Agreement) -> tuple[Button, ...]:
    """The four presses of tone.md, model 10."""
    _ = ctx.locale.gettext
    return (
        done_button(ctx, one),
        Button(_("Ny dato"), ctx.team_action("agreements/move", one.id)),
        Button(_("Jeg vil gerne have hjælp"), ctx.team_action("agreements/help", one.id)),
        Button(_("Ikke længere relevant"), ctx.team_action("agreements/drop", one.id)),
    )

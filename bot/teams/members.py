"""Who is on the team: leaving it, being taken out of it and in again, and links to the web."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import MemberJoined, MemberLeft, PersonErased
from bot.interactions import Replace, Reply, Response
from bot.teams import welcome
from bot.teams.views import team as view
from bot.teams.ways_in import issue_link, not_who_runs_a_course
from bot.ui import Button, Card, Style
from storage.audit import Deed
from storage.teams import Member, Role, TeamStore, first_name

OTHERS = (Role.member, Role.partner, Role.guest)  # whom a facilitator looks after


class NotOnTheTeam(BotError):
    message = N_("Det medlemskab er allerede afsluttet.")


# ---- leaving


def leave(ctx: Context) -> Response:
    """*Jeg er ikke længere med*: asked once more first."""
    _ = ctx.locale.gettext
    yes = Button(_("Ja, jeg er ikke længere med"), ctx.team_action("teams/left"), Style.danger)
    return Reply(view.leave_sure(ctx.locale, ctx.here, (yes,)))


def left(ctx: Context) -> Response:
    _end(ctx, ctx.me.id, "self")
    return Replace(view.left(ctx.locale, ctx.here))


def _end(ctx: Context, person_id: int, ended_by: str) -> None:
    if not ctx.store(TeamStore).leave(ctx.here.id, person_id, ended_by):
        raise NotOnTheTeam
    ctx.announce(MemberLeft(ctx.here.id, person_id))


# ---- the facilitator


def manage(ctx: Context) -> Response:
    """Everybody to pick from, and who has left."""
    _ = ctx.locale.gettext
    teams = ctx.store(TeamStore)
    now = teams.members(ctx.here.id, *OTHERS)
    present = {one.person_id for one in now}
    former = [one for one in teams.members(ctx.here.id, *OTHERS, left=True) if one.person_id not in present]
    buttons = (Button(_("Føj til"), ctx.team_action("teams/add"), Style.primary),)
    return Reply(
        view.manage(
            ctx.locale,
            ctx.here,
            view.pick(ctx.locale, _("Vælg et medlem"), ctx.team_action("teams/member"), now),
            view.pick(ctx.locale, _("Tag med igen"), ctx.team_action("teams/rejoin"), former),
            buttons,
        )
    )


def member(ctx: Context, person_id: int) -> Response:
    one = _one(ctx, person_id)
    _ = ctx.locale.gettext
    platforms = {account.platform: None for account in ctx.store(TeamStore).accounts(person_id)}
    buttons = (
        Button(_("Lav et nyt link til nettet"), ctx.team_action("teams/link", person_id)),
        Button(_("Er ikke længere med"), ctx.team_action("teams/end", person_id)),
    )
    return Reply(view.member(ctx.locale, one, tuple(platforms), buttons))


def _one(ctx: Context, person_id: int) -> Member:
    for one in ctx.store(TeamStore).members(ctx.here.id, *OTHERS):
        if one.person_id == person_id:
            return one
    raise NotFound


def end(ctx: Context, person_id: int) -> Response:
    one = _one(ctx, person_id)
    _ = ctx.locale.gettext
    name = _("Ja, %(name)s er ikke længere med") % {"name": first_name(one.name)[:40]}
    yes = Button(name, ctx.team_action("teams/ended", person_id), Style.danger)
    return Reply(view.end_sure(ctx.locale, one.name, ctx.here, (yes,)))


def ended(ctx: Context, person_id: int) -> Response:
    one = _one(ctx, person_id)
    _end(ctx, person_id, "facilitator")
    ctx.audit(Deed.ended, person_id)
    _ = ctx.locale.gettext
    text = _("%(name)s er ikke længere med på %(team)s.") % {"name": one.name, "team": ctx.here.name}
    back = Button(_("Fortryd"), ctx.team_action("teams/rejoin", person_id))
    return Replace(view.noted(_("Noteret"), text, (back,)))


def rejoin(ctx: Context, person_id: int) -> Response:
    """Somebody who left, or was taken out, is with the team again."""
    teams = ctx.store(TeamStore)
    if not teams.rejoin(ctx.here.id, person_id):
        raise NotFound
    one = _one(ctx, person_id)
    ctx.audit(Deed.joined, person_id)
    ctx.announce(MemberJoined(ctx.here.id, person_id))
    _ = ctx.locale.gettext
    text = _("%(name)s er med på %(team)s igen.") % {"name": one.name, "team": ctx.here.name}
    return Reply(view.noted(_("Noteret"), text))


def link(ctx: Context, person_id: int) -> Response:
    """A new way into the browser for somebody on the team. It ends the earlier ones, and they are told."""
    one = _one(ctx, person_id)
    teams = ctx.store(TeamStore)
    not_who_runs_a_course(ctx, person_id)
    url = issue_link(ctx, person_id, by=ctx.me.id)
    ctx.audit(Deed.link, person_id)
    person = teams.person(person_id)
    if person is not None:
        ctx.post(person, f"teams/relinked/{person_id}/{ctx.me.id}/{int(ctx.now.timestamp())}")
    return Reply(view.new_link(ctx.locale, one.name, url))


def relinked_card(ctx: Context, person_id: int, by: int, at: int) -> Card | None:
    facilitator = ctx.store(TeamStore).person(by)
    return view.relinked(ctx.locale, facilitator.name) if facilitator else None


# ---- facts


def on_people(ctx: Context, _event: MemberJoined | MemberLeft) -> None:
    """The welcome gives the facilitator's name, and *Det er mig* for as long as somebody has not said it."""
    ctx.refresh(welcome.key(ctx.here.id))


def on_erased(ctx: Context, event: PersonErased) -> None:
    """The welcome gives the facilitator's name."""
    for team_id in event.team_ids:
        ctx.refresh(welcome.key(team_id))

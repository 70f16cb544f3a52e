"""What the team has chosen: which roles, for how long, and roles of its own. Any of the team may."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.errors import Outdated, Rejected
from bot.events import RolesChanged
from bot.interactions import Reply, Response
from bot.roles import lineups
from bot.roles.history import RoleKey
from bot.roles.own import MOST, MOST_EVER, OwnRole, keep, own_roles, say
from bot.roles.views import overview as views
from bot.ui import Button, Form, Values
from bot.wording import noted
from storage.meetings import MeetingStore
from storage.teams import TeamStore


def settings_form(ctx: Context) -> Form:
    action = ctx.team_action("roles/settings")
    every, chosen = lineups.all_roles(ctx), lineups.usable_roles(ctx)
    return views.settings_form(say(ctx), action, every, chosen, weekly=lineups.goes_by_week(ctx))


def save_settings(ctx: Context, values: Values) -> Response:
    """None at all means that no roles are proposed."""
    wanted = values.get("roles", ())
    chosen = [str(role) for role in lineups.all_roles(ctx) if role in wanted]
    own = [role for role in chosen if role in own_roles(ctx.here)]
    if len(own) > MOST:
        text = ctx.locale.gettext("Vælg højst %(most)s af jeres egne roller ad gangen.")
        raise Rejected({"roles": text % {"most": MOST}})
    weekly = views.WEEK if values.get("rhythm") == views.WEEK else None
    ctx.store(TeamStore).set_team_settings(ctx.here, roles=chosen, role_rhythm=weekly)
    return _saved(ctx, tuple(chosen), weekly=weekly is not None)


def _saved(ctx: Context, chosen: tuple[RoleKey, ...], *, weekly: bool) -> Response:
    _ = ctx.locale.gettext
    if not chosen:
        return Reply(noted(_("Gemt. Jeg foreslår ikke roller mere.")))
    text = _("Gemt. Fra næste møde foreslår jeg: %(roles)s.") % {"roles": say(ctx).roles(chosen)}
    if weekly:
        text += " " + _("De gælder en uge ad gangen.")
    return Reply(noted(text, Button(_("Se rollerne"), ctx.team_action("roles/overview"))))


# ---- a role of the team's own


def own_form(ctx: Context, key: str = "") -> Form:
    there = own_roles(ctx.here).get(key)
    if key and there is None:
        raise Outdated
    action = ctx.team_action("roles/own", *([key] if key else []))
    return views.own_form(say(ctx), action, there.name if there else "", there.does if there else "")


def save_own(ctx: Context, values: Values, key: str = "") -> Response:
    """A new one is chosen at once; another text is another text, for those who had it as well."""
    ctx = replace(ctx, team=ctx.store(TeamStore).hold_team(ctx.here.id))
    there = own_roles(ctx.here)
    if key and key not in there:
        raise Outdated
    name = " ".join(str(values["name"]).split())
    _check(ctx, name, key)
    role = OwnRole(key or f"own-{len(there) + 1}", name, str(values.get("does") or ""))
    keep(ctx, role)
    if not key:
        chosen = [*lineups.usable_roles(ctx), role.key]
        ctx.store(TeamStore).set_team_settings(ctx.here, roles=[str(one) for one in chosen])
    for meeting in ctx.store(MeetingStore).upcoming(ctx.here.id) if key else ():
        ctx.announce(RolesChanged(ctx.here.id, meeting.id))  # their cards say what it is called
    _ = ctx.locale.gettext
    text = _("Gemt.") if key else _("Gemt. Fra næste møde foreslår jeg også en %(role)s.") % {"role": name}
    return Reply(noted(text, Button(_("Se rollerne"), ctx.team_action("roles/overview"))))


def _check(ctx: Context, name: str, key: str) -> None:
    """Raises Rejected when the name is another role's, or there are enough."""
    _ = ctx.locale.gettext
    words = say(ctx)
    taken = {words.role(role).casefold() for role in lineups.all_roles(ctx) if role != key}
    if name.casefold() in taken:
        raise Rejected({"name": _("Den rolle har I allerede. Giv den et andet navn.")})
    active = [role for role in lineups.usable_roles(ctx) if role in own_roles(ctx.here)]
    if not key and (len(active) >= MOST or len(own_roles(ctx.here)) >= MOST_EVER):
        text = _("I har %(most)s egne roller nu. Fravælg en under Vælg jeres roller, eller ret en af dem.")
        raise Rejected({"name": text % {"most": MOST}})

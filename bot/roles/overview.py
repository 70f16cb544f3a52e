"""`/roller`: the next meeting's roles, who has had which, and what one would like to try."""

from __future__ import annotations

from bot import pictures
from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.pictures.matrix import MOST_COLUMNS
from bot.roles import lineups
from bot.roles.history import History, RoleKey
from bot.roles.meetings import blocks, names
from bot.roles.own import own_roles, say
from bot.roles.standing import read_role
from bot.roles.views import overview as views
from bot.ui import Button, Card
from storage.meetings import MeetingStore
from storage.roles import RoleStore
from storage.teams import Role as Place


def command(ctx: Context, _text: str) -> Response:
    return Reply(_overview(ctx))


def overview(ctx: Context) -> Response:
    return Replace(_overview(ctx))


def _overview(ctx: Context) -> Card:
    upcoming = next(iter(ctx.store(MeetingStore).upcoming(ctx.here.id)), None)
    shown = blocks(ctx, upcoming.id) if upcoming else []
    history = lineups.history_of(ctx)
    held = [turn for meeting in history.held(ctx.now) for turn in meeting.turns]
    known = names(ctx)
    turns = [
        views.Turns(
            known[member.person_id], {role: held.count((role, member.person_id)) for role in history.roles()}
        )
        for member in ctx.members
    ]
    own = own_roles(ctx.here)
    active = [one for key, one in own.items() if key in (lineups.chosen_roles(ctx) or ())]
    return views.overview(
        say(ctx),
        views.Overview(
            (upcoming, shown) if upcoming and shown else None,
            turns,
            [(one.name, one.does) for one in active],
            _buttons(ctx, upcoming.id if upcoming and shown else 0, [(one.key, one.name) for one in active]),
        ),
    )


def _buttons(ctx: Context, meeting_id: int, own: list[tuple[RoleKey, str]]) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    found = [Button(_("Se møde for møde"), ctx.team_action("roles/matrix"))]
    if ctx.role is Place.member:
        if meeting_id:
            found.append(Button(_("Sæt rollerne"), ctx.team_action("roles/set", meeting_id)))
            found.append(Button(_("Se drejebogen"), ctx.team_action("roles/sheet", meeting_id)))
        found.append(Button(_("Jeg vil gerne prøve …"), ctx.team_action("roles/wishes")))
    found.append(Button(_("Vælg jeres roller"), ctx.team_action("roles/settings")))
    found.append(Button(_("Lav jeres egen rolle"), ctx.team_action("roles/own")))
    for key, name in own:
        found.append(Button(_("Ret %(role)s") % {"role": name}, ctx.team_action("roles/own", key)))
    return tuple(found)


# ---- meeting by meeting


def matrix(ctx: Context) -> Response:
    """As a picture, and in words. The picture is the team's own file until it has changed."""
    shown, words = _matrix(ctx), say(ctx)
    picture = None
    if shown.times:
        svg = views.matrix_svg(words, shown, lineups.all_roles(ctx))
        alt = views.matrix_alt(words, shown)
        picture = pictures.keep(ctx, "roles/matrix", svg, alt, with_names=True)
    back = Button(ctx.locale.gettext("Tilbage"), ctx.team_action("roles/overview"))
    return Replace(views.meeting_by_meeting(words, shown, picture, (back,)))


def _matrix(ctx: Context) -> views.Matrix:
    """The latest meetings with roles, and those planned; people now in the team, and others who had a role."""
    history = lineups.history_of(ctx)
    meetings = sorted((one for one in history.meetings if one.turns), key=lambda one: one.at)[-MOST_COLUMNS:]
    here = [member.person_id for member in ctx.members]
    had = dict.fromkeys(person for meeting in meetings for _, person in meeting.turns)
    known = names(ctx)
    people = [*here, *(person for person in had if person not in here)]
    rows = [(known.get(person, "–"), _roles_at(History((), tuple(meetings)), person)) for person in people]
    return views.Matrix([one.at for one in meetings], rows)


def _roles_at(history: History, person: int) -> list[list[RoleKey]]:
    return [[role for role, had in meeting.turns if had == person] for meeting in history.meetings]


# ---- wishes


def wishes(ctx: Context) -> Response:
    return Reply(_wishes(ctx))


def _wishes(ctx: Context) -> Card:
    """The team's roles, to be wished for or not."""
    words = say(ctx)
    mine = [role for role, person in sorted(lineups.wishes(ctx)) if person == ctx.me.id]
    _ = ctx.locale.gettext
    buttons = []
    for role in lineups.usable_roles(ctx):
        said = _("Fortryd %(role)s") % {"role": words.role(role)} if role in mine else words.titled(role)
        wanted = "no" if role in mine else "yes"
        buttons.append(Button(said, ctx.team_action("roles/wish", role, wanted)))
    return views.wishes(words, buttons, wished=mine)


def wish(ctx: Context, role: str, wanted: str) -> Response:
    read_role(ctx, role)
    store = ctx.store(RoleStore)
    if wanted == "yes":
        store.wish(ctx.here.id, ctx.me.id, role)
    else:
        store.forget_wishes(ctx.here.id, ctx.me.id, role)
    return Replace(_wishes(ctx))

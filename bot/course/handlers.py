"""What a course lead does from the page and the chat: look at the status, move somebody, name a cluster."""

from __future__ import annotations

from bot import leads, picking, weblinks
from bot.context import Context
from bot.course import gathering, rules, views
from bot.errors import N_, BotError, NotFound, Rejected
from bot.events import MemberJoined, MemberLeft
from bot.ids import slug
from bot.interactions import Reply, Response
from bot.sorting import in_order
from bot.team_size import MOST_MEMBERS
from bot.ui import Action, Button, Card, Form, Style, Values
from bot.wording import noted
from storage.audit import Deed
from storage.teams import Course, Member, Role, Team, TeamStore
from storage.teams.loading import LoadingStore

MOVED = (Role.member, Role.facilitator)  # partners and guests belong to the team that invited them


class OnlyTeam(BotError):
    message = N_("Der er ikke andre teams på forløbet.")


# ---- status


def command(ctx: Context, _text: str) -> Response:
    return Reply(_status(ctx, leads.courses(ctx)))


def status(ctx: Context, course_id: int) -> Response:
    return Reply(_status(ctx, (leads.course(ctx, course_id),)))


def _status(ctx: Context, led: tuple[Course, ...]) -> Card:
    rows = [(one, rules.summary(gathering.status_of(ctx.tx, one, ctx.now))) for one in led]
    url = weblinks.course(ctx.settings, led[0].id if len(led) == 1 else None)
    return views.status(
        ctx.locale, rows, Button(ctx.locale.gettext("Åbn siden"), url=url, style=Style.primary)
    )


# ---- moving somebody


def move_form(ctx: Context, course_id: int, team_id: int, person_id: int) -> Form:
    team, who = _seat(ctx, course_id, team_id, person_id)
    others = _others(ctx, course_id, team)
    if not others:
        raise OnlyTeam
    action = Action.to("course/move", course_id, team_id, person_id)
    return views.move_form(ctx.locale, action, who.name, team.name, _pairs(others))


def _seat(ctx: Context, course_id: int, team_id: int, person_id: int) -> tuple[Team, Member]:
    """Somebody in a team of a course they lead; a substitute is appointed, and not moved. Raises NotFound."""
    team = _team(ctx, course_id, team_id)
    members = ctx.store(TeamStore).members(team.id, *MOVED)
    who = next((one for one in members if one.person_id == person_id), None)
    if who is None or who.until is not None:
        raise NotFound
    return team, who


def _team(ctx: Context, course_id: int, team_id: int) -> Team:
    team = next((one for one in leads.teams(ctx, course_id) if one.id == team_id), None)
    if team is None:
        raise NotFound
    return team


def _others(ctx: Context, course_id: int, team: Team) -> list[Team]:
    others = [one for one in leads.teams(ctx, course_id) if one.id != team.id]
    return sorted(others, key=lambda one: in_order(one.name))


def _pairs(teams: list[Team]) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in teams]


def move(ctx: Context, values: Values, course_id: int, team_id: int, person_id: int) -> Response:
    """Out of one team and into another of the same course, with role and profession."""
    team, who = _seat(ctx, course_id, team_id, person_id)
    goal = _goal(ctx, str(values["team"]), _others(ctx, course_id, team))
    teams = ctx.store(TeamStore)
    for one in sorted(
        (team, goal), key=lambda one: one.id
    ):  # one order, so that two moves never wait for each other
        teams.hold_team(one.id)
    _check_room(ctx, goal, who)
    if not teams.leave(team.id, person_id, "lead"):
        raise NotFound
    ctx.store(LoadingStore).put_member(goal.id, person_id, who.role.value, who.profession)
    ctx.for_team(goal).audit(Deed.moved, person_id)
    ctx.for_team(team).announce(MemberLeft(team.id, person_id))
    ctx.for_team(goal).announce(MemberJoined(goal.id, person_id))
    return Reply(noted(views.moved(ctx.locale, who.name, team.name, goal.name)))


def _goal(ctx: Context, wanted: str, others: list[Team]) -> Team:
    """Raises Rejected."""
    chosen = picking.picked(wanted, _pairs(others))
    for one in others:
        if one.id == chosen:
            return one
    raise Rejected({"team": ctx.locale.gettext("Det team kender jeg ikke på forløbet.")})


def _check_room(ctx: Context, goal: Team, who: Member) -> None:
    teams, _ = ctx.store(TeamStore), ctx.locale.gettext
    if teams.role_in(goal.id, who.person_id) is not None:
        text = _("%(name)s er på %(team)s i forvejen.") % {"name": who.name, "team": goal.name}
        raise Rejected({"team": text})
    if who.role is Role.member and len(teams.members(goal.id)) >= MOST_MEMBERS:
        raise Rejected({"team": _("Der er ikke plads til flere på %(team)s.") % {"team": goal.name}})


# ---- clusters


def cluster_form(ctx: Context, course_id: int, team_id: int) -> Form:
    team = _team(ctx, course_id, team_id)
    known = {cluster for one in leads.teams(ctx, course_id) if (cluster := leads.cluster_of(one))}
    action = Action.to("course/cluster", course_id, team_id)
    return views.cluster_form(
        ctx.locale, action, team.name, leads.cluster_of(team), sorted(known, key=in_order)
    )


def set_cluster(ctx: Context, values: Values, course_id: int, team_id: int) -> Response:
    """Also when the course file says otherwise: what the lead chooses stays until the file says something new."""
    team = _team(ctx, course_id, team_id)
    text = str(values["cluster"])
    cluster = slug(text)
    if text and not cluster:
        raise Rejected({"cluster": ctx.locale.gettext("Brug bogstaver eller tal.")})
    ctx.store(TeamStore).set_team_settings(team, **{leads.CLUSTER: cluster or None})
    return Reply(noted(views.cluster_set(ctx.locale, team.name, cluster)))

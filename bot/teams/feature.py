"""Teams: what it registers."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.errors import N_
from bot.events import CameBack, MemberJoined, MemberLeft, PersonErased, TeamReady
from bot.feature import (
    EVERYBODY,
    FACILITATORS,
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PressRoute,
    Step,
)
from bot.teams import (
    claims,
    handlers,
    members,
    parts,
    staff,
    standing_in,
    starting,
    strangers,
    waiting,
    welcome,
)
from bot.teams.personal import personal_data, retention
from bot.teams.views import steps as view
from bot.ui import Action
from storage.teams import Role, TeamStore
from storage.teams.claims import ClaimState, ClaimStore

ANY_ROLE = TEAM | {Role.partner, Role.guest, Role.course_lead}
LEADS = frozenset({Role.course_lead, Role.facilitator})  # a lead may facilitate a team too; who leads is read


def steps(ctx: Context) -> Iterable[Step]:
    """For the facilitator: accounts that wait for a yes, and names nobody has taken yet."""
    if ctx.role is not Role.facilitator:
        return
    teams = ctx.store(TeamStore)
    found = ctx.store(ClaimStore).in_teams((ctx.here.id,), claims.LONG_AGO)
    waiting = [one for one in found if one.state is ClaimState.waiting]
    if waiting:
        yield view.waiting(ctx.locale, ctx.here, len(waiting), Action.to("teams/all_claims", 0))
    if any(place.platform != "web" for place in teams.places(ctx.here.id)):
        known = {one.person_id for one in teams.accounts_in(ctx.here.id) if one.platform != "web"}
        unclaimed = sum(member.person_id not in known for member in ctx.members)
        if unclaimed:
            yield view.unclaimed(ctx.locale, ctx.here, unclaimed, ctx.team_action("teams/manage"))


feature = Feature(
    name="teams",
    commands=(
        Command(
            name="team",
            handler=handlers.command,
            about=N_("Se teamet, eller knyt kanalen til et team"),
            english="team",
            allow=EVERYBODY,
            in_team=False,
        ),
        Command(
            name="start",
            handler=starting.start,
            about=N_("Facilitator: bliv kendt med din engangskode"),
            english="start",
            hint=N_("koden"),
            allow=EVERYBODY,
            in_team=False,
        ),
    ),
    presses={
        "teams/who": PressRoute(strangers.who, EVERYBODY),
        "teams/pick": PressRoute(strangers.pick, EVERYBODY),
        "teams/claim": PressRoute(strangers.claim, EVERYBODY),
        "teams/confirm": PressRoute(claims.confirm, TEAM),
        "teams/refuse": PressRoute(claims.refuse, TEAM),
        "teams/undo": PressRoute(claims.undo, FACILITATORS),
        "teams/all_claims": PressRoute(claims.all_claims, TEAM, in_team=False),
        "teams/notice": PressRoute(welcome.what_is_stored, EVERYBODY),
        "teams/essentials": PressRoute(welcome.set_essentials, TEAM),
        "teams/open": PressRoute(handlers.open_on_web, ANY_ROLE),
        "teams/attach": PressRoute(handlers.attach, FACILITATORS),
        "teams/leave": PressRoute(members.leave, MEMBERS),
        "teams/left": PressRoute(members.left, MEMBERS),
        "teams/manage": PressRoute(members.manage, FACILITATORS),
        "teams/member": PressRoute(members.member, FACILITATORS),
        "teams/link": PressRoute(members.link, FACILITATORS),
        "teams/end": PressRoute(members.end, FACILITATORS),
        "teams/ended": PressRoute(members.ended, FACILITATORS),
        "teams/rejoin": PressRoute(members.rejoin, FACILITATORS),
        "teams/staff": PressRoute(staff.course, LEADS, in_team=False),
        "teams/facilitators": PressRoute(staff.facilitators, LEADS),
        "teams/stop": PressRoute(staff.stop, LEADS),
        "teams/stopped": PressRoute(staff.stopped, LEADS),
        "teams/reinstate": PressRoute(staff.reinstate, LEADS),
    },
    forms={
        "teams/parts": FormRoute(parts.form, parts.choose, TEAM),
        "teams/new": FormRoute(handlers.new_team_form, handlers.create, ANY_ROLE, in_team=False),
        "teams/add": FormRoute(handlers.add_people_form, handlers.add_people, FACILITATORS),
        "teams/substitute": FormRoute(staff.form, staff.appoint, LEADS),
    },
    cards={
        "teams/welcome": welcome.card,
        "teams/claims": claims.claims_card,
        "teams/told": claims.told_card,
        "teams/relinked": members.relinked_card,
        "teams/stands_in": standing_in.stands_in_card,
        "teams/stood_in": standing_in.stood_in_card,
        "teams/ended": standing_in.stopped_card,
        "teams/waiting": waiting.card,
    },
    jobs={"teams/over": standing_in.over, "teams/waiting": waiting.look},
    on={
        MemberJoined: members.on_people,
        MemberLeft: members.on_people,
        PersonErased: members.on_erased,
        TeamReady: waiting.on_ready,
        CameBack: waiting.on_ready,
    },
    steps=steps,
    waits=waiting.waits,
    personal_data=personal_data,
    retention=retention,
    on_stranger=strangers.on_stranger,
)

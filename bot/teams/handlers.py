"""`/samspil team`: the team's card, and a team's places."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from bot import team_parts
from bot.context import Context
from bot.errors import N_, BotError, NotAllowed, NotFound, Rejected
from bot.events import MemberJoined, TeamReady
from bot.interactions import Address, Replace, Reply, Response
from bot.teams import keys, parts, rules, staff, strangers, welcome
from bot.teams.views import team as view
from bot.teams.views.names import label
from bot.teams.ways_in import issue_link
from bot.ui import Action, Button, Card, Form, Style, Values
from storage.audit import Deed
from storage.teams import Course, Role, Team, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.staff import StaffStore

EVERY_ROLE = (Role.member, Role.facilitator, Role.partner, Role.guest)
MOST_TEAMS = 20


class NotInAChannel(BotError):
    message = N_("Skriv /samspil team i den kanal, teamet skal have.")


class PlaceTaken(BotError):
    message = N_("Kanalen hører allerede til et team. Hvert team har sin egen kanal.")


# ---- the command


def command(ctx: Context, _text: str) -> Response:
    """The team here; where there is none, which one it should be."""
    if ctx.team is None:
        return _no_team(ctx)
    if ctx.person is None:
        return strangers.on_stranger(ctx)
    if ctx.role is None:
        raise NotFound
    return Reply(team_card(ctx))


def team_card(ctx: Context) -> Card:
    teams = ctx.store(TeamStore)
    people = teams.members(ctx.here.id, *EVERY_ROLE)
    leads = [one.name for one in ctx.store(StaffStore).leads(ctx.here.course.id)]
    return view.card(ctx.locale, ctx.here, people, leads, teams.places(ctx.here.id), _buttons(ctx))


def _buttons(ctx: Context) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    found: list[Button] = []
    if ctx.sender is None or ctx.sender.account.platform != "web":
        found.append(Button(_("Åbn på nettet"), ctx.team_action("teams/open")))
    if ctx.role is Role.facilitator:
        found.append(Button(_("Ret teamet"), ctx.team_action("teams/manage"), Style.primary))
        found.append(Button(_("Nyt team"), Action.to("teams/new", ctx.here.course.id)))
    if ctx.role is Role.course_lead:
        text = _("Facilitator og vikar")
        found.append(Button(text, ctx.team_action("teams/facilitators"), Style.primary))
    if ctx.role in (Role.member, Role.facilitator):
        found.append(welcome.essentials_button(ctx, only=team_parts.essentials_only(ctx.here)))
        found.append(parts.button(ctx))
    found.append(Button(_("Hvad gemmer du?"), ctx.team_action("teams/notice")))
    if ctx.role is Role.member:
        found.append(Button(_("Jeg er ikke længere med"), ctx.team_action("teams/leave")))
    return tuple(found)


def _no_team(ctx: Context) -> Response:
    if ctx.person is None or ctx.sender is None:
        return strangers.on_stranger(ctx)
    identities = ctx.directory.identities(ctx.sender.account.platform, ctx.sender.account.value)
    belongings = [one for identity in identities for one in identity.teams]
    courses = ctx.store(TeamStore).courses_run_by(ctx.me.id)
    in_channel = ctx.place is not None and ctx.place.platform != "web"
    mine = [one.team for one in belongings if one.role is Role.facilitator]
    buttons = [_choice(ctx, team, attach=in_channel) for team in mine[:MOST_TEAMS]]
    if not in_channel:
        others = [one.team for one in belongings if one.team not in mine]
        buttons += [_choice(ctx, team, attach=False) for team in others[: MOST_TEAMS - len(buttons)]]
    buttons += staff.buttons(ctx)
    buttons += [_new_team(ctx, course, several=len(courses) > 1) for course in courses[:5]]
    return Reply(view.no_team_here(ctx.locale, buttons, facilitator=bool(courses), in_channel=in_channel))


def _choice(ctx: Context, team: Team, *, attach: bool) -> Button:
    action = Action.to("teams/attach", team.id) if attach else Action.to("core/run", team.id, "team")
    return Button(label(team.name), action)


def _new_team(ctx: Context, course: Course, *, several: bool) -> Button:
    _ = ctx.locale.gettext
    text = _("Nyt team på %(course)s") % {"course": course.name} if several else _("Nyt team")
    return Button(label(text), Action.to("teams/new", course.id), Style.primary)


def open_on_web(ctx: Context) -> Response:
    """A link of one's own: the platform has said who presses."""
    return Reply(view.own_link(ctx.locale, issue_link(ctx, ctx.me.id, by=ctx.me.id)))


# ---- places


def attach(ctx: Context) -> Response:
    """This channel becomes the team's, when it is nobody's."""
    place = ctx.place
    if place is None or place.platform == "web":
        raise NotInAChannel
    _attach(ctx, place)
    return Replace(view.attached(ctx.locale, ctx.here))


def _attach(ctx: Context, place: Address) -> None:
    ctx.store(LoadingStore).free_ended(place.platform, place.value, ctx.locale.today)
    if not ctx.store(TeamStore).add_place(ctx.here.id, place.platform, place.value):
        raise PlaceTaken
    ctx.audit(Deed.placed)
    welcome.new_place(ctx, place.platform, place.value)


# ---- teams and people made in the chat


def new_team_form(ctx: Context, course_id: int) -> Form:
    _course(ctx, course_id)
    return view.new_team_form(ctx.locale, Action.to("teams/new", course_id))


def create(ctx: Context, values: Values, course_id: int) -> Response:
    """A team with these members; whoever makes it is its facilitator, and this channel its place."""
    course = _course(ctx, course_id)
    people = _read(ctx, str(values["people"]))
    store = ctx.store(LoadingStore)
    today = ctx.locale.today
    team_id = store.add_team(
        course.id,
        keys.new_key(),
        str(values["name"]),
        min(max(today, course.starts_on), course.ends_on),
        partner=str(values["partner"]),
    )
    store.put_member(team_id, ctx.me.id, Role.facilitator.value, "")
    teams = ctx.store(TeamStore)
    teams.add_place(team_id, "web", f"team/{team_id}")
    team = teams.team(team_id)
    if team is None:
        raise NotFound
    here = replace(ctx, team=team, role=Role.facilitator)
    here.audit(Deed.appointed, ctx.me.id)
    joined = [_join(here, one) for one in people]
    here.announce(TeamReady(team.id))
    for person_id in joined:
        here.announce(MemberJoined(team.id, person_id))
    in_channel = ctx.place is not None and ctx.place.platform != "web" and ctx.team is None
    if in_channel and ctx.place is not None:
        _attach(here, ctx.place)
    else:
        welcome.post(here)
    only = rules.only_profession([one.profession for one in people])
    return Reply(view.created(ctx.locale, team, len(people), in_channel=in_channel, only_profession=only))


def _course(ctx: Context, course_id: int) -> Course:
    """One that the person runs, read at this moment."""
    for course in ctx.store(TeamStore).courses_run_by(ctx.me.id):
        if course.id == course_id:
            return course
    raise NotAllowed


def _join(ctx: Context, one: rules.Written) -> int:
    store = ctx.store(LoadingStore)
    person_id = store.add_person(keys.new_key(), one.name)
    store.put_member(ctx.here.id, person_id, Role.member.value, one.profession)
    ctx.audit(Deed.joined, person_id)
    ctx.store(TeamStore).add_account(person_id, "web", f"person/{person_id}", claimed=False)
    return person_id


def _read(ctx: Context, text: str, taken: tuple[str, ...] = ()) -> list[rules.Written]:
    people = rules.read_people(text, taken)
    if isinstance(people, rules.TroubleAt):
        _refuse(ctx, people)
    return people


def _refuse(ctx: Context, trouble: rules.TroubleAt) -> NoReturn:
    raise Rejected({"people": view.trouble(ctx.locale, trouble)})


def add_people_form(ctx: Context) -> Form:
    return view.add_people_form(ctx.locale, ctx.team_action("teams/add"))


def add_people(ctx: Context, values: Values) -> Response:
    people = _read(ctx, str(values["people"]), tuple(member.name for member in ctx.members))
    for one in people:
        ctx.announce(MemberJoined(ctx.here.id, _join(ctx, one)))
    only = rules.only_profession([member.profession for member in ctx.members])
    return Reply(view.added(ctx.locale, [one.name for one in people], only))

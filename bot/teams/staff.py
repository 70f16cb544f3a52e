"""Who facilitates a team: for the course's lead, who appoints a substitute for a while and ends a facilitator's part."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot import dates, leads, picking
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Rejected
from bot.events import MemberJoined, MemberLeft
from bot.interactions import Replace, Reply, Response
from bot.teams import standing_in
from bot.teams.views import staff as view
from bot.teams.views.names import label
from bot.teams.views.team import noted
from bot.ui import Action, Button, Card, Form, Style, Values
from storage.audit import Deed
from storage.course_status import CourseStatusStore
from storage.teams import Course, Member, Person, Role, TeamStore
from storage.teams.staff import StaffStore

PER_PAGE = 8  # teams: a line, a row and a button each
USUALLY = timedelta(days=7)  # how long a substitute stays, until somebody says otherwise


class Nobody(BotError):
    message = N_(
        "Der er ingen at vælge imellem. En vikar er facilitator på et af forløbets andre teams eller forløbsansvarlig."
    )


def _lead(ctx: Context) -> Course:
    """The team's course, led by whoever acts; also by one who is something else in this team. Raises NotFound."""
    return leads.course(ctx, ctx.here.course.id)


def _present(ctx: Context) -> tuple[Member, ...]:
    return ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)


def _one(ctx: Context, person_id: int) -> Member:
    found = next((one for one in _present(ctx) if one.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


# ---- looking


def buttons(ctx: Context) -> list[Button]:
    """Every course that whoever acts leads, with its facilitators."""
    _ = ctx.locale.gettext
    led = ctx.store(CourseStatusStore).led_by(ctx.me.id)
    if len(led) == 1:
        return [Button(_("Facilitatorer og vikarer"), Action.to("teams/staff", led[0].id, 0))]
    text = _("Facilitatorer på %(course)s")
    return [
        Button(label(text % {"course": one.name}), Action.to("teams/staff", one.id, 0)) for one in led[:5]
    ]


def course(ctx: Context, course_id: int, page: int) -> Response:
    """A course's teams, a page at a time."""
    led = leads.course(ctx, course_id)
    teams = leads.teams(ctx, course_id)
    page = max(min(page, (len(teams) - 1) // PER_PAGE), 0)
    _ = ctx.locale.gettext
    rows = []
    for team in teams[page * PER_PAGE : (page + 1) * PER_PAGE]:
        people = ctx.store(TeamStore).members(team.id, Role.facilitator)
        text = label(_("Se %(team)s") % {"team": team.name})
        action = Action.to("teams/facilitators", team.id)
        rows.append((team.name, view.facilitating(ctx.locale, people), Button(text, action)))
    more = []
    if page > 0:
        more.append(Button(_("Forrige"), Action.to("teams/staff", course_id, page - 1)))
    if len(teams) > (page + 1) * PER_PAGE:
        more.append(Button(_("Næste"), Action.to("teams/staff", course_id, page + 1)))
    return Reply(view.course(ctx.locale, led.name, rows, tuple(more)))


def facilitators(ctx: Context) -> Response:
    _lead(ctx)
    return Reply(_team(ctx))


def _team(ctx: Context) -> Card:
    people = _present(ctx)
    rows = [(appoint_button(ctx),)]
    rows += [
        (Button(view.stop_label(ctx.locale, one), ctx.team_action("teams/stop", one.person_id)),)
        for one in people
    ]
    return view.team(ctx.locale, ctx.here.name, people, rows)


def appoint_button(ctx: Context) -> Button:
    text = ctx.locale.gettext("Udpeg en vikar")
    return Button(text, ctx.team_action("teams/substitute"), Style.primary)


# ---- a substitute


def form(ctx: Context) -> Form:
    course = _lead(ctx)
    found = _candidates(ctx, course)
    if not found:
        raise Nobody
    last = min(ctx.locale.today + USUALLY, course.ends_on)
    action = ctx.team_action("teams/substitute")
    return view.form(ctx.locale, action, found, course.ends_on, last)


def _candidates(ctx: Context, course: Course) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in ctx.store(StaffStore).candidates(ctx.here.id, course.id)]


def appoint(ctx: Context, values: Values) -> Response:
    """Facilitator of the team to the end of that local day; told to both of them."""
    course = _lead(ctx)
    person, last = _chosen(ctx, str(values["who"]), course), _day(ctx, str(values["until"]), course)
    until = local_to_utc(last + timedelta(days=1), time(0), ctx.zone)
    others = _present(ctx)
    ctx.store(StaffStore).stand_in(ctx.here.id, person.id, until)
    ctx.audit(Deed.appointed, person.id)
    standing_in.begin(ctx, person, until, others)
    ctx.announce(MemberJoined(ctx.here.id, person.id))
    text = view.appointed(ctx.locale, person.name, ctx.here.name, last)
    see = Button(ctx.locale.gettext("Se facilitatorerne"), ctx.team_action("teams/facilitators"))
    return Reply(noted(ctx.locale.gettext("Noteret"), text, (see,)))


def _chosen(ctx: Context, wanted: str, course: Course) -> Person:
    """Raises Rejected."""
    chosen = picking.picked(wanted, _candidates(ctx, course))
    person = ctx.store(TeamStore).person(chosen) if chosen is not None else None
    if person is None:
        text = ctx.locale.gettext("Det er ikke en af dem, der kan træde til på forløbet.")
        raise Rejected({"who": text})
    return person


def _day(ctx: Context, text: str, course: Course) -> date:
    """Raises Rejected."""
    read = dates.parse_date(text, ctx.locale.local(ctx.now), ctx.locale.language)
    if not isinstance(read, date):
        raise Rejected({"until": dates.explain(read, ctx.locale.gettext)})
    if not ctx.now.astimezone(ctx.zone).date() <= read <= course.ends_on:
        said = ctx.locale.gettext("Vælg en dag fra i dag til forløbets sidste dag, %(day)s.")
        raise Rejected({"until": said % {"day": view.day(ctx.locale, course.ends_on)}})
    return read


# ---- a facilitator who goes


def stop(ctx: Context, person_id: int) -> Response:
    """Asked once more first."""
    _lead(ctx)
    one = _one(ctx, person_id)
    yes = Button(view.yes_label(ctx.locale, one), ctx.team_action("teams/stopped", person_id), Style.danger)
    alone = len(_present(ctx)) == 1
    return Reply(view.stop_sure(ctx.locale, one, ctx.here.name, yes, alone=alone))


def stopped(ctx: Context, person_id: int) -> Response:
    """Now. Loading the course file again does not bring them back; the lead may."""
    _lead(ctx)
    one = _one(ctx, person_id)
    ctx.store(TeamStore).leave(ctx.here.id, person_id, "lead")
    ctx.audit(Deed.ended, person_id)
    if one.until is None:
        standing_in.tell_stopped(ctx, person_id)
    else:
        standing_in.end(ctx, person_id, one.until)
    ctx.announce(MemberLeft(ctx.here.id, person_id))
    _ = ctx.locale.gettext
    text = _("%(name)s er ikke længere facilitator på %(team)s.") % {"name": one.name, "team": ctx.here.name}
    buttons = [appoint_button(ctx)]
    if one.until is None:
        buttons.append(Button(_("Fortryd"), ctx.team_action("teams/reinstate", person_id)))
    return Replace(noted(_("Noteret"), text, tuple(buttons)))


def reinstate(ctx: Context, person_id: int) -> Response:
    """A facilitator who was ended is the team's again; a substitute is appointed anew instead."""
    _lead(ctx)
    teams = ctx.store(TeamStore)
    former = {one.person_id: one for one in teams.members(ctx.here.id, Role.facilitator, left=True)}
    one = former.get(person_id)
    if one is None or one.until is not None or not teams.rejoin(ctx.here.id, person_id):
        raise NotFound
    ctx.audit(Deed.appointed, person_id)
    ctx.announce(MemberJoined(ctx.here.id, person_id))
    _ = ctx.locale.gettext
    text = _("%(name)s er facilitator på %(team)s igen.") % {"name": one.name, "team": ctx.here.name}
    return Reply(noted(_("Noteret"), text))

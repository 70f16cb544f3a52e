"""A partner's or citizen's own page: all their teams, and what they can do about it.

A citizen is shown less than a partner: first names only, nothing of the task, and no handing over. What is
internal to a team is on neither's page: it is made of what the features say to guests.
"""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.errors import NotFound
from bot.events import MemberJoined, MemberLeft
from bot.feature import GUESTS, GuestLine, GuestPart
from bot.guests import people
from bot.guests.views import page as view
from bot.guests.views import team as team_view
from bot.interactions import Replace, Reply, Response
from bot.ui import Action, Button, Card, Form, Style, Values
from bot.whereabouts import everywhere
from storage.guests import GuestStore
from storage.teams import Person, Role, Team, TeamStore

MOST_ASKED = 6
MOST_LINES = 6


def front_page(ctx: Context) -> Reply | None:
    """Everything of all their teams, for those who are guests wherever they are."""
    teams = everywhere(ctx)
    if not teams:
        return _farewell(ctx)
    if any(one.role not in GUESTS for one in teams):
        return None
    first, *more = (card for one in teams for card in cards(one, several=len(teams) > 1))
    return Reply(first, tuple(more))


def cards(ctx: Context, *, several: bool = False) -> list[Card]:
    """What the page has of the context's team, for the context's person."""
    team = ctx.here.name if several else ""
    lines = ctx.features.for_guests(ctx)
    found = [view.asked(ctx.locale, team, ctx.features.steps(ctx)[:MOST_ASKED])]
    for part, draw in ((GuestPart.ahead, view.ahead), (GuestPart.agreed, view.agreed)):
        of_part = [line for line in lines if line.part is part][:MOST_LINES]
        if of_part:
            found.append(draw(ctx.locale, team, of_part))
    return [*found, _who(ctx), view.yours(ctx.locale, team, _own(ctx), citizen=_citizen(ctx))]


def _citizen(ctx: Context) -> bool:
    return ctx.role is Role.guest


def _who(ctx: Context) -> Card:
    keeper = people.keeper(ctx, people.record(ctx, ctx.me.id))
    facilitators = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)
    name = keeper.first_name if keeper else ""
    return view.who(ctx.locale, ctx.here, ctx.members, facilitators, name, citizen=_citizen(ctx))


def _own(ctx: Context) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    found = [Button(_("Se, hvad I har gemt om mig"), Action.to("mydata/show", ctx.tenant_id))]
    if not _citizen(ctx):
        found.insert(0, Button(_("Giv det videre til en kollega"), ctx.team_action("guests/handover")))
    found.append(Button(_("Stop, jeg vil ikke spørges mere"), ctx.team_action("guests/stop"), Style.danger))
    return tuple(found)


def lines(ctx: Context) -> list[GuestLine]:
    """What the guest has answered, with the press that changes it."""
    own = [one for one in ctx.store(GuestStore).questions(ctx.here.id) if one.answered_by == ctx.me.id]
    label = ctx.locale.gettext("Ret svaret")
    return [
        GuestLine(
            GuestPart.agreed,
            50,
            view.own_answer(ctx.locale, one.text, one.answer[:300]),
            (Button(label, ctx.team_action("guests/answer", one.id)),),
        )
        for one in own[-3:]
    ]


# ---- stop


def stop(ctx: Context) -> Response:
    """One press. Their page goes on saying what is kept, and takes them back if they like."""
    team, tell = ctx.here, people.keeper(ctx, people.record(ctx, ctx.me.id))
    _leave(ctx)
    if tell is not None:
        ctx.post(tell, f"guests/stopped/{ctx.me.id}")
    return Reply(_stopped(ctx, [team]))


def _leave(ctx: Context) -> None:
    ctx.store(TeamStore).leave(ctx.here.id, ctx.me.id)
    ctx.unschedule("guests/quiet", ctx.me.id, ctx.here.id)
    ctx.announce(MemberLeft(ctx.here.id, ctx.me.id))


def _farewell(ctx: Context) -> Reply | None:
    """For somebody who was a guest, and is in no team now."""
    if ctx.person is None:
        return None
    teams = ctx.store(TeamStore)
    found = [teams.team(team_id) for team_id in ctx.store(GuestStore).stopped(ctx.me.id)]
    left = [team for team in found if team and team.course.closed_at is None]
    return Reply(_stopped(ctx, left)) if left else None


def _stopped(ctx: Context, left: list[Team]) -> Card:
    _ = ctx.locale.gettext
    several = len(left) > 1
    buttons = [
        Button(
            _("Fortryd: %(team)s") % {"team": team.name[:50]} if several else _("Fortryd"),
            Action.to("guests/back", team.id),
        )
        for team in left[:5]
    ]
    buttons.append(Button(_("Se, hvad I har gemt om mig"), Action.to("mydata/show", ctx.tenant_id)))
    buttons.append(Button(_("Slet det hele"), Action.to("mydata/erase", ctx.tenant_id), Style.danger))
    return view.stopped(ctx.locale, [team.name for team in left], tuple(buttons))


def back(ctx: Context, team_id: int) -> Response:
    """*Fortryd*: with a team they left themselves."""
    team = ctx.store(TeamStore).team(team_id)
    if team is None or team.course.closed_at or team_id not in ctx.store(GuestStore).stopped(ctx.me.id):
        raise NotFound
    ctx.store(TeamStore).rejoin(team_id, ctx.me.id)
    ctx.withdraw(f"guests/stopped/{ctx.me.id}")
    replace(ctx, team=team).announce(MemberJoined(team_id, ctx.me.id))
    return Replace(view.back(ctx.locale, team.name))


def stopped_card(ctx: Context, person_id: int) -> Card | None:
    """To the one who looks after them."""
    found = ctx.store(TeamStore).members(ctx.here.id, *GUESTS, left=True)
    one = next((one for one in found if one.person_id == person_id and one.left_at), None)
    return team_view.stopped(ctx.locale, one.first_name) if one else None


# ---- hand over to a colleague


def handover_form(ctx: Context) -> Form:
    return view.handover_form(ctx.locale, ctx.team_action("guests/handover"))


def handover(ctx: Context, values: Values) -> Response:
    """The colleague has a page of their own, and the link comes from the team."""
    store, name = ctx.store(GuestStore), str(values["name"])
    people.check_name(ctx, name, str(values["function"]))
    keeper = people.keeper(ctx, people.record(ctx, ctx.me.id))
    new = store.bring(ctx.here.id, name, Role.partner, str(values["function"]), keeper.id if keeper else None)
    ctx.announce(MemberJoined(ctx.here.id, new))
    stays = values["stay"] == view.BOTH
    if not stays:
        store.hand_over(ctx.here.id, ctx.me.id, new)
        _leave(ctx)
    _tell(ctx, keeper, new)
    return Reply(view.handed(ctx.locale, name, ctx.here.name, stays=stays))


def _tell(ctx: Context, keeper: Person | None, new: int) -> None:
    if keeper is not None:
        ctx.post(keeper, f"guests/handed/{ctx.me.id}/{new}")


def handed_card(ctx: Context, person_id: int, new: int) -> Card | None:
    everybody = ctx.store(TeamStore).members(ctx.here.id, *GUESTS, left=True)
    known = {one.person_id: one for one in everybody}
    if person_id not in known or new not in known or known[new].left_at:
        return None
    label = ctx.locale.gettext("Skriv til %(name)s") % {"name": known[new].first_name}
    write = Button(label, ctx.team_action("guests/write", new), Style.primary)
    return team_view.handed(ctx.locale, known[person_id].first_name, known[new], (write,))

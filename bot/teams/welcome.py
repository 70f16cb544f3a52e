"""The one welcome message of each of a team's places; places that come later; and how much a team uses."""

from __future__ import annotations

from datetime import time, timedelta

from bot import keeping, notice, team_parts, weblinks
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import NotAllowed
from bot.events import PlaceAttached, TeamReady
from bot.interactions import Reply, Response
from bot.names import facilitators
from bot.teams.views import welcome as view
from bot.ui import Button, Card, Style
from storage.teams import Role, Team, TeamStore


def key(team_id: int) -> str:
    return f"teams/welcome/{team_id}"


def post(ctx: Context) -> None:
    """Want the welcome in each of the team's places that has not had it. One the bot is not let into yet gets
    it when it is, for as long as the course lasts. If nobody presses, nothing more is said."""
    course = ctx.here.course
    ends = local_to_utc(course.ends_on + timedelta(days=1), time(0), ctx.zone)
    ctx.post(ctx.here, key(ctx.here.id), expires=max(ends, ctx.now + timedelta(days=1)))


def new_place(ctx: Context, platform: str, value: str) -> None:
    """The team has a place more: it gets the welcome and what is open."""
    ctx.announce(PlaceAttached(ctx.here.id, platform, value))
    post(ctx)
    ctx.show_open_cards(platform, value)


def card(ctx: Context, team_id: int) -> Card | None:
    team = ctx.store(TeamStore).team(team_id)
    if team is None:
        return None
    names = facilitators(ctx.locale, ctx.store(TeamStore).members(team.id, Role.facilitator))
    essentials = team_parts.essentials_only(team)
    buttons = [
        Button(ctx.locale.gettext("Kom i gang (2 minutter)"), ctx.team_action("guide/begin"), Style.primary)
    ]
    if _unclaimed(ctx):
        buttons.append(Button(ctx.locale.gettext("Det er mig"), ctx.team_action("teams/who")))
    buttons.append(Button(ctx.locale.gettext("Hvad gemmer du?"), ctx.team_action("teams/notice")))
    buttons.append(essentials_button(ctx, only=essentials))
    more = weblinks.help_pages(ctx.settings, ctx.locale.language)
    return view.card(ctx.locale, names, tuple(buttons), essentials=essentials, more=more)


def _unclaimed(ctx: Context) -> bool:
    """Whether there are members nobody has said they are, in a team that meets in a chat."""
    teams = ctx.store(TeamStore)
    if all(place.platform == "web" for place in teams.places(ctx.here.id)):
        return False
    known = {one.person_id for one in teams.accounts_in(ctx.here.id) if one.platform != "web"}
    return any(member.person_id not in known for member in ctx.members)


def essentials_button(ctx: Context, *, only: bool) -> Button:
    """It says the value it sets: *Brug det hele* where the team uses only the essentials."""
    _ = ctx.locale.gettext
    if only:
        return Button(_("Brug det hele"), ctx.team_action("teams/essentials", "no"))
    return Button(_("Kun det nødvendige"), ctx.team_action("teams/essentials", "yes"))


# ---- its buttons


def what_is_stored(ctx: Context) -> Response:
    return Reply(notice.full_notice(ctx.locale, ctx.settings, keeping.of(ctx.here.course)))


def set_essentials(ctx: Context, value: str) -> Response:
    """`yes`: only the essentials; `no`: everything. Rhythms stop or start with it."""
    only = value == "yes"
    if not only and value != "no":
        raise NotAllowed
    use(ctx, team_parts.all_parts(on=not only))
    return Reply(view.essentials(ctx.locale, essentials_button(ctx, only=only), only=only))


def use(ctx: Context, parts: list[str]) -> Team:
    """The setting's new value counts; rhythms stop or start with it."""
    store = ctx.store(TeamStore)
    store.set_team_settings(ctx.here, **{team_parts.SETTING: parts})
    team = store.team(ctx.here.id)
    assert team is not None
    for_team = ctx.for_team(team)
    for_team.announce(TeamReady(team.id))
    for_team.refresh(key(team.id))
    return team

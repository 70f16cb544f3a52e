"""*Hvem er du?*: how somebody who is not known yet becomes a member of the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot import noise, notice
from bot.calendar import IsoWeek, into_working_hours, local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Replace, Reply, Response, Sender
from bot.teams import welcome
from bot.teams.rules import ClaimAnswer, answer_claim
from bot.teams.views import strangers as view
from bot.teams.views.names import label
from bot.ui import Action, Button, Card, Choice, Option, Style, TooLarge
from storage.outbox import OutboxStore
from storage.teams import Member, Person, Role, Team, TeamStore
from storage.teams.claims import Claim, ClaimState, ClaimStore
from storage.web import WebStore

MOST_BUTTONS = 5  # more names than this are a list
NOTHING = "-"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class AlreadyKnown(BotError):
    message = N_("Jeg kender dig allerede: du er %(name)s. En konto er kun én person.")


class NameTaken(BotError):
    message = N_(
        "%(name)s er allerede en anden konto her. Er det en fejl, så sig det til teamets facilitator."
    )


class AlreadyDecided(BotError):
    message = N_("Det er der allerede svaret på.")


# ---- who are you?


def on_stranger(ctx: Context) -> Response:
    """Instead of what they wanted, which *Fortsæt* goes on with."""
    if ctx.team is None:
        return Reply(view.nowhere(ctx.locale))
    return _ask_who(ctx, _wanted(ctx))


def who(ctx: Context) -> Response:
    """*Det er mig* on the welcome."""
    if ctx.person is not None:
        raise AlreadyKnown(name=ctx.person.name)
    return _ask_who(ctx, NOTHING)


def _ask_who(ctx: Context, then: str) -> Response:
    free = _claimable(ctx)
    facilitator = ctx.store(TeamStore).facilitator(ctx.here.id)
    name = facilitator.first_name if facilitator else ""
    if not free:
        return Reply(view.nobody_left(ctx.locale, ctx.here, name))
    return Reply(view.who(ctx.locale, ctx.here, _choices(ctx, free, then), name))


def _claimable(ctx: Context) -> list[Member]:
    """Members without an account on the sender's platform; the one of the sender's own name first."""
    sender = _sender(ctx)
    accounts = ctx.store(TeamStore).accounts_in(ctx.here.id)
    taken = {one.person_id for one in accounts if one.platform == sender.account.platform}
    free = [member for member in ctx.members if member.person_id not in taken]
    return sorted(free, key=lambda member: member.name.casefold() != sender.name.casefold())


def _choices(ctx: Context, free: list[Member], then: str) -> list[Button] | Choice:
    _ = ctx.locale.gettext
    if len(free) <= MOST_BUTTONS:
        return [
            Button(label(_("Det er mig: %(name)s") % {"name": member.name}),
                   ctx.team_action("teams/claim", then, member.person_id))
            for member in free
        ]  # fmt: skip
    options = tuple(
        Option(str(member.person_id), f"{member.name} · {member.profession}"[:75].rstrip(" ·"))
        for member in free
    )
    return Choice(_("Det er mig"), ctx.team_action("teams/pick", then), options)


def _wanted(ctx: Context) -> str:
    """What they were about to do, as an argument of *Det er mig*; left out where it does not fit."""
    if ctx.wanted is None or ctx.wanted.route.split("/")[0] == "teams":
        return NOTHING
    then = ctx.wanted.encode()
    try:
        ctx.team_action("teams/claim", then, 10**11)
    except TooLarge:
        return NOTHING
    return then


def _sender(ctx: Context) -> Sender:
    if ctx.sender is None:
        raise NotFound
    return ctx.sender


# ---- Det er mig


def pick(ctx: Context, then: str, person_id: int) -> Response:
    """A name was picked from a list: ask once more, since a list is easily picked wrong."""
    member = _wanted_member(ctx, person_id)
    _ = ctx.locale.gettext
    yes = label(_("Det er mig: %(name)s") % {"name": member.name})
    buttons = (
        Button(yes, ctx.team_action("teams/claim", then, person_id), Style.primary),
        Button(_("Nej, vis listen igen"), ctx.team_action("teams/who")),
    )
    return Replace(view.sure(ctx.locale, member.name, buttons))


def claim(ctx: Context, then: str, person_id: int) -> Response:
    """Somebody unknown, in the team's own place, says that they are this member."""
    member = _wanted_member(ctx, person_id)
    sender = _sender(ctx)
    teams = ctx.store(TeamStore)
    person = teams.hold_person(person_id)  # of two who say it at once, one waits and then reads the other
    if person is None:
        raise NotFound
    platforms = [account.platform for account in teams.accounts(person_id)]
    match answer_claim(platforms, sender.account.platform, has_acted=person.notice_version > 0):
        case ClaimAnswer.taken:
            raise NameTaken(name=member.first_name)
        case ClaimAnswer.ask_first:
            return _ask_first(ctx, person)
        case ClaimAnswer.link:
            return _link(ctx, person, then)


def _wanted_member(ctx: Context, person_id: int) -> Member:
    """A present member of this team, for somebody who is nobody here yet."""
    if ctx.person is not None:
        raise AlreadyKnown(name=ctx.person.name)
    for member in ctx.members:
        if member.person_id == person_id:
            return member
    raise NotFound


def _put(ctx: Context, person: Person, state: ClaimState) -> int:
    sender = _sender(ctx)
    return ctx.store(ClaimStore).put_claim(
        ctx.here.id, person.id, sender.account.platform, sender.account.value, sender.name, state
    )


def _link(ctx: Context, person: Person, then: str) -> Response:
    account = _sender(ctx).account
    claim_id = _put(ctx, person, ClaimState.done)
    if ctx.doors_of(person):  # told where they are known, before the new account is their first door
        ctx.post(person, _told_key(claim_id, person.id))
    if not ctx.store(TeamStore).add_account(person.id, account.platform, account.value, claimed=True):
        raise NameTaken(name=person.first_name)
    _show(ctx)
    _ = ctx.locale.gettext
    go_on = Button(_("Fortsæt"), Action.decode(then), Style.primary) if "/" in then else Button(
        _("Kom i gang (2 minutter)"), ctx.team_action("guide/begin"), Style.primary
    )  # fmt: skip
    told = Replace(view.linked(ctx.locale, person.name, ctx.here.name, go_on))
    return notice.shown_once(replace(ctx, person=person), told)


def _ask_first(ctx: Context, person: Person) -> Response:
    claim_id = _put(ctx, person, ClaimState.waiting)
    ctx.post(person, _told_key(claim_id, person.id))
    _show(ctx)
    facilitator = ctx.store(TeamStore).facilitator(ctx.here.id)
    return Replace(view.asked(ctx.locale, person.first_name, facilitator.first_name if facilitator else ""))


# ---- the person and the facilitator see it


def _told_key(claim_id: int, person_id: int) -> str:
    return f"teams/told/{claim_id}/{person_id}"


def told_card(ctx: Context, claim_id: int, person_id: int) -> Card | None:
    """To the person, where they are known: somebody says they are you."""
    found = ctx.store(ClaimStore).claim(ctx.here.id, claim_id)
    if found is None or found.person_id != person_id:
        return None
    _ = ctx.locale.gettext
    if found.state is ClaimState.waiting:
        buttons = (
            Button(_("Ja, det er mig"), ctx.team_action("teams/confirm", claim_id), Style.primary),
            Button(_("Nej"), ctx.team_action("teams/refuse", claim_id)),
        )
        return view.confirm(ctx.locale, found, buttons)
    return view.confirmed(ctx.locale, found)


def _show(ctx: Context) -> None:
    """The facilitators' one card of this week, in working hours; and the welcome, where a name less is free."""
    week = noise.week_number(ctx.now, ctx.zone)
    at = into_working_hours(ctx.now, ctx.zone, ctx.days_off)
    teams = ctx.store(TeamStore)
    for member in teams.members(ctx.here.id, Role.facilitator):
        facilitator = teams.person(member.person_id)
        if facilitator is not None:
            key = f"teams/claims/{facilitator.id}/{week}"
            ctx.post(facilitator, key, at=at)
            ctx.refresh(key)
    ctx.refresh(welcome.key(ctx.here.id))


def claims_card(ctx: Context, facilitator_id: int, week: int) -> Card:
    monday = IsoWeek(week // 100, week % 100).day(0)
    since = local_to_utc(monday, time(0), ctx.zone)
    items = [
        one
        for one in _claims(ctx, facilitator_id, since)
        if noise.week_number(one[0].claimed_at, ctx.zone) == week
    ]
    more = len(items) - view.SHOWN
    _ = ctx.locale.gettext
    everything = Button(_("Se alle"), Action.to("teams/all_claims", 0)) if more > 0 else None
    return view.claims(ctx.locale, _with_buttons(ctx, items[: view.SHOWN]), max(more, 0), everything)


def all_claims(ctx: Context, page: int) -> Response:
    """Everything that can be undone, the newest first."""
    items = _claims(ctx, ctx.me.id, LONG_AGO)[::-1]
    start = max(page, 0) * view.SHOWN
    more = len(items) - start - view.SHOWN
    onwards = (
        Button(ctx.locale.gettext("Flere"), Action.to("teams/all_claims", page + 1)) if more > 0 else None
    )
    shown = _with_buttons(ctx, items[start : start + view.SHOWN])
    card = view.claims(ctx.locale, shown, max(more, 0), onwards)
    return Replace(card) if page else Reply(card)


def _claims(ctx: Context, facilitator_id: int, since: datetime) -> list[tuple[Claim, Team]]:
    teams = {team.id: team for team in ctx.store(TeamStore).teams_of(facilitator_id, Role.facilitator)}
    found = ctx.store(ClaimStore).in_teams(tuple(teams), since)
    return [(one, teams[one.team_id]) for one in found]


def _with_buttons(
    ctx: Context, items: list[tuple[Claim, Team]]
) -> list[tuple[Claim, str, tuple[Button, ...]]]:
    _ = ctx.locale.gettext
    shown: list[tuple[Claim, str, tuple[Button, ...]]] = []
    for one, team in items:
        if one.state is ClaimState.waiting:
            buttons: tuple[Button, ...] = (
                Button(_("Det passer"), Action.to("teams/confirm", team.id, one.id)),
                Button(_("Nej"), Action.to("teams/refuse", team.id, one.id)),
            )
        else:
            buttons = (Button(_("Fortryd"), Action.to("teams/undo", team.id, one.id)),)
        shown.append((one, team.name, buttons))
    return shown


# ---- yes, no, undo


def confirm(ctx: Context, claim_id: int) -> Response:
    """By the person themself, from where they are known, or by a facilitator."""
    found = _decide(ctx, claim_id, ClaimState.waiting, ClaimState.done)
    teams = ctx.store(TeamStore)
    platforms = [account.platform for account in teams.accounts(found.person_id)]
    if found.platform in platforms or not teams.add_account(
        found.person_id, found.platform, found.value, claimed=True
    ):
        raise NameTaken(name=found.name)
    return _decided(ctx, found, ClaimState.done)


def refuse(ctx: Context, claim_id: int) -> Response:
    found = _decide(ctx, claim_id, ClaimState.waiting, ClaimState.refused)
    return _decided(ctx, found, ClaimState.refused)


def undo(ctx: Context, claim_id: int) -> Response:
    """A facilitator: the account is that person no longer, and the name is free again."""
    found = _decide(ctx, claim_id, ClaimState.done, ClaimState.undone)
    ctx.store(TeamStore).remove_account(found.person_id, found.platform, found.value)
    ctx.store(OutboxStore).forget_private(found.person_id, found.platform, found.value)
    ctx.store(WebStore).end_sessions(found.person_id)  # a link may have been made from the account
    if not found.asked:  # nobody had used the name before: the next who says it is theirs need not ask either
        ctx.store(TeamStore).set_person(found.person_id, notice_version=0)
    show_again(ctx, found)
    return Reply(view.undone(ctx.locale, found, found.claimed_at))


def _decide(ctx: Context, claim_id: int, before: ClaimState, after: ClaimState) -> Claim:
    found = ctx.store(ClaimStore).claim(ctx.here.id, claim_id)
    if found is None or (ctx.role is not Role.facilitator and found.person_id != ctx.me.id):
        raise NotFound
    if found.state is not before:
        raise AlreadyDecided
    ctx.store(TeamStore).hold_person(found.person_id)
    if not ctx.store(ClaimStore).decide(found, after):
        raise AlreadyDecided
    return found


def _decided(ctx: Context, found: Claim, state: ClaimState) -> Response:
    show_again(ctx, found)
    return Reply(view.confirmed(ctx.locale, replace(found, state=state)))


def show_again(ctx: Context, found: Claim) -> None:
    """Draw the cards again that tell of this claim."""
    week = noise.week_number(found.claimed_at, ZoneInfo(ctx.here.course.zone))
    for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
        ctx.refresh(f"teams/claims/{member.person_id}/{week}")
    ctx.refresh(_told_key(found.id, found.person_id))
    ctx.refresh(welcome.key(ctx.here.id))

"""*Hvem er du?*: how somebody who is not known yet becomes a member of the team."""

from __future__ import annotations

from dataclasses import replace

from bot import notice
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Replace, Reply, Response, Sender
from bot.names import facilitators
from bot.teams import accounts, claims
from bot.teams.rules import ClaimAnswer, answer_claim
from bot.teams.views import strangers as view
from bot.teams.views.names import label
from bot.ui import Action, Button, Choice, Option, Style, TooLarge
from storage.teams import Member, Person, Role, TeamStore
from storage.teams.claims import ClaimState, ClaimStore
from storage.teams.staff import StaffStore

MOST_BUTTONS = 5  # more names than this are a list
NOTHING = "-"


class AlreadyKnown(BotError):
    message = N_("Jeg kender dig allerede: du er %(name)s. En konto hører kun til én person.")


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
    name = _facilitators(ctx)
    if not free:
        return Reply(view.nobody_left(ctx.locale, ctx.here, name))
    return Reply(view.who(ctx.locale, ctx.here, _choices(ctx, free, then), name))


def _claimable(ctx: Context) -> list[Member]:
    """Members without an account on the sender's platform; the one of the sender's own name first."""
    sender = _sender(ctx)
    accounts = ctx.store(TeamStore).accounts_in(ctx.here.id)
    taken = {one.person_id for one in accounts if one.platform == sender.account.platform}
    free = [member for member in _members(ctx) if member.person_id not in taken]
    return sorted(free, key=lambda member: member.name.casefold() != sender.name.casefold())


def _members(ctx: Context) -> list[Member]:
    """Who somebody unknown may say they are: nobody who runs a course, which their account would open."""
    running = ctx.store(StaffStore).running([one.person_id for one in ctx.members])
    return [one for one in ctx.members if one.person_id not in running]


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
            raise claims.NameTaken(name=member.first_name)
        case ClaimAnswer.ask_first:
            return _ask_first(ctx, person)
        case ClaimAnswer.link:
            return _link(ctx, person, then)


def _wanted_member(ctx: Context, person_id: int) -> Member:
    """A present member of this team, for somebody who is nobody here yet."""
    if ctx.person is not None:
        raise AlreadyKnown(name=ctx.person.name)
    for member in _members(ctx):
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
        ctx.post(person, claims.told_key(claim_id, person.id))
    if not ctx.store(TeamStore).add_account(person.id, account.platform, account.value, claimed=True):
        raise claims.NameTaken(name=person.first_name)
    accounts.added(ctx, person.id)
    claims.show(ctx)
    _ = ctx.locale.gettext
    go_on = Button(_("Fortsæt"), Action.decode(then), Style.primary) if "/" in then else Button(
        _("Kom i gang (2 minutter)"), ctx.team_action("guide/begin"), Style.primary
    )  # fmt: skip
    told = Replace(view.linked(ctx.locale, person.name, ctx.here.name, go_on))
    return notice.shown_once(replace(ctx, person=person), told)


def _ask_first(ctx: Context, person: Person) -> Response:
    claim_id = _put(ctx, person, ClaimState.waiting)
    ctx.post(person, claims.told_key(claim_id, person.id))
    claims.show(ctx)
    return Replace(view.asked(ctx.locale, person.first_name, _facilitators(ctx)))


def _facilitators(ctx: Context) -> str:
    return facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))

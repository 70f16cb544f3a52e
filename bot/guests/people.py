"""A team's partners and guests, and each of them as the reader of the team's page."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.errors import NotFound, Rejected
from bot.feature import GuestLine, GuestPart, Step
from bot.guests.views import team as view
from bot.names import short_names
from bot.text import sensitive_hints
from storage.guests import Guest, GuestStore
from storage.partners import PartnerStore
from storage.teams import Member, Person, Role, TeamStore

MOST = 8  # a card has them all


def guests(ctx: Context) -> tuple[Member, ...]:
    """Partners and guests of the team, in the order they came."""
    return ctx.store(TeamStore).members(ctx.here.id, Role.partner, Role.guest)


def guest(ctx: Context, person_id: int) -> Member:
    """Raises NotFound when that is nobody of the team's guests."""
    for one in guests(ctx):
        if one.person_id == person_id:
            return one
    raise NotFound


def name_of(ctx: Context, person_id: int) -> str:
    """What the guest is called, "" for who is none."""
    return short_names(guests(ctx)).get(person_id, "")


def partner_name(ctx: Context) -> str:
    """What the team calls its partner, else what the course file does; "" where there is none."""
    return ctx.store(PartnerStore).partner(ctx.here.id).name or ctx.here.partner


def as_guest(ctx: Context, one: Member) -> Context | None:
    """The same transaction as that guest would see the team."""
    person = ctx.store(TeamStore).person(one.person_id)
    if person is None:
        return None
    return replace(ctx.for_person(person, ctx.here), role=one.role, sender=None, place=None)


def waiting(ctx: Context, one: Member) -> list[Step]:
    """What waits for the guest in this team."""
    theirs = as_guest(ctx, one)
    return ctx.features.steps(theirs) if theirs else []


def ahead(ctx: Context, one: Member) -> list[GuestLine]:
    """When the guest meets the team next."""
    theirs = as_guest(ctx, one)
    lines = ctx.features.for_guests(theirs) if theirs else []
    return [line for line in lines if line.part is GuestPart.ahead]


def keeper(ctx: Context, one: Guest) -> Person | None:
    """Who looks after the guest: who brought them, else the facilitator, else who has been in the team longest."""
    teams = ctx.store(TeamStore)
    team = teams.members(ctx.here.id, Role.member, Role.facilitator)
    present = {member.person_id: member for member in team}
    if one.brought_by in present:
        return teams.person(one.brought_by)
    first = sorted(team, key=lambda member: member.role is not Role.facilitator)
    return teams.person(first[0].person_id) if first else None


def record(ctx: Context, person_id: int) -> Guest:
    return ctx.store(GuestStore).guest(ctx.here.id, person_id)


def check_name(ctx: Context, name: str, function: str, *, citizen: bool = False) -> None:
    """Nothing of a person but what they are called, and what a partner's contact does. Raises Rejected."""
    errors = {}
    if citizen and len(name.split()) > 2:
        errors["name"] = view.only_first_name(ctx.locale)
    for field, text in (("name", name), ("function", function)):
        if any(sign.isdigit() for sign in text) or sensitive_hints(text):
            errors[field] = view.no_details(ctx.locale)
    if len(guests(ctx)) >= MOST:
        errors["name"] = view.too_many(ctx.locale)
    if errors:
        raise Rejected(errors)

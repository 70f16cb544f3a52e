"""How people get in who are not known by a chat account: start codes and personal links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import weblinks
from bot.context import Context
from bot.errors import N_, BotError
from bot.teams.report import Code, PersonalLink
from storage.teams import Person, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.staff import StaffStore
from storage.teams.start_codes import VALID, StartCodeStore
from storage.web import WebStore


class RunsACourse(BotError):
    message = N_(
        "Personen er også facilitator eller forløbsansvarlig, så her kan jeg ikke lave en ny vej ind for dem."
    )


def not_who_runs_a_course(ctx: Context, person_id: int) -> None:
    """A new way in that others have a hand in opens a team, and must not open a course to whoever put its lead or a
    facilitator of it on a team as a member; they have start codes. Raises RunsACourse."""
    if ctx.store(StaffStore).running((person_id,)):
        raise RunsACourse


def codes_for(ctx: Context, people: Sequence[Person]) -> tuple[Code, ...]:
    """A new one-time code for each of them whom no chat account is known of."""
    teams, codes = ctx.store(TeamStore), ctx.store(StartCodeStore)
    return tuple(
        Code(person.name, codes.issue(person.id), ctx.now + VALID)
        for person in people
        if all(account.platform == "web" for account in teams.accounts(person.id))
    )


def links_for(
    ctx: Context, people: Sequence[Person], team_names: Mapping[int, tuple[str, ...]]
) -> tuple[PersonalLink, ...]:
    """A personal link for each of them who has none: a new one would end the sessions of an old one."""
    loading = ctx.store(LoadingStore)
    return tuple(
        PersonalLink(person.name, team_names.get(person.id, ()), issue_link(ctx, person.id, by=None))
        for person in people
        if not loading.has_web_link(person.id)
    )


def issue_link(ctx: Context, person_id: int, *, by: int | None) -> str:
    """The address of a new personal link. Somebody else's (`by`) ends the person's earlier sessions; one's
    own opens no more than what one can see here."""
    since = ctx.private_since if by == person_id else None
    return weblinks.sign_in(
        ctx.settings, ctx.store(WebStore).issue_link(person_id, by=by, private_since=since)
    )

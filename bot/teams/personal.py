"""What there is of a person besides what the other features keep: name, teams, accounts, private posts."""

from __future__ import annotations

from bot.context import Context
from bot.feature import PersonalData, Retention
from bot.teams import claims, standing_in
from bot.teams.views import personal as view
from storage.endings import EndingStore
from storage.teams import Role, TeamStore
from storage.teams.claims import ClaimStore

# Every row of these that is the person's goes with the person's own row (bot.erasure).
TABLES = (
    "person",
    "membership",
    "course_lead",
    "account",
    "start_code",
    "claim",
    "outbox",
    "draft",
    "web_link",
    "web_session",
    "web_inbox",
)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    teams = ctx.store(TeamStore)
    person = teams.person(person_id)
    if person is None:
        return []
    rows = view.person(ctx.locale, person)
    for role in (Role.member, Role.facilitator, Role.partner, Role.guest):
        for team in teams.teams_of(person_id, role):
            mine = next(one for one in teams.members(team.id, role) if one.person_id == person_id)
            rows.append(view.membership(ctx.locale, team, mine))
    rows += [view.account(ctx.locale, account) for account in teams.accounts(person_id)]
    rows += [view.claim(ctx.locale, claim) for claim in ctx.store(ClaimStore).of_person(person_id)]
    return rows


def erase(ctx: Context, person_id: int) -> None:
    """The facilitators' card of new accounts gives the name; all the rest goes with the person's row."""
    store, teams = ctx.store(ClaimStore), ctx.store(TeamStore)
    standing_in.erase(ctx, person_id)
    found = store.of_person(person_id)
    store.erase(person_id)
    for claim in found:
        team = teams.team(claim.team_id)
        if team is not None:
            claims.show_again(ctx.for_team(team), claim)


personal_data = PersonalData(TABLES, export, erase)


def end(ctx: Context, people: tuple[int, ...]) -> None:
    ctx.store(EndingStore).forget_drafts(people)


retention = Retention(
    team=("team", "place", "membership", "claim", "due_work", "team_picture", "outbox"),
    person=("person", "account", "start_code", "web_link", "web_session", "web_inbox"),
    private=("draft",),
    log=("course", "course_lead"),
    end=end,
)

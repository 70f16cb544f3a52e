"""Erasing a person: every feature's part, then the person, in one transaction (domain.md §5.4)."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.events import MemberLeft, PersonErased
from storage import erasures
from storage.teams import Role, TeamStore
from storage.teams.erasing import ErasingStore


def erase(ctx: Context, person_id: int) -> None:
    """Take this tenant's person out: private text goes, shared artefacts become a former member's. Noted in
    the list of erasures, so that no backup brings them back. Somebody who is gone already: nothing happens.
    """
    teams = ctx.store(TeamStore)
    if teams.hold_person(person_id) is None:
        return
    team_ids = []
    for role in (Role.member, Role.facilitator, Role.partner, Role.guest):
        for team in teams.teams_of(person_id, role):
            team_ids.append(team.id)
            teams.leave(team.id, person_id)
            ctx.for_team(team).announce(MemberLeft(team.id, person_id))
    for feature in ctx.features.all:
        if feature.personal_data:
            feature.personal_data.erase(ctx, person_id)
    ctx.store(ErasingStore).erase(person_id)
    erasures.note(ctx.tx, ctx.tenant_id, person_id, ctx.now)
    replace(ctx, person=None).announce(PersonErased(tuple(team_ids)))

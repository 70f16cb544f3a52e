"""Erasing a person: every feature's part, then the person, in one transaction (domain.md §5.4)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from bot import card_json
from bot.context import Context
from bot.events import MemberLeft, PersonErased
from bot.ui import Card
from storage import erasures
from storage.audit import Deed
from storage.endings import EndingStore
from storage.pictures import PictureStore
from storage.teams import Role, TeamStore
from storage.teams.erasing import ErasingStore

log = logging.getLogger(__name__)


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
    for team in ctx.store(EndingStore).closed_teams_of(person_id):  # nobody acts there; names still go
        team_ids.append(team.id)
    for team_id in team_ids:
        if there := teams.team(team_id):
            ctx.for_team(there).audit(Deed.erased)
    for feature in ctx.features.all:
        if feature.personal_data:
            feature.personal_data.erase(ctx, person_id)
    ctx.store(ErasingStore).erase(person_id)
    ctx.store(PictureStore).forget_names()
    erasures.note(ctx.tx, ctx.tenant_id, person_id, ctx.now)
    replace(ctx, person=None).announce(PersonErased(tuple(team_ids)))
    overwrite(ctx, team_ids)


def overwrite(ctx: Context, team_ids: Iterable[int]) -> None:
    """Nothing of what these teams' people have just erased stays in cards, nor in SQLite's write-ahead log.

    The cards are drawn at once, not when they are next sent: a place may be closed for good. One that cannot
    be drawn goes.
    """
    ctx.tx.erased = True
    ctx = replace(ctx, person=None, team=None)
    for one in erasures.cards_left(ctx.tx, ctx.tenant_id, team_ids):
        card: Card | None = None
        try:
            reader = ctx.reader(one.team_id, one.person_id)
            card = reader.render(one.key) if reader else None
        except Exception:
            log.exception("card not drawn", extra={"action": one.key.partition("/")[0]})
        erasures.put_card(ctx.tx, one, card_json.dumps(card) if card else None)

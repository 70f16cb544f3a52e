"""What became of attempts, written down: the rows, the places that are lost or found again, and word of it to
who can do something."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from bot.delivery.outcome import Found, Gone, Later, Outcome, Over, Sent
from storage.database import Transaction
from storage.outbox import Claim, OutboxQueue, OutboxStore
from storage.schedules import ScheduleStore
from storage.teams import TeamStore

log = logging.getLogger(__name__)
TELL = "posts/trouble"  # the job that tells a team's facilitators


def write(tx: Transaction, done: Iterable[tuple[Claim, Outcome]], now: datetime) -> None:
    """Mark each claim that is still ours (its fence unchanged); of the others nothing is written."""
    queue = OutboxQueue(tx, now)
    for claim, outcome in done:
        match outcome:
            case Sent(ref, again_at):
                if queue.sent(claim, ref, again_at) and not claim.ref and claim.person_id is None:
                    _within_reach(tx, claim, now)
            case Found(ref):
                queue.found(claim, ref)
            case Gone():
                queue.gone(claim)
            case Later(at, error, uncertain, absent):
                queue.later(claim, at, error, uncertain=uncertain, absent=absent)
            case Over():
                if queue.over(claim, outcome.state, outcome.error):
                    log.warning("post not delivered", extra={"action": f"delivery.{outcome.state}"})
                    _after_failure(tx, claim, outcome, now)
            case _:
                assert_never(outcome)
    tx.left_work = True


def leave_word(tx: Transaction, tenant_id: int, team_id: int, now: datetime) -> None:
    """Something is to be told to the team's facilitators, or no longer: their job finds out what."""
    ScheduleStore(tx, tenant_id, now).put_at(TELL, f"{TELL}/{team_id}", now, (), team_id)


def _within_reach(tx: Transaction, claim: Claim, now: datetime) -> None:
    teams = TeamStore(tx, claim.tenant_id, now)
    if teams.mark_place(claim.platform, claim.value, reachable=True) and claim.team_id is not None:
        leave_word(tx, claim.tenant_id, claim.team_id, now)


def _after_failure(tx: Transaction, claim: Claim, over: Over, now: datetime) -> None:
    """A place that cannot be reached is marked. A team's facilitators are told; its post is on show in its web
    room. A person's post goes to their next door, at last the web inbox."""
    teams = TeamStore(tx, claim.tenant_id, now)
    if claim.person_id is not None:
        if over.unreachable:
            teams.mark_account(claim.platform, claim.value, reachable=False)
            _reroute(tx, claim, now, teams)
        return
    lost = over.unreachable and teams.mark_place(claim.platform, claim.value, reachable=False)
    if claim.team_id is not None and (lost or over.state in ("unknown", "expired")):
        leave_word(tx, claim.tenant_id, claim.team_id, now)


def _reroute(tx: Transaction, claim: Claim, now: datetime, teams: TeamStore) -> None:
    assert claim.person_id is not None
    doors = [one for one in teams.accounts(claim.person_id) if one.reachable]
    if doors and not claim.ref:
        nearest = min(doors, key=lambda one: one.platform == "web")
        OutboxStore(tx, claim.tenant_id, now).redirect(claim.id, nearest.platform, nearest.value)

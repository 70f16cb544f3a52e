"""The outbox as delivery sees it, over all tenants: claims with a lease and a fence, marks by batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, String, and_, bindparam, case, cast, func, literal, or_, select

from storage.database import Transaction
from storage.outbox.store import EDIT_SPACING, TAKEN_AWAY, Stale, stale_of
from storage.outbox.tables import outbox
from storage.prepared import Prepared, given
from storage.store import any_of, named

LEASE = timedelta(seconds=180)  # one minute to begin, one for the call, one in which it may still land


@dataclass(frozen=True, slots=True)
class Claim:
    """A row to work on until `lease_until`. `ref` is empty for a first send; `uncertain` means an
    earlier attempt's fate is unknown and must be looked up first, and `absent` that it was, once, and not
    there; `attempt_at` is when the first such attempt began; `card` None: delete the message."""

    id: int
    tenant_id: int
    team_id: int | None
    person_id: int | None
    platform: str
    value: str
    key: str
    card: str | None
    version: int
    ref: str
    fence: int
    attempts: int
    attempt_at: datetime | None
    uncertain: bool
    absent: bool
    expires_at: datetime
    lease_until: datetime


Draw = Callable[[Sequence[Stale]], Mapping[int, str | None]]  # → card as JSON by the row's id; None: to go


@dataclass(frozen=True, slots=True)
class Overdue:
    """How late the outbox is: unsent rows past due, and when the oldest was due."""

    count: int
    oldest: datetime | None


_THIS = given(outbox.c.id, "row_id")
_CLAIM = Prepared(
    outbox.update().where(_THIS).values(state="claimed", absent=False),
    (
        "state",
        "absent",
        "card",
        "version",
        "stale",
        "fence",
        "attempts",
        "lease_until",
        "attempt_at",
        "uncertain",
    ),
)
_AS_SHOWN = Prepared(outbox.update().where(_THIS).values(stale=False, next_at=None, lease_until=None))
_HELD = (given(outbox.c.id, "row_id"), given(outbox.c.fence, "claimed_fence"))
_MINE = outbox.update().where(*_HELD, outbox.c.state == "claimed")
_SENT = Prepared(
    _MINE.values(
        state="sent",
        ref=bindparam("ref"),
        shown_version=bindparam("shown_version"),
        shown_at=bindparam("shown_at"),
        sent_at=func.coalesce(outbox.c.sent_at, bindparam("shown_at", type_=outbox.c.shown_at.type)),
        next_at=case(
            (
                or_(outbox.c.stale, outbox.c.version > bindparam("claimed_version")),
                bindparam("again_at", type_=outbox.c.next_at.type),
            ),
            else_=bindparam("once_more_at", type_=outbox.c.next_at.type),
        ),
        lease_until=None,
        uncertain=False,
        absent=False,
        attempts=0,
        error="",
    )
)
_FOUND = Prepared(
    _MINE.values(
        state="sent",
        ref=bindparam("ref"),
        sent_at=func.coalesce(outbox.c.sent_at, bindparam("next_at", type_=outbox.c.next_at.type)),
        next_at=bindparam("next_at", type_=outbox.c.next_at.type),
        lease_until=None,
        uncertain=False,
        absent=False,
        attempts=0,
    )
)
_LATER = Prepared(_MINE, ("state", "next_at", "uncertain", "absent", "error", "lease_until"))
_OVER = Prepared(_MINE, ("state", "next_at", "error", "lease_until"))
_NO_TRACE = Prepared(outbox.delete().where(*_HELD))
# What was seen has come to somebody, also when it was taken away again; of who is erased nothing is kept.
_SEEN = Prepared(
    outbox.update()
    .where(*_HELD, or_(outbox.c.counts, outbox.c.person_id.is_not(None)))
    .values(
        state="sent",
        card=None,
        stale=False,
        key=literal(TAKEN_AWAY) + cast(outbox.c.id, String),
        next_at=None,
        lease_until=None,
        uncertain=False,
        error="",
    )
)


@lru_cache(maxsize=16)
def _due(platforms: int) -> Prepared:
    """What needs work now, on so many platforms (0: on any)."""
    return Prepared(
        _there(select(outbox), platforms)
        .where(outbox.c.next_at <= bindparam("now"))
        .where(or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= bindparam("now")))
        .order_by(outbox.c.next_at, outbox.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


@lru_cache(maxsize=16)
def _next(platforms: int) -> Prepared:
    """When the next row there needs work: a claimed one when its lease runs out."""
    leased = and_(outbox.c.lease_until.is_not(None), outbox.c.lease_until > outbox.c.next_at)
    at = case((leased, outbox.c.lease_until), else_=outbox.c.next_at)
    query = select(func.min(at, type_=outbox.c.next_at.type).label("at"))
    return Prepared(_there(query, platforms).where(outbox.c.next_at.is_not(None)))


@lru_cache(maxsize=16)
def _next_unsent(platforms: int) -> Prepared:
    query = select(func.min(outbox.c.next_at).label("at"))
    return Prepared(
        _there(query, platforms).where(outbox.c.next_at.is_not(None), outbox.c.ref == literal(""))
    )


def _there(query: Select[Any], platforms: int) -> Select[Any]:
    return query.where(any_of(outbox.c.platform, platforms)) if platforms else query


class OutboxQueue:
    def __init__(self, tx: Transaction, now: datetime) -> None:
        self.tx = tx
        self.now = now

    def claim(
        self, limit: int = 100, platforms: tuple[str, ...] = (), draw: Draw | None = None
    ) -> list[Claim]:
        """Take up to `limit` rows that need work now; `draw` draws those that are out of date. Commit before
        the first call to a platform."""
        asked = {"now": self.now, "most": limit, **named(platforms)}
        rows = _due(len(platforms)).all(self.tx, **asked)
        drawn = draw([stale_of(row) for row in rows if row.stale]) if draw and rows else {}
        claims, as_shown = [], []
        for row in rows:
            claim = _claim(row, drawn.get(row.id, row.card), self.now + LEASE)
            if row.id in drawn and row.ref and claim.version == row.shown_version:
                as_shown.append({"row_id": row.id})  # nobody would see a difference
            else:
                claims.append((claim, self._values(row, claim, stale=row.stale and row.id not in drawn)))
        _AS_SHOWN.many(self.tx, as_shown)
        _CLAIM.many(self.tx, [values for _, values in claims])
        return [claim for claim, _ in claims]

    def _values(self, row: Any, claim: Claim, *, stale: bool) -> dict[str, Any]:
        return {
            "row_id": row.id,
            "card": claim.card,
            "version": claim.version,
            "stale": stale,
            "fence": claim.fence,
            "attempts": claim.attempts,
            "lease_until": claim.lease_until,
            "attempt_at": row.attempt_at if row.uncertain else self.now,
            "uncertain": row.uncertain or not row.ref,
        }

    def sent(self, claim: Claim, ref: str, once_more_at: datetime | None = None) -> bool:
        """The version claimed is on show. False when somebody else holds the row now."""
        return self._mark(
            _SENT,
            claim,
            ref=ref,
            shown_version=claim.version,
            claimed_version=claim.version,
            shown_at=self.now,
            again_at=self.now + EDIT_SPACING,
            once_more_at=once_more_at,
        )

    def found(self, claim: Claim, ref: str) -> bool:
        """An earlier attempt had arrived; what it shows may be older than what is wanted now."""
        return self._mark(_FOUND, claim, ref=ref, next_at=self.now)

    def later(
        self, claim: Claim, at: datetime, error: str, *, uncertain: bool = False, absent: bool = False
    ) -> bool:
        """Certainly not done (or, with `uncertain`, not known): look again at `at`."""
        state = "sent" if claim.ref else "due"
        return self._mark(
            _LATER, claim, state=state, next_at=at, uncertain=uncertain, absent=absent, error=error
        )

    def over(self, claim: Claim, state: str, error: str) -> bool:
        """No more attempts: unknown | failed | expired. A message that is there stays; only what was to be
        changed in it is given up, until it is to change again or its place is reached again."""
        state = "sent" if claim.ref else state
        return self._mark(_OVER, claim, state=state, next_at=None, error=error)

    def gone(self, claim: Claim) -> bool:
        """There is no message, as wanted."""
        held = {"row_id": claim.id, "claimed_fence": claim.fence}
        seen = bool(claim.ref) and _SEEN.run(self.tx, **held) == 1
        return seen or _NO_TRACE.run(self.tx, **held) == 1

    def _mark(self, statement: Prepared, claim: Claim, **values: Any) -> bool:
        held = {"row_id": claim.id, "claimed_fence": claim.fence}
        return statement.run(self.tx, **held, **values, lease_until=None) == 1

    def next_at(self, platforms: tuple[str, ...] = ()) -> datetime | None:
        """When the next row needs work (a claimed one when its lease runs out)."""
        found: datetime | None = _next(len(platforms)).one(self.tx, **named(platforms)).at
        return found

    def next_post(self, platforms: tuple[str, ...]) -> datetime | None:
        """When the next post that was never sent is due."""
        found: datetime | None = _next_unsent(len(platforms)).one(self.tx, **named(platforms)).at
        return found

    def overdue(self) -> Overdue:
        query = select(func.count(), func.min(outbox.c.next_at)).where(
            outbox.c.next_at <= self.now, outbox.c.ref == ""
        )
        row = self.tx.connection.execute(query).one()
        return Overdue(row[0], row[1])


def _claim(row: Any, card: str | None, lease_until: datetime) -> Claim:
    return Claim(
        id=row.id,
        tenant_id=row.tenant_id,
        team_id=row.team_id,
        person_id=row.person_id,
        platform=row.platform,
        value=row.value,
        key=row.key,
        card=card,
        version=row.version + 1 if card != row.card else row.version,
        ref=row.ref,
        fence=row.fence + 1,
        attempts=row.attempts + 1,
        attempt_at=row.attempt_at,
        uncertain=row.uncertain,
        absent=row.absent,
        expires_at=row.expires_at,
        lease_until=lease_until,
    )

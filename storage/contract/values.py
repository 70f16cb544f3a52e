"""What the store of contracts hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

STATES = ("signing", "waiting", "returned", "active", "replaced", "withdrawn")
ANSWERS = ("waiting", "shared", "kept")


@dataclass(frozen=True, slots=True)
class Contract:
    """A team's, from its beginning. Moments are UTC."""

    id: int
    team_id: int
    begun_at: datetime
    card: int
    review_at: datetime | None
    reviewed_at: datetime | None
    letters_at: datetime | None
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wording:
    """`written_by` is None when that person is erased."""

    id: int
    clause: str
    text: str
    written_by: int | None
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    person_id: int | None
    signed_at: datetime
    still_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """`state`: signing, waiting (for the facilitator), returned, active, replaced (by a newer one) or withdrawn."""

    id: int
    number: int
    state: str
    on_paper: bool
    clauses: Mapping[str, str]
    sent_by: int | None
    sent_at: datetime
    asked_at: datetime | None
    listed_on: date | None
    decided_by: int | None
    decided_at: datetime | None
    comment: str
    signatures: tuple[Signature, ...]

    @property
    def signers(self) -> frozenset[int]:
        """Those of them who are not erased."""
        return frozenset(one.person_id for one in self.signatures if one.person_id is not None)

    @property
    def pending(self) -> bool:
        return self.state in ("signing", "waiting")


@dataclass(frozen=True, slots=True)
class Letter:
    """Whose letter there is, and what they chose; the text is asked for on its own."""

    person_id: int
    answer: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Concern:
    id: int
    person_id: int
    clause: str
    seen: bool

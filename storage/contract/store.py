"""Contracts within one tenant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from storage.contract.tables import concerns, contracts, letters, signatures, versions, wordings
from storage.contract.values import Concern, Contract, Letter, Signature, Version, Wording
from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named

_CONTRACT = Prepared(select(contracts).where(mine(contracts), given(contracts.c.team_id)))
_WORDINGS = Prepared(select(wordings).where(mine(wordings), given(wordings.c.team_id)))
_VERSIONS = Prepared(select(versions).where(mine(versions), given(versions.c.team_id)))
_LETTERS = Prepared(
    select(letters.c.person_id, letters.c.answer, letters.c.written_at).where(
        mine(letters), given(letters.c.team_id)
    )
)
_CONCERN = Prepared(
    select(concerns).where(mine(concerns), given(concerns.c.team_id), given(concerns.c.id, "row_id"))
)

_UNSEEN = Prepared(
    select(concerns.c.id, concerns.c.asked_at).where(
        mine(concerns), given(concerns.c.team_id), concerns.c.seen_at.is_(None)
    )
)


@lru_cache(maxsize=128)
def _signatures(versions_asked: int) -> Prepared:
    return Prepared(
        select(signatures).where(mine(signatures), any_of(signatures.c.version_id, versions_asked))
    )


def _contract(row: Any) -> Contract:
    return Contract(
        row.id,
        row.team_id,
        row.begun_at,
        row.card,
        row.review_at,
        row.reviewed_at,
        row.letters_at,
        row.shown_at,
    )


def _version(row: Any, signed: tuple[Signature, ...]) -> Version:
    return Version(
        id=row.id,
        number=row.number,
        state=row.state,
        on_paper=row.on_paper,
        clauses=dict(row.clauses),
        sent_by=row.sent_by,
        sent_at=row.sent_at,
        asked_at=row.asked_at,
        listed_on=row.listed_on,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        comment=row.comment,
        signatures=signed,
    )


class ContractStore(Store):
    # ---- the contract

    def begin(self, team_id: int) -> bool:
        """From now on the team has one. False when it had already."""
        return self.insert_once(contracts, team_id=team_id, begun_at=self.now, card=0) is not None

    def of_team(self, team_id: int) -> Contract | None:
        row = self.row(_CONTRACT, team_id=team_id)
        return _contract(row) if row else None

    def held(self, team_id: int) -> Contract:
        """The same, begun if need be and locked until the end of the transaction: before anything is changed."""
        self.begin(team_id)
        row = self.row(_CONTRACT, team_id=team_id)
        return _contract(self.lock(contracts, row.id))

    def change(self, contract: Contract, /, **values: Any) -> None:
        """card, review_at, reviewed_at, letters_at, shown_at."""
        self.update(contracts, contract.id, **values)

    # ---- the draft

    def write(self, team_id: int, clause: str, text: str, by: int) -> None:
        self.insert(wordings, team_id=team_id, clause=clause, text=text, written_by=by, written_at=self.now)

    def wordings(self, team_id: int) -> tuple[Wording, ...]:
        """Everything that was written, the oldest first."""
        rows = sorted(self.rows(_WORDINGS, team_id=team_id), key=lambda one: one.id)
        return tuple(Wording(one.id, one.clause, one.text, one.written_by, one.written_at) for one in rows)

    # ---- versions

    def send(
        self, team_id: int, number: int, clauses: Mapping[str, str], by: int | None, **more: Any
    ) -> None:
        """A version to be signed; `more`: state, on_paper, asked_at, decided_by, decided_at."""
        values: dict[str, Any] = {"state": "signing", "on_paper": False, "comment": "", **more}
        self.insert(
            versions,
            team_id=team_id,
            number=number,
            clauses=dict(clauses),
            sent_by=by,
            sent_at=self.now,
            **values,
        )

    def versions(self, team_id: int) -> tuple[Version, ...]:
        """All there have been, the oldest first."""
        rows = sorted(self.rows(_VERSIONS, team_id=team_id), key=lambda one: one.number)
        ids = [row.id for row in rows]
        signed: dict[int, list[Signature]] = {one: [] for one in ids}
        if ids:
            found = self.rows(_signatures(len(ids)), **named(ids))
            for one in sorted(found, key=lambda one: one.id):
                signed[one.version_id].append(Signature(one.person_id, one.signed_at, one.still_at))
        return tuple(_version(row, tuple(signed[row.id])) for row in rows)

    def applying(self, team_id: int) -> Version | None:
        """The version that applies now."""
        found = [one for one in self.versions(team_id) if one.state == "active"]
        return found[-1] if found else None

    def set_version(self, version_id: int, /, **values: Any) -> None:
        """state, asked_at, listed_on, decided_by, decided_at, comment."""
        self.update(versions, version_id, **values)

    def sign(self, version_id: int, person_id: int) -> None:
        """Once; a second time changes nothing."""
        self.insert_once(signatures, version_id=version_id, person_id=person_id, signed_at=self.now)

    def unsign(self, version_id: int, person_id: int) -> None:
        self.delete(signatures, signatures.c.version_id == version_id, signatures.c.person_id == person_id)

    def still_ok(self, version_id: int, person_id: int) -> None:
        """They have looked at it again, and sign it if they had not."""
        self.sign(version_id, person_id)
        where = self.within(
            signatures, signatures.c.version_id == version_id, signatures.c.person_id == person_id
        )
        self.execute(signatures.update().where(*where).values(still_at=self.now))

    # ---- letters to the last week

    def seal(self, team_id: int, person_id: int, text: str) -> None:
        sealed = self.tx.vault.seal(text, *self._bound(team_id, person_id))
        self.put(
            letters,
            ("team_id", "person_id"),
            team_id=team_id,
            person_id=person_id,
            sealed=sealed,
            answer="waiting",
            written_at=self.now,
        )

    def letters(self, team_id: int) -> tuple[Letter, ...]:
        rows = sorted(self.rows(_LETTERS, team_id=team_id), key=lambda one: one.person_id)
        return tuple(Letter(one.person_id, one.answer, one.written_at) for one in rows)

    def letter_text(self, team_id: int, person_id: int) -> str:
        """Only for who wrote it, or for what they have shared. "" when there is none."""
        where = self.within(letters, letters.c.team_id == team_id, letters.c.person_id == person_id)
        row = self.execute(select(letters.c.sealed).where(*where)).one_or_none()
        return self.tx.vault.open(row.sealed, *self._bound(team_id, person_id)) if row else ""

    def answer_letter(self, team_id: int, person_id: int, answer: str) -> None:
        where = self.within(letters, letters.c.team_id == team_id, letters.c.person_id == person_id)
        self.execute(letters.update().where(*where).values(answer=answer))

    def forget_letter(self, team_id: int, person_id: int) -> None:
        self.delete(letters, letters.c.team_id == team_id, letters.c.person_id == person_id)

    def forget_private(self, team_id: int) -> None:
        """Letters, but those that were shared; and who asked for a talk."""
        self.delete(letters, letters.c.team_id == team_id, letters.c.answer != "shared")
        self.delete(concerns, concerns.c.team_id == team_id)

    def _bound(self, team_id: int, person_id: int) -> tuple[str | int, ...]:
        return ("contract letter", self.tenant_id, team_id, person_id)

    # ---- somebody wants to talk

    def raise_concern(self, team_id: int, person_id: int, clause: str) -> int:
        """Also when it was raised before: it is not seen any more."""
        return self.put(
            concerns,
            ("team_id", "person_id", "clause"),
            team_id=team_id,
            person_id=person_id,
            clause=clause,
            asked_at=self.now,
            seen_at=None,
            seen_by=None,
        )

    def concern(self, team_id: int, concern_id: int) -> Concern | None:
        row = self.row(_CONCERN, team_id=team_id, row_id=concern_id)
        return Concern(row.id, row.person_id, row.clause, row.seen_at is not None) if row else None

    def unseen_concerns(self, team_id: int) -> tuple[tuple[int, datetime], ...]:
        """(id, when it was asked) of those no facilitator has answered, the oldest first."""
        rows = self.rows(_UNSEEN, team_id=team_id)
        return tuple(sorted(((row.id, row.asked_at) for row in rows), key=lambda one: one[1]))

    def see_concern(self, concern_id: int, by: int) -> None:
        self.update(concerns, concern_id, seen_at=self.now, seen_by=by)

    # ---- personal data

    def written_by(self, person_id: int) -> tuple[Wording, ...]:
        query = select(wordings).where(*self.within(wordings, wordings.c.written_by == person_id))
        rows = sorted(self.execute(query), key=lambda one: one.id)
        return tuple(Wording(one.id, one.clause, one.text, one.written_by, one.written_at) for one in rows)

    def signed_by(self, person_id: int) -> tuple[tuple[int, int, datetime], ...]:
        """(team, number, when) of what the person signed."""
        query = (
            select(versions.c.team_id, versions.c.number, signatures.c.signed_at)
            .join(versions, signatures.c.version_id == versions.c.id)
            .where(*self.within(signatures, signatures.c.person_id == person_id))
        )
        return tuple(sorted((one.team_id, one.number, one.signed_at) for one in self.execute(query)))

    def decided_by(self, person_id: int) -> tuple[Version, ...]:
        """What the person said of a version, as facilitator."""
        where = self.within(versions, versions.c.decided_by == person_id)
        return tuple(_version(row, ()) for row in self.execute(select(versions).where(*where)))

    def letters_of(self, person_id: int, since: datetime | None) -> tuple[str, ...]:
        """The person's own lines; with `since`, those written later."""
        query = select(letters).where(*self.within(letters, letters.c.person_id == person_id))
        rows = [one for one in self.execute(query) if since is None or one.written_at >= since]
        return tuple(
            self.tx.vault.open(one.sealed, *self._bound(one.team_id, person_id))
            for one in sorted(rows, key=lambda one: one.id)
        )

    def concerns_of(self, person_id: int) -> tuple[Concern, ...]:
        where = self.within(concerns, concerns.c.person_id == person_id)
        rows = sorted(self.execute(select(concerns).where(*where)), key=lambda one: one.id)
        return tuple(Concern(row.id, row.person_id, row.clause, row.seen_at is not None) for row in rows)

    def erase(self, person_id: int) -> None:
        """The contract is the team's and stays whole, signed by a former member; what was private goes."""
        self.delete(letters, letters.c.person_id == person_id)
        self.delete(concerns, concerns.c.person_id == person_id)
        for column in (
            wordings.c.written_by,
            versions.c.sent_by,
            versions.c.decided_by,
            signatures.c.person_id,
            concerns.c.seen_by,
        ):
            table = column.table
            theirs = self.within(table, column == person_id)
            self.execute(table.update().where(*theirs).values({column.name: None}))

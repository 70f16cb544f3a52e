"""Agreements within one tenant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, or_, select

from storage.agreements.tables import agreements, moves, parties
from storage.agreements.values import Agreement, NewAgreement, NewParty, Party
from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named, one_of

_OF_TEAM = select(agreements).where(mine(agreements), given(agreements.c.team_id))
_AGREEMENT = Prepared(_OF_TEAM.where(given(agreements.c.id, "row_id")))
_OPEN = Prepared(_OF_TEAM.where(one_of(agreements.c.state, "open")))
_CLOSED = Prepared(
    _OF_TEAM.where(
        one_of(agreements.c.state, "done", "dropped"), agreements.c.closed_at >= bindparam("since")
    )
)
_OF_MEETING = Prepared(_OF_TEAM.where(given(agreements.c.meeting_id)))
_OF_GOALS = Prepared(_OF_TEAM.where(agreements.c.goal_id.is_not(None)))


@lru_cache(maxsize=256)
def _parties(agreements_asked: int) -> Prepared:
    return Prepared(select(parties).where(mine(parties), any_of(parties.c.agreement_id, agreements_asked)))


def _party(row: Any) -> Party:
    return Party(
        row.id,
        row.side,
        row.kind,
        row.person_id,
        row.words,
        row.answer,
        row.asked_on,
        row.answered_at,
        row.answered_by,
    )


def _agreement(row: Any, of: tuple[Party, ...]) -> Agreement:
    return Agreement(
        id=row.id,
        team_id=row.team_id,
        text=row.text,
        sign=row.sign,
        due_on=row.due_on,
        state=row.state,
        made_by=row.made_by,
        made_at=row.made_at,
        meeting_id=row.meeting_id,
        goal_id=row.goal_id,
        clause=row.clause or "",
        version=row.version,
        moved=row.moved,
        carried=row.carried,
        asked_on=row.asked_on,
        listed_on=row.listed_on,
        on_agenda=row.on_agenda,
        help_wanted=row.help_wanted,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        parties=of,
    )


class AgreementStore(Store):
    # ---- one agreement

    def make(self, team_id: int, made_by: int, new: NewAgreement) -> int:
        agreement_id = self.insert(
            agreements,
            team_id=team_id,
            text=new.text,
            sign="",
            due_on=new.due_on,
            state="open",
            made_by=made_by,
            made_at=self.now,
            meeting_id=new.meeting_id,
            version=1,
            moved=0,
            carried=0,
            on_agenda=False,
            help_wanted=False,
        )
        for party in new.parties:
            self.add_party(agreement_id, party, answered_by=made_by)
        return agreement_id

    def agreement(self, team_id: int, agreement_id: int) -> Agreement | None:
        row = self.row(_AGREEMENT, team_id=team_id, row_id=agreement_id)
        return self._whole([row])[0] if row else None

    def held(self, team_id: int, agreement_id: int) -> Agreement | None:
        """The same, locked until the end of the transaction: before anything of it is changed."""
        row = self.lock(agreements, agreement_id)
        return self._whole([row])[0] if row is not None and row.team_id == team_id else None

    def change(self, agreement_id: int, /, **values: Any) -> None:
        """Set columns of the agreement itself."""
        self.update(agreements, agreement_id, **values)

    def move(self, agreement: Agreement, to: date) -> None:
        """Another day, and the one it had kept; it is followed up afresh."""
        self.insert(moves, agreement_id=agreement.id, was_due_on=agreement.due_on, moved_at=self.now)
        self.update(
            agreements,
            agreement.id,
            due_on=to,
            moved=agreement.moved + 1,
            asked_on=None,
            listed_on=None,
        )

    def moves(self, agreement_id: int) -> tuple[date, ...]:
        """The days it has been moved from, in the order they were given up."""
        query = select(moves.c.was_due_on, moves.c.id).where(
            *self.within(moves, moves.c.agreement_id == agreement_id)
        )
        return tuple(row.was_due_on for row in sorted(self.execute(query), key=lambda one: one.id))

    # ---- its parties

    def add_party(self, agreement_id: int, party: NewParty, *, answered_by: int) -> None:
        said = party.answer != "waiting"
        self.insert(
            parties,
            agreement_id=agreement_id,
            side=party.side,
            kind=party.kind,
            person_id=party.person_id,
            words="",
            answer=party.answer,
            answered_at=self.now if said else None,
            answered_by=answered_by if said else None,
        )

    def remove_party(self, party_id: int) -> None:
        self.delete(parties, parties.c.id == party_id)

    def answer(self, party_id: int, answer: str, by: int) -> None:
        """Yes or no, said or noted by somebody."""
        self.update(parties, party_id, answer=answer, answered_at=self.now, answered_by=by)

    def ask(self, party_id: int, on: date) -> None:
        """What was said before no longer counts: their yes is asked for on that day."""
        self.update(parties, party_id, answer="waiting", asked_on=on, answered_at=None, answered_by=None)

    def say_who(self, party_id: int, words: str) -> None:
        """Whom at the partner's it is agreed with."""
        self.update(parties, party_id, words=words)

    # ---- several

    def open(self, team_id: int) -> tuple[Agreement, ...]:
        """The team's open agreements, the soonest due first."""
        return self._by_day(self.rows(_OPEN, team_id=team_id))

    def open_of(self, team_id: int, person_id: int) -> tuple[Agreement, ...]:
        """What the person has promised in this team and is still open, the soonest due first."""
        return tuple(one for one in self.open(team_id) if one.does(person_id))

    def closed_since(self, team_id: int, since: datetime) -> tuple[Agreement, ...]:
        """Those that were done or dropped at that moment or later."""
        return self._by_day(self.rows(_CLOSED, team_id=team_id, since=since))

    def of_meeting(self, team_id: int, meeting_id: int) -> tuple[Agreement, ...]:
        """What was agreed at a meeting, in the order it was written."""
        found = self._whole(self.rows(_OF_MEETING, team_id=team_id, meeting_id=meeting_id))
        return tuple(sorted(found, key=lambda one: one.id))

    def of_goals(self, team_id: int) -> tuple[Agreement, ...]:
        """Every agreement that serves one of the team's goals, in the order of their days."""
        return self._by_day(self.rows(_OF_GOALS, team_id=team_id))

    def _by_day(self, rows: Iterable[Any]) -> tuple[Agreement, ...]:
        return tuple(sorted(self._whole(list(rows)), key=lambda one: (one.due_on, one.id)))

    def _whole(self, rows: list[Any]) -> list[Agreement]:
        ids = [row.id for row in rows]
        found: dict[int, list[Party]] = {one: [] for one in ids}
        if ids:
            for row in self.rows(_parties(len(ids)), **named(ids)):
                found[row.agreement_id].append(_party(row))
        return [_agreement(row, tuple(sorted(found[row.id], key=lambda one: one.id))) for row in rows]

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Agreement, ...]:
        """Every agreement the person wrote, is a party to, answered for somebody, or closed."""
        theirs = or_(parties.c.person_id == person_id, parties.c.answered_by == person_id)
        by_party = select(parties.c.agreement_id).where(*self.within(parties, theirs))
        touched = or_(
            agreements.c.made_by == person_id,
            agreements.c.closed_by == person_id,
            agreements.c.id.in_(by_party),
        )
        rows = list(self.execute(select(agreements).where(*self.within(agreements, touched))))
        return tuple(sorted(self._whole(rows), key=lambda one: one.id))

    def erase(self, person_id: int) -> list[int]:
        """Agreements are the team's and stay, without the person's name; which ones."""
        touched = [one.id for one in self.of_person(person_id)]
        for column in (agreements.c.made_by, agreements.c.closed_by):
            where = self.within(agreements, column == person_id)
            self.execute(agreements.update().where(*where).values({column: None}))
        for column in (parties.c.person_id, parties.c.answered_by):
            where = self.within(parties, column == person_id)
            self.execute(parties.update().where(*where).values({column: None}))
        return touched

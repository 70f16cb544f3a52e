"""Supervision times that a facilitator offers, and which team has taken which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.supervision.tables import given_up, offered_to, offers, times
from storage.supervision.values import GivenUp, Offer, Time

_OFFER = Prepared(select(offers).where(mine(offers), given(offers.c.id, "row_id")))
_TIMES = Prepared(select(times).where(mine(times), given(times.c.offer_id)).order_by(times.c.starts_at))
_TIME = Prepared(select(times).where(mine(times), given(times.c.id, "row_id")))
_OFFERED_TO = Prepared(select(offered_to.c.offer_id).where(mine(offered_to), given(offered_to.c.team_id)))
_OFFERED_BY = Prepared(select(offers).where(mine(offers), given(offers.c.facilitator_id)))
_TEAMS = Prepared(select(offered_to.c.team_id).where(mine(offered_to), given(offered_to.c.offer_id)))


def _offer(row: Any) -> Offer:
    return Offer(row.id, row.facilitator_id, row.minutes, row.place, row.closed)


def _time(row: Any) -> Time:
    return Time(
        row.id,
        row.offer_id,
        row.starts_at,
        row.team_id,
        row.taken_by,
        row.question,
        row.changed_at,
        row.sequence,
        row.withdrawn,
    )


class SupervisionStore(Store):
    # ---- offering

    def offer(
        self, facilitator_id: int, minutes: int, place: str, teams: Iterable[int], starts: Iterable[datetime]
    ) -> int:
        """Offer these times (UTC) to these teams; the offer's id."""
        offer_id = self.insert(
            offers,
            facilitator_id=facilitator_id,
            minutes=minutes,
            place=place,
            closed=False,
            created_at=self.now,
        )
        for team_id in teams:
            self.insert(offered_to, offer_id=offer_id, team_id=team_id)
        for start in starts:
            self.insert(
                times,
                offer_id=offer_id,
                starts_at=start,
                team_id=None,
                taken_by=None,
                question="",
                changed_at=self.now,
            )
        return offer_id

    def close(self, offer_id: int) -> None:
        """No more of its times can be taken; those that are stand."""
        self.update(offers, offer_id, closed=True)

    # ---- reading

    def find(self, offer_id: int) -> Offer | None:
        row = self.row(_OFFER, row_id=offer_id)
        return _offer(row) if row else None

    def times(self, offer_id: int) -> tuple[Time, ...]:
        """All of an offer's, earliest first."""
        return tuple(_time(row) for row in self.rows(_TIMES, offer_id=offer_id))

    def time(self, time_id: int) -> Time | None:
        row = self.row(_TIME, row_id=time_id)
        return _time(row) if row else None

    def teams(self, offer_id: int) -> frozenset[int]:
        """Whom it is offered to."""
        return frozenset(row.team_id for row in self.rows(_TEAMS, offer_id=offer_id))

    def offered_to(self, team_id: int) -> tuple[Offer, ...]:
        """The team's offers that have a time ahead, the newest first."""
        ids = [row.offer_id for row in self.rows(_OFFERED_TO, team_id=team_id)]
        return tuple(sorted(self._ahead(ids), key=lambda one: -one.id))

    def offered_by(self, facilitator_id: int) -> tuple[Offer, ...]:
        """What somebody offers that has a time ahead, the one with the next time first."""
        return self._ahead([row.id for row in self.rows(_OFFERED_BY, facilitator_id=facilitator_id)])

    def _ahead(self, offer_ids: list[int]) -> tuple[Offer, ...]:
        """Those of these offers that have a time ahead, in the order of their next ones."""
        if not offer_ids:
            return ()
        ahead = self.within(
            times,
            times.c.offer_id.in_(offer_ids),
            times.c.starts_at > self.now,
            times.c.withdrawn.is_(False),
        )
        query = select(times.c.offer_id, times.c.starts_at).where(*ahead)
        in_order = sorted((row.starts_at, row.offer_id) for row in self.execute(query))
        found = (self.find(one) for one in dict.fromkeys(offer_id for _, offer_id in in_order))
        return tuple(one for one in found if one)

    def taken(self, team_id: int, since: datetime) -> tuple[tuple[Offer, Time], ...]:
        """What the team has taken that begins at `since` or later, in order."""
        where = self.within(times, times.c.team_id == team_id, times.c.starts_at >= since)
        rows = sorted(self.execute(select(times).where(*where)), key=lambda row: row.starts_at)
        found = [_time(row) for row in rows]
        pairs = ((self.find(one.offer_id), one) for one in found)
        return tuple((offer, one) for offer, one in pairs if offer)

    def of_facilitator(
        self, facilitator_id: int, since: datetime, until: datetime
    ) -> tuple[tuple[Offer, Time], ...]:
        """What teams have taken of somebody's times in that while, in order."""
        offered = {row.id: _offer(row) for row in self.rows(_OFFERED_BY, facilitator_id=facilitator_id)}
        where = self.within(
            times,
            times.c.offer_id.in_(list(offered)),
            times.c.team_id.is_not(None),
            times.c.starts_at >= since,
            times.c.starts_at < until,
        )
        found = [_time(row) for row in self.execute(select(times).where(*where))] if offered else []
        in_time = sorted(found, key=lambda one: (one.starts_at, one.id))
        return tuple((offered[one.offer_id], one) for one in in_time)

    # ---- taking

    def hold(self, offer_id: int) -> Offer | None:
        """The offer, locked until the end of the transaction: before any of its times is taken or given back."""
        row = self.lock(offers, offer_id)
        return _offer(row) if row else None

    def take(self, time: Time, team_id: int, person_id: int, question: str = "") -> None:
        """The team has it, and what it had wanted to talk about is said or let go. The offer is held, and nobody has
        the time."""
        self.delete(given_up, given_up.c.time_id == time.id, given_up.c.team_id == team_id)
        of_offer = select(times.c.id).where(*self.within(times, times.c.offer_id == time.offer_id))
        there = self.within(given_up, given_up.c.team_id == team_id, given_up.c.time_id.in_(of_offer))
        self.execute(given_up.update().where(*there).values(question=""))
        self._change(time, team_id=team_id, taken_by=person_id, question=question)

    def give_back(self, time: Time, *, withdrawn: bool = False) -> None:
        """The team has it no more. Free again, and what was asked is gone; or `withdrawn` by who offered it: then
        what was asked is kept for the team, for the next time it takes."""
        if time.team_id is not None:
            self.put(
                given_up,
                ("time_id", "team_id"),
                time_id=time.id,
                team_id=time.team_id,
                sequence=time.sequence + 1,
                question=time.question if withdrawn else "",
                given_up_at=self.now,
            )
        self._change(time, team_id=None, taken_by=None, question="", withdrawn=withdrawn)

    def ask(self, time: Time, question: str) -> None:
        self._change(time, question=question)

    def _change(self, time: Time, **values: Any) -> None:
        self.update(times, time.id, sequence=time.sequence + 1, changed_at=self.now, **values)

    def given_up(self, team_id: int, since: datetime) -> tuple[GivenUp, ...]:
        """What the team had that begins at `since` or later, in order."""
        query = (
            select(
                times,
                given_up.c.sequence.label("cancelled"),
                given_up.c.question.label("wanted"),
                given_up.c.given_up_at,
            )
            .join(given_up, given_up.c.time_id == times.c.id)
            .where(*self.within(given_up, given_up.c.team_id == team_id, times.c.starts_at >= since))
            .order_by(times.c.starts_at, times.c.id)
        )
        rows = [(self.find(row.offer_id), row) for row in self.execute(query)]
        return tuple(
            GivenUp(offer, _time(row), row.cancelled, row.wanted, row.given_up_at)
            for offer, row in rows
            if offer
        )

    # ---- personal data

    def taken_by(self, person_id: int) -> tuple[Time, ...]:
        where = self.within(times, times.c.taken_by == person_id)
        return tuple(
            _time(row) for row in self.execute(select(times).where(*where).order_by(times.c.starts_at))
        )

    def all_offered_by(self, person_id: int) -> tuple[tuple[Offer, Time], ...]:
        """Every time somebody has offered, in order."""
        where = self.within(offers, offers.c.facilitator_id == person_id)
        found = [_offer(row) for row in self.execute(select(offers).where(*where).order_by(offers.c.id))]
        return tuple((offer, one) for offer in found for one in self.times(offer.id))

    def erase(self, person_id: int) -> tuple[int, ...]:
        """Leave what they took to their team, and what they offered to nobody; the offers that were touched."""
        taken = {one.offer_id for one in self.taken_by(person_id)}
        mine = {offer.id for offer, _ in self.all_offered_by(person_id)}
        by_them = self.within(times, times.c.taken_by == person_id)
        self.execute(times.update().where(*by_them).values(taken_by=None))
        theirs = self.within(offers, offers.c.facilitator_id == person_id)
        self.execute(offers.update().where(*theirs).values(facilitator_id=None, closed=True))
        return tuple(sorted(taken | mine))

    def forget_empty(self) -> None:
        """Offers whose teams are gone."""
        offered = exists().where(
            offered_to.c.offer_id == offers.c.id, offered_to.c.tenant_id == self.tenant_id
        )
        self.delete(offers, ~offered)

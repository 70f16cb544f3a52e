"""The outbox as a feature's transaction sees it: wanting cards in places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, case, cast, func, literal, or_, select

from storage.outbox.tables import outbox
from storage.prepared import Prepared, given
from storage.store import Store, any_of, mine, named, one_of

UNSURE_FOR = timedelta(days=7)  # after that a post is of no use
TAKEN_AWAY = "seen/"  # begins the key of a post that was seen and taken away again: it still counts
EDIT_SPACING = timedelta(seconds=1)  # answers that come within two seconds make at most three edits


@dataclass(frozen=True, slots=True)
class Posted:
    """A card in a place. `sent` is False while it waits for its first send."""

    id: int
    team_id: int | None
    person_id: int | None
    platform: str
    value: str
    key: str
    language: str
    card: str | None
    state: str
    sent: bool
    due_at: datetime
    sent_at: datetime | None
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stale:
    """A card that is out of date, and who reads it."""

    id: int
    tenant_id: int
    team_id: int | None
    person_id: int | None
    key: str
    card: str | None
    version: int


def stale_of(row: Any) -> Stale:
    return Stale(row.id, row.tenant_id, row.team_id, row.person_id, row.key, row.card, row.version)


def _posted(row: Any) -> Posted:
    return Posted(
        id=row.id,
        team_id=row.team_id,
        person_id=row.person_id,
        platform=row.platform,
        value=row.value,
        key=row.key,
        language=row.language,
        card=row.card,
        state=row.state,
        sent=bool(row.ref),
        due_at=row.due_at,
        sent_at=row.sent_at,
        shown_at=row.shown_at,
    )


_POSTED = select(
    *(
        outbox.c[name]
        for name in ("id", "team_id", "person_id", "platform", "value", "key", "language", "card")
    ),
    *(outbox.c[name] for name in ("state", "ref", "due_at", "sent_at", "shown_at")),
)
_OF_KEY = _POSTED.where(mine(outbox), given(outbox.c.key)).order_by(outbox.c.id)
_WITH_KEY = Prepared(_OF_KEY)
_IN_PLACE = Prepared(
    _POSTED.where(mine(outbox), given(outbox.c.platform), given(outbox.c.value))
    .where(one_of(outbox.c.state, "sent"), outbox.c.card.is_not(None))
    .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
_CHANGE = Prepared(
    outbox.update()
    .where(mine(outbox), given(outbox.c.id, "row_id"))
    .where(outbox.c.state.in_([literal(state) for state in ("due", "claimed", "sent")]))
    .values(
        version=outbox.c.version + 1,
        next_at=func.coalesce(outbox.c.next_at, bindparam("soonest", type_=outbox.c.next_at.type)),
        card=bindparam("wanted", type_=outbox.c.card.type),
        stale=False,
    )
)
_SHOWN_LATELY = outbox.c.shown_at > bindparam("lately", type_=outbox.c.shown_at.type)
_OUTDATE = Prepared(
    outbox.update()
    .where(mine(outbox), given(outbox.c.key), outbox.c.card.is_not(None))
    .where(outbox.c.state.in_([literal(state) for state in ("due", "claimed", "sent")]))
    .values(
        stale=True,
        next_at=func.coalesce(
            outbox.c.next_at,
            case(
                (_SHOWN_LATELY, bindparam("soon", type_=outbox.c.next_at.type)),
                else_=bindparam("now", type_=outbox.c.next_at.type),
            ),
        ),
    )
)
_DROP_WAITING = Prepared(
    outbox.delete().where(
        mine(outbox), given(outbox.c.key), outbox.c.ref == "", outbox.c.state == "due", ~outbox.c.uncertain
    )
)
_DROP_FROM_CLOCK = Prepared(
    outbox.delete().where(
        mine(outbox),
        given(outbox.c.person_id),
        outbox.c.counts.is_(True),
        outbox.c.ref == "",
        outbox.c.state == "due",
        ~outbox.c.uncertain,
    )
)


@cache
def _held(keys: int) -> Prepared:
    of_keys = _POSTED.where(mine(outbox), any_of(outbox.c.key, keys)).order_by(outbox.c.id)
    return Prepared(of_keys.with_for_update())


class OutboxStore(Store):
    def want(
        self,
        platform: str,
        value: str,
        key: str,
        card: str,
        *,
        language: str,
        team_id: int | None,
        person_id: int | None,
        week: int,
        counts: bool,
        due_at: datetime,
        expires_at: datetime,
    ) -> bool:
        """Want a card in a place, once per (place, key): False when it is there already."""
        added = self.insert_once(
            outbox,
            platform=platform,
            value=value,
            key=key,
            card=card,
            language=language,
            team_id=team_id,
            person_id=person_id,
            week=week,
            counts=counts,
            due_at=due_at,
            next_at=due_at,
            expires_at=expires_at,
            stale=False,
            version=1,
            shown_version=0,
            state="due",
            ref="",
            fence=0,
            attempts=0,
            uncertain=False,
            absent=False,
            error="",
        )
        self.tx.left_work = True
        return added is not None

    def with_key(self, key: str) -> tuple[Posted, ...]:
        """The card wherever it is wanted, to read."""
        return tuple(_posted(row) for row in self.rows(_WITH_KEY, key=key))

    def held(self, *keys: str) -> tuple[Posted, ...]:
        """The same, held until the end of the transaction: before it is changed."""
        return tuple(_posted(row) for row in self.rows(_held(len(keys)), **named(keys)))

    def keys_under(self, *routes: str) -> tuple[str, ...]:
        """Every card of these routes that is wanted anywhere; for what is done seldom."""
        under = or_(*(outbox.c.key.startswith(f"{route}/", autoescape=True) for route in routes))
        query = select(outbox.c.key).where(*self.within(outbox, under)).distinct().order_by(outbox.c.key)
        return tuple(self.execute(query).scalars())

    def outdate(self, key: str) -> None:
        """What the card is drawn from has changed: it is to be drawn again, soon but not too often."""
        self.run(
            _OUTDATE, key=key, lately=self.now - EDIT_SPACING, soon=self.now + EDIT_SPACING, now=self.now
        )
        self.tx.left_work = True

    def stale_in(self, platform: str, values: tuple[str, ...]) -> list[Stale]:
        """Cards on show at these addresses that are out of date."""
        here = self.within(outbox, outbox.c.platform == platform, outbox.c.value.in_(values))
        query = select(outbox).where(*here, outbox.c.stale, outbox.c.card.is_not(None)).order_by(outbox.c.id)
        return [stale_of(row) for row in self.execute(query)]

    def drawn(self, one: Stale, card: str | None) -> None:
        """The card as it is now, for whoever shows it; delivery still has it to tell the platform."""
        if card != one.card:
            self.update(outbox, one.id, card=card, version=one.version + 1, stale=False)

    def change(self, posted: Posted, card: str | None) -> None:
        """Want another card in the same message (None: the message gone), soon but not too often."""
        soonest = posted.due_at
        if posted.shown_at is not None:
            soonest = max(self.now, posted.shown_at + EDIT_SPACING)
        self.run(_CHANGE, row_id=posted.id, wanted=card, soonest=soonest)
        self.tx.left_work = True

    def undelivered(self, team_id: int) -> tuple[Posted, ...]:
        """The team's posts of the last week that came too late to be sent, or of which nobody knows whether
        they arrived; the oldest first."""
        query = (
            _POSTED.where(*self.within(outbox, outbox.c.team_id == team_id, outbox.c.person_id.is_(None)))
            .where(outbox.c.state.in_(("unknown", "expired")), outbox.c.card.is_not(None))
            .where(outbox.c.due_at > self.now - UNSURE_FOR)
            .order_by(outbox.c.due_at, outbox.c.id)
        )
        return tuple(_posted(row) for row in self.execute(query))

    def unsure_of(self, person_id: int, since: datetime | None) -> tuple[Posted, ...]:
        """The person's private posts of the last week (and due after `since`) of which nobody knows whether they
        arrived, the oldest first."""
        query = (
            _POSTED.where(*self.within(outbox, outbox.c.person_id == person_id))
            .where(outbox.c.state == "unknown", outbox.c.card.is_not(None))
            .where(outbox.c.due_at > max(self.now - UNSURE_FOR, since or self.now - UNSURE_FOR))
            .order_by(outbox.c.due_at, outbox.c.id)
        )
        return tuple(_posted(row) for row in self.execute(query))

    def again(self, row_id: int) -> bool:
        """Send a message whose fate is unknown once more: somebody decided to."""
        statement = (
            outbox.update()
            .where(*self.within(outbox, outbox.c.id == row_id, outbox.c.state == "unknown"))
            .values(state="due", stale=True, uncertain=False, next_at=self.now, attempts=0,
                    expires_at=self.now + timedelta(hours=4))
        )  # fmt: skip
        self.tx.left_work = True
        return self.execute(statement).rowcount == 1

    def revive(self, platform: str, value: str) -> None:
        """The bot was let into a place: what could not be sent there, and is still of use, is due."""
        here = self.within(outbox, outbox.c.platform == platform, outbox.c.value == value)
        unsent = outbox.update().where(*here, outbox.c.state == "failed", outbox.c.ref == "")
        unsent = unsent.where(outbox.c.expires_at > self.now)
        self.execute(
            unsent.values(state="due", stale=True, uncertain=False, next_at=self.now, attempts=0, error="")
        )
        self.tx.left_work = True

    def mend(self, platform: str, value: str) -> None:
        """The bot was let into a place: what changed meanwhile is drawn again."""
        here = self.within(outbox, outbox.c.platform == platform, outbox.c.value == value)
        changed = outbox.update().where(*here, outbox.c.state == "sent", outbox.c.next_at.is_(None))
        changed = changed.where(or_(outbox.c.stale, outbox.c.version > outbox.c.shown_version))
        self.execute(changed.values(next_at=self.now, attempts=0, error=""))
        self.tx.left_work = True

    def redirect(self, row_id: int, platform: str, value: str) -> None:
        """Take an unreachable person's post to their next door."""
        taken = select(outbox.c.id).where(
            *self.within(outbox, outbox.c.platform == platform, outbox.c.value == value)
        )
        key = select(outbox.c.key).where(outbox.c.id == row_id).scalar_subquery()
        if self.execute(taken.where(outbox.c.key == key)).first():
            return
        self.update(
            outbox,
            row_id,
            platform=platform,
            value=value,
            state="due",
            uncertain=False,
            next_at=self.now,
            attempts=0,
        )
        self.tx.left_work = True

    def in_place(self, platform: str, value: str, limit: int = 50) -> tuple[Posted, ...]:
        """What a place shows now, newest last: the web door draws its rooms from this."""
        rows = self.rows(_IN_PLACE, platform=platform, value=value, limit=limit)
        return tuple(reversed([_posted(row) for row in rows]))

    def drop_waiting(self, key: str) -> None:
        """Forget posts with this key that were never sent: there is no reason for them any more."""
        self.run(_DROP_WAITING, key=key)

    def drop_from_clock(self, person_id: int) -> None:
        """Forget what the clock has ready for a person, as far as it has not been sent."""
        self.run(_DROP_FROM_CLOCK, person_id=person_id)

    def forget_private(self, person_id: int, platform: str = "", value: str = "") -> None:
        """Take a person's private posts away (those at one address, when given): at once what nobody has
        seen and what is on the web, by delivery what stands in a chat, or may. Those are nobody's from now on."""
        mine = self.within(outbox, outbox.c.person_id == person_id)
        if platform:
            mine += [outbox.c.platform == platform, outbox.c.value == value]
        unsent = and_(outbox.c.ref == "", ~outbox.c.uncertain)
        away = outbox.c.key.startswith(TAKEN_AWAY)
        self.execute(outbox.delete().where(*mine, or_(unsent, away, outbox.c.platform == "web")))
        gone = {
            "card": None,
            "stale": False,
            "person_id": None,
            "counts": False,
            "version": outbox.c.version + 1,
            "next_at": self.now,
        }
        under_way = case((outbox.c.state == "claimed", "claimed"), else_="due")  # it is looked for by its key
        self.execute(outbox.update().where(*mine, outbox.c.ref == "").values(state=under_way, **gone))
        key = literal("gone/") + cast(outbox.c.id, String)
        self.execute(outbox.update().where(*mine).values(state="sent", key=key, **gone))
        self.tx.left_work = True

    def open_in_team(self, team_id: int, since: datetime) -> tuple[Posted, ...]:
        """One row for each card on show in the team's places, or on its way there, due after `since`."""
        query = (
            _POSTED.where(*self.within(outbox, outbox.c.team_id == team_id, outbox.c.person_id.is_(None)))
            .where(outbox.c.card.is_not(None), outbox.c.due_at >= since)
            .where(outbox.c.state.in_(("due", "claimed", "sent", "failed")))
            .order_by(outbox.c.due_at, outbox.c.id)
        )
        found: dict[str, Posted] = {}
        for row in self.execute(query):
            found.setdefault(row.key, _posted(row))
        return tuple(found.values())

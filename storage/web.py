"""The web door's rows: personal links, sessions, and what a room or an inbox shows.

Tokens are 256 random bits; only their SHA-256 is kept, which is enough for a secret that cannot be guessed.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import Field

from storage.database import Transaction
from storage.outbox.tables import outbox
from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams.store import TeamStore

LINK_VALID = timedelta(days=14)
OWN_LINK_VALID = timedelta(hours=24)
SESSION_VALID = timedelta(days=30)  # from when it was last used
PROLONGED_AFTER = timedelta(days=1)  # of use: not every request is a change


class WebLinkRow(TenantRow, table=True):
    """A personal link, good for one sign-in."""

    __tablename__ = "web_link"
    __table_args__ = tenant_rules(("person_id", "person"))
    person_id: int = Field(index=True)
    hash: str = Field(unique=True)
    issued_at: datetime = moment()
    expires_at: datetime = moment()
    private_since: datetime | None = moment(default=None)
    used_at: datetime | None = moment(default=None)


class WebSessionRow(TenantRow, table=True):
    """A browser that is signed in. `replaced`: ended because somebody else made the person a new link."""

    __tablename__ = "web_session"
    __table_args__ = tenant_rules(("person_id", "person"))
    person_id: int = Field(index=True)
    hash: str = Field(unique=True)
    started_at: datetime = moment()
    expires_at: datetime = moment()
    private_since: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)
    replaced: bool = False


class WebInboxRow(TenantRow, table=True):
    """Until when a person has looked at their inbox."""

    __tablename__ = "web_inbox"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("person_id",),))
    person_id: int
    seen_at: datetime = moment()


links = table(WebLinkRow)
sessions = table(WebSessionRow)
inboxes = table(WebInboxRow)


@dataclass(frozen=True, slots=True)
class WebSession:
    """`private_since`: nothing private from before this moment is shown (None: everything is)."""

    id: int
    tenant_id: int
    person_id: int
    expires_at: datetime
    private_since: datetime | None


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that is over; `replaced` when a link made by somebody else ended it."""

    replaced: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as a room or an inbox shows it, newest version; `at` is when it was posted."""

    id: int
    key: str
    language: str
    card: str
    version: int
    at: datetime


def hashed(token: str) -> str:
    """As a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


class WebStore(Store):
    """Within one tenant."""

    def issue_link(
        self,
        person_id: int,
        *,
        by: int | None,
        private_since: datetime | None = None,
        valid: timedelta | None = None,
    ) -> str:
        """The token of a new link for the person. Only here is it known; its hash is stored.

        `by` is who made it, None for the operator. One's own link (another device) passes on what one
        may read: `private_since`. Anybody else's ends the person's sessions and unused links, and opens
        nothing private from before now.
        """
        own = by == person_id
        if not own:
            self._replace(person_id)
        TeamStore(self.tx, self.tenant_id, self.now).add_account(
            person_id, "web", f"person/{person_id}", claimed=False
        )
        token = secrets.token_urlsafe(32)
        self.insert(
            links,
            person_id=person_id,
            hash=hashed(token),
            issued_at=self.now,
            expires_at=self.now + (valid or (OWN_LINK_VALID if own else LINK_VALID)),
            private_since=private_since if own else self.now,
        )
        return token

    def _replace(self, person_id: int) -> None:
        self.delete(links, links.c.person_id == person_id, links.c.used_at.is_(None))
        live = self.within(sessions, sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        self.execute(sessions.update().where(*live).values(ended_at=self.now, replaced=True))

    def start_session(self, person_id: int, private_since: datetime | None = None) -> str:
        """The token of a new session, for the cookie."""
        token = secrets.token_urlsafe(32)
        self.insert(
            sessions,
            person_id=person_id,
            hash=hashed(token),
            started_at=self.now,
            expires_at=self.now + SESSION_VALID,
            private_since=private_since,
            replaced=False,
        )
        return token

    def end_session(self, session_id: int) -> None:
        self.update(sessions, session_id, ended_at=self.now)

    def end_sessions(self, person_id: int) -> None:
        live = self.within(sessions, sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        self.execute(sessions.update().where(*live).values(ended_at=self.now))
        self.delete(links, links.c.person_id == person_id, links.c.used_at.is_(None))

    # ---- what is on show

    def shown(
        self, value: str, limit: int, offset: int = 0, since: datetime | None = None
    ) -> tuple[Shown, ...]:
        """The cards at a web address ("team/7", "person/9"), newest first; `since` leaves out older posts."""
        at = func.coalesce(outbox.c.sent_at, outbox.c.attempt_at, type_=outbox.c.sent_at.type)
        query = (
            select(outbox, at.label("at"))
            .where(*self._on_show((value,), since))
            .order_by(at.desc(), outbox.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return tuple(
            Shown(row.id, row.key, row.language, row.card, row.version, row.at) for row in self.execute(query)
        )

    def _on_show(self, values: tuple[str, ...], since: datetime | None) -> list[Any]:
        """A web post has arrived when delivery has taken it: the row is the message."""
        taken = and_(outbox.c.state == "claimed", outbox.c.expires_at > self.now)
        where = self.within(
            outbox,
            outbox.c.platform == "web",
            outbox.c.value.in_(values),
            outbox.c.card.is_not(None),
            or_(outbox.c.ref != "", taken),
        )
        return [*where, outbox.c.due_at >= since] if since else where

    def pulse(self, values: tuple[str, ...]) -> tuple[int, int]:
        """Changes whenever a card at one of these addresses comes, changes or goes."""
        query = select(func.count().label("cards"), func.sum(outbox.c.version).label("versions"))
        row = self.execute(query.where(*self._on_show(values, None))).one()
        return row.cards, int(row.versions or 0)

    def unread(self, person_id: int, since: datetime | None = None) -> int:
        """How many private cards came after the person last looked in their inbox."""
        seen = (
            select(inboxes.c.seen_at)
            .where(*self.within(inboxes, inboxes.c.person_id == person_id))
            .scalar_subquery()
        )
        query = (
            select(func.count())
            .select_from(outbox)
            .where(*self._on_show((f"person/{person_id}",), since))
            .where(or_(seen.is_(None), outbox.c.sent_at.is_(None), outbox.c.sent_at > seen))
        )
        found: int = self.execute(query).scalar_one()
        return found

    def hidden(self, person_id: int, since: datetime) -> bool:
        """Whether `since` keeps anything out of the person's inbox."""
        older = self._on_show((f"person/{person_id}",), None)
        query = select(outbox.c.id).where(*older, outbox.c.due_at < since).limit(1)
        return self.execute(query).first() is not None

    def looked(self, person_id: int) -> None:
        """The person has their inbox open now."""
        self.put(inboxes, ("person_id",), person_id=person_id, seen_at=self.now)

    def erase(self, person_id: int) -> None:
        for rows in (links, sessions, inboxes):
            self.delete(rows, rows.c.person_id == person_id)


class WebKeys:
    """Whose token is this? Looks across tenants, as nobody has said which one yet."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self.tx = tx
        self.now = now

    def redeem(self, token: str) -> str | None:
        """Use a link once; the new session's token, or None when the link is no good (any more)."""
        statement = (
            links.update()
            .where(links.c.hash == hashed(token), links.c.used_at.is_(None), links.c.expires_at > self.now)
            .values(used_at=self.now)
            .returning(links.c.tenant_id, links.c.person_id, links.c.private_since)
        )
        row = self.tx.connection.execute(statement).one_or_none()
        if row is None:
            return None
        return WebStore(self.tx, row.tenant_id, self.now).start_session(row.person_id, row.private_since)

    def session(self, token: str) -> WebSession | EndedSession | None:
        """The session of a cookie; None when there never was one."""
        row = self.tx.connection.execute(
            select(sessions).where(sessions.c.hash == hashed(token))
        ).one_or_none()
        if row is None:
            return None
        if row.ended_at is not None or row.expires_at <= self.now:
            return EndedSession(row.replaced)
        return WebSession(row.id, row.tenant_id, row.person_id, row.expires_at, row.private_since)

    def prolong(self, session: WebSession) -> bool:
        """Who uses it stays signed in for the whole of a course; whether it lasts longer now than before."""
        until = self.now + SESSION_VALID
        if until - session.expires_at < PROLONGED_AFTER:
            return False
        self.tx.connection.execute(
            sessions.update().where(sessions.c.id == session.id).values(expires_at=until)
        )
        return True


def forget_old_keys(tx: Transaction, now: datetime) -> None:
    """Housekeeping: links and sessions that ran out or ended more than 30 days ago."""
    long_ago = now - SESSION_VALID
    tx.connection.execute(links.delete().where(links.c.expires_at < long_ago))
    over = or_(sessions.c.expires_at < long_ago, sessions.c.ended_at < long_ago)
    tx.connection.execute(sessions.delete().where(over))

"""A guest's own link: it opens their page each time, for as long as the team lets it.

Kept twice, as calendar links are: as a hash, to find the person by, and sealed, so that the next letter of the
team can have the same link in it. It is only good for somebody who is a guest everywhere: who has become a
member, or leads something, comes in as the others do.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import exists, select
from sqlmodel import Field

from storage.database import Transaction
from storage.secrets import Sealed
from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules
from storage.teams import Role
from storage.teams.store import TeamStore
from storage.teams.tables import course_leads, memberships
from storage.web import WebStore, hashed

AS_GUESTS = (Role.partner.value, Role.guest.value)


class GuestLinkRow(TenantRow, table=True):
    __tablename__ = "guest_link"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("person_id",),), leaf=True)
    person_id: int
    hash: str = Field(unique=True)
    sealed: str
    issued_at: datetime = moment()
    expires_at: datetime = moment()


guest_links = table(GuestLinkRow)


class GuestLinkStore(Store):
    def of(self, person_id: int, expires_at: datetime) -> str:
        """The token of the person's link, made when there is none (or its key is gone); good until `expires_at`
        at least."""
        try:
            return self._of(person_id, expires_at)
        except Sealed:
            self.delete(guest_links, guest_links.c.person_id == person_id)
            return self._of(person_id, expires_at)

    def _of(self, person_id: int, expires_at: datetime) -> str:
        fresh = secrets.token_urlsafe(32)
        made = self.insert_once(
            guest_links,
            person_id=person_id,
            hash=hashed(fresh),
            sealed=self.tx.vault.seal(fresh, "guest", self.tenant_id, person_id),
            issued_at=self.now,
            expires_at=expires_at,
        )
        mine = self.within(guest_links, guest_links.c.person_id == person_id)
        if made is not None:
            accounts = TeamStore(self.tx, self.tenant_id, self.now)
            accounts.add_account(person_id, "web", f"person/{person_id}", claimed=False)
        else:
            later = (*mine, guest_links.c.expires_at < expires_at)
            self.execute(guest_links.update().where(*later).values(expires_at=expires_at))
        sealed = self.execute(select(guest_links.c.sealed).where(*mine)).scalar_one()
        return self.tx.vault.open(sealed, "guest", self.tenant_id, person_id)

    def end(self, person_id: int) -> None:
        """The link stops working, and whoever came in by it is out; the next one asked for is new."""
        self.delete(guest_links, guest_links.c.person_id == person_id)
        WebStore(self.tx, self.tenant_id, self.now).end_sessions(person_id)

    def end_if_any(self, person_id: int) -> None:
        """The same for somebody who may never have had one, and then keeps what they came in by."""
        if self.delete(guest_links, guest_links.c.person_id == person_id):
            WebStore(self.tx, self.tenant_id, self.now).end_sessions(person_id)


def open_guest_link(tx: Transaction, now: datetime, token: str) -> str | None:
    """The token of a new session for whoever's link this is, None when it is nobody's (any more). Nothing
    private from before the link was made is opened by it."""
    row = tx.connection.execute(
        select(guest_links).where(guest_links.c.hash == hashed(token), guest_links.c.expires_at > now)
    ).one_or_none()
    if row is None or _is_more(tx, row.tenant_id, row.person_id):
        return None
    return WebStore(tx, row.tenant_id, now).start_session(row.person_id, row.issued_at)


def is_guest_only(tx: Transaction, tenant_id: int, person_id: int) -> bool:
    """Whether a link of theirs would open anything."""
    return not _is_more(tx, tenant_id, person_id)


def _is_more(tx: Transaction, tenant_id: int, person_id: int) -> bool:
    """Whether the person is something else than a guest somewhere."""
    of_team = exists().where(
        memberships.c.tenant_id == tenant_id,
        memberships.c.person_id == person_id,
        memberships.c.left_at.is_(None),
        memberships.c.role.not_in(AS_GUESTS),
    )
    leads = exists().where(course_leads.c.tenant_id == tenant_id, course_leads.c.person_id == person_id)
    return bool(tx.connection.execute(select(of_team | leads)).scalar_one())

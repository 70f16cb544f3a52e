"""Delivery ids already handled, so that a platform's repeats have one effect; and drafts of forms."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Field, SQLModel

from storage.database import Transaction
from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules

KEPT = timedelta(days=2)  # platforms repeat for minutes, not days
DRAFT_KEPT = timedelta(hours=24)


class InboxRow(SQLModel, table=True):
    """Every click writes one: nothing but its key is indexed."""

    __tablename__ = "inbox"
    __table_args__ = {"sqlite_with_rowid": False}
    platform: str = Field(primary_key=True)
    delivery_id: str = Field(primary_key=True)
    received_at: datetime = moment()


class DraftRow(TenantRow, table=True):
    """What somebody wrote in a form that is not accepted yet, encrypted for its writer."""

    __tablename__ = "draft"
    __table_args__ = tenant_rules(("person_id", "person"), unique=(("person_id", "action"),), leaf=True)
    person_id: int
    action: str
    sealed: str
    saved_at: datetime = moment()


inbox = table(InboxRow)
drafts = table(DraftRow)

_NOTE = Prepared(
    lambda insert: insert(inbox).on_conflict_do_nothing().returning(inbox.c.delivery_id),
    ("platform", "delivery_id", "received_at"),
)
_OF_FORM = (mine(drafts), given(drafts.c.person_id), given(drafts.c.action))
_LOAD = Prepared(select(drafts.c.sealed).where(*_OF_FORM, drafts.c.saved_at >= bindparam("since")))
_FORGET = Prepared(drafts.delete().where(*_OF_FORM))


def first_time(tx: Transaction, platform: str, delivery_id: str, now: datetime) -> bool:
    """Note the delivery; False when it was handled before. An empty id is never a repeat."""
    if not delivery_id:
        return True
    return _NOTE.one(tx, platform=platform, delivery_id=delivery_id, received_at=now) is not None


def forget_old(tx: Transaction, now: datetime) -> None:
    tx.connection.execute(inbox.delete().where(inbox.c.received_at < now - KEPT))
    tx.connection.execute(drafts.delete().where(drafts.c.saved_at < now - DRAFT_KEPT))


class DraftStore(Store):
    def save(self, person_id: int, action: str, values: dict[str, str | tuple[str, ...]]) -> None:
        sealed = self.tx.vault.seal(json.dumps(values), "draft", self.tenant_id, person_id, action)
        self.put(
            drafts,
            ("person_id", "action"),
            person_id=person_id,
            action=action,
            sealed=sealed,
            saved_at=self.now,
        )

    def load(
        self, person_id: int, action: str, since: datetime | None = None
    ) -> dict[str, str | tuple[str, ...]]:
        """The person's own draft, empty when there is none of the last 24 hours (and after `since`)."""
        oldest = self.now - DRAFT_KEPT
        row = self.row(_LOAD, person_id=person_id, action=action, since=max(oldest, since or oldest))
        if row is None:
            return {}
        values = json.loads(self.tx.vault.open(row.sealed, "draft", self.tenant_id, person_id, action))
        return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}

    def forget(self, person_id: int, action: str) -> None:
        self.run(_FORGET, person_id=person_id, action=action)

    def erase(self, person_id: int) -> None:
        self.delete(drafts, drafts.c.person_id == person_id)

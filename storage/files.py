"""Files and pictures that cards refer to, by the SHA-256 of their content.

The same content is kept once per tenant. A card is drawn from rows, so what it shows is stored before it
is posted; a door reads the bytes by `load` when it sends the card.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import LargeBinary, select
from sqlmodel import Field

from storage.database import Transaction
from storage.store import Store
from storage.tables import TenantRow, moment, table, tenant_rules


class FileRow(TenantRow, table=True):
    __tablename__ = "stored_file"
    __table_args__ = tenant_rules(unique=(("sha256",),))
    sha256: str = Field(index=True)
    kind: str
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = moment()


stored_files = table(FileRow)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`kind` is the media type, e.g. "text/calendar"."""

    sha256: str
    kind: str
    content: bytes


class FileStore(Store):
    def keep(self, kind: str, content: bytes) -> str:
        """Keep the content; its SHA-256 in hexadecimal."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.insert_once(stored_files, sha256=sha256, kind=kind, content=content, created_at=self.now)
        return sha256

    def get(self, sha256: str) -> StoredFile | None:
        """This tenant's file, None when there is none: for who asks over the web."""
        query = select(stored_files).where(*self.within(stored_files, stored_files.c.sha256 == sha256))
        row = self.execute(query).one_or_none()
        return StoredFile(row.sha256, row.kind, row.content) if row else None

    def forget(self, sha256: str) -> None:
        self.delete(stored_files, stored_files.c.sha256 == sha256)


def load(tx: Transaction, sha256: str) -> StoredFile | None:
    """The content with that hash, whoever's it is: for a door that sends a card it was given. Equal hashes
    are equal bytes, so it makes no difference whose row is read."""
    query = select(stored_files).where(stored_files.c.sha256 == sha256).limit(1)
    row = tx.connection.execute(query).one_or_none()
    return StoredFile(row.sha256, row.kind, row.content) if row else None

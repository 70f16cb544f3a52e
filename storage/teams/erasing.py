"""Taking a person out of the database: what is theirs alone goes with them."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from storage.inbox import DraftStore
from storage.outbox import OutboxStore
from storage.store import Store
from storage.teams.tables import erased_keys, people


class ErasingStore(Store):
    def erase(self, person_id: int) -> None:
        """The person's row, and by its foreign keys accounts, memberships, links, claims, codes and drafts.

        Private messages on show are taken away by delivery; those nobody has seen, and the web inbox,
        go at once. Features have made what is shared nobody's before this.
        """
        person = self.execute(select(people.c.key).where(*self.within(people, people.c.id == person_id)))
        key = person.scalar_one_or_none()
        if key is None:
            return
        OutboxStore(self.tx, self.tenant_id, self.now).forget_private(person_id)
        DraftStore(self.tx, self.tenant_id, self.now).erase(person_id)
        self.insert_once(erased_keys, hash=_hash(self.tenant_id, key), at=self.now)
        self.delete(people, people.c.id == person_id)

    def was_erased(self, key: str) -> bool:
        """Whether a person with this `id` in a course file erased themselves."""
        query = select(erased_keys.c.id).where(
            *self.within(erased_keys, erased_keys.c.hash == _hash(self.tenant_id, key))
        )
        return self.execute(query).first() is not None


def _hash(tenant_id: int, key: str) -> str:
    return hashlib.sha256(f"{tenant_id}/{key}".encode()).hexdigest()

"""Taking a person out of the database: what is theirs alone goes with them."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from storage.inbox import DraftStore
from storage.outbox import OutboxStore
from storage.store import Store
from storage.teams.tables import course_leads, erased_keys, memberships, people, teams


class ErasingStore(Store):
    def erase(self, person_id: int) -> None:
        """The person's row, and by its foreign keys accounts, memberships, links, claims, codes and drafts.

        Private messages on show are taken away by delivery; those nobody has seen, and the web inbox,
        go at once. Features have made what is shared nobody's before this.
        """
        columns = (people.c.key, people.c.name, people.c.email)
        query = select(*columns).where(*self.within(people, people.c.id == person_id))
        person = self.execute(query).one_or_none()
        if person is None:
            return
        in_team = select(teams.c.course_id).join(memberships, memberships.c.team_id == teams.c.id)
        in_team = in_team.where(*self.within(memberships, memberships.c.person_id == person_id))
        leading = select(course_leads.c.course_id)
        leading = leading.where(*self.within(course_leads, course_leads.c.person_id == person_id))
        courses = self.execute(in_team.union(leading)).scalars()
        marks = [person.key, _by_email(person.email), *(_by_name(one, person.name) for one in courses)]
        OutboxStore(self.tx, self.tenant_id, self.now).forget_private(person_id)
        DraftStore(self.tx, self.tenant_id, self.now).erase(person_id)
        for mark in filter(None, marks):
            self.insert_once(erased_keys, hash=_hash(self.tenant_id, mark), at=self.now)
        self.delete(people, people.c.id == person_id)

    def was_erased(self, key: str) -> bool:
        """Whether a person with this `id` in a course file erased themselves."""
        return self._known((key,))

    def was_erased_from(self, course_id: int, key: str, name: str, email: str) -> bool:
        """Whether whom a list of people names like that erased themselves: by e-mail address, without one by name in
        the course."""
        return self._known((key, _by_email(email) if email else _by_name(course_id, name)))

    def _known(self, marks: tuple[str, ...]) -> bool:
        hashes = [_hash(self.tenant_id, mark) for mark in marks]
        query = select(erased_keys.c.id).where(*self.within(erased_keys, erased_keys.c.hash.in_(hashes)))
        return self.execute(query).first() is not None


def _by_email(email: str) -> str:
    return f"email/{email.casefold()}" if email else ""  # no key has a /


def _by_name(course_id: int, name: str) -> str:
    return f"name/{course_id}/{' '.join(name.casefold().split())}"


def _hash(tenant_id: int, key: str) -> str:
    return hashlib.sha256(f"{tenant_id}/{key}".encode()).hexdigest()

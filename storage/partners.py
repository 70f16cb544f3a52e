"""The team's local organisation, and when the team was last in contact with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class PartnerKind(StrEnum):
    volunteers = "volunteers"
    public = "public"
    company = "company"


class Channel(StrEnum):
    """How the organisation prefers to be reached. A way, never a number or an address."""

    phone = "phone"
    mail = "mail"
    visit = "visit"
    message = "message"


class PartnerRow(TenantRow, table=True):
    """One card per team. `name` is empty for as long as the course file's will do; `contact` is a function."""

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint("kind IN ('', 'volunteers', 'public', 'company')", name="kind"),
        CheckConstraint("channel IN ('', 'phone', 'mail', 'visit', 'message')", name="channel"),
        *tenant_rules(("team_id", "team"), unique=(("team_id",),), leaf=True),
    )
    team_id: int
    name: str = ""
    kind: str = ""
    contact: str = ""
    channel: str = ""
    asked_on: date | None = None


class PartnerContactRow(TenantRow, table=True):
    """Somebody of the team was in contact on a local day: one row per person and day."""

    __tablename__ = "partner_contact"
    __table_args__ = tenant_rules(
        ("team_id", "team"), ("person_id", "person"), unique=(("team_id", "on_day", "person_id"),), leaf=True
    )
    team_id: int
    person_id: int | None = Field(default=None, index=True)
    on_day: date
    contact: str = ""
    line: str = ""
    made_at: datetime = moment()


partners = table(PartnerRow)
contacts = table(PartnerContactRow)

_PARTNER = Prepared(select(partners).where(mine(partners), given(partners.c.team_id)))
_CONTACTS = Prepared(select(contacts).where(mine(contacts), given(contacts.c.team_id)))
_CONTACT = Prepared(
    select(contacts).where(mine(contacts), given(contacts.c.team_id), given(contacts.c.id, "contact_id"))
)


@dataclass(frozen=True, slots=True)
class Partner:
    """`asked_on`: the local day the facilitator last asked whether there has been contact."""

    name: str = ""
    kind: PartnerKind | None = None
    contact: str = ""
    channel: Channel | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """`person_id` is None when the person is erased; `contact` and `line` are empty until something is written."""

    id: int
    person_id: int | None
    on_day: date
    contact: str
    line: str


def _contact(row: Any) -> Contact:
    return Contact(row.id, row.person_id, row.on_day, row.contact, row.line)


class PartnerStore(Store):
    def partner(self, team_id: int) -> Partner:
        """The team's card, empty where nothing has been written."""
        row = self.row(_PARTNER, team_id=team_id)
        if row is None:
            return Partner()
        return Partner(
            row.name,
            PartnerKind(row.kind) if row.kind else None,
            row.contact,
            Channel(row.channel) if row.channel else None,
            row.asked_on,
        )

    def save(self, team_id: int, name: str, kind: str, contact: str, channel: str) -> None:
        """`kind` and `channel`: the enums' values, or ""."""
        values = {"name": name, "kind": kind, "contact": contact, "channel": channel}
        self.put(partners, ("team_id",), team_id=team_id, **values)

    def asked(self, team_id: int, day: date) -> None:
        self.put(partners, ("team_id",), team_id=team_id, asked_on=day)

    # ---- contact

    def contacts(self, team_id: int) -> tuple[Contact, ...]:
        """The latest first."""
        found = [_contact(row) for row in self.rows(_CONTACTS, team_id=team_id)]
        return tuple(sorted(found, key=lambda one: (one.on_day, one.id), reverse=True))

    def contact(self, team_id: int, contact_id: int, person_id: int) -> Contact | None:
        """One that this person noted."""
        row = self.row(_CONTACT, team_id=team_id, contact_id=contact_id)
        return _contact(row) if row and row.person_id == person_id else None

    def note(self, team_id: int, person_id: int, day: date) -> int:
        """The person was in contact that day; noted once. Returns its id."""
        natural = ("team_id", "on_day", "person_id")
        return self.put(contacts, natural, team_id=team_id, on_day=day, person_id=person_id, made_at=self.now)

    def write(self, team_id: int, person_id: int, day: date, contact: str, line: str) -> int:
        """What there is to say of that day's contact; a later text takes its place."""
        natural = ("team_id", "on_day", "person_id")
        values = {"contact": contact, "line": line, "made_at": self.now}
        return self.put(contacts, natural, team_id=team_id, on_day=day, person_id=person_id, **values)

    def forget(self, contact_id: int) -> None:
        self.delete(contacts, contacts.c.id == contact_id)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[Contact, ...]:
        query = select(contacts).where(*self.within(contacts, contacts.c.person_id == person_id))
        return tuple(_contact(row) for row in self.execute(query.order_by(contacts.c.on_day)))

    def erase(self, person_id: int) -> None:
        """The contact stays the team's, nobody's by name."""
        where = self.within(contacts, contacts.c.person_id == person_id)
        self.execute(contacts.update().where(*where).values(person_id=None))

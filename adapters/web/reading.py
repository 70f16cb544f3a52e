"""What the pages read, each in one short transaction. Called in a database thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import elsewhere
from bot.feature import GUESTS, TEAM
from bot.i18n import Locale
from bot.interactions import Address, Sender
from bot.settings import Settings
from storage.course_status import CourseStatusStore
from storage.database import Transaction
from storage.teams import Belonging, Course, Directory, Person, Role, Team, TeamStore
from storage.web import EndedSession, Shown, WebKeys, WebSession, WebStore

CARDS = 30  # on one page


class SignedOut(Exception):
    """No session. `replaced`: somebody else made this person a new link, which ended it."""

    def __init__(self, *, replaced: bool = False) -> None:
        self.replaced = replaced


class NoSuchPage(Exception):
    """Nothing here for this person: also what another tenant's room looks like."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page, with every open team they are in."""

    session: WebSession
    person: Person
    belongings: tuple[Belonging, ...]
    locale: Locale
    unread: int
    led: tuple[Course, ...] = ()  # open courses they lead, also those without a team

    @property
    def teams(self) -> tuple[Team, ...]:
        return tuple(belonging.team for belonging in self.belongings)

    @property
    def rooms(self) -> tuple[Team, ...]:
        """The teams whose room they may enter: what stands in one is the team's and its facilitator's. Guests have a
        page of their own, and who leads the course sees status, no content."""
        return tuple(belonging.team for belonging in self.belongings if belonging.role in TEAM)

    @property
    def facilitated(self) -> tuple[Team, ...]:
        """The teams they are the facilitator of."""
        return tuple(belonging.team for belonging in self.belongings if belonging.role is Role.facilitator)

    @property
    def is_guest(self) -> bool:
        """Whether all there is for them here is a guest's page."""
        return bool(self.belongings) and all(belonging.role in GUESTS for belonging in self.belongings)

    @property
    def address(self) -> str:
        return f"person/{self.person.id}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Their inbox and their teams' rooms."""
        return (self.address, *(f"team/{team.id}" for team in self.rooms))

    @property
    def sender(self) -> Sender:
        return Sender(
            Address("web", self.address),
            name=self.person.name,
            locale=self.locale.language,
            private_since=self.session.private_since,
        )

    def team(self, team_id: int) -> Team:
        """Raises NoSuchPage when its room is not one they may enter."""
        for team in self.rooms:
            if team.id == team_id:
                return team
        raise NoSuchPage


@dataclass(frozen=True, slots=True)
class RoomContent:
    team: Team
    members: tuple[str, ...]  # first names
    facilitators: tuple[str, ...]
    cards: tuple[Shown, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class InboxContent:
    cards: tuple[Shown, ...]
    more: bool
    hidden_before: datetime | None  # earlier private posts exist, but this session does not open them


def reader(tx: Transaction, token: str, settings: Settings, now: datetime) -> Reader:
    """The person of a session token. Raises SignedOut."""
    found = WebKeys(tx, now).session(token) if token else None
    match found:
        case None:
            raise SignedOut
        case EndedSession(replaced):
            raise SignedOut(replaced=replaced)
        case WebSession() as session:
            return _of_session(tx, session, settings, now)


def _of_session(tx: Transaction, session: WebSession, settings: Settings, now: datetime) -> Reader:
    directory = Directory(tx, now)
    person = directory.person(session.tenant_id, session.person_id)
    if person is None:
        raise SignedOut
    identities = directory.identities("web", f"person/{person.id}")
    belongings = tuple(
        belonging for one in identities if one.tenant_id == person.tenant_id for belonging in one.teams
    )
    led = CourseStatusStore(tx, person.tenant_id, now).led_by(person.id)
    course = belongings[0].team.course if belongings else (led[0] if led else None)
    language = person.language or (course.language if course else settings.language)
    zone = elsewhere.seen_by(person, course.zone) if course else settings.zone
    unread = WebStore(tx, person.tenant_id, now).unread(person.id, session.private_since)
    return Reader(session, person, belongings, Locale(language, zone, now), unread, led)


def room(tx: Transaction, who: Reader, team_id: int, offset: int) -> RoomContent:
    """Raises NoSuchPage when the team is not one of theirs."""
    team = who.team(team_id)
    teams = TeamStore(tx, team.tenant_id, who.locale.now)
    facilitator = teams.facilitator(team.id)
    found = WebStore(tx, team.tenant_id, who.locale.now).shown(f"team/{team.id}", CARDS + 1, offset)
    return RoomContent(
        team=team,
        members=tuple(member.first_name for member in teams.members(team.id)),
        facilitators=(facilitator.first_name,) if facilitator else (),
        cards=found[:CARDS],
        more=len(found) > CARDS,
    )


def inbox(tx: Transaction, who: Reader, offset: int) -> InboxContent:
    """The person's private posts; having them on screen counts as having seen them."""
    store = WebStore(tx, who.person.tenant_id, who.locale.now)
    since = who.session.private_since
    found = store.shown(who.address, CARDS + 1, offset, since)
    hidden = since if since and store.hidden(who.person.id, since) else None
    store.looked(who.person.id)
    return InboxContent(found[:CARDS], len(found) > CARDS, hidden)


def pulse(tx: Transaction, who: Reader) -> tuple[int, int]:
    """Changes with what the person's start page may be about."""
    return WebStore(tx, who.person.tenant_id, who.locale.now).pulse(who.addresses)


def newest(tx: Transaction, who: Reader, value: str) -> tuple[Shown, ...]:
    """The cards an open page keeps up to date. Raises NoSuchPage when the place is no longer theirs."""
    kind, _, number = value.partition("/")
    store = WebStore(tx, who.person.tenant_id, who.locale.now)
    if kind == "person" and value == who.address:
        if who.unread:
            store.looked(who.person.id)
        return store.shown(value, CARDS, since=who.session.private_since)
    if kind != "team" or not (number.isascii() and number.isdecimal()) or len(number) > 12:
        raise NoSuchPage
    who.team(int(number))
    return store.shown(value, CARDS)

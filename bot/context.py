"""What a handler can do: read and write this tenant's rows, and say things through the outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import card_json, elsewhere, noise, quiet
from bot.calendar import DaysOff
from bot.errors import NotAllowed, NotFound, Outdated
from bot.events import Event
from bot.i18n import Locale
from bot.interactions import Address, Ask, Reply, Response, Sender
from bot.registry import Features, converted
from bot.settings import Settings
from bot.ui import Action, Card, Form, Value
from storage.audit import AuditStore, Deed
from storage.database import Transaction
from storage.inbox import DraftStore
from storage.outbox import OutboxStore
from storage.schedules import ScheduleStore
from storage.store import Store
from storage.teams import Account, Course, Directory, Member, Person, Role, Team, TeamStore

S = TypeVar("S", bound=Store)
EXPIRES = timedelta(hours=24)
STILL_OPEN = timedelta(days=14)  # how old a card with buttons may be that a new place is shown
MOST_NESTED = 2  # an event's handler may announce once more, no deeper


@dataclass(frozen=True)
class Context:
    """One transaction as the handler sees it. `person`, `team` and `role` are read from the database at
    this moment; `person` is None when the clock acts, or somebody who is not known yet."""

    tx: Transaction
    features: Features
    settings: Settings
    now: datetime
    locale: Locale
    tenant_id: int = 0
    person: Person | None = None
    team: Team | None = None
    role: Role | None = None
    sender: Sender | None = None
    place: Address | None = None  # where it was said, None in private
    last_here: date | None = None  # the local day the person last did something in the team, before today's
    wanted: Action | None = None  # what was pressed or commanded, to go on with once we know who it is
    by_clock: bool = False
    depth: int = 0

    # ---- who and where, when it must be known

    @property
    def here(self) -> Team:
        if self.team is None:
            raise NotFound
        return self.team

    @property
    def me(self) -> Person:
        if self.person is None:
            raise NotAllowed
        return self.person

    @property
    def members(self) -> tuple[Member, ...]:
        """The team's present members, in the order they joined."""
        return self.store(TeamStore).members(self.here.id)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.here.course.zone)

    @property
    def days_off(self) -> DaysOff:
        return noise.days_off_of(self.here)

    # ---- storage

    def store(self, kind: type[S]) -> S:
        """The store, bound to this transaction and this tenant."""
        if not self.tenant_id:
            raise NotFound
        return kind(self.tx, self.tenant_id, self.now)

    @property
    def directory(self) -> Directory:
        return Directory(self.tx, self.now)

    # ---- the same transaction, for another reader

    def for_team(self, team: Team) -> Context:
        """As the team's places read it."""
        locale = Locale(team.course.language, ZoneInfo(team.course.zone), self.now)
        if team is self.team and locale == self.locale:
            return self
        return replace(self, team=team, tenant_id=team.tenant_id, locale=locale)

    def for_person(self, person: Person, team: Team | None = None) -> Context:
        """As this person reads it, in private."""
        course = (team or self.here).course
        locale = Locale(person.language or course.language, elsewhere.seen_by(person, course.zone), self.now)
        return replace(self, team=team or self.team, person=person, locale=locale)

    # ---- saying things

    def render(self, key: str) -> Card | None:
        """The card a key stands for, from the rows as they are now; None when it should not be shown."""
        route = Action.decode(key)
        card = self.features.cards[route.route]
        drawn: Card | None = card(self, *converted(card, 1, route.args))
        return drawn

    def post(
        self,
        to: Team | Person,
        key: str,
        *,
        expires: datetime | None = None,
        at: datetime | None = None,
        free: bool = False,
    ) -> None:
        """Want the card `key` in each of the team's places, or with a person in private.

        Once per (place, key); posting again changes nothing. What the clock says waits for working
        hours, and for a week with room in the noise budget (`free`: not counted, e.g. help asked for); to a
        member who stays out the clock says nothing. Not sent by `expires` (default 24 hours after it is due): never sent.
        """
        team = to if isinstance(to, Team) else self.here
        if self.by_clock and isinstance(to, Person) and self._stays_out(to, team):
            return
        due = at or self.now
        budgeted = self.by_clock and not free
        if budgeted:
            due = noise.when(self, to, team, due, expires)
        expires = expires or due + EXPIRES
        week = noise.week_number(due, ZoneInfo(team.course.zone))
        addresses = self.addresses(to)
        reader = self._read_by(team, None if isinstance(to, Team) else to)
        card = reader.render(key) if addresses else None
        if card is None:
            return
        drawn = card_json.dumps(card)
        for platform, value in addresses:
            self.store(OutboxStore).want(
                platform,
                value,
                key,
                drawn,
                language=reader.locale.language,
                team_id=team.id,
                person_id=None if isinstance(to, Team) else to.id,
                week=week,
                counts=budgeted,
                due_at=due,
                expires_at=max(expires, due),
            )

    def _stays_out(self, person: Person, team: Team) -> bool:
        """What a facilitator needs for their teams is no nudge."""
        out = quiet.stays_out(person)
        return out and self.store(TeamStore).role_in(team.id, person.id) is not Role.facilitator

    def show_open_cards(self, platform: str, value: str) -> None:
        """The team's new place gets what is open: cards of the last 14 days that still have buttons."""
        outbox = self.store(OutboxStore)
        reader = self._read_by(self.here, None)
        for posted in outbox.open_in_team(self.here.id, self.now - STILL_OPEN):
            card = reader.render(posted.key)
            if card is None or not card.actions():
                continue
            due = max(posted.due_at, self.now)
            outbox.want(
                platform,
                value,
                posted.key,
                card_json.dumps(card),
                language=reader.locale.language,
                team_id=self.here.id,
                person_id=None,
                week=noise.week_number(due, self.zone),
                counts=False,
                due_at=due,
                expires_at=due + EXPIRES,
            )

    def addresses(self, to: Team | Person) -> list[tuple[str, str]]:
        """Where a post goes: all of a team's places (one the bot is not in yet gets it once it is let
        in); a person's first door."""
        if isinstance(to, Team):
            places = self.store(TeamStore).places(to.id)
            return [(place.platform, place.value) for place in places]
        return [(account.platform, account.value) for account in self.doors_of(to)[:1]]

    def doors_of(self, person: Person) -> list[Account]:
        """The person's reachable accounts: the preferred first, the web inbox last."""
        found = [account for account in self.store(TeamStore).accounts(person.id) if account.reachable]
        return sorted(found, key=lambda one: (one.platform != person.preferred, one.platform == "web"))

    def refresh(self, key: str) -> None:
        """The card is out of date wherever it is: it is drawn again when it is next sent, or shown on a page."""
        self.store(OutboxStore).outdate(key)

    def reader(self, team_id: int | None, person_id: int | None) -> Context | None:
        """The same transaction as a card's reader; None when it is nobody's any more."""
        team = self.team
        if team_id is not None and (team is None or team.id != team_id):
            team = self.store(TeamStore).team(team_id)
        if team is None:
            return None
        person = self.store(TeamStore).person(person_id) if person_id is not None else None
        return self._read_by(team, person)

    def _read_by(self, team: Team, person: Person | None) -> Context:
        """Whose press has a card drawn, and in what role, is nothing to the card."""
        reader = self.for_person(person, team) if person else self.for_team(team)
        if (
            reader.person is person and reader.role is None
        ):  # the clock's, a thousand times on a Thursday at nine
            return reader
        return replace(reader, person=person, role=None)

    def withdraw(self, *keys: str) -> None:
        """Take the cards away wherever they are or wait."""
        outbox = self.store(OutboxStore)
        there = outbox.held(*keys)
        for key in dict.fromkeys(posted.key for posted in there if not posted.sent):
            outbox.drop_waiting(key)
        for posted in there:
            outbox.change(posted, None)

    def audit(self, deed: Deed, person_id: int | None = None, *, course: Course | None = None) -> None:
        """Note that this kind of thing was done with authority, and to whom: metadata, in this transaction. Whose
        course it is comes from the team where there is one."""
        course_id = course.id if course else (self.team.course.id if self.team else None)
        self.store(AuditStore).note(
            deed,
            actor_id=self.person.id if self.person else None,
            person_id=person_id,
            team_id=self.team.id if self.team else None,
            course_id=course_id,
        )

    # ---- later

    def schedule(self, kind: str, at: datetime, *args: Any, key: str = "") -> None:
        """Let the job `kind` run at `at` (UTC) with `args`; the same kind and args again moves it."""
        name = key or "/".join((kind, *(str(arg) for arg in args)))
        self.store(ScheduleStore).put_at(kind, name, at, args, self.team.id if self.team else None)

    def unschedule(self, kind: str, *args: Any) -> None:
        self.store(ScheduleStore).remove("/".join((kind, *(str(arg) for arg in args))))

    def announce(self, event: Event) -> None:
        """Tell the other features, in this transaction, in the order of their registration."""
        if self.depth >= MOST_NESTED:
            raise RuntimeError(f"events nested too deep: {event}")
        deeper = replace(self, depth=self.depth + 1)
        for handler in self.features.handlers_of(event):
            handler(deeper, event)

    # ---- answers

    def ask(self, route: str, *args: str | int, page: int = 0) -> Ask:
        """Open the form of a route. In a team's route the team's id is put first."""
        form_route = self.features.forms.get(route)
        if form_route is None:
            raise Outdated
        given = tuple(str(arg) for arg in args)
        form: Form = form_route.build(self, *converted(form_route.build, 1, given))
        return Ask(form.filled(self.draft(form.action)), page)

    def draft(self, action: Action) -> dict[str, Value]:
        if self.person is None:
            return {}
        return self.store(DraftStore).load(self.person.id, action.encode(), since=self.private_since)

    @property
    def private_since(self) -> datetime | None:
        """Nothing private that was written before this moment is shown to who acts (None: everything is):
        they came in by a link that somebody else made, or somebody else vouched for their account."""
        return self.sender.private_since if self.sender else None

    def team_action(self, route: str, *args: str | int) -> Action:
        """A button's action in this team."""
        return Action.to(route, self.here.id, *args)


def reply(card: Card) -> Response:
    return Reply(card)

"""The example's course in a small world, for sessions with people who are not known yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.i18n import Locale
from bot.interactions import Address, Press, Response, Sender
from bot.teams.loading import load
from bot.teams.report import Report
from bot.ui import Action, Buttons
from storage.database import Transaction
from storage.teams import Team, TeamStore
from storage.teams.loading import LoadingStore
from storage.teams.tables import organisations, people
from storage.web import WebStore
from tests.fakes.chat import FakeChat
from tests.visitor import Channel, Visitor
from tests.world import ZONE, World

EXAMPLE = (Path(__file__).parents[2] / "examples" / "course.toml").read_text()


def load_in(world: World, text: str, *, remove: bool = False) -> Report:
    return load(
        world.database,
        world.bot.features,
        world.settings,
        text,
        "course.toml",
        world.clock.now,
        remove=remove,
    )


def open_web(world: World) -> FakeChat:
    """The web rooms and inboxes as one may see them; the chat stays as it is."""
    web = FakeChat("web")
    world.delivery.messengers = {**world.delivery.messengers, "web": web}
    return web


def said(world: World, report: Report) -> str:
    return report.text(Locale("da", ZONE, world.clock.now))


def tenant(tx: Transaction, key: str = "kystens-professionshoejskole") -> int:
    return int(
        tx.connection.execute(select(organisations.c.id).where(organisations.c.key == key)).scalar_one()
    )


def team_of(world: World, tx: Transaction, key: str = "broen") -> Team:
    loading = LoadingStore(tx, tenant(tx), world.clock.now)
    course = loading.course("sammen-om-byen-2026")
    assert course is not None
    return next(team for team in loading.teams(course.id) if team.key == key)


def members(world: World, key: str = "broen") -> list[str]:
    with world.database.transaction() as tx:
        team = team_of(world, tx, key)
        return [one.first_name for one in TeamStore(tx, team.tenant_id, world.clock.now).members(team.id)]


def person_id(tx: Transaction, key: str) -> int:
    return int(tx.connection.execute(select(people.c.id).where(people.c.key == key)).scalar_one())


@dataclass
class Course:
    """The example's course, Mette known in the chat, and Team Broen in the channel c-broen."""

    world: World
    web: FakeChat
    mette: Visitor
    codes: dict[str, str]

    def stranger(self, name: str, place: str | None = "c-broen") -> Visitor:
        return self.world.stranger(name, place)

    @property
    def team_id(self) -> int:
        with self.world.database.transaction() as tx:
            return team_of(self.world, tx).id

    def person(self, key: str) -> int:
        with self.world.database.transaction() as tx:
            return person_id(tx, key)

    def teams(self, tx: object) -> TeamStore:
        return TeamStore(tx, tenant(tx), self.world.clock.now)  # type: ignore[arg-type]

    def has_acted(self, key: str) -> None:
        """The person has used Samspil before: the first-use notice has been shown."""
        person = self.person(key)
        with self.world.database.transaction() as tx:
            self.teams(tx).set_person(person, notice_version=1)

    def platforms(self, key: str) -> list[str]:
        person = self.person(key)
        with self.world.database.transaction() as tx:
            return [one.platform for one in self.teams(tx).accounts(person)]

    def start_session(self, key: str) -> str:
        person = self.person(key)
        with self.world.database.transaction() as tx:
            return WebStore(tx, tenant(tx), self.world.clock.now).start_session(person)

    def action(self, route: str, *args: str | int) -> Action:
        return Action.to(route, self.team_id, *args)


async def begin(world: World, *, attach: bool = True) -> Course:
    web = open_web(world)
    report = load_in(world, EXAMPLE)
    codes = {one.name.split()[0]: one.code for one in report.codes}
    mette = world.stranger("Mette", None)
    await mette.command("samspil", f"start {codes['Mette']}")
    if attach:
        mette.place = "c-broen"
        await mette.command("samspil", "team")
        await mette.press("Team Broen")
        mette.place = None
    return Course(world, web, mette, codes)


def url_of(visitor: Visitor, label: str) -> str:
    for card in reversed(visitor.private):
        for block in card.blocks:
            for button in block.buttons if isinstance(block, Buttons) else ():
                if button.label == label and button.url:
                    return button.url
    raise AssertionError(label)


def action_of(channel: Channel, label: str) -> Action:
    for card in channel.cards:
        for block in card.blocks:
            for button in block.buttons if isinstance(block, Buttons) else ():
                if button.label == label and button.action:
                    return button.action
    raise AssertionError(label)


async def press_as(course: Course, account: tuple[str, str], action: Action) -> Response:
    sender = Sender(Address(*account), "")
    delivery = course.world.delivery_id()
    return await course.world.handle(Press(sender=sender, place=None, action=action, delivery_id=delivery))


async def only_essentials(world: World, person: Visitor, wanted: str) -> None:
    """*Kun det nødvendige* ("yes"), or everything again ("no"): pressed, and the world's team as it is then."""
    assert world.team
    await person.press_action(Action.to("teams/essentials", world.team.id, wanted))
    with world.database.transaction() as tx:
        world.team = TeamStore(tx, world.tenant_id, world.clock.now).team(world.team.id)

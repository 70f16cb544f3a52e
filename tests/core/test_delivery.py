"""The outbox speaks: once, the newest, in time, and never louder than the budget."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import noise
from bot.calendar import in_working_hours
from bot.delivery import Delivery
from bot.interactions import Address, Press
from bot.ports import CannotLook, RateLimited, Uncertain, Unreachable
from bot.registry import Features
from bot.ui import Action, Card
from storage.database import Database
from storage.outbox import OutboxQueue, OutboxStore
from storage.outbox.tables import outbox
from storage.teams import Person, Team, TeamStore
from tests.databases import VAULT
from tests.fakes.chat import FakeChat
from tests.visitor import text_of
from tests.world import World, local


class SlowChat(FakeChat):
    """Every call takes real time, as a platform does."""

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        await asyncio.sleep(0.15)
        return await super().edit(to, ref, card)


class BlindChat(FakeChat):
    """A platform that does not show whether a message arrived."""

    async def find(self, to: Address, key: str, since: object) -> str | None:
        raise CannotLook


def rows(database: Database) -> list[tuple[str, str]]:
    with database.transaction() as tx:
        return [
            (row.state, row.error) for row in tx.connection.execute(outbox.select().order_by(outbox.c.id))
        ]


async def test_eight_answers_in_two_seconds_are_at_most_three_edits_and_the_last_shows_all(
    world: World,
) -> None:
    names = ("Amira", "Jonas", "Freja", "Emil", "Sofie", "Noah", "Ida", "Villads")
    people = world.make_team(*names)[:-1]
    world.chat = SlowChat()
    world.delivery = Delivery(world.bot, {"chat": world.chat})
    await world.at("2026-11-05 09:00")
    assert world.team

    async def deliver() -> None:
        while True:
            await world.delivery.run_once()
            await asyncio.sleep(0.01)

    delivering = asyncio.create_task(deliver())
    for number, person in enumerate(people):
        action = Action.to("checkins/away", world.team.id, 1)
        press = Press(sender=person.sender, place=person.here, action=action, delivery_id=f"x{number}")
        await world.database.run(world.bot.handle, press)
        world.clock.now += timedelta(seconds=0.25)
        await asyncio.sleep(0.02)
    for _ in range(40):
        world.clock.now += timedelta(seconds=0.1)
        await asyncio.sleep(0.02)
    delivering.cancel()
    assert world.channel.sees("8 af 8 har svaret")
    assert 1 <= world.chat.edits <= 3


async def test_a_rate_limit_is_waited_out(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.chat.faults.append(RateLimited(30))
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 0
    await world.at("2026-11-05 09:01")
    assert world.channel.posts == 1


async def test_a_lost_reply_is_looked_up_and_never_guessed(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.chat = BlindChat()
    world.delivery = Delivery(world.bot, {"chat": world.chat})
    world.chat.lost = 1
    await world.at("2026-11-05 09:00")
    await world.at("2026-11-05 10:00")
    assert world.channel.posts == 1
    assert rows(world.database)[0][0] == "unknown"


async def test_a_send_that_never_arrived_is_sent_again(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.chat.faults.append(Uncertain())
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 0
    await world.at("2026-11-05 09:05")
    assert world.channel.posts == 1


async def test_a_crash_after_the_send_does_not_double_it(world: World) -> None:
    world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 08:59")
    await world.downtime("2026-11-05 09:00")
    with world.database.transaction() as tx:  # as if the process died before it could mark
        tx.connection.execute(
            outbox.update().values(
                state="claimed", ref="", uncertain=True, next_at=world.clock.now, attempts=1,
                attempt_at=world.clock.now, lease_until=world.clock.now + timedelta(seconds=180),
            )
        )  # fmt: skip
    await world.at("2026-11-05 09:10")
    assert world.channel.posts == 1
    assert world.chat.sends == 1


async def test_two_workers_never_hold_the_same_row_and_a_stale_mark_does_nothing(world: World) -> None:
    world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 08:59")
    world.clock.now += timedelta(minutes=1)
    world.bot.run_due()
    with world.database.transaction() as tx:
        (first,) = OutboxQueue(tx, world.clock.now).claim()
    with world.database.transaction() as tx:
        assert OutboxQueue(tx, world.clock.now).claim() == []
    later = world.clock.now + timedelta(seconds=181)
    with world.database.transaction() as tx:
        (second,) = OutboxQueue(tx, later).claim()
        assert second.uncertain
    with world.database.transaction() as tx:
        assert not OutboxQueue(tx, later).sent(first, "m-old")
        assert OutboxQueue(tx, later).sent(second, "m-new")


async def test_a_card_too_late_to_be_useful_is_not_sent(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.chat.faults.extend(RateLimited(3600) for _ in range(40))
    await world.at("2026-11-06 13:00")
    assert world.channel.posts == 0
    assert rows(world.database)[0][0] == "expired"


async def test_a_dead_place_holds_up_no_other_and_a_person_is_met_at_the_next_door(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas", "Freja")
    world.make_team("Eva", "Karla", facilitator="Karl", key="havnen")
    world.chat.closed.add("c-broen")
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 0
    assert world.channel_of("havnen").posts == 1
    await amira.command("samspil", "team")
    assert amira.sees("Chat (jeg har ikke adgang)")
    world.chat.closed.clear()
    await world.joined("c-broen")
    assert world.channel.posts == 1, "what waited goes on once the bot is let in"
    await amira.command("samspil", "team")
    assert "har ikke adgang" not in text_of(amira.private[-1])


async def test_a_place_is_within_reach_again_when_a_post_gets_there(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    world.chat.closed.add("c-broen")
    await world.at("2026-11-05 09:00")
    world.chat.closed.clear()  # and nobody tells us
    await world.at("2026-11-12 09:00")
    assert world.channel.posts == 1
    await amira.command("samspil", "team")
    assert "har ikke adgang" not in amira.text


async def test_what_the_clock_says_keeps_to_the_budget(world: World) -> None:
    """Nine posts wanted by the clock in an ordinary week: eight come, the ninth the week after."""
    world.make_team("Amira", "Jonas", starts="2026-10-01")
    await world.at("2026-11-24 09:00")
    before = world.channel.posts
    assert world.team
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        store_rounds(ctx)
    await world.settle()
    assert world.channel.posts == before + 8
    await world.at("2026-11-30 08:00")
    assert world.channel.posts == before + 9


def store_rounds(ctx: object) -> None:
    """Nine cards, as nine features might want them."""
    from datetime import date

    from bot.context import Context
    from storage.checkins import CheckinStore

    assert isinstance(ctx, Context)
    for number in range(9):
        day = date(2026, 1, 1 + number)
        opens = ctx.now
        round_ = ctx.store(CheckinStore).ensure_round(ctx.here.id, day, opens, opens + timedelta(days=9))
        ctx.post(ctx.here, f"checkins/round/{round_.id}", expires=ctx.now + timedelta(days=9))


async def test_the_clock_is_silent_outside_working_hours_but_people_are_answered(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-07 22:00")  # a Saturday night
    assert world.team
    posts = world.channel.posts
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        ctx.post(ctx.here, "checkins/round/1", expires=ctx.now + timedelta(days=9))
        store_rounds(ctx)
    await world.settle()
    assert world.channel.posts == posts
    await amira.command("tjekind")
    assert amira.form


@given(
    minutes=st.integers(0, 60 * 24 * 14),
    wanted=st.integers(-60 * 24 * 3, 60 * 24 * 7),
    useful=st.none() | st.integers(0, 60 * 24 * 5),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_clock_never_speaks_in_the_past_or_at_night(
    sqlite_world: World, minutes: int, wanted: int, useful: int | None
) -> None:
    """Whenever it is, and whenever it was wanted: in working hours, from now on; or too late to be sent."""
    world = sqlite_world
    assert world.team
    world.clock.now = local("2026-12-20 00:00") + timedelta(minutes=minutes)  # weekends and Christmas in it
    now = world.clock.now
    expires = now + timedelta(minutes=useful) if useful is not None else None
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)
        at = noise.when(ctx, world.team, world.team, now + timedelta(minutes=wanted), expires)
        never = expires is not None and at >= expires
        assert never or (at >= now and in_working_hours(at, ctx.zone, ctx.days_off))


@pytest.fixture
def sqlite_world(sqlite_url: str, features: Features) -> Iterator[World]:
    database = Database(sqlite_url, VAULT)
    world = World(database, features)
    world.make_team("Amira", "Jonas", ends="2027-02-01")
    yield world
    database.close()


def test_the_clock_adds_nothing_to_a_week_that_presses_have_filled(sqlite_world: World) -> None:
    """Twelve for one of them, eleven for the other: the team hears no more this week, and one of them may."""
    world = sqlite_world
    assert world.team
    amira, jonas = world.people["Amira"], world.people["Jonas"]
    monday = local("2026-11-16 08:00")
    world.clock.now = now = local("2026-11-12 09:00")
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)

        def come(number: int, person_id: int | None = None) -> None:
            ctx.store(OutboxStore).want(
                "chat", f"to-{person_id}", f"pressed/{number}", "{}", language="da", team_id=ctx.here.id,
                person_id=person_id, week=202646, counts=False, due_at=now, expires_at=now,
            )  # fmt: skip

        def may(to: Team | Person) -> datetime:
            return noise.when(ctx, to, ctx.here, now, None)

        first, second = (ctx.store(TeamStore).person(one.person_id) for one in (amira, jonas))
        assert first and second
        for number in range(11):
            come(number)
        assert may(ctx.here) == may(first) == now
        come(11, amira.person_id)
        assert (may(ctx.here), may(first), may(second)) == (monday, monday, now)


async def test_a_person_whose_chat_is_closed_is_met_in_the_web_inbox(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team) if world.team else None
        assert ctx
        ctx.store(TeamStore).add_account(amira.person_id, "web", "person/1", claimed=False)
    web = FakeChat("web")
    world.delivery = Delivery(world.bot, {"chat": world.chat, "web": web})
    world.chat.closed.add(amira.account)
    await world.at("2026-11-06 08:30")
    assert len(web.places["person/1"]) == 1

    await amira.command("tjekind")  # so they are there after all
    world.chat.closed.clear()
    await world.at("2026-11-13 08:30")
    assert amira.inbox.posts == 1
    assert not web.places["person/1"]


def test_unreachable_is_certain() -> None:
    assert not issubclass(Unreachable, Uncertain)

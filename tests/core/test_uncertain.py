"""An attempt whose fate is not known: repeated where the platform drops repeats, looked up twice where it has a
history, and never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.delivery import Delivery
from bot.interactions import Address, Press
from bot.ports import CannotLook, RateLimited, Refused, Uncertain, Unreachable
from bot.ui import Action, Card
from storage.outbox import BudgetStore, OutboxQueue
from tests.core.test_delivery import rows
from tests.fakes.chat import FakeChat
from tests.world import World


@dataclass
class LateChat(FakeChat):
    """A history that shows a message only when it has been looked for `late` times."""

    late: int = 0
    looks: int = 0

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        self.looks += 1
        return await super().find(to, key, since) if self.looks > self.late else None


@dataclass
class KnowingChat(FakeChat):
    """A platform that knows a key for a while, and gives back what it made the first time; no history."""

    repeats_for: timedelta = timedelta(seconds=70)

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        known = await super().find(to, key, datetime.min)
        if known is None:
            return await super().send(to, card, key=key)
        self._fault()
        return known

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        raise CannotLook


def use(world: World, chat: FakeChat) -> FakeChat:
    world.chat = chat
    world.delivery = Delivery(world.bot, {"chat": chat})
    return chat


async def test_what_is_not_in_the_history_yet_is_looked_for_again(world: World) -> None:
    world.make_team("Amira", "Jonas")
    use(world, LateChat(lost=1, late=1))
    await world.at("2026-11-05 09:05")
    assert world.channel.posts == 1
    assert rows(world.database)[0][0] == "sent"


async def test_absent_twice_half_a_minute_apart_it_is_sent_again(world: World) -> None:
    world.make_team("Amira", "Jonas")
    chat = use(world, LateChat())
    chat.faults.append(Uncertain())
    await world.at("2026-11-05 09:00")
    assert world.channel.posts == 0
    world.clock.now += timedelta(seconds=61)
    await world.settle()
    assert world.channel.posts == 0, "absent once may be late"
    world.clock.now += timedelta(seconds=31)
    await world.settle()
    assert world.channel.posts == 1


async def test_what_is_found_is_brought_up_to_date(world: World) -> None:
    """The lost attempt showed an older version than what is wanted by now."""
    amira, *_ = world.make_team("Amira", "Jonas")
    use(world, FakeChat(lost=1))
    await world.at("2026-11-05 09:00")
    assert world.team
    away = Action.to("checkins/away", world.team.id, 1)
    await world.database.run(
        world.bot.handle, Press(sender=amira.sender, place=amira.here, action=away, delivery_id="x")
    )
    await world.at("2026-11-05 09:05")
    assert world.channel.posts == 1
    assert world.channel.sees("1 af 2 har svaret")


async def test_a_platform_that_drops_repeats_is_told_again_at_once(world: World) -> None:
    world.make_team("Amira", "Jonas")
    use(world, KnowingChat(lost=1))
    await world.at("2026-11-05 09:00")
    world.clock.now += timedelta(seconds=6)
    await world.settle()
    assert world.channel.posts == 1
    assert rows(world.database)[0][0] == "sent"


@pytest.mark.parametrize("refusal", [Refused(), Unreachable("not in channel")])
async def test_a_refused_repeat_says_nothing_of_the_attempt_before(world: World, refusal: Exception) -> None:
    world.make_team("Amira", "Jonas")
    chat = use(world, KnowingChat(lost=1))
    await world.at("2026-11-05 09:00")
    chat.faults.append(refusal)
    world.clock.now += timedelta(seconds=6)
    await world.settle()
    assert rows(world.database)[0][0] == "unknown"
    await world.joined("c-broen")
    assert world.channel.posts == 1, "let in again, what may be there is not sent again"


async def test_a_repeat_that_has_to_wait_is_still_in_doubt(world: World) -> None:
    """The wait is longer than the platform remembers: then there is only its history, and it has none."""
    world.make_team("Amira", "Jonas")
    chat = use(world, KnowingChat(lost=1))
    await world.at("2026-11-05 09:00")
    chat.faults.append(RateLimited(300))
    await world.at("2026-11-05 09:20")
    assert rows(world.database)[0][0] == "unknown"
    assert world.channel.posts == 1


async def test_a_pause_holds_for_the_place_and_no_other(world: World) -> None:
    world.make_team("Amira", "Jonas")
    world.make_team("Eva", "Karla", facilitator="Karl", key="havnen")
    await world.at("2026-11-05 08:59")
    world.chat.faults.append(RateLimited(600))
    await world.at("2026-11-05 09:00")
    assert world.channel.posts + world.channel_of("havnen").posts == 1
    limited = world.channel if not world.channel.posts else world.channel_of("havnen")
    assert world.chat.sends == 1
    await world.at("2026-11-05 09:11")
    assert limited.posts == 1


async def test_what_was_claimed_but_not_begun_is_in_no_doubt(world: World) -> None:
    """A worker that gets to a claim when its lease is nearly over leaves it for the next."""
    world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 08:59")
    world.clock.now += timedelta(minutes=1)
    world.bot.run_due()
    with world.database.transaction() as tx:
        (claim,) = OutboxQueue(tx, world.clock.now).claim()
    world.clock.now += timedelta(seconds=100)
    await world.delivery._deliver_in(("chat", "c-broen"), [claim])
    await world.settle()
    assert world.chat.sends == world.channel.posts == 1


async def test_a_card_that_changed_while_the_bot_was_out_is_drawn_again_when_it_is_let_in(
    world: World,
) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    world.chat.faults.append(Unreachable("not in channel"))
    assert world.team
    await amira.press_action(Action.to("checkins/away", world.team.id, 1))
    assert not world.channel.sees("1 af 2 har svaret")
    await world.joined("c-broen")
    assert world.channel.sees("1 af 2 har svaret")


@dataclass
class BrokenChat(FakeChat):
    """A defect of ours in what comes after the platform has taken the message."""

    broken: int = 1

    async def send(self, to: Address, card: Card, *, key: str) -> str:
        ref = await super().send(to, card, key=key)
        if self.broken:
            self.broken -= 1
            raise KeyError("ts")
        return ref


async def test_a_defect_after_the_send_does_not_double_it(world: World) -> None:
    world.make_team("Amira", "Jonas")
    use(world, BrokenChat())
    await world.at("2026-11-05 09:05")
    assert world.channel.posts == 1
    assert rows(world.database)[0][0] == "sent"


async def test_a_repeat_gives_back_what_was_taken_first_and_that_is_brought_up_to_date(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    use(world, KnowingChat(lost=1))
    await world.at("2026-11-05 09:00")
    assert world.team
    away = Action.to("checkins/away", world.team.id, 1)
    await world.database.run(
        world.bot.handle, Press(sender=amira.sender, place=amira.here, action=away, delivery_id="x")
    )
    world.clock.now += timedelta(seconds=6)
    await world.settle()
    assert world.channel.posts == 1
    assert world.channel.sees("1 af 2 har svaret")


@dataclass
class HeldUpChat(FakeChat):
    """The first edit is given up, and lands when somebody says so."""

    held: list[tuple[Address, str, Card]] | None = None

    async def edit(self, to: Address, ref: str, card: Card) -> str:
        if self.held is None:
            self.held = [(to, ref, card)]
            raise Uncertain
        return await super().edit(to, ref, card)

    async def land(self) -> None:
        for one in self.held or ():
            await super().edit(*one)


async def test_an_edit_that_lands_after_a_newer_one_does_not_stay(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 08:59")
    chat = HeldUpChat()
    use(world, chat)
    await world.at("2026-11-05 09:00")
    assert world.team
    await amira.press_action(Action.to("checkins/away", world.team.id, 1))
    await jonas.press_action(Action.to("checkins/away", world.team.id, 1))
    world.clock.now += timedelta(seconds=10)
    await world.settle()
    assert world.channel.sees("2 af 2 har svaret")
    await chat.land()
    assert world.channel.sees("1 af 2 har svaret")
    await world.at("2026-11-05 09:03")
    assert world.channel.sees("2 af 2 har svaret")


async def test_what_is_taken_back_while_its_fate_is_not_known_does_not_stay(world: World) -> None:
    """Amira's reminder was sent and the answer was lost; then she answers."""
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-06 07:59")
    world.chat.lost = 1
    await world.at("2026-11-06 08:00")
    assert amira.inbox.posts == 1
    assert world.team
    await amira.press_action(Action.to("checkins/away", world.team.id, 1))
    await world.at("2026-11-06 08:05")
    assert amira.inbox.posts == 0


async def test_what_was_taken_back_still_counts_as_said(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-06 08:00")
    assert amira.inbox.posts == 1
    assert world.team
    await amira.press_action(Action.to("checkins/away", world.team.id, 1))
    assert amira.inbox.posts == 0
    with world.database.transaction() as tx:
        assert BudgetStore(tx, world.tenant_id, world.clock.now).posts_in_week(202645, amira.person_id) == 1

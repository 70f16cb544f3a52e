"""A post of which nobody knows whether it arrived: the facilitator decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.interactions import Address
from bot.ports import CannotLook, RateLimited
from bot.ui import Action
from tests.fakes.chat import FakeChat
from tests.visitor import Visitor
from tests.world import World


async def cannot_look(_self: FakeChat, to: Address, key: str, since: datetime) -> str | None:
    """A platform that does not show its history."""
    raise CannotLook


@pytest.fixture
async def unsure(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Visitor, Visitor]:
    """The check-in's card was sent, and the answer to that was lost."""
    amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 08:00")
    monkeypatch.setattr(FakeChat, "find", cannot_look)
    world.chat.lost = 1
    await world.at("2026-11-12 09:05")
    return amira, mette


async def test_the_facilitator_is_told_and_may_send_it_again(
    world: World, unsure: tuple[Visitor, Visitor]
) -> None:
    _amira, mette = unsure
    posts = world.channel.posts
    await mette.command("samspil", "hjaelp")
    assert mette.sees("Jeg kan ikke se, om Tjek-ind") and mette.sees("[Send igen]")
    await mette.press("Send igen")
    assert mette.sees("Beskeden bliver sendt igen nu")
    assert world.channel.posts == posts + 1
    await mette.command("samspil", "hjaelp")
    assert not mette.private[-1].title.plain.startswith("Jeg kan ikke") and not any(
        "Send igen" in line for line in mette.text.split("Lige nu")[1].splitlines()
    )


async def test_it_is_sent_as_things_are_now(world: World, unsure: tuple[Visitor, Visitor]) -> None:
    amira, mette = unsure
    assert world.team
    await amira.press_action(Action.to("checkins/away", world.team.id, 2))
    await mette.command("samspil", "hjaelp")
    await mette.press("Send igen")
    assert world.channel.sees("1 af 2 har svaret")


async def test_pressed_twice_it_is_sent_once(world: World, unsure: tuple[Visitor, Visitor]) -> None:
    _amira, mette = unsure
    await mette.command("samspil", "hjaelp")
    action = mette._button("Send igen")
    posts = world.channel.posts
    await mette.press_action(action)
    await mette.press_action(action)
    assert mette.sees("Beskeden er allerede sendt igen")
    assert world.channel.posts == posts + 1


async def test_members_are_not_bothered_with_it(world: World, unsure: tuple[Visitor, Visitor]) -> None:
    amira, _mette = unsure
    await amira.command("samspil", "hjaelp")
    assert not amira.sees("Send igen")


async def test_the_facilitator_is_told_at_once_and_when_it_is_settled(
    world: World, unsure: tuple[Visitor, Visitor]
) -> None:
    _amira, mette = unsure
    assert mette.inbox.sees("Noget nåede ikke frem til Team Broen")
    assert mette.inbox.sees("Jeg kan ikke se, om Tjek-ind")
    await mette.press("Send igen")
    assert mette.inbox.sees("Alt er nået frem til Team Broen igen")


async def test_a_place_that_is_lost_is_told_once(world: World) -> None:
    _amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 08:00")
    posts = mette.inbox.posts
    world.chat.closed.add("c-broen")
    await world.at("2026-11-13 12:30")
    assert mette.inbox.posts == posts + 1
    assert mette.inbox.sees("Jeg kan ikke længere skrive til teamet i Chat. Inviter mig ind i kanalen igen.")
    world.chat.closed.clear()
    await world.joined("c-broen")
    await world.at("2026-11-13 12:31")
    assert mette.inbox.sees("Alt er nået frem til Team Broen igen")


async def test_what_came_too_late_is_told(world: World) -> None:
    """The platform lets nothing through for a day."""
    _amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 08:59")
    world.chat.faults.extend(RateLimited(1800) for _ in range(100))
    await world.at("2026-11-13 13:00")
    world.chat.faults.clear()
    await world.at("2026-11-13 14:00")
    assert mette.inbox.sees("Tjek-ind") and mette.inbox.sees("nåede ikke frem i Chat i tide")


async def test_put_out_of_the_channel_it_says_so_at_once(world: World) -> None:
    _amira, _jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-11 10:00")
    await world.left("c-broen")
    await world.at("2026-11-11 10:01")
    assert mette.inbox.sees("Jeg kan ikke længere skrive til teamet i Chat. Inviter mig ind i kanalen igen.")


async def test_what_was_to_come_to_one_alone_is_theirs_to_send_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, jonas, mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-13 07:59")
    monkeypatch.setattr(FakeChat, "find", cannot_look)
    world.chat.lost = 1
    await world.at("2026-11-13 08:05")  # Amira's reminder
    posts = amira.inbox.posts
    for other in (jonas, mette):
        await other.command("samspil", "hjaelp")
        assert not other.sees("nåede frem til dig")
    await amira.command("samspil", "hjaelp")
    assert amira.sees("Jeg kan ikke se, om") and amira.sees("nåede frem til dig i Chat")
    action = amira._button("Send igen")
    await mette.press_action(action)
    assert mette.sees("Beskeden er allerede sendt igen")
    await amira.press_action(action)
    assert amira.inbox.posts == posts + 1

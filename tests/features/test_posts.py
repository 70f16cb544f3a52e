"""A post of which nobody knows whether it arrived: the facilitator decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.interactions import Address
from bot.ports import CannotLook
from tests.fakes.chat import FakeChat
from tests.world import Visitor, World


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

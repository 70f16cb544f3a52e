"""Cards are drawn when they are sent or looked at, from the rows as they are then."""

from __future__ import annotations

import pytest

from bot.context import Context
from bot.interactions import Press
from bot.registry import Features
from bot.ui import Action, Card
from tests.visitor import Visitor
from tests.world import World


async def away(world: World, person: Visitor, delivery_id: str) -> None:
    """An answer that nothing is delivered after."""
    assert world.team
    action = Action.to("checkins/away", world.team.id, 1)
    press = Press(sender=person.sender, place=person.here, action=action, delivery_id=delivery_id)
    await world.database.run(world.bot.handle, press)


async def test_many_answers_are_one_drawing_and_one_edit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    *members, _mette = world.make_team("Amira", "Jonas", "Freja", "Emil")
    await world.at("2026-11-05 09:00")
    drawn: list[str] = []
    render = Context.render

    def counted(self: Context, key: str) -> Card | None:
        drawn.append(key)
        return render(self, key)

    monkeypatch.setattr(Context, "render", counted)
    for number, member in enumerate(members):
        await away(world, member, f"d-{number}")
    edits = world.chat.edits
    await world.at("2026-11-05 09:01")
    assert world.channel.sees("4 af 4 har svaret")
    assert drawn == ["checkins/round/1"]
    assert world.chat.edits == edits + 1


async def test_what_looks_the_same_is_not_sent(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await away(world, amira, "d-1")
    await world.at("2026-11-05 09:01")
    edits = world.chat.edits
    await away(world, amira, "d-2")  # she says it again
    await world.at("2026-11-05 09:02")
    assert world.chat.edits == edits


async def test_an_answer_while_the_card_is_being_sent_is_on_the_next(world: World) -> None:
    amira, jonas, _mette = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await away(world, amira, "d-1")
    edit = world.chat.edit

    async def slowly(*args: object) -> str:
        await away(world, jonas, "d-2")
        world.chat.edit = edit  # type: ignore[method-assign]
        return await edit(*args)  # type: ignore[arg-type]

    world.chat.edit = slowly  # type: ignore[method-assign,assignment]
    await world.at("2026-11-05 09:01")
    assert world.channel.sees("2 af 2 har svaret")


async def test_a_card_that_cannot_be_drawn_stays_and_holds_up_no_other(
    world: World, features: Features, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    eva, *_ = world.make_team("Eva", "Karla", facilitator="Karl", key="havnen")
    await world.at("2026-11-05 09:00")
    render = features.cards["checkins/round"]

    def broken(ctx: Context, round_id: int) -> Card | None:
        if round_id == 1:
            raise ZeroDivisionError
        return render(ctx, round_id)

    monkeypatch.setitem(features.cards, "checkins/round", broken)
    await amira.press("Jeg er væk i denne uge")
    await eva.press("Jeg er væk i denne uge")
    assert world.channel.sees("0 af 2 har svaret")
    assert world.channel_of("havnen").sees("1 af 2 har svaret")
    monkeypatch.undo()
    await amira.press("Jeg er væk i denne uge")
    assert world.channel.sees("1 af 2 har svaret")

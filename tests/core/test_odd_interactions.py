"""What no client of ours sends, but a hand-made request may hold: answered kindly, and no defect."""

from __future__ import annotations

import pytest

from bot.errors import Outdated
from bot.interactions import Address, Command, Joined, Nothing, Press, Sender, Submit
from bot.ui import Action
from tests.core.acting import denied, said
from tests.core.crowd import send
from tests.world import World

UNSTORABLE = ("\x00", "a\x00b", "\ud800", "c-broen\udfff")


@pytest.fixture(autouse=True)
def calm(no_defect: None) -> None:
    """None of it is a defect."""


async def test_a_form_sent_to_a_buttons_route_is_an_old_button(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await send(amira, Action.to("teams/leave", 1), {"text": "x"})
    assert Outdated.message in said(amira.last)


@pytest.mark.parametrize("args", [(), ("-",), ("1",)], ids=str)
async def test_a_button_that_says_no_command_is_an_old_button(world: World, args: tuple[str, ...]) -> None:
    amira, *_ = world.make_team("Amira")
    await amira.press_action(Action("core/run", args))
    assert Outdated.message in said(amira.last)


async def test_a_command_without_a_name_is_unknown(world: World) -> None:
    amira, *_ = world.make_team("Amira")
    await amira.command("")
    assert "Den kender jeg ikke" in said(amira.last)


@pytest.mark.parametrize("id", UNSTORABLE, ids=ascii)
async def test_ids_that_no_database_holds_are_nobodys(world: World, id: str) -> None:
    amira, *_ = world.make_team("Amira")
    place, known, action = Address("chat", id), amira.sender, Action.to("teams/open", 1)
    unknown = Sender(place, "Ukendt")
    assert denied(said(await world.handle(Press(sender=unknown, place=None, action=action, delivery_id=id))))
    elsewhere = Command(sender=known, place=place, name="hjaelp", text="", delivery_id=f"{id}1")
    assert "[Foreslå et møde]" in said(await world.handle(elsewhere)), "she is who she is, wherever"
    assert isinstance(await world.handle(Joined(place=place, delivery_id=f"{id}2")), Nothing)
    chosen = Action("meetings/vote_all", ("1", "1", id)) if "\x00" in id else action
    submit = Submit(sender=known, place=None, action=chosen, delivery_id=f"{id}3", values={id: id})
    assert Outdated.message in said(await world.handle(submit))
    assert world.bot.locale_of(elsewhere).language == "da"

"""The door over the wire on Discord's bad days: lost answers, broken connections, repeats, and a stop in the
middle.
"""

from __future__ import annotations

import asyncio
import gc

import pytest

from adapters.discord.drawn import DrawnModal, DrawnView
from tests.adapters.discord.probe import Probe
from tests.adapters.discord.waiting import CALLBACK, soon
from tests.doors.discord import DiscordAtWork, DiscordVisitor
from tests.fakes.discord.faults import LostReply, NeverArrived


@pytest.mark.parametrize("fault", [LostReply(), NeverArrived()])
async def test_an_answer_whose_fate_is_unknown_is_given_once(
    door: DiscordAtWork, amira: DiscordVisitor, fault: LostReply | NeverArrived
) -> None:
    door.fake.faults.add("POST", CALLBACK, fault)
    await amira.command("proeve", "kort")
    await door.close()  # whatever the door still had in mind is done by then
    assert amira.text().count("Hele kortet") == 1 and not amira.unanswered
    assert fault in door.fake.faults.met


async def test_a_promise_whose_reply_was_lost_is_kept(
    door: DiscordAtWork, amira: DiscordVisitor, probe: Probe
) -> None:
    door.fake.faults.add("POST", CALLBACK, LostReply())
    acting = asyncio.create_task(amira.command("proeve", "kort langsomt"))
    await soon(lambda: bool(amira.last and amira.last.answered.is_set()))
    probe.gate.set()
    await acting
    await door.close()
    assert amira.text().count("Hele kortet") == 1


async def test_a_broken_connection_loses_no_press_and_repeats_none(
    door: DiscordAtWork, amira: DiscordVisitor, probe: Probe
) -> None:
    await amira.command("proeve", "kort")
    await door.fake.gateway.drop()
    await amira.press("Tæl")  # sent while nobody was connected
    await door.fake.gateway.reconnect()
    await amira.press("Tæl")
    assert probe.done == ["count", "count"] and not amira.unanswered
    assert door.fake.gateway.resumes >= 2 and door.fake.gateway.identifies == 1


async def test_replayed_presses_are_taken_once(
    door: DiscordAtWork, amira: DiscordVisitor, probe: Probe
) -> None:
    await amira.command("proeve", "kort")
    await amira.press("Tæl")
    session = door.fake.gateway.connected[0]
    event = next(one for one in reversed(session.sent) if one["t"] == "INTERACTION_CREATE")
    await door.fake.gateway.emit("INTERACTION_CREATE", event["d"])
    await amira.press("Byt")
    assert probe.done == ["count"] and not amira.unanswered


async def test_a_void_session_is_begun_anew(door: DiscordAtWork, amira: DiscordVisitor, probe: Probe) -> None:
    await amira.command("proeve", "kort")
    await door.fake.gateway.invalidate()
    await door.fake.gateway.until_connected()
    assert door.fake.gateway.identifies == 2
    await amira.press("Tæl")
    assert probe.done == ["count"] and not amira.unanswered


async def test_an_old_button_of_nobodys_gets_a_kind_sentence(
    door: DiscordAtWork, amira: DiscordVisitor
) -> None:
    await amira.command("proeve", "kort")
    for custom_id in ("svundet/knap/1", "helt-forkert", "probe/count/for/meget", "////", "core/form/x/y/z"):
        await amira.press_stale(custom_id, amira.messages()[0])
        assert amira.sees("Knappen er fra en ældre besked."), custom_id
        del door.fake.world.messages[amira.messages()[-1].id]


async def test_stopping_lets_an_answer_under_way_be_given(
    door: DiscordAtWork, amira: DiscordVisitor, probe: Probe
) -> None:
    acting = asyncio.create_task(amira.command("proeve", "kort langsomt"))
    await soon(lambda: bool(amira.last and amira.last.answered.is_set()))
    stopping = asyncio.create_task(door.close())
    await asyncio.sleep(0)
    probe.gate.set()
    await asyncio.gather(stopping, acting)
    assert amira.sees("Hele kortet")


async def test_nothing_that_was_shown_stays_in_memory(amira: DiscordVisitor) -> None:
    for _ in range(3):
        await amira.command("proeve", "kort")
        await amira.press("Byt")
        await amira.press("Lang form")
        amira.cancel()
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, DrawnView | DrawnModal)]

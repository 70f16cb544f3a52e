"""The door over the wire: answers of every kind, in time and too late, and the places it is let into."""

from __future__ import annotations

import asyncio
import logging

import pytest

from storage.teams import TeamStore
from tests.adapters.discord.probe import Probe
from tests.adapters.discord.waiting import CALLBACK, soon
from tests.doors.discord import DiscordAtWork, DiscordVisitor
from tests.fakes.discord.faults import Held, Says
from tests.fakes.discord.world import BOT_MAY

# ---- answers in time


async def test_an_answer_is_private_and_a_private_card_is_replaced_in_place(
    door: DiscordAtWork, amira: DiscordVisitor
) -> None:
    jonas = door.visitor("Jonas")
    await amira.command("proeve", "kort")
    assert amira.sees("Hele kortet") and not jonas.sees("Hele kortet")
    await amira.press("Byt")
    assert amira.sees("Byttet") and not amira.sees("Hele kortet")
    await amira.choose("Vælg en", "Den anden")
    assert amira.sees("Du valgte b") and len(amira.messages()) == 1


async def test_nothing_to_say_leaves_nothing_behind(amira: DiscordVisitor, probe: Probe) -> None:
    await amira.command("proeve", "intet")
    await amira.until(lambda: not amira.messages())
    await amira.command("proeve", "kort")
    await amira.press("Tæl")
    assert probe.done == ["count"] and len(amira.messages()) == 1 and not amira.unanswered


async def test_in_direct_messages_too(amira: DiscordVisitor) -> None:
    amira.here = None
    await amira.command("proeve", "kort")
    await amira.press("Byt")
    assert amira.sees("Byttet") and not amira.unanswered


async def test_a_form_of_three_pages(amira: DiscordVisitor, probe: Probe) -> None:
    await amira.command("proeve", "form")
    assert amira.fields() == ["Første"]
    await amira.fill({"Første": "1", "Anden": "Stor", "Tredje": "3"})
    assert probe.done == ["1/l/3"] and amira.sees("Tak for formen")
    assert len(amira.messages()) == 1, "the cards between the pages give way to each other and to the answer"


async def test_a_refused_form_comes_back_filled_in(amira: DiscordVisitor, probe: Probe) -> None:
    await amira.command("proeve", "form")
    await amira.fill({"Første": "1", "Anden": "Stor", "Tredje": "galt"})
    assert amira.sees("Tredje: Prøv noget andet.") and amira.sees("galt") and not probe.done
    await amira.press("Ret")
    await amira.fill({"Tredje": "godt"})
    assert probe.done == ["1/l/godt"] and amira.sees("Tak for formen")


async def test_a_thread_belongs_to_its_channel(door: DiscordAtWork, amira: DiscordVisitor) -> None:
    await door.house.at("2026-11-12 09:00")
    amira.here = door.fake.world.add_thread(door.channel, "snak")
    await amira.command("tjekind")
    assert amira.sees("Hvordan går samarbejdet for dig?")


# ---- answers too late


async def test_a_slow_answer_is_promised_and_comes(amira: DiscordVisitor, probe: Probe) -> None:
    acting = asyncio.create_task(amira.command("proeve", "kort langsomt"))
    await soon(lambda: bool(amira.last and amira.last.answered.is_set()))
    assert amira.last and amira.last.callback == 5
    probe.gate.set()
    await acting
    assert amira.sees("Hele kortet") and len(amira.messages()) == 1


async def test_a_slow_nothing_takes_its_promise_back(amira: DiscordVisitor, probe: Probe) -> None:
    acting = asyncio.create_task(amira.command("proeve", "intet langsomt"))
    await soon(lambda: bool(amira.last and amira.last.answered.is_set()))
    probe.gate.set()
    await acting
    assert not amira.messages() and not amira.unanswered


async def test_a_form_that_comes_too_late_is_a_card_that_opens_it(
    amira: DiscordVisitor, probe: Probe
) -> None:
    acting = asyncio.create_task(amira.command("proeve", "form langsomt"))
    await soon(lambda: bool(amira.last and amira.last.answered.is_set()))
    probe.gate.set()
    await acting
    assert amira.sees("Det tog lidt længere tid end normalt.")
    await amira.press("Åbn")
    assert amira.fields() == ["Første"]


async def test_a_slow_press_on_a_private_card_still_changes_that_card(
    door: DiscordAtWork, amira: DiscordVisitor, probe: Probe
) -> None:
    await amira.command("proeve", "kort")
    taken = door.house.database.run(probe.gate.wait, 10)  # a press is quick, but SQLite may be taken
    await amira.press("Vent")
    assert amira.last and amira.last.callback == 6 and amira.sees("Hele kortet")
    probe.gate.set()
    await amira.until_sees("Endelig")
    assert len(amira.messages()) == 1 and probe.done == ["slow"]
    assert await taken


async def test_an_interaction_discord_has_given_up_is_answered_by_message(
    door: DiscordAtWork, amira: DiscordVisitor
) -> None:
    door.fake.faults.add("POST", CALLBACK, Says(404, 10062, "Unknown interaction"))
    acting = asyncio.create_task(amira.command("proeve", "kort"))
    await amira.until_sees("Hele kortet")
    shown = amira.messages()[-1]
    assert shown.channel.recipient is amira.user and shown.only_for is None
    acting.cancel()


# ---- what Discord is told beforehand


async def test_commands_in_both_languages_and_suggestions(door: DiscordAtWork, amira: DiscordVisitor) -> None:
    ben = door.visitor("Jonas", "en")
    with pytest.raises(AssertionError, match="samspil"):
        await amira.suggestions("proeve")
    assert await amira.suggestions("samspil", "tj") == [f"tjekind · {_about(door, 'tjekind')}"]
    assert "prøve · Prøv det hele" in await amira.suggestions("samspil", "PRØ")
    assert [one.partition(" ")[0] for one in await ben.suggestions("samspil", "che")] == ["checkin"]
    assert await amira.suggestions("samspil", "proeve kort") == ["proeve kort"]
    assert await amira.suggestions("samspil", "xyz") == []


def _about(door: DiscordAtWork, name: str) -> str:
    return door.house.features.commands[name].about


# ---- places


async def test_thrown_out_of_the_server(door: DiscordAtWork, amira: DiscordVisitor) -> None:
    def reachable() -> bool:
        with door.house.database.transaction() as tx:
            store = TeamStore(tx, door.house.world.tenant_id, door.house.clock())
            (place,) = [one for one in store.places(door.house.team_id) if one.platform == "discord"]
            return place.reachable

    assert reachable()
    await door.fake.kick(door.guild)
    await soon(lambda: not reachable())


async def test_a_command_where_the_bot_is_shut_out_says_how_to_let_it_in(
    door: DiscordAtWork, amira: DiscordVisitor
) -> None:
    await door.fake.permit(door.channel)
    await amira.command("proeve", "kort")
    await amira.until_sees("Jeg må ikke skrive i kanalen endnu")
    assert amira.sees("Hele kortet")
    await door.fake.permit(door.channel, *BOT_MAY)
    await amira.command("proeve", "kort")
    await amira.press("Tæl")
    assert amira.text().count("Jeg må ikke skrive") == 1


# ---- logs


async def test_logs_hold_nothing_that_people_wrote(
    door: DiscordAtWork, amira: DiscordVisitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await amira.command("proeve", "form")
    await amira.fill({"Første": "kanariefugl", "Anden": "Stor", "Tredje": "kanariefugl"})
    door.fake.faults.add("POST", CALLBACK, Says(404, 10062))
    acting = asyncio.create_task(amira.command("samspil", "kanariefugl"))
    await amira.until_sees("Jeg kender ikke")
    acting.cancel()
    assert "kanariefugl" not in caplog.text and door.fake.token not in caplog.text


async def test_others_are_answered_while_one_answer_is_stuck(
    door: DiscordAtWork, amira: DiscordVisitor
) -> None:
    gate = asyncio.Event()
    door.fake.faults.add("POST", CALLBACK, Held(gate))
    stuck = asyncio.create_task(amira.command("proeve", "kort"))
    jonas = door.visitor("Jonas")
    await soon(lambda: bool(door.fake.faults.met))
    await jonas.command("proeve", "kort")
    assert jonas.sees("Hele kortet") and not amira.sees("Hele kortet")
    gate.set()
    await stuck
    assert amira.sees("Hele kortet")

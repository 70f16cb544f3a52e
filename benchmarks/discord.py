"""Discord: a button pressed, the answer stored, the card drawn anew, the reply given; against discord.py with a
button that replies "Hej".

Both sides get the same INTERACTION_CREATE where the gateway would hand it on; what discord.py would send over
HTTP is taken at once.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from adapters.discord.app import DiscordClient
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.render import draw
from benchmarks.measure import Figure, Work, compare, needed
from benchmarks.team import NAMES, OpenRounds, database_file
from tests.fakes.discord.components import Json
from tests.fakes.discord.payloads import interaction_json, user_json
from tests.fakes.discord.world import World

COMPONENT, BUTTON = 3, 2  # kinds of an interaction and of a component


class InstantAdapter(AsyncWebhookAdapter):
    """Discord's end of every answer; `answered` is set at the first of each press."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.answers = 0
        self.answered = asyncio.Event()

    async def request(self, *_: Any, **__: Any) -> Any:
        self.answers += 1
        self.answered.set()
        return {"interaction": {"id": "1", "type": COMPONENT, "response_message_id": "2"}}


class Hej(discord.ui.View):
    """The smallest bot: a button that answers."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Hej", custom_id="hej")
    async def hej(self, interaction: discord.Interaction, _: discord.ui.Button[Hej]) -> None:
        await interaction.response.send_message("Hej", ephemeral=True)


async def press() -> Figure:
    """*Jeg er væk i denne uge*: stored, the team's card drawn anew, the private answer drawn and given."""
    adapter = InstantAdapter()
    async_context.set(adapter)
    count = needed()
    with database_file() as database:
        world = World()
        users = [world.add_user(name) for name in NAMES]
        channel = world.add_channel(world.add_guild("Skolen"), "team")
        accounts = tuple(f"user/{user.id}" for user in users)
        rounds = OpenRounds(database, "discord", f"channel/{channel.id}", accounts)
        presses = list(await rounds.fill(count))[:count]
        shown = world.post(channel, {"components": draw(rounds.card()).components})
        by_account = dict(zip(accounts, users, strict=True))

        def payload(custom_id: str, account: str) -> Json:
            data = {"custom_id": custom_id, "component_type": BUTTON, "id": 1}
            return interaction_json(world, world.act(COMPONENT, by_account[account], channel, data, shown))

        for_bare = [payload("hej", account) for account, _ in presses]
        route = f"checkins/away/{rounds.team.id}"
        for_ours = [payload(f"{route}/{round_id}", account) for account, round_id in presses]

        bare = discord.Client(intents=discord.Intents(guilds=True))
        bare.add_view(Hej())
        ours = DiscordClient(rounds.house.bot, DiscordMessenger("none"))
        found = await compare(
            await _pressing(bare, adapter, for_bare, world), await _pressing(ours, adapter, for_ours, world)
        )
        assert rounds.stored() == count and adapter.answers == 2 * count, (
            "a press was not stored and answered"
        )
    return Figure("discord.press", found.ratio, "ratio", 0.15, 0.5, found.reference("bare discord.py"))


async def _pressing(
    client: discord.Client, adapter: InstantAdapter, payloads: list[Json], world: World
) -> Work:
    """One press after another, each until its answer is out. What discord.py learns at login it knows: its
    loop, and who it is."""
    await client._async_setup_hook()
    state: Any = client._connection
    state.user = discord.ClientUser(state=state, data=user_json(world.bot))  # type: ignore[arg-type]
    waiting = iter(payloads)

    async def pressed() -> None:
        adapter.answered.clear()
        state.parse_interaction_create(next(waiting))
        await adapter.answered.wait()

    return pressed

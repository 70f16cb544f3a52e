"""The fake Discord against the real client library: what it serves, what it refuses, and how it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from discord import ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord import FakeDiscord, openapi
from tests.fakes.discord.faults import Broken, Cloudflare, LostReply, TooMany


class PlainBot(discord.Client):
    """A bot as anybody would write it: one command, one button, one form."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None, guild_ready_timeout=0.05)
        self.seen: list[str] = []

    async def setup_hook(self) -> None:
        option = {"type": 3, "name": "hvad", "description": "What", "autocomplete": True}
        names = {"name": "checkin", "name_localizations": {"da": "tjekind"}, "description": "Check in"}
        assert self.application_id is not None
        await self.http.bulk_upsert_global_commands(self.application_id, [names | {"options": [option]}])

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        self.seen.append(data.get("custom_id") or data["name"])
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete(
                [discord.app_commands.Choice(name="Hjælp", value="hjaelp")]
            )
        elif interaction.type is discord.InteractionType.application_command:
            view = ui.LayoutView(timeout=None)
            view.add_item(ui.TextDisplay("**Tjek-ind** for uge 46"))
            view.add_item(ui.ActionRow(ui.Button(label="Svar", custom_id="answer")))
            view.stop()
            await interaction.response.send_message(view=view, ephemeral=True)
        elif interaction.type is discord.InteractionType.component:
            modal = ui.Modal(title="Tjek-ind", custom_id="form", timeout=None)
            modal.add_item(
                ui.Label(text="Hvor langt er I?", component=ui.TextInput(custom_id="how", max_length=20))
            )
            modal.stop()
            await interaction.response.send_modal(modal)
        else:
            await interaction.response.defer(thinking=True, ephemeral=True)
            written = data["components"][0]["component"]["value"]
            await interaction.edit_original_response(
                content=f"Du skrev {discord.utils.escape_markdown(written)}"
            )


@asynccontextmanager
async def running(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch, client: discord.Client
) -> AsyncIterator[None]:
    monkeypatch.setattr(Route, "BASE", fake.api)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(fake.gateway.url))
    task = asyncio.create_task(client.start(fake.token))
    try:
        connected = asyncio.ensure_future(fake.gateway.until_connected())
        await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
        assert not task.done(), task.exception()
        yield
    finally:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    server = await FakeDiscord().start()
    yield server
    await server.stop()


async def test_a_person_uses_a_bot_through_the_real_client(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = fake.channel(fake.guild(), "team-havnen")
    ada, bo = fake.user("Ada", here=channel), fake.user("Bo", "en-GB", here=channel)
    async with running(fake, monkeypatch, PlainBot()):
        assert await ada.suggestions("tjekind", "hj") == ["Hjælp"]
        await ada.command("tjekind")
        assert ada.sees("Tjek-ind for uge 46") and not bo.sees("Tjek-ind")
        await ada.press("Svar")
        assert ada.fields() == ["Hvor langt er I?"]
        with pytest.raises(AssertionError, match="takes 0-20 characters"):
            await ada.fill({"Hvor langt er I?": "x" * 21})
        await ada.fill({"Hvor langt er I?": "Næsten *færdige*"})
        assert ada.sees("Du skrev Næsten *færdige*")
        await bo.command("checkin")
        assert bo.sees("Tjek-ind for uge 46")
        with pytest.raises(AssertionError, match="no command /tjekind in en-GB"):
            await bo.command("tjekind")
    assert not fake.refused


async def test_its_answers_are_those_discord_describes(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    if openapi.specification() is None:
        pytest.skip("SAMSPIL_SPECS_DIR names no folder with discord/openapi.json")
    channel = fake.channel(fake.guild(), "team-havnen")
    ada = fake.user("Ada", here=channel)
    client = PlainBot()
    async with running(fake, monkeypatch, client):
        await ada.command("tjekind")
        await ada.press("Svar")
        await ada.fill({"Hvor langt er I?": "Halvvejs"})
        there = client.get_partial_messageable(channel.id)
        message = await there.send("Hej")
        await message.edit(content="Hej igen")
        assert [m.content async for m in there.history(limit=5)] == ["Hej igen"]
    described = [c for c in fake.calls if "{" in c.template or c.template == "/users/@me"]
    assert len({call.template for call in described}) >= 6
    for call in described:
        found = list(openapi.response_problems(call.method, call.template, call.status, call.answer))
        assert not found, (call.method, call.template, found)


async def test_nobody_answers_twice_late_or_for_somebody_else(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = fake.channel(fake.guild(), "team-havnen")
    ada = fake.user("Ada", here=channel)
    client = PlainBot()
    async with running(fake, monkeypatch, client):
        answered = await ada.command("tjekind")

        async def answer(number: int, token: str, kind: int = 4) -> int:
            route = Route("POST", "/interactions/{i}/{t}/callback", i=number, t=token)
            try:
                await client.http.request(route, json={"type": kind, "data": {"content": "Hej"}})
            except discord.HTTPException as error:
                return error.code
            return 0

        assert await answer(answered.id, answered.token) == 40060
        assert await answer(answered.id, "somebody-elses") == 10062
        late = fake.world.act(2, ada.user, channel, {"name": "tjekind", "id": "1"})
        fake.world.advance(3.5)
        assert await answer(late.id, late.token) == 10062
        modal = fake.world.act(5, ada.user, channel, {"custom_id": "form", "components": []})
        assert await answer(modal.id, modal.token, 9) == 50035
        fake.world.advance(900)
        expired = Route("POST", "/webhooks/{w}/{t}", w=fake.world.application_id, t=answered.token)
        with pytest.raises(discord.HTTPException) as refusal:
            await client.http.request(expired, json={"content": "Hej"})
        assert refusal.value.code == 50027


async def test_places_the_bot_cannot_use(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = fake.channel(fake.guild(), "team-havnen")
    ada = fake.user("Ada", here=channel)
    client = PlainBot()
    async with running(fake, monkeypatch, client):

        async def code(target: int) -> int:
            try:
                await client.get_partial_messageable(target).send("Hej")
            except discord.HTTPException as error:
                return error.code
            return 0

        assert await code(channel.id) == 0
        await fake.permit(channel, "view")
        assert await code(channel.id) == 50013
        assert [m async for m in client.get_partial_messageable(channel.id).history()] == []
        await fake.permit(channel)
        assert await code(channel.id) == 50001
        await fake.delete_channel(channel)
        assert await code(channel.id) == 10003
        direct = fake.world.direct(ada.user)
        assert await code(direct.id) == 0
        ada.user.dm_open = False
        assert await code(direct.id) == 50007


async def test_a_nonce_is_enforced_for_some_minutes(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = fake.channel(fake.guild(), "team-havnen")
    client = PlainBot()
    async with running(fake, monkeypatch, client):
        there = client.get_partial_messageable(channel.id)
        first = await there.send("Hej", nonce="n1")
        assert (await there.send("Hej", nonce="n1")).id == first.id
        fake.world.advance(600)
        assert (await there.send("Hej", nonce="n1")).id != first.id


async def test_broken_requests(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = fake.channel(fake.guild(), "team-havnen")
    ada = fake.user("Ada", here=channel)
    client = PlainBot()
    messages = "/channels/*/messages"
    async with running(fake, monkeypatch, client):
        there = client.get_partial_messageable(channel.id)
        fake.faults.add("POST", messages, LostReply())
        with pytest.raises(OSError, match=r"104|reset"):
            await there.send("Kom frem")
        assert ada.sees("Kom frem")
        fake.faults.add("POST", messages, TooMany(0.01))
        await there.send("Efter en pause")
        fake.faults.add("POST", messages, Cloudflare())
        with pytest.raises(discord.HTTPException) as banned:
            await there.send("Aldrig")
        assert banned.value.status == 429 and not ada.sees("Aldrig")
        monkeypatch.setattr(asyncio, "sleep", lambda _: asyncio.wait([asyncio.ensure_future(_soon())]))
        fake.faults.add("POST", messages, Broken(502, effect=True))
        bare = Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id)
        await client.http.request(bare, json={"content": "To gange, for der er ingen nonce"})
        assert ada.text().count("To gange") == 2
    assert len(fake.faults.met) == 4


async def _soon() -> None:
    return None


async def test_sessions_survive_their_connections(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = fake.user("Ada", here=fake.channel(fake.guild(), "team-havnen"))
    client = PlainBot()

    async def no_pause(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(client, "before_identify_hook", no_pause)
    async with running(fake, monkeypatch, client):
        await fake.gateway.drop()
        await ada.command("tjekind")  # sent while nobody listened, and replayed on RESUME
        assert ada.sees("Tjek-ind") and (fake.gateway.identifies, fake.gateway.resumes) == (1, 1)
        await fake.gateway.reconnect()
        await ada.press("Svar")
        assert ada.fields() and fake.gateway.resumes == 2
        await fake.gateway.invalidate()
        await fake.gateway.until_connected()
        assert fake.gateway.identifies == 2
        await ada.command("tjekind")
        assert not ada.unanswered


async def test_privileged_intents_and_wrong_tokens_are_refused(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", fake.api)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(fake.gateway.url))
    nosy = discord.Client(intents=discord.Intents.all())
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await nosy.start(fake.token)
    await nosy.close()
    stranger = discord.Client(intents=discord.Intents.none())
    with pytest.raises(discord.LoginFailure):
        await stranger.start("another-token")
    await stranger.close()

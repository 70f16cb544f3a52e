"""Discord's interactions, spoilt, through discord.py, the real client, the core and a real database.

Spoilt is what a person or a client of their own making decides: the data of a command, press or form in any
way, and names, language and place. The rest is Discord's own, and comes over its own encrypted gateway;
what discord.py cannot read of it never reaches us.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import discord
import pytest
from discord.webhook.async_ import AsyncWebhookAdapter

from adapters.discord.app import DiscordClient
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.modals import draw_form
from tests.core.crowd import crowd
from tests.core.restored import Restored
from tests.fakes.discord.callbacks import ASKING, COMMAND, COMPONENT, SUBMIT
from tests.fakes.discord.forms import submitted
from tests.fakes.discord.limits import problems
from tests.fakes.discord.payloads import interaction_json, message_json, user_json
from tests.fakes.discord.world import World as Fake
from tests.fuzz.dice import dice, size
from tests.fuzz.guests import Sent, everything, let_in, words
from tests.fuzz.mutations import TEXTS, mutated, text
from tests.fuzz.watch import Watch, check_posts, watching
from tests.world import World

Json = dict[str, Any]
AT_A_TIME = 250  # payloads between two restorings of the database
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Bench:
    """The client without a Discord: every answer is held against Discord's limits, and taken."""

    def __init__(self, world: World, watch: Watch) -> None:
        self.world, self.watch, self.fake = world, watch, Fake()
        self.client = DiscordClient(world.bot, DiscordMessenger("token"), defer_after=60)
        self.state: Any = self.client._connection
        self.state.application_id = self.fake.application_id
        self.state.user = discord.ClientUser(state=self.state, data=user_json(self.fake.bot))  # type: ignore[arg-type]
        self.state.dispatch = self.dispatched
        self.guild = self.fake.add_guild("Skolen")
        self.users = {name: self.fake.add_user(name) for name in world.people}
        self.unread, self.answers, self.fresh = 0, 0, 10**15
        self.came: list[discord.Interaction] = []
        self.pool: list[Json] = []
        self.spoilers: list[str] = []

    async def prepare(self) -> None:
        made = await crowd(self.world)
        self.users = {name: self.fake.add_user(name) for name in self.world.people}
        channels = {key: self.fake.add_channel(self.guild, key) for key in made.teams}
        self.here = channels["broen"]
        let_in(
            made,
            "discord",
            lambda name: f"user/{self.users[name].id}",
            lambda key: f"channel/{channels[key].id}",
        )
        self.card = self.fake.post(self.here, {"content": "Kort"})
        sent = await everything(made)
        self.pool, self.spoilers = [self._sent(one) for one in sent], [*words(made, sent)]

    def _sent(self, one: Sent) -> Json:
        user, message = self.users[one.person.name], self.card
        data: Json = {"custom_id": one.action.encode(), "component_type": 2, "id": 3}
        kind = COMPONENT
        if one.action.route == "core/run":
            kind, message = (ASKING if one.text else COMMAND), None  # type: ignore[assignment]
            given = [
                {"type": 3, "name": "hvad", "value": f"{one.action.args[1]} {one.text}", "focused": True}
            ]
            data = {"id": "1", "name": "samspil", "type": 1, "options": given}
        elif one.form is not None:
            kind, data = SUBMIT, submitted(draw_form(one.form, 0), {})
        elif one.value:
            data |= {"component_type": 3, "values": [f"={one.value}"]}
        return interaction_json(self.fake, self.fake.act(kind, user, self.here, data, message))

    def dispatched(self, event: str, *args: Any) -> None:
        if event == "interaction":
            self.came.append(args[0])

    async def receive(self, payload: Json) -> None:
        self.came.clear()
        try:
            self.state.parse_interaction_create(payload)
        except Exception:  # of any kind: discord.py trusts what its gateway says
            self.unread += 1
            return
        for interaction in self.came:
            try:
                await self.client.on_interaction(interaction)
                if self.client._tasks:
                    await asyncio.wait(self.client._tasks)
            except Exception as error:
                self.watch.wrong.append(repr(error))

    async def request(self, route: Any, session: Any, **sent: Any) -> Any:
        """Instead of the wire."""
        self.answers += 1
        payload = sent.get("payload") or next(
            (discord.utils._from_json(part["value"]) for part in sent.get("multipart") or () if part["name"] == "payload_json"),
            None,
        )  # fmt: skip
        if payload is not None:
            kind = (
                "callback"
                if route.path.endswith("/callback")
                else "original"
                if route.method == "PATCH"
                else "followup"
            )
            found = problems(kind, payload)  # type: ignore[arg-type]
            self.watch.wrong += [f"Discord would refuse {one}: {payload}" for one in found]
            if kind != "callback":
                return message_json(self.fake, self.card)
        return {"interaction": {"id": "1", "type": 2}}


@pytest.fixture
async def bench(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    with watching() as watch:
        made = Bench(world, watch)
        await made.prepare()
        asyncio.get_running_loop().set_exception_handler(watch.unawaited)
        watch.answers_of(world.bot)

        async def request(_: Any, route: Any, session: Any, **sent: Any) -> Any:
            return await made.request(route, session, **sent)

        monkeypatch.setattr(AsyncWebhookAdapter, "request", request)
        yield made


def another(bench: Bench, chance: Random) -> Json:
    bench.fresh += 1
    payload = {**copy.deepcopy(chance.choice(bench.pool)), "id": str(bench.fresh)}
    what = chance.random()
    if what > 0.1:
        payload["data"] = mutated(payload["data"], chance, bench.spoilers)
    if what < 0.3:
        chance.choice((_names, _language, _in_private, _elsewhere, _no_card))(payload, chance)
    return payload


def _names(payload: Json, chance: Random) -> None:
    user = payload["member"]["user"]
    payload["member"]["nick"] = chance.choice((None, *TEXTS, text(chance)))
    user["global_name"], user["username"] = chance.choice((None, *TEXTS)), chance.choice(TEXTS)


def _language(payload: Json, chance: Random) -> None:
    payload["locale"] = chance.choice((*TEXTS, "en-GB", "zz", text(chance)))


def _in_private(payload: Json, chance: Random) -> None:
    payload["user"] = payload.pop("member")["user"]
    for key in ("guild_id", "guild_locale", "guild"):
        del payload[key]
    payload |= {"context": 1, "channel": {"id": payload["channel_id"], "type": 1, "recipients": []}}


def _elsewhere(payload: Json, chance: Random) -> None:
    payload["channel_id"] = payload["channel"]["id"] = str(chance.randrange(2**63))
    payload["app_permissions"] = chance.choice(("0", str(2**53), payload["app_permissions"]))


def _no_card(payload: Json, chance: Random) -> None:
    payload.pop("message", None)


@pytest.mark.parametrize("part", range(2))
async def test_spoilt_payloads(bench: Bench, part: int) -> None:
    chance = dice(f"discord {part}")
    with Restored(bench.world.database) as restored:
        for number in range(size(2000)):
            payload = another(bench, chance)
            await bench.receive(payload)
            bench.watch.check(payload)
            if number % AT_A_TIME == AT_A_TIME - 1:
                check_posts(bench.world.database)
                restored.again()
    assert bench.answers > size(600), f"{bench.answers} answers, {bench.unread} unread by discord.py"

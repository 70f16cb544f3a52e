"""The way out, over the wire: what is sent arrives once, and every failure comes back in the port's words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord import messenger as module
from adapters.discord.messenger import DiscordMessenger, nonce
from adapters.discord.start import use_api
from bot.delivery.attempt import REPEAT_AFTER
from bot.interactions import Address
from bot.ports import CannotLook, RateLimited, Refused, Uncertain, Unreachable
from bot.ui import Action, Button, Buttons, Card, Picture, plain
from tests.fakes.discord import FakeDiscord, Person
from tests.fakes.discord.faults import Broken, Cloudflare, Held, LostReply, NeverArrived, Says, TooMany
from tests.fakes.discord.world import BOT_MAY, Channel

KEY = "checkins/round/7"
MESSAGES = "/channels/*/messages"


def card(words: str = "Hvad fylder hos jer?") -> Card:
    return Card(plain(words), (Buttons((Button("Svar", Action("checkins/answer", ("7",))),)),))


class Stage:
    """A channel, somebody who looks at it, and a messenger as any process makes one."""

    def __init__(self, fake: FakeDiscord) -> None:
        self.fake = fake
        self.channel: Channel = fake.channel(fake.guild(), "team-broen")
        self.ada: Person = fake.user("Ada", here=self.channel)
        self.here = Address("discord", f"channel/{self.channel.id}")
        self.to_ada = Address("discord", f"user/{self.ada.user.id}")
        self.made: list[DiscordMessenger] = []
        self.out = self.another()

    def another(self, token: str = "fake-token", **settings: Any) -> DiscordMessenger:
        """A messenger that knows nothing of the others: another process, or the next one."""
        self.made.append(DiscordMessenger(token, **settings))
        return self.made[-1]

    def posts(self) -> int:
        return len(self.ada.messages())

    def fault(self, fault: Any, method: str = "POST", times: int = 1) -> None:
        path = MESSAGES if method == "POST" else f"{MESSAGES}*"
        self.fake.faults.add(method, path, fault, times=times)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    fake = await FakeDiscord().start()
    use_api(fake.api)
    stage = Stage(fake)
    yield stage
    for one in stage.made:
        await one.close()
    await fake.stop()
    use_api("")
    assert not fake.refused, fake.refused


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py's own pauses take no time."""
    sleep = asyncio.sleep

    async def at_once(_: float) -> None:
        await sleep(0)

    monkeypatch.setattr("discord.http.asyncio.sleep", at_once)


def a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=60)


async def test_a_card_is_sent_changed_and_taken_away(stage: Stage) -> None:
    ref = await stage.out.send(stage.here, card(), key=KEY)
    assert stage.ada.sees("Hvad fylder hos jer?\n[Svar]")
    await stage.out.edit(stage.here, ref, card("1 af 3 har svaret"))
    assert stage.ada.sees("1 af 3 har svaret") and not stage.ada.sees("Hvad fylder")
    await stage.out.delete(stage.here, ref)
    assert stage.posts() == 0
    sent = next(call for call in stage.fake.calls if call.method == "POST")
    assert sent.body["allowed_mentions"] == {"parse": []} and sent.body["enforce_nonce"]


async def test_a_person_is_reached_in_direct_messages(stage: Stage) -> None:
    await stage.out.send(stage.to_ada, card(), key=KEY)
    ref = await stage.out.send(stage.to_ada, card("Hej Ada"), key="checkins/reminder/7")
    await stage.out.edit(stage.to_ada, ref, card("Hej igen"))
    assert stage.ada.sees("Hej igen")
    assert sum(call.path == "/users/@me/channels" for call in stage.fake.calls) == 1


async def test_the_same_key_in_the_same_place_is_one_message(stage: Stage) -> None:
    first = await stage.out.send(stage.here, card(), key=KEY)
    assert await stage.another().send(stage.here, card(), key=KEY) == first
    assert await stage.out.send(stage.to_ada, card(), key=KEY) != first
    assert stage.posts() == 2
    assert len(nonce(stage.here, "x" * 200)) <= 25


async def test_a_lost_reply_is_found_again(stage: Stage) -> None:
    stage.fault(LostReply())
    with pytest.raises(Uncertain):
        await stage.out.send(stage.here, card(), key=KEY)
    found = await stage.another().find(stage.here, KEY, a_minute_ago())
    assert found == str(stage.ada.messages()[0].id)
    assert await stage.another().find(stage.here, "checkins/round/8", a_minute_ago()) is None
    assert await stage.out.find(stage.here, KEY, datetime.now(UTC) + timedelta(seconds=60)) is None


async def test_what_never_arrived_is_certainly_not_there(stage: Stage) -> None:
    stage.fault(NeverArrived())
    with pytest.raises(Uncertain):
        await stage.out.send(stage.to_ada, card(), key=KEY)
    assert await stage.another().find(stage.to_ada, KEY, a_minute_ago()) is None


async def test_without_the_history_permission_it_is_not_guessed(stage: Stage) -> None:
    """Discord answers an empty history, not an error, where the bot may not read it."""
    await stage.fake.permit(stage.channel, *(BOT_MAY - {"history"}))
    stage.fault(LostReply())
    with pytest.raises(Uncertain):
        await stage.out.send(stage.here, card(), key=KEY)
    with pytest.raises(CannotLook):
        await stage.out.find(stage.here, KEY, a_minute_ago())
    # While Discord still knows the nonce, sending again gives back what is there: delivery does that first.
    assert stage.out.repeats_for > REPEAT_AFTER
    await stage.another().send(stage.here, card(), key=KEY)
    assert stage.posts() == 1


async def test_a_channel_too_busy_to_look_through(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 5)
    for _ in range(5):
        stage.fake.world.post(stage.channel, {"content": "snak"}, author=stage.ada.user)
    with pytest.raises(CannotLook):
        await stage.out.find(stage.here, KEY, a_minute_ago())


async def test_a_short_rate_limit_is_waited_out_and_a_long_one_comes_back(stage: Stage) -> None:
    stage.fault(TooMany(0.01))
    await stage.out.send(stage.here, card(), key=KEY)
    stage.fault(TooMany(120.0))
    with pytest.raises(RateLimited) as limited:
        await stage.out.send(stage.here, card(), key="checkins/round/8")
    assert limited.value.retry_after == 120.0 and stage.posts() == 1


async def test_cloudflare_stops_everything_for_as_long_as_it_says(stage: Stage) -> None:
    await stage.out.send(stage.here, card(), key=KEY)
    stage.fault(Cloudflare())
    with pytest.raises(RateLimited) as banned:
        await stage.out.send(stage.here, card(), key="checkins/round/8")
    asked = len(stage.fake.calls)
    with pytest.raises(RateLimited) as still:
        await stage.out.send(stage.to_ada, card(), key=KEY)
    assert banned.value.retry_after == 600 and 590 < still.value.retry_after <= 600
    assert len(stage.fake.calls) == asked, "nothing may be asked of Discord meanwhile"


async def test_server_errors(stage: Stage, hurried: None) -> None:
    stage.fault(Broken(502, effect=True), times=2)
    await stage.out.send(stage.here, card(), key=KEY)
    assert stage.posts() == 1, "discord.py's own repeats carry the nonce"
    stage.fault(Broken(503))
    with pytest.raises(Uncertain):
        await stage.out.send(stage.here, card(), key="checkins/round/8")


async def test_a_call_that_takes_too_long_is_uncertain(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.out.send(stage.here, card(), key=KEY)
    monkeypatch.setattr(module, "TIMEOUT", 0.2)
    gate = asyncio.Event()
    stage.fault(Held(gate))
    with pytest.raises(Uncertain):
        await stage.out.send(stage.here, card(), key="checkins/round/8")
    gate.set()


async def test_places_and_people_that_cannot_be_reached(stage: Stage) -> None:
    await stage.out.send(stage.to_ada, card(), key="checkins/reminder/7")
    stage.ada.user.dm_open = False
    unreachable: list[Callable[[], Any]] = [
        lambda: stage.fake.permit(stage.channel, "view"),
        lambda: stage.fake.permit(stage.channel),
        lambda: stage.fake.delete_channel(stage.channel),
    ]
    for number, change in enumerate(unreachable):
        await change()
        with pytest.raises(Unreachable):
            await stage.out.send(stage.here, card(), key=f"checkins/round/{number}")
    nobody = Address("discord", "user/1")
    for to in (stage.to_ada, nobody, Address("discord", "fax/12")):
        with pytest.raises(Unreachable):
            await stage.out.send(to, card(), key=KEY)


async def test_what_discord_will_not_take(stage: Stage) -> None:
    stage.fault(Says(400, 50035, "Invalid Form Body"))
    with pytest.raises(Refused, match="50035"):
        await stage.out.send(stage.here, card(), key=KEY)


async def test_a_message_somebody_took_away_is_not_put_back(stage: Stage) -> None:
    ref = await stage.out.send(stage.here, card(), key=KEY)
    stage.ada.messages()[0].deleted = True
    await stage.out.edit(stage.here, ref, card("1 af 3 har svaret"))
    await stage.out.delete(stage.here, ref)
    with pytest.raises(Refused):
        await stage.out.send(stage.here, card(), key=KEY)
    assert stage.posts() == 0


async def test_while_discord_is_away_nothing_is_sent(stage: Stage) -> None:
    await stage.fake.stop()
    with pytest.raises(RateLimited):
        await stage.out.send(stage.here, card(), key=KEY)


async def test_a_token_that_is_refused_holds_the_posts_back(stage: Stage) -> None:
    stranger = stage.another("another-token")
    with pytest.raises(RateLimited):
        await stranger.send(stage.here, card(), key=KEY)
    stage.fake.token = "another-token"
    await stranger.send(stage.here, card(), key=KEY)
    assert stage.posts() == 1


async def test_pictures_go_along(stage: Stage) -> None:
    async def stored(sha256: str) -> bytes | None:
        return b"png" if sha256 == "a" * 64 else None

    out = stage.another(files=stored)
    pictured = Card(plain("Kort"), (Picture("a" * 64, "Tre ringe"), Picture("b" * 64, "Er væk")))
    ref = await out.send(stage.here, pictured, key=KEY)
    assert stage.ada.sees("Tre ringe") and stage.ada.sees("Er væk")
    assert list(stage.fake.world.files.values()) == [b"png"]
    await out.edit(stage.here, ref, card("Uden billede"))
    assert stage.ada.messages()[0].attachments == []

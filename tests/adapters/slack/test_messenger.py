"""The outbox's way into Slack: one call each, every failure told apart, nothing sent twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.slack import uploads
from adapters.slack.messenger import SlackMessenger, marker
from adapters.slack.uploads import Uploads
from adapters.slack.web_api import WebApi
from bot.i18n import md
from bot.interactions import Address
from bot.ports import CannotLook, RateLimited, Refused, Uncertain, Unreachable
from bot.ui import Action, Button, Buttons, Card, File, Picture, plain
from tests.fakes.slack import FakeSlack, Person

TEAM, PERSON = Address("slack", "T0TEAM/C1"), Address("slack", "T0TEAM/U1")
FILES = {"a" * 64: b"\x89PNG", "b" * 64: b"BEGIN:VCALENDAR", "c" * 64: b"BEGIN:VCALENDAR2"}


def card(text: str = "Hej") -> Card:
    return Card(md("Titel"), (plain(text), Buttons((Button("Svar", Action.to("a/b")),))))


class Wire:
    """A messenger, the fake behind it, and somebody who reads."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.api = WebApi(slack.bot_token, slack.api_url)
        self.messenger = SlackMessenger(self.api, Uploads(self.api, self.load))
        self.ada: Person = slack.user("U1", name="Ada")
        slack.channel("C1", self.ada)

    async def load(self, sha256: str) -> bytes | None:
        return FILES.get(sha256)

    def posts(self) -> list[str]:
        return [one.text for one in self.slack.messages("C1")]


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with FakeSlack() as slack:
        made = Wire(slack)
        yield made
        await made.api.close()
        assert slack.refused == []


async def test_send_edit_delete(wire: Wire) -> None:
    ref = await wire.messenger.send(TEAM, card(), key="k")
    assert wire.ada.sees("Hej")
    await wire.messenger.edit(TEAM, ref, card("Nyt"))
    assert wire.ada.channel("C1").messages == ["Titel\nNyt\n[Svar]"]
    await wire.messenger.delete(TEAM, ref)
    await wire.messenger.delete(TEAM, ref)
    assert wire.posts() == []


async def test_to_a_person(wire: Wire) -> None:
    ref = await wire.messenger.send(PERSON, card(), key="k")
    assert wire.ada.dm.last == "Titel\nHej\n[Svar]"
    await wire.messenger.edit(PERSON, ref, card("Nyt"))
    assert wire.ada.dm.last == "Titel\nNyt\n[Svar]"


REFUSALS: list[tuple[str, type[Exception]]] = [
    ("not_in_channel", Unreachable),
    ("channel_not_found", Unreachable),
    ("is_archived", Unreachable),
    ("user_disabled", Unreachable),
    ("account_inactive", Unreachable),
    ("token_revoked", RateLimited),
    ("invalid_blocks", Refused),
    ("msg_too_long", Refused),
    ("ratelimited", RateLimited),
    ("internal_error", Uncertain),
    ("fatal_error", Uncertain),
]


@pytest.mark.parametrize(("code", "error"), REFUSALS, ids=[one[0] for one in REFUSALS])
async def test_what_slack_says_no_to(wire: Wire, code: str, error: type[Exception]) -> None:
    wire.slack.faults.error("chat.postMessage", code)
    with pytest.raises(error):
        await wire.messenger.send(TEAM, card(), key="k")
    assert wire.posts() == []


async def test_a_rate_limit_says_when(wire: Wire) -> None:
    wire.slack.faults.rate_limit("chat.postMessage", retry_after=17)
    with pytest.raises(RateLimited) as limited:
        await wire.messenger.send(TEAM, card(), key="k")
    assert limited.value.retry_after == 17
    assert wire.posts() == []


async def test_what_may_have_arrived_is_uncertain_and_sent_once(wire: Wire) -> None:
    wire.slack.faults.lose_reply("chat.postMessage")
    wire.slack.faults.status("chat.postMessage", 503, effect=True)
    for _ in range(2):
        with pytest.raises(Uncertain):
            await wire.messenger.send(TEAM, card(), key="k")
    assert len(wire.posts()) == 2, "one for each call: nothing repeats by itself"


async def test_a_server_that_is_not_there_is_certain(wire: Wire) -> None:
    await wire.slack.stop()
    with pytest.raises(RateLimited):
        await wire.messenger.send(TEAM, card(), key="k")


async def test_finding_what_arrived(wire: Wire) -> None:
    wire.slack.scopes |= {"channels:history", "groups:history", "im:history"}
    before = datetime.now(UTC) - timedelta(seconds=60)
    for to in (TEAM, PERSON):
        wire.slack.faults.lose_reply("chat.postMessage")
        with pytest.raises(Uncertain):
            await wire.messenger.send(to, card("Uvist"), key="k1")
        for other in range(3):
            await wire.messenger.send(to, card(f"Andet {other}"), key=f"other{other}")
        found = await wire.messenger.find(to, "k1", before)
        assert found is not None
        await wire.messenger.edit(to, found, card("Fundet"))
        assert await wire.messenger.find(to, "k2", before) is None
    assert wire.ada.text().count("Fundet") == 2
    assert await wire.messenger.find(TEAM, "k1", datetime.now(UTC) + timedelta(seconds=60)) is None


async def test_looking_reads_every_page(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.messenger.PAGE", 2)
    wire.slack.scopes |= {"channels:history"}
    before = datetime.now(UTC) - timedelta(seconds=60)
    for number in range(5):
        await wire.messenger.send(TEAM, card(), key=f"k{number}")
    assert await wire.messenger.find(TEAM, "k0", before) is not None


async def test_without_the_scope_nothing_is_guessed(wire: Wire) -> None:
    with pytest.raises(CannotLook):
        await wire.messenger.find(TEAM, "k", datetime.now(UTC))


async def test_others_in_the_workspace_do_not_read_our_keys(wire: Wire) -> None:
    await wire.messenger.send(TEAM, card(), key="checkins/round/42")
    metadata = wire.slack.messages("C1")[0].metadata
    assert metadata == {"event_type": "samspil_post", "event_payload": {"key": marker("checkins/round/42")}}


async def test_pictures_are_uploaded_first_and_only_once(wire: Wire) -> None:
    picture = Card(md("Netværk"), (Picture("a" * 64, "Tre ringe"), Picture("f" * 64, "Væk")))
    ref = await wire.messenger.send(TEAM, picture, key="k")
    await wire.messenger.edit(TEAM, ref, picture)
    kinds = [block["type"] for block in wire.slack.messages("C1")[0].blocks]
    assert kinds == ["header", "image", "context"], "what is gone is said in words"
    assert len(wire.slack.calls_to("files.completeUploadExternal")) == 1


async def test_a_picture_that_slack_has_not_looked_over_is_waited_for(wire: Wire) -> None:
    picture = Card(md("Netværk"), (Picture("a" * 64, "Tre ringe"),))
    wire.slack.faults.error("chat.postMessage", "invalid_blocks")
    with pytest.raises(RateLimited):
        await wire.messenger.send(TEAM, picture, key="k")
    await wire.messenger.send(TEAM, picture, key="k")
    assert [block["type"] for block in wire.slack.messages("C1")[0].blocks] == ["header", "image"]
    assert len(wire.slack.calls_to("files.completeUploadExternal")) == 1


async def test_a_picture_that_slack_will_not_show_is_said_in_words(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "SETTLES", 0.0)
    picture = Card(md("Netværk"), (Picture("a" * 64, "Tre ringe"),))
    wire.slack.faults.error("chat.postMessage", "invalid_blocks")
    await wire.messenger.send(TEAM, picture, key="k")
    assert [block["type"] for block in wire.slack.messages("C1")[0].blocks] == ["header", "context"]
    await wire.messenger.send(TEAM, picture, key="k2")
    assert len(wire.slack.calls_to("files.completeUploadExternal")) == 2, "it may have been deleted there"


async def test_an_upload_that_fails_posts_nothing(wire: Wire) -> None:
    wire.slack.faults.lose_reply("files.completeUploadExternal")
    with pytest.raises(RateLimited):
        await wire.messenger.send(TEAM, Card(md("N"), (Picture("a" * 64, "x"),)), key="k")
    assert wire.posts() == []


async def test_a_file_stands_under_its_card_once_for_each_version(wire: Wire) -> None:
    def planned(sha256: str) -> Card:
        return Card(md("Møde"), (File("moede.ics", "text/calendar", sha256),))

    ref = await wire.messenger.send(TEAM, planned("b" * 64), key="k")
    await wire.messenger.edit(TEAM, ref, planned("b" * 64))
    assert wire.ada.text().count("(moede.ics)") == 1
    await wire.messenger.edit(TEAM, ref, planned("c" * 64))
    await wire.messenger.edit(TEAM, ref, planned("c" * 64))
    assert wire.ada.text().count("(moede.ics)") == 2
    again = SlackMessenger(wire.api, Uploads(wire.api, wire.load))
    await again.edit(TEAM, ref, planned("b" * 64))
    assert wire.ada.text().count("(moede.ics)") == 2, "also after a restart"
    shares = wire.slack.calls_to("files.completeUploadExternal")
    assert {one["thread_ts"] for one in shares} == {ref.split("/")[1]}


async def test_a_file_put_there_by_an_attempt_that_was_broken_off_is_not_put_there_again(wire: Wire) -> None:
    """The process died after the upload, before it could note the file."""
    card = Card(md("Møde"), (File("moede.ics", "text/calendar", "b" * 64),))
    wire.slack.scopes.add("channels:history")
    await wire.messenger.send(TEAM, card, key="k")
    again = SlackMessenger(wire.api, Uploads(wire.api, wire.load))
    found = await again.find(TEAM, "k", datetime.now(UTC) - timedelta(minutes=1))
    assert found is not None
    ref = await again.edit(TEAM, found, card)
    await SlackMessenger(wire.api, Uploads(wire.api, wire.load)).edit(TEAM, ref, card)
    assert wire.ada.text().count("(moede.ics)") == 1


async def test_a_file_that_never_got_there_is_put_there_with_the_next_change(wire: Wire) -> None:
    card = Card(md("Møde"), (File("moede.ics", "text/calendar", "b" * 64),))
    wire.slack.scopes.add("channels:history")
    await wire.messenger.send(TEAM, Card(card.title, ()), key="k")
    found = await wire.messenger.find(TEAM, "k", datetime.now(UTC) - timedelta(minutes=1))
    assert found is not None
    ref = await wire.messenger.edit(TEAM, found, card)
    await SlackMessenger(wire.api, Uploads(wire.api, wire.load)).edit(TEAM, ref, card)
    assert wire.ada.text().count("(moede.ics)") == 1


async def test_a_file_that_does_not_come_through_does_not_post_the_card_again(wire: Wire) -> None:
    wire.slack.faults.error("files.getUploadURLExternal", "internal_error")
    await wire.messenger.send(TEAM, Card(md("Møde"), (File("m.ics", "text/calendar", "b" * 64),)), key="k")
    assert len(wire.posts()) == 1

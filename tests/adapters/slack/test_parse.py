"""Slack's payloads as interactions: from the fake's, from Slack's own samples, and from nonsense."""

from __future__ import annotations

import contextlib
import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import parse
from adapters.slack.parse import Malformed, Received, Revoked, Surface
from bot.interactions import Address, Command, Home, Joined, Left, Press, Submit
from bot.ui import Action
from tests.fakes.slack import payloads
from tests.fakes.slack.state import Channel, Clock, OpenView, Shown, User, Workspace

Json = dict[str, Any]
SPECS = os.environ.get("SAMSPIL_SPECS_DIR", "")
needs_specs = pytest.mark.skipif(not SPECS, reason="SAMSPIL_SPECS_DIR is not set: no samples of Slack's")

WORKSPACE = Workspace(Clock())
ADA = User("U1", "Ada", "T0TEAM")
CHANNEL = Channel("C1", "team", {"U1"})
WORKSPACE.channels["C1"] = CHANNEL
URL = "https://hooks.example/1"


def button(action_id: str = "checkins/answer/42", **more: Any) -> Json:
    return {"action_id": action_id, "block_id": "b", "type": "button", "action_ts": "1", **more}


def pressed(action: Json, only_for: str = "") -> Json:
    shown = Shown(1, "1.0", "C1", "U0BOT", "x", [], only_for)
    return payloads.action_on_message(WORKSPACE, ADA, shown, action, {}, URL)


def view(kind: str = "modal", **more: Any) -> OpenView:
    body = {"type": kind, "callback_id": "checkins/answer/42", "private_metadata": "C1", "blocks": [], **more}
    return OpenView("V1", "U1", body, "h")


def read(payload: Json, names: dict[str, str] | None = None) -> Received:
    received = parse.request(payload, "T0TEAM", names)
    assert received is not None
    return received


def test_a_command() -> None:
    payload = payloads.command(WORKSPACE, ADA, CHANNEL, "/checkin", "a &amp; b &lt;c&gt;", URL)
    received = read(payload, {"checkin": "tjekind"})
    command = received.interaction
    assert isinstance(command, Command)
    assert (command.name, command.text) == ("tjekind", "a & b <c>")
    assert command.place == Address("slack", "T0TEAM/C1")
    assert command.sender.account == Address("slack", "T0TEAM/U1")
    assert command.delivery_id == payload["trigger_id"]
    assert received.back.surface is Surface.command
    assert received.back.response_url == URL


def test_a_command_in_a_direct_message_has_no_place() -> None:
    direct = Channel("D1", "", {"U1"}, im_with="U1")
    received = read(payloads.command(WORKSPACE, ADA, direct, "/samspil", "", URL))
    assert isinstance(received.interaction, Command)
    assert received.interaction.place is None


def test_a_press_and_a_pick() -> None:
    received = read(pressed(button("checkins/answer/42/2026-W47", text={})))
    assert isinstance(received.interaction, Press)
    assert received.interaction.action == Action("checkins/answer", ("42", "2026-W47"))
    assert received.back.surface is Surface.message
    picked = read(pressed(button(type="static_select", selected_option={"value": "=ja"}), only_for="U1"))
    assert isinstance(picked.interaction, Press)
    assert picked.interaction.value == "ja"
    assert picked.back.surface is Surface.ephemeral


def test_a_link_is_only_followed() -> None:
    assert parse.request(pressed(button("link:0")), "T0TEAM") is None


def test_a_press_at_home_and_in_a_modal() -> None:
    home = read(payloads.action_on_view(WORKSPACE, ADA, view("home", private_metadata=""), button()))
    assert home.back.from_home and home.back.metadata == "home"
    assert isinstance(home.interaction, Press) and home.interaction.place is None
    modal = read(payloads.action_on_view(WORKSPACE, ADA, view(), button()))
    assert modal.back.surface is Surface.modal and modal.back.view_id == "V1"
    assert isinstance(modal.interaction, Press)
    assert modal.interaction.place == Address("slack", "T0TEAM/C1")


def test_a_submit() -> None:
    filled = view()
    filled.values = {
        "f:next": {"next": {"type": "plain_text_input", "value": "Ringe"}},
        "f:empty": {"empty": {"type": "plain_text_input", "value": None}},
        "f:score": {"score": {"type": "radio_buttons", "selected_option": {"value": "=4"}}},
        "f:none": {"none": {"type": "static_select", "selected_option": None}},
        "f:many": {"many": {"type": "checkboxes", "selected_options": [{"value": "=a"}, {"value": "="}]}},
        "f:day": {"day": {"type": "datepicker", "selected_date": "2026-11-12"}},
        "f:hour": {"hour": {"type": "timepicker", "selected_time": "13:15"}},
    }
    received = read(payloads.submission(WORKSPACE, ADA, filled))
    submit = received.interaction
    assert isinstance(submit, Submit)
    assert submit.values == {
        "next": "Ringe",
        "empty": "",
        "score": "4",
        "none": "",
        "many": ("a", ""),
        "day": "2026-11-12",
        "hour": "13:15",
    }
    assert submit.page is None
    assert received.back.fields == frozenset(submit.values)


def test_somebody_from_another_workspace_is_external() -> None:
    visitor = User("U9", "Bo", "T0OTHER")
    payload = pressed(button())
    payload["user"] = {"id": "U9", "name": "bo", "team_id": "T0OTHER"}
    assert read(payload).interaction.sender.external
    assert not read(pressed(button())).interaction.sender.external
    assert visitor.team_id != "T0TEAM"


EVENTS: list[tuple[Json, type[Any] | None]] = [
    ({"type": "channel_left", "channel": "C1"}, Left),
    ({"type": "group_left", "channel": "G1"}, Left),
    ({"type": "channel_archive", "channel": "C1", "user": "U1"}, Left),
    ({"type": "channel_deleted", "channel": "C1"}, Left),
    ({"type": "member_left_channel", "channel": "C1", "user": "U0BOT"}, Left),
    ({"type": "member_left_channel", "channel": "C1", "user": "U1"}, None),
    ({"type": "member_joined_channel", "channel": "C1", "user": "U0BOT"}, Joined),
    ({"type": "member_joined_channel", "channel": "C1", "user": "U1"}, None),
    ({"type": "channel_unarchive", "channel": "C1", "user": "U1"}, Joined),
    ({"type": "app_home_opened", "user": "U1", "tab": "home"}, Home),
    ({"type": "app_home_opened", "user": "U1", "tab": "messages"}, None),
    ({"type": "app_uninstalled"}, Revoked),
    ({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}, Revoked),
    ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, None),
    ({"type": "message", "text": "hej"}, None),
]


@pytest.mark.parametrize(("inner", "kind"), EVENTS, ids=[one["type"] for one, _ in EVENTS])
def test_an_event(inner: Json, kind: type[Any] | None) -> None:
    payload = payloads.event(WORKSPACE, inner)
    happened = parse.event(payload, "T0TEAM", "U0BOT")
    assert happened is None if kind is None else isinstance(happened, kind)
    if isinstance(happened, Joined | Left):
        assert happened.delivery_id == f"A0SAMSPIL/T0TEAM/{payload['event_id']}"
    assert parse.event({**payload, "team_id": "T0OTHER"}, "T0TEAM", "U0BOT") is None


# ---- nonsense: signed by Slack, but of no shape we know


WHOLE: list[Json] = [
    payloads.command(WORKSPACE, ADA, CHANNEL, "/tjekind", "x", URL),
    pressed(button()),
    payloads.action_on_view(WORKSPACE, ADA, view("home"), button()),
    payloads.submission(WORKSPACE, ADA, view()),
    *(payloads.event(WORKSPACE, inner) for inner, _ in EVENTS),
]
ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just([]), st.just({}))


def spoil(data: st.DataObject, payload: Json) -> Json:
    """The payload with one value somewhere in it gone or replaced."""
    spoiled = copy.deepcopy(payload)
    place: Any = spoiled
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return spoiled
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
            place = inner
        elif data.draw(st.booleans()):
            place[key] = data.draw(ODD)
            return spoiled
        else:
            del place[key]
            return spoiled


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_nonsense_is_malformed_and_nothing_worse(data: st.DataObject) -> None:
    payload = spoil(data, data.draw(st.sampled_from(WHOLE)))
    try:
        if payload.get("type") == "event_callback":
            parse.event(payload, "T0TEAM", "U0BOT")
        else:
            parse.request(payload, "T0TEAM")
    except Malformed:
        pass


@needs_specs
@pytest.mark.parametrize(
    "name",
    [
        "app-backend/slash-commands/SlashCommandPayload.json",
        "app-backend/interactive-components/BlockActionPayload.json",
        "app-backend/views/ViewSubmissionPayload.json",
    ],
)
def test_slacks_own_samples_of_requests(name: str) -> None:
    """The samples' texts are empty: with ids in the places we read, they must be read."""
    sample: Json = json.loads((Path(SPECS) / "slack" / name).read_text())
    for spoiled in (sample, {}):
        with contextlib.suppress(Malformed):
            parse.request(spoiled, "T1")
    if "command" in sample:
        sample |= {"command": "/tjekind", "user_id": "U1", "channel_id": "C1", "trigger_id": "1"}
    else:
        sample["user"]["id"], sample["trigger_id"] = "U1", "1"
        sample["view"] |= {"callback_id": "a/b", "id": "V1", "state": {"values": {}}}
        if "actions" in sample:
            sample["actions"] = [{**sample["actions"][0], "action_id": "a/b"}]
            sample["container"] |= {"type": "message", "channel_id": "C1"}
            sample["actions"][0].pop("selected_option", None)
    assert parse.request(sample, "T1") is not None


@needs_specs
@pytest.mark.parametrize(
    "name", ["MemberJoinedChannel", "MemberLeftChannel", "AppHomeOpened", "AppUninstalled", "ChannelArchive"]
)
def test_slacks_own_samples_of_events(name: str) -> None:
    sample: Json = json.loads((Path(SPECS) / "slack" / "events" / f"{name}Payload.json").read_text())
    sample |= {"team_id": "T1", "event_id": "Ev1", "api_app_id": "A1"}
    for key, value in {"user": "UBOT", "channel": "C1", "tab": "home"}.items():
        if key in sample["event"]:
            sample["event"][key] = value
    assert parse.event(sample, "T1", "UBOT") is not None

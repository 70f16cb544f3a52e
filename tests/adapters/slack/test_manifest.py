"""The manifest is one that Slack accepts, and asks for no more than the door needs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.installation import SCOPES
from adapters.slack.manifest import manifest
from bot.registry import Features
from tests.fakes.slack.server import DEFAULT_SCOPES

SPECS = os.environ.get("SAMSPIL_SPECS_DIR", "")
VARIANTS: list[dict[str, Any]] = [{}, {"with_history": True}, {"base_url": "https://samspil.example/"}]


@pytest.mark.skipif(not SPECS, reason="SAMSPIL_SPECS_DIR is not set: no manifest schema")
@pytest.mark.parametrize("options", VARIANTS, ids=str)
def test_the_manifest_follows_slacks_schema(features: Features, options: dict[str, Any]) -> None:
    import jsonschema_rs

    schema = json.loads((Path(SPECS) / "slack" / "manifest.schema.2.0.0.json").read_text())
    jsonschema_rs.validate(schema, manifest(features, **options))


def test_every_daily_command_is_there_in_danish_and_english(features: Features) -> None:
    commands = manifest(features)["features"]["slash_commands"]
    names = [one["command"] for one in commands]
    assert names[0] == "/samspil"
    assert len(names) == len(set(names))
    for command in features.commands.values():
        if command.daily:
            assert {f"/{command.name}", f"/{command.english}"} <= set(names)
    assert all(name.isascii() and name == name.lower() for name in names)
    by_name = {one["command"]: one["description"] for one in commands}
    assert by_name["/tjekind"] != by_name["/checkin"], "each in its own language"


def test_scopes_are_the_fewest_and_history_only_when_asked_for(features: Features) -> None:
    asked = manifest(features)["oauth_config"]["scopes"]["bot"]
    assert asked == list(SCOPES)
    assert not any("history" in scope for scope in asked)
    history = manifest(features, with_history=True)["oauth_config"]["scopes"]["bot"]
    assert set(history) - set(asked) == {"channels:history", "groups:history", "im:history"}
    assert set(SCOPES) <= DEFAULT_SCOPES


def test_no_messages_are_subscribed_to(features: Features) -> None:
    for options in VARIANTS:
        events = manifest(features, **options)["settings"]["event_subscriptions"]["bot_events"]
        assert not any(event.startswith("message") for event in events)


def test_http_mode_names_its_address(features: Features) -> None:
    http = manifest(features, base_url="https://samspil.example/")
    url = "https://samspil.example/slack/events"
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["interactivity"]["request_url"] == url
    assert {one["url"] for one in http["features"]["slash_commands"]} == {url}
    assert manifest(features)["settings"]["socket_mode_enabled"] is True

"""What people send, as Slack sends it on: the fake's own shapes, for everything there is to press."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from adapters.slack import forms
from adapters.slack.render import VALUE_MARK
from tests.core.crowd import Crowd
from tests.fakes.slack import payloads
from tests.fakes.slack.methods_views import new_view, with_ids
from tests.fakes.slack.state import Channel, Clock, Shown, User, Workspace
from tests.fuzz.guests import Sent

Json = dict[str, Any]
URL = "https://hooks.slack.example/commands/1"


class Pool:
    """`made` of (kind, payload); a kind is `slash_commands`, `interactive` or `events_api`."""

    def __init__(self, made: Crowd, sent: list[Sent], numbers: dict[str, int]) -> None:
        self.workspace = Workspace(Clock(lambda: 1_780_000_000.0))
        self.users = {name: User(f"U{number}", name, "T0TEAM") for name, number in numbers.items()}
        channels = {key: Channel(f"C{numbers[key]}", key) for key in made.teams}
        self.workspace.channels = {one.id: one for one in channels.values()}
        self.here = channels["broen"]
        self.made = [self._sent(one) for one in sent] + self._events() + samples()
        self.fresh = 0

    def _sent(self, one: Sent) -> tuple[str, Json]:
        user = self.users[one.person.name]
        if one.action.route == "core/run":
            name, text = f"/{one.action.args[1]}", one.text
            if name not in ("/tjekind", "/moede", "/roller", "/refleksion"):
                name, text = "/samspil", f"{name[1:]} {text}".strip()
            return "slash_commands", payloads.command(self.workspace, user, self.here, name, text, URL)
        if one.form is not None:
            view = new_view(self.workspace, user.id, with_ids(forms.form_view(one.form, self.here.id)))
            return "interactive", payloads.submission(self.workspace, user, view)
        element: Json = {"action_id": one.action.encode(), "type": "button"}
        element["text"] = {"type": "plain_text", "text": "Tryk"}
        value: Json = {}
        if one.value:
            element["type"] = "static_select"
            value = {"selected_option": {"text": element["text"], "value": VALUE_MARK + one.value}}
        action = payloads.chosen(element, "slack1", value, self.workspace.ts())
        shown = Shown(1, self.workspace.ts(), self.here.id, self.workspace.bot_user, "Kort", [])
        pressed = payloads.action_on_message(self.workspace, user, shown, action, {}, URL)
        return "interactive", pressed

    def _events(self) -> list[tuple[str, Json]]:
        bot, channel = self.workspace.bot_user, self.here.id
        inner: list[Json] = [
            {"type": "member_joined_channel", "user": bot, "channel": channel, "channel_type": "C"},
            {"type": "channel_left", "channel": channel, "actor_id": "U0ADMIN"},
            {"type": "group_deleted", "channel": channel},
            {"type": "channel_unarchive", "channel": channel, "user": "U0ADMIN"},
            {"type": "app_home_opened", "user": self.users["Amira"].id, "channel": "D1", "tab": "home"},
            {"type": "tokens_revoked", "tokens": {"bot": [bot]}},
            {"type": "app_uninstalled"},
            {"type": "message", "user": self.users["Amira"].id, "channel": channel, "text": "hej"},
        ]
        return [("events_api", payloads.event(self.workspace, one)) for one in inner]

    def as_new(self, payload: Json) -> Json:
        """With an id of its own, or it would be a repeat and end at the door."""
        self.fresh += 1
        changed = (
            {"trigger_id": f"t{self.fresh}"} if "trigger_id" in payload else {"event_id": f"Ev{self.fresh}"}
        )
        return {**payload, **changed}


def samples() -> list[tuple[str, Json]]:
    """Slack's own published payloads, where somebody has put them beside the project."""
    folder = os.environ.get("SAMSPIL_SPECS_DIR")
    found: list[tuple[str, Json]] = []
    for path in sorted(Path(folder, "slack").rglob("*.json")) if folder else ():
        kind = "events_api" if "events" in path.parts else "interactive"
        read = json.loads(path.read_text()) if "app-backend" in path.parts or kind == "events_api" else None
        if isinstance(read, dict):
            found.append((kind, read))
    return found

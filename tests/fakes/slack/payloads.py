"""The payloads Slack sends, in the shapes of its own samples."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.state import Channel, OpenView, Shown, User, Workspace

Json = dict[str, Any]


def _team(workspace: Workspace) -> Json:
    return {"id": workspace.team_id, "domain": "example"}


def _user(user: User) -> Json:
    name = user.name.lower()
    return {"id": user.id, "username": name, "name": name, "team_id": user.team_id}


def _common(workspace: Workspace, user: User, kind: str) -> Json:
    return {
        "type": kind,
        "api_app_id": workspace.app_id,
        "token": "legacy",
        "enterprise": None,
        "team": _team(workspace),
        "user": _user(user),
        "is_enterprise_install": False,
        "trigger_id": workspace.trigger(user.id),
    }


def command(
    workspace: Workspace, user: User, channel: Channel, name: str, text: str, response_url: str
) -> Json:
    return {
        "token": "legacy",
        "api_app_id": workspace.app_id,
        "team_id": workspace.team_id,
        "team_domain": "example",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.im_with else channel.name,
        "user_id": user.id,
        "user_name": user.name.lower(),
        "command": name,
        "text": text,
        "response_url": response_url,
        "trigger_id": workspace.trigger(user.id),
        "is_enterprise_install": "false",
    }


def action_on_message(
    workspace: Workspace, user: User, shown: Shown, action: Json, state: Json, response_url: str
) -> Json:
    channel = workspace.channels[shown.channel]
    container: Json = {"type": "message", "message_ts": shown.ts, "channel_id": shown.channel}
    payload = {
        **_common(workspace, user, "block_actions"),
        "container": {**container, "is_ephemeral": bool(shown.only_for)},
        "channel": {"id": shown.channel, "name": channel.name or "directmessage"},
        "state": {"values": state},
        "response_url": response_url,
        "actions": [action],
    }
    if not shown.only_for:  # Slack leaves the message out of an ephemeral's payload
        payload["message"] = shown.describe(with_metadata=True)
    return payload


def action_on_view(workspace: Workspace, user: User, view: OpenView, action: Json) -> Json:
    return {
        **_common(workspace, user, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "view": view.describe(),
        "actions": [action],
    }


def submission(workspace: Workspace, user: User, view: OpenView) -> Json:
    return {
        **_common(workspace, user, "view_submission"),
        "view": view.describe(),
        "response_urls": [],
    }


def closed(workspace: Workspace, user: User, view: OpenView, *, is_cleared: bool) -> Json:
    payload = _common(workspace, user, "view_closed")
    del payload["trigger_id"]
    return {**payload, "view": view.describe(), "is_cleared": is_cleared}


def event(workspace: Workspace, inner: Json) -> Json:
    number = workspace.number()
    return {
        "token": "legacy",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": int(workspace.clock.now()),
        "is_ext_shared_channel": False,
        "event_context": f"EC{number}",
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


def chosen(element: Json, block_id: str, value: Json, ts: str) -> Json:
    """The `actions[0]` of pressing or picking."""
    action = {"action_id": element["action_id"], "block_id": block_id, "type": element["type"]}
    if element["type"] == "button":
        action |= {"text": element["text"]}
        action |= {key: element[key] for key in ("value", "style") if key in element}
    else:
        action |= {key: held for key, held in value.items() if key != "type"}
    return {**action, "action_ts": ts}

"""chat.* and conversations.* as the door uses them."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.limits import problems
from tests.fakes.slack.state import Channel, Json, Shown, SlackError, Workspace

MAX_METADATA = 8000  # characters of JSON, all of a message's metadata


def check_message(payload: Json) -> None:
    """Raise what Slack answers to blocks it refuses."""
    if found := problems("message", payload):
        code = found[0].split(":")[0]
        known = {"no_text", "msg_too_long", "msg_blocks_too_long"}
        raise SlackError(code if code in known else "invalid_blocks", *found)


def _content(args: Json, workspace: Workspace) -> Json:
    blocks = args.get("blocks") or []
    payload: Json = {"text": args.get("text") or "", "blocks": blocks}
    check_message(payload)
    for file in _files_in(blocks):
        upload = workspace.uploads.get(file)
        if upload is None or not upload.completed:
            raise SlackError("invalid_blocks", f"slack_file {file} is not there")
    return payload


def _files_in(blocks: list[Json]) -> list[str]:
    return [block["slack_file"].get("id", "") for block in blocks if block.get("slack_file")]


def _metadata(args: Json) -> Json | None:
    metadata = args.get("metadata")
    if metadata is None:
        return None
    if set(metadata) != {"event_type", "event_payload"} or len(str(metadata)) > MAX_METADATA:
        raise SlackError(
            "metadata_must_be_valid" if len(str(metadata)) <= MAX_METADATA else "metadata_too_large"
        )
    return dict(metadata)


def post_message(workspace: Workspace, args: Json) -> Json:
    channel = workspace.writable(str(args.get("channel") or ""))
    content = _content(args, workspace)
    shown = workspace.show(channel.id, **content, metadata=_metadata(args))
    return {"channel": channel.id, "ts": shown.ts, "message": shown.describe(with_metadata=False)}


def update(workspace: Workspace, args: Json) -> Json:
    shown = _own(workspace, args, "cant_update_message")
    shown.text, shown.blocks = _content(args, workspace).values()
    if "metadata" in args:
        shown.metadata = _metadata(args)
    shown.edits += 1
    shown.versions.append(shown.text)
    return {"channel": shown.channel, "ts": shown.ts, "text": shown.text}


def delete(workspace: Workspace, args: Json) -> Json:
    shown = _own(workspace, args, "cant_delete_message")
    workspace.shown.remove(shown)
    return {"channel": shown.channel, "ts": shown.ts}


def _own(workspace: Workspace, args: Json, otherwise: str) -> Shown:
    channel = workspace.channels.get(str(args.get("channel")))
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    shown = workspace.find(channel.id, str(args.get("ts")))
    if shown is None:
        raise SlackError("message_not_found")
    if shown.user != workspace.bot_user:
        raise SlackError(otherwise)
    return shown


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    channel = workspace.writable(str(args.get("channel") or ""))
    user = str(args.get("user") or "")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    shown = workspace.show(channel.id, **_content(args, workspace), only_for=user)
    return {"message_ts": shown.ts}


def permalink(workspace: Workspace, args: Json) -> Json:
    channel, ts = str(args.get("channel")), str(args.get("message_ts"))
    if workspace.find(channel, ts) is None:
        raise SlackError("message_not_found")
    return {"channel": channel, "permalink": f"https://example.slack.com/archives/{channel}/p{ts}"}


def _visible(workspace: Workspace, args: Json) -> Channel:
    channel = workspace.channels.get(str(args.get("channel")))
    if channel is None or (channel.private and workspace.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def conversations_open(workspace: Workspace, args: Json) -> Json:
    users = [one.strip() for one in str(args.get("users") or "").split(",") if one.strip()]
    if len(users) != 1:
        raise SlackError("users_list_not_supplied" if not users else "too_many_users")
    return {"channel": {"id": workspace.direct(users[0]).id}}


def conversations_info(workspace: Workspace, args: Json) -> Json:
    return {"channel": _visible(workspace, args).describe(workspace.bot_user)}


def conversations_members(workspace: Workspace, args: Json) -> Json:
    members = sorted(_visible(workspace, args).members)
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def conversations_history(workspace: Workspace, args: Json) -> Json:
    channel = _visible(workspace, args)
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    oldest, limit = float(args.get("oldest") or 0), int(args.get("limit") or 100)
    start = int(args.get("cursor") or 0)
    newest_first: list[Shown] = [
        one
        for one in reversed(workspace.shown)
        if one.channel == channel.id and not one.only_for and not one.thread_ts and float(one.ts) > oldest
    ]
    page = newest_first[start : start + limit]
    more = start + limit < len(newest_first)
    with_metadata = str(args.get("include_all_metadata")).lower() in ("1", "true")
    return {
        "messages": [one.describe(with_metadata=with_metadata) for one in page],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


def conversations_replies(workspace: Workspace, args: Json) -> Json:
    channel, ts = _visible(workspace, args), str(args.get("ts") or "")
    if workspace.find(channel.id, ts) is None:
        raise SlackError("thread_not_found")
    thread = [one for one in workspace.shown if one.channel == channel.id and ts in (one.ts, one.thread_ts)]
    return {"messages": [one.describe(with_metadata=False) for one in thread], "has_more": False}


def users_info(workspace: Workspace, args: Json) -> Json:
    user = workspace.users.get(str(args.get("user")))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": user.describe()}


def auth_test(workspace: Workspace, _: Any) -> Json:
    return {
        "url": "https://example.slack.com/",
        "team": "Example",
        "team_id": workspace.team_id,
        "user": "samspil",
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }

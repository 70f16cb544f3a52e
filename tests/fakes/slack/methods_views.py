"""views.* and files.*: modals, home tabs and uploads."""

from __future__ import annotations

from tests.fakes.slack.limits import problems
from tests.fakes.slack.state import Json, OpenView, SlackError, Upload, Workspace

MAX_STACK = 3


def check_view(kind: str, view: Json | None) -> Json:
    """The view when Slack would show it; raises what Slack answers otherwise."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", "view is missing")
    if found := problems(kind, view):
        raise SlackError("view_too_large" if found[0] == "view_too_large" else "invalid_arguments", *found)
    return with_ids(view)


def with_ids(view: Json) -> Json:
    """The view with the block ids that Slack gives blocks without one."""
    blocks = [{"block_id": f"slack{number}", **block} for number, block in enumerate(view["blocks"])]
    return {"private_metadata": "", "callback_id": "", **view, "blocks": blocks}


def new_view(workspace: Workspace, user: str, body: Json, previous: str = "") -> OpenView:
    return OpenView(f"V{workspace.number()}", user, body, f"h{workspace.number()}", previous)


def views_open(workspace: Workspace, args: Json) -> Json:
    view = check_view("modal", args.get("view"))
    user = workspace.use_trigger(str(args.get("trigger_id")))
    opened = new_view(workspace, user, view)
    workspace.modals[user] = [opened]
    return {"view": opened.describe()}


def views_push(workspace: Workspace, args: Json) -> Json:
    view = check_view("modal", args.get("view"))
    user = workspace.use_trigger(str(args.get("trigger_id")))
    return {"view": push(workspace, user, view).describe()}


def push(workspace: Workspace, user: str, view: Json) -> OpenView:
    stack = workspace.modals.setdefault(user, [])
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    opened = new_view(workspace, user, view, stack[-1].id if stack else "")
    stack.append(opened)
    return opened


def views_update(workspace: Workspace, args: Json) -> Json:
    view = check_view("modal", args.get("view"))
    for stack in workspace.modals.values():
        for opened in stack:
            if opened.id == args.get("view_id") or (
                args.get("external_id") and opened.body.get("external_id") == args["external_id"]
            ):
                if args.get("hash") and args["hash"] != opened.hash:
                    raise SlackError("hash_conflict")
                replace_body(workspace, opened, view)
                return {"view": opened.describe()}
    raise SlackError("not_found")


def replace_body(workspace: Workspace, opened: OpenView, view: Json) -> None:
    """What a person typed stays where block_id and action_id stay the same, as in Slack."""
    kept = {
        (block["block_id"], block["element"]["action_id"])
        for block in view["blocks"]
        if block["type"] == "input" and block["element"].get("action_id")
    }
    opened.values = {
        block: {action: value for action, value in held.items() if (block, action) in kept}
        for block, held in opened.values.items()
    }
    opened.errors = {}
    opened.body, opened.hash = view, f"h{workspace.number()}"


def views_publish(workspace: Workspace, args: Json) -> Json:
    view = check_view("home", args.get("view"))
    user = str(args.get("user_id"))
    if user not in workspace.users:
        raise SlackError("user_not_found")
    opened = new_view(workspace, user, view)
    workspace.homes[user] = opened
    return {"view": opened.describe()}


def get_upload_url(workspace: Workspace, args: Json, upload_base: str) -> Json:
    if not args.get("filename") or int(args.get("length") or 0) <= 0:
        raise SlackError("invalid_arguments", "filename and length")
    upload = Upload(f"F{workspace.number()}", str(args["filename"]), alt=str(args.get("alt_txt") or ""))
    workspace.uploads[upload.id] = upload
    return {"upload_url": f"{upload_base}{upload.id}", "file_id": upload.id}


def complete_upload(workspace: Workspace, args: Json) -> Json:
    done: list[Json] = []
    for one in args.get("files") or []:
        upload = workspace.uploads.get(str(one.get("id")))
        if upload is None or not upload.content:
            raise SlackError("file_not_found")
        upload.completed = True
        link = f"https://files.example.com/{upload.id}/{upload.name}"
        done.append(
            {
                "id": upload.id,
                "name": upload.name,
                "title": one.get("title") or upload.name,
                "permalink": link,
            }
        )
    if channel := args.get("channel_id"):
        target = workspace.writable(str(channel))
        text = str(args.get("initial_comment") or "")
        workspace.show(target.id, text, [], files=done, thread_ts=str(args.get("thread_ts") or ""))
    return {"files": done}

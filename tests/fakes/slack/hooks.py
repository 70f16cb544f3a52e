"""response_url: answers to a command or a press, five within thirty minutes."""

from __future__ import annotations

from tests.fakes.slack.limits import problems
from tests.fakes.slack.state import Json, ResponseUrl, Workspace

MAX_USES = 5
LIFETIME = 30 * 60  # seconds


def answer_hook(workspace: Workspace, id: str, body: Json) -> tuple[int, str]:
    """(HTTP status, text) of one use."""
    hook = workspace.response_urls.get(id)
    if hook is None:
        return 404, "no_such_url"
    if workspace.clock.now() - hook.made > LIFETIME:
        return 404, "expired_url"
    if hook.uses >= MAX_USES:
        return 404, "used_url"
    hook.uses += 1
    if body.get("delete_original"):
        if hook.source in workspace.shown:
            workspace.shown.remove(hook.source)
        return 200, "ok"
    if found := problems("message", body):
        return 400, "; ".join(found)
    _show(workspace, hook, body)
    return 200, "ok"


def _show(workspace: Workspace, hook: ResponseUrl, body: Json) -> None:
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if body.get("replace_original") and hook.source in workspace.shown:
        hook.source.text, hook.source.blocks = text, blocks
        hook.source.edits += 1
        return
    only_for = "" if body.get("response_type") == "in_channel" else hook.user
    shown = workspace.show(hook.channel, text, blocks, only_for=only_for)
    if hook.source is None:
        hook.source = shown

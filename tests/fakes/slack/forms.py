"""Sending a modal: what Slack's client refuses itself, and what it does with the app's answer."""

from __future__ import annotations

from tests.fakes.slack.limits import problems
from tests.fakes.slack.methods_views import push, replace_body, with_ids
from tests.fakes.slack.state import Json, OpenView, RefusedBySlack, Workspace
from tests.fakes.slack.values import is_empty

REQUIRED = "Please complete this required field."


def missing(view: OpenView) -> dict[str, str]:
    """Required fields left empty, by label: the client sends nothing then."""
    values = view.describe()["state"]["values"]
    return {
        block["label"]["text"]: REQUIRED
        for block in view.body["blocks"]
        if block["type"] == "input"
        and not block.get("optional")
        and is_empty(values[block["block_id"]][block["element"]["action_id"]])
    }


def answered(workspace: Workspace, view: OpenView, answer: Json) -> dict[str, str]:
    """Do what the acknowledgement of a submit says; the errors it shows, by label.

    Raises RefusedBySlack where the person would see "We had some trouble connecting".
    """
    stack = workspace.modals.get(view.user, [])
    match answer.get("response_action"):
        case None:
            if answer:
                raise RefusedBySlack(f"not an answer to a submit: {sorted(answer)}")
            if view in stack:
                stack.remove(view)
        case "clear":
            stack.clear()
        case "errors":
            return _errors(view, answer.get("errors") or {})
        case "update" | "push" as how:
            body = answer.get("view") or {}
            if found := problems("modal", body):
                raise RefusedBySlack("; ".join(found))
            if how == "update":
                replace_body(workspace, view, with_ids(body))
            else:
                push(workspace, view.user, with_ids(body))
        case other:
            raise RefusedBySlack(f"response_action {other!r}")
    return {}


def _errors(view: OpenView, errors: dict[str, str]) -> dict[str, str]:
    inputs = {
        block["block_id"]: block["label"]["text"] for block in view.body["blocks"] if block["type"] == "input"
    }
    if not errors or set(errors) - set(inputs) or not all(errors.values()):
        raise RefusedBySlack(f"errors name the blocks of fields: {sorted(errors)} against {sorted(inputs)}")
    view.errors = {inputs[block]: message for block, message in errors.items()}
    return dict(view.errors)

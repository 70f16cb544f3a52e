"""Accounts and places as a course file writes them → the values of `Address`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORKSPACE = r"[TE][A-Z0-9]{2,20}"
_SLACK = re.compile(rf"(?:(?P<workspace>{_WORKSPACE})/)?(?P<id>[A-Z][A-Z0-9]{{2,20}})")
_SLACK_KINDS = {"account": "UW", "place": "CG"}
_DISCORD = re.compile(r"(?:(?P<kind>[a-z]+)/)?(?P<id>[0-9]{15,20})")
_DISCORD_KINDS = {"account": "user", "place": "channel"}
WORKSPACE = re.compile(_WORKSPACE)


@dataclass(frozen=True, slots=True)
class NoWorkspace:
    """A bare Slack id, and the file does not say of which workspace."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not an id of this kind of thing on this platform."""


def slack(text: str, kind: str, workspaces: frozenset[str]) -> str | NoWorkspace | Unreadable:
    """`T0AB/U0CD`, or `U0CD` where the file names one workspace only. `kind` is "account" or "place"."""
    found = _SLACK.fullmatch(text)
    if found is None or found["id"][0] not in _SLACK_KINDS[kind]:
        return Unreadable()
    workspace = found["workspace"]
    if workspace is None and len(workspaces) == 1:
        (workspace,) = workspaces
    return f"{workspace}/{found['id']}" if workspace else NoWorkspace()


def slack_workspace(text: str) -> str | None:
    """The workspace a value names, None when it names none."""
    found = _SLACK.fullmatch(text)
    return found["workspace"] if found else None


def discord(text: str, kind: str) -> str | Unreadable:
    """`user/123…` or `channel/123…`; a bare number can only be one of them."""
    found = _DISCORD.fullmatch(text)
    if found is None or found["kind"] not in (None, _DISCORD_KINDS[kind]):
        return Unreadable()
    return f"{_DISCORD_KINDS[kind]}/{found['id']}"

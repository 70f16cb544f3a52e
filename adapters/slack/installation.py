"""The workspace the app is installed in, as its token says: one app, one bot token, one workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from adapters.slack.web_api import WebApi

# Why each scope is asked for: docs/slack.md
SCOPES = ("channels:read", "chat:write", "commands", "files:write", "groups:read", "im:write")
HISTORY_SCOPES = ("channels:history", "groups:history", "im:history")


@dataclass(frozen=True, slots=True)
class Installation:
    """`name` is what people write after @ to invite the bot; `scopes` what the workspace granted."""

    team: str
    bot_user: str
    name: str
    scopes: frozenset[str] = field(default=frozenset())

    @property
    def missing_scopes(self) -> tuple[str, ...]:
        return tuple(scope for scope in SCOPES if scope not in self.scopes)

    @property
    def sees_history(self) -> bool:
        return set(HISTORY_SCOPES) <= self.scopes


async def look_up(api: WebApi) -> Installation:
    """Ask Slack whose token this is. Raises what WebApi.call raises."""
    answer = await api.call("auth.test")
    scopes = answer.headers.get("x-oauth-scopes", "")
    return Installation(
        team=answer.data["team_id"],
        bot_user=answer.data["user_id"],
        name=answer.data.get("user", "samspil"),
        scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
    )

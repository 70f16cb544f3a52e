"""What the Slack door needs to know from the operator."""

from __future__ import annotations

from dataclasses import dataclass, field

PUBLIC_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """`app_token` chooses Socket Mode; else `signing_secret` chooses HTTP at /slack/events."""

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = PUBLIC_API

    def __post_init__(self) -> None:
        if not self.bot_token.startswith("xoxb-"):
            raise ValueError("SLACK_BOT_TOKEN must be the bot token of your Slack app; it begins with xoxb-")
        if self.app_token and not self.app_token.startswith("xapp-"):
            raise ValueError("SLACK_APP_TOKEN must be an app-level token; it begins with xapp-")
        if not self.app_token and not self.signing_secret.strip():
            raise ValueError("Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")

    @property
    def socket_mode(self) -> bool:
        """Both kinds set: Socket Mode."""
        return bool(self.app_token)

"""`samspil manifest slack`: the app manifest, made from the commands that are registered.

Schema and limits: Slack's app manifest reference. The scopes are the fewest that the door works with.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.slack.http import PATH
from adapters.slack.installation import HISTORY_SCOPES, SCOPES
from adapters.slack.views import ABOUT, ROOT_ABOUT
from bot.i18n import Locale
from bot.registry import Features

MAX_COMMAND = 32  # with its slash
MAX_COMMANDS = 50
EVENTS = (
    *("app_home_opened", "app_uninstalled", "tokens_revoked"),
    *("member_joined_channel", "channel_left", "group_left"),
    *("channel_archive", "channel_unarchive", "channel_deleted"),
    *("group_archive", "group_unarchive", "group_deleted"),
)


def manifest(features: Features, *, base_url: str = "", with_history: bool = False) -> dict[str, Any]:
    """The manifest as JSON values. Without `base_url` the app uses Socket Mode, with it HTTP there.

    `with_history` asks for the right to read back the conversations the bot is in: that lets it find out
    whether an uncertain message arrived, and gives it access to what people write there.
    """
    address = {"request_url": base_url.rstrip("/") + PATH} if base_url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {"name": "Samspil", "description": ABOUT, "background_color": "#1f4e5f"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,  # commands are typed there too
            },
            "bot_user": {"display_name": "Samspil", "always_online": True},
            "slash_commands": _slash_commands(features, base_url),
        },
        "oauth_config": {"scopes": {"bot": [*SCOPES, *(HISTORY_SCOPES if with_history else ())]}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not base_url,
            "token_rotation_enabled": False,
        },
    }


def _slash_commands(features: Features, base_url: str) -> list[dict[str, Any]]:
    """`/samspil`, and the daily commands by their Danish and their English names."""
    url = {"url": base_url.rstrip("/") + PATH} if base_url else {}
    danish, english = (Locale(language, ZoneInfo("UTC"), datetime.now(UTC)) for language in ("da", "en"))
    named: dict[str, tuple[str, str]] = {"samspil": (danish.gettext(ROOT_ABOUT), "hjaelp")}
    for command in features.commands.values():
        if command.daily:
            for name, locale in ((command.name, danish), (command.english, english)):
                hint = locale.gettext(command.hint) if command.hint else ""
                named.setdefault(name, (locale.gettext(command.about), hint))
    named.pop("", None)
    return [_slash_command(name, about, hint, url) for name, (about, hint) in named.items()][:MAX_COMMANDS]


def _slash_command(name: str, about: str, hint: str, url: dict[str, str]) -> dict[str, Any]:
    shown = f"/{name}"
    if len(shown) > MAX_COMMAND or not shown[1:].isascii() or shown != shown.lower():
        raise ValueError(f"{shown} is no name for a slash command")
    return {"command": shown, "description": about, **({"usage_hint": hint} if hint else {}), **url}

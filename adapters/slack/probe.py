"""Trying the tokens, for `samspil check`."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installation import Installation, look_up
from adapters.slack.settings import SlackSettings
from adapters.slack.web_api import SlackRefused, SlackUnreachable, WebApi
from bot.ports import RateLimited, Uncertain


class TokenRefused(Exception):
    """`name` is the setting, `code` what Slack says is wrong with it."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"{name}: {code}")
        self.name, self.code = name, code


class NoAnswer(Exception):
    """Slack could not be reached, or made no sense."""


async def probe(settings: SlackSettings) -> Installation:
    """Whose the tokens are. In Socket Mode an address is asked for, and not connected to.

    Raises TokenRefused, NoAnswer.
    """
    api = WebApi(settings.bot_token, settings.api_url)
    try:
        found = await look_up(api)
        if settings.socket_mode:
            client = AsyncWebClient(base_url=settings.api_url, session=api.session, retry_handlers=[])
            await client.apps_connections_open(app_token=settings.app_token)
        return found
    except (SlackRefused, SlackUnreachable) as error:
        raise TokenRefused("SLACK_BOT_TOKEN", error.code) from None
    except SlackApiError as error:
        raise TokenRefused("SLACK_APP_TOKEN", str(error.response.get("error", "?"))) from None
    except RateLimited:
        if api.lost:
            raise TokenRefused("SLACK_BOT_TOKEN", api.lost) from None
        raise NoAnswer from None
    except (Uncertain, aiohttp.ClientError, OSError, TimeoutError):
        raise NoAnswer from None
    finally:
        await api.close()

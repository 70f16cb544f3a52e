"""What discord.py raises, as the four ways in which a send can fail (bot/ports.py).

Codes: Discord's list of JSON error codes.
"""

from __future__ import annotations

import aiohttp
import discord

from bot.ports import RateLimited, Refused, Uncertain, Unreachable

UNKNOWN_MESSAGE = 10008
UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
# The place or person cannot be written to: channel, server or user gone, no access, no permission, messages
# closed, no server in common.
_UNREACHABLE = frozenset({10003, 10004, 10013, 40007, 50001, 50007, 50013, 50033, 50278})
CLOUDFLARE_PAUSE = (
    300.0  # seconds, where Cloudflare does not say: 10,000 refused requests in ten minutes ban an address
)
REVOKED_PAUSE = 60.0  # a token that is refused now may be mended by the operator
UNCONNECTED_PAUSE = 15.0  # nothing was sent: Discord could not be reached at all
SLEPT_OUT_PAUSE = 5.0  # five 429s in a row were slept out in vain

Failure = RateLimited | Unreachable | Refused | Uncertain


def failure(error: BaseException) -> Failure:
    """The port's word for an error of discord.py's or aiohttp's; what it does not know may have been sent."""
    match error:
        case discord.RateLimited():
            return RateLimited(error.retry_after)
        case discord.LoginFailure():
            return RateLimited(REVOKED_PAUSE)
        case discord.DiscordServerError():
            return Uncertain(f"discord answered {error.status}")
        case discord.HTTPException():
            return _refusal(error)
        case aiohttp.ClientConnectorError():
            return RateLimited(UNCONNECTED_PAUSE)
        case _:
            return Uncertain(type(error).__name__)


def is_cloudflare(error: BaseException) -> bool:
    """A 429 that does not come from Discord itself: everything must pause, not this request alone."""
    return (
        isinstance(error, discord.HTTPException)
        and error.status == 429
        and not error.response.headers.get("Via")
    )


def _refusal(error: discord.HTTPException) -> Failure:
    if error.status == 429:
        return RateLimited(_pause(error))
    if error.status == 401:
        return RateLimited(REVOKED_PAUSE)
    if error.code in _UNREACHABLE:
        return Unreachable(f"{error.status} {error.code}")
    return Refused(f"{error.status} {error.code}")


def _pause(error: discord.HTTPException) -> float:
    if not is_cloudflare(error):
        return SLEPT_OUT_PAUSE
    try:
        return float(error.response.headers.get("Retry-After", ""))
    except ValueError:
        return CLOUDFLARE_PAUSE

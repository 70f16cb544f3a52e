"""Calendar feeds: `/kalender/<secret>.ics`. What is in them is the core's; the secret is the only key."""

from __future__ import annotations

from aiohttp import web

from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE
from bot import calendar_feed

LONGEST_SECRET = 200


async def feed(request: web.Request) -> web.StreamResponse:
    bot = request.app[SITE].bot
    secret = request.match_info["secret"]
    if len(secret) > LONGEST_SECRET:
        raise NoSuchPage
    content = await bot.database.run(calendar_feed.feed, bot, secret)
    if content is None:
        raise NoSuchPage
    return web.Response(body=content, content_type="text/calendar", charset="utf-8")

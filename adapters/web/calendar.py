"""Calendar feeds: `/kalender/<secret>.ics`. What is in them is the core's; the secret is the only key."""

from __future__ import annotations

from aiohttp import web

from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE


async def feed(request: web.Request) -> web.StreamResponse:
    site = request.app[SITE]
    secret = request.match_info["secret"]
    content = None
    if site.content.calendar is not None and len(secret) <= 200:
        content = await site.database.run(site.content.calendar, secret)
    if content is None:
        raise NoSuchPage
    return web.Response(body=content, content_type="text/calendar", charset="utf-8")

"""What the pages load: the files we ship, and the pictures and files of cards."""

from __future__ import annotations

import re
from urllib.parse import quote

from aiohttp import web

from adapters.web.assets import assets
from adapters.web.reading import NoSuchPage
from adapters.web.site import SITE

SHA256 = re.compile(r"[0-9a-f]{64}")


async def static(request: web.Request) -> web.StreamResponse:
    found = assets().get(request.match_info["name"])
    if found is None:
        raise NoSuchPage
    fresh = request.query.get("v") == found.tag
    headers = {
        "ETag": f'"{found.tag}"',
        "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-cache",
        "Content-Type": found.kind,
    }
    if f'"{found.tag}"' in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    return web.Response(body=found.content, headers=headers)


async def stored(request: web.Request) -> web.StreamResponse:
    """A card's picture or file, for people of its tenant. Anything but a PNG is only ever downloaded."""
    site = request.app[SITE]
    visit = await site.visit(request)
    sha256 = request.match_info["sha256"]
    if site.content.file is None or not SHA256.fullmatch(sha256):
        raise NoSuchPage
    found = await site.database.run(site.content.file, visit.reader.person.tenant_id, sha256)
    if found is None:
        raise NoSuchPage
    headers = {"Cache-Control": "private, max-age=3600", "Content-Type": found.kind}
    if found.kind != "image/png":
        name = quote(request.query.get("name", "") or found.name)
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return web.Response(body=found.content, headers=headers)

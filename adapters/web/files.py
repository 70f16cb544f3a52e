"""What the pages load: the files we ship, and the pictures and files of cards."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from adapters.web.assets import assets
from adapters.web.reading import NoSuchPage, Reader
from adapters.web.site import SITE
from bot.pictures import look
from storage.database import Transaction
from storage.files import FileStore, StoredFile


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
    """A card's picture or file, for people of its tenant. Pictures of ours are shown as PNG (`?look=dark`:
    for a dark page); anything else but a PNG is only ever downloaded."""
    sha256 = request.match_info["sha256"]

    def read(tx: Transaction, who: Reader) -> StoredFile | None:
        return FileStore(tx, who.person.tenant_id, who.locale.now).get(sha256)

    site = request.app[SITE]
    _, found = await site.visit_with(request, read)
    if found is None:
        raise NoSuchPage
    kind, content = found.kind, found.content
    if kind == look.KIND:
        drawn = await site.drawn.png(content, dark=request.query.get("look") == "dark")
        if drawn is None:
            raise NoSuchPage
        kind, content = "image/png", drawn
    headers = {"Cache-Control": "private, max-age=3600", "Content-Type": kind}
    if kind != "image/png":
        name = quote(request.query.get("name", "") or "fil", safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return web.Response(body=content, headers=headers)

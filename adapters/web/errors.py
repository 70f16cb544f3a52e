"""Everything that can go wrong in a request, as a page or as JSON for our script; never a bare error."""

from __future__ import annotations

import logging
from contextlib import suppress

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.web import parse, sessions, views
from adapters.web.parse import Posted, Unreadable
from adapters.web.posts import Elsewhere, LostText, Stale
from adapters.web.reading import NoSuchPage, SignedOut
from adapters.web.site import LOCALE, SITE, Site, message_page
from adapters.web.views import Message
from bot.i18n import Locale

log = logging.getLogger(__name__)


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    site = request.app[SITE]
    try:
        return await handler(request)
    except SignedOut as out:
        if site.demo is not None and not out.replaced and not _wants_json(request):
            raise web.HTTPSeeOther("/demo") from out
        told = _tell(request, site, views.signed_out(_locale(request, site), replaced=out.replaced))
        sessions.remember_page(told, request, site.secure)
        return told
    except LostText as lost:
        return _lost(request, site, lost)
    except Stale as stale:
        return _stale(stale)
    except (Unreadable, Elsewhere):
        return _tell(request, site, views.odd_request(_locale(request, site)))
    except (NoSuchPage, web.HTTPNotFound):
        if LOCALE not in request:
            with suppress(SignedOut):
                await site.visit(request)  # for the language
        return _tell(request, site, views.not_found(_locale(request, site)))
    except web.HTTPRequestEntityTooLarge:
        return _tell(request, site, views.too_large(_locale(request, site)))
    except web.HTTPException as answer:
        if answer.status < 400:
            raise
        return _tell(request, site, views.odd_request(_locale(request, site)), answer.status)
    except Exception:
        # The route's pattern, not the path: that may hold a secret.
        route = request.match_info.route.resource
        log.exception(
            "request failed", extra={"action": "web.error", "route": route.canonical if route else ""}
        )
        return _tell(request, site, views.defect(_locale(request, site)))


def _locale(request: web.Request, site: Site) -> Locale:
    return request.get(LOCALE) or site.guess_locale(request)


def _wants_json(request: web.Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _tell(
    request: web.Request, site: Site, message: Message, status: int = 0, written: list[str] | None = None
) -> web.Response:
    if _wants_json(request):
        text = " ".join((f"{message.title}.", *message.lines))
        return web.json_response({"kind": "error", "text": text}, status=status or message.status)
    response = message_page(_locale(request, site), message, written)
    if status:
        response.set_status(status)
    return response


def _lost(request: web.Request, site: Site, lost: LostText) -> web.Response:
    written = parse.written(lost.posted)
    message = views.signed_out(_locale(request, site), replaced=lost.signed_out.replaced, wrote=bool(written))
    return _tell(request, site, message, written=written)


def _stale(stale: Stale) -> web.Response:
    """The page was made for another session of this browser. Nothing is done; what was written comes back
    in a fresh form, under the name of who is signed in now."""
    visit = stale.visit
    if visit.wants_json:
        return web.json_response({"kind": "error", "text": views.stale_text(visit.reader)}, status=403)
    kept, written = _split(stale.posted)
    kept = [(name, value) for name, value in kept if name not in ("csrf", "delivery", "room")]
    kept += [("csrf", sessions.csrf_token(visit.token)), ("delivery", sessions.random_token())]
    return visit.response(
        "stale.html",
        status=403,
        title=visit.locale.gettext("Siden var blevet for gammel"),
        to=visit.request.path if visit.request.path in ("/command", "/press", "/submit") else "/",
        kept=kept,
        written=written,
    )


def _split(posted: Posted) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What the page filled in, and what the person wrote."""
    kept: list[tuple[str, str]] = []
    written: list[tuple[str, str]] = []
    for name, value in posted.items():
        if isinstance(value, str):
            by_hand = (name.startswith("f.") and len(value) > 1) or name == "command"
            (written if by_hand else kept).append((name, value))
    return kept, written

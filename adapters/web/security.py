"""What holds for every request: known hosts only, strict headers, and errors as pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

# Nothing inline, nothing from elsewhere, in no frame. Scripts can only make HTML through our one policy.
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types samspil",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def allowed_hosts(base_url: str) -> frozenset[str]:
    """The host names we answer to: the public one, and this machine's own. The port does not matter: a
    name that an attacker points at us is still the attacker's name."""
    return frozenset((*LOOPBACK, (urlsplit(base_url).hostname or "").lower())) - {""}


def host_of(request: web.Request) -> str:
    """The name in the Host header, lower case, without port; "" when there is none or it is odd."""
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return ""


def hosts_only(allowed: frozenset[str]) -> Middleware:
    """Refuse other hosts: a page elsewhere that lets its name point here (DNS rebinding) gets nothing."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if host_of(request) not in allowed:
            return web.Response(status=421, text="421 Misdirected Request\n")
        return await handler(request)

    return middleware


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """On every response, also streams, which have no body yet when this runs."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")

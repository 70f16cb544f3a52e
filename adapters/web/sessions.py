"""The session cookie, the CSRF token that belongs to it, and signs that a post comes from our own page."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from aiohttp import web

from storage.web import SESSION_VALID

SEED_VALID = 3600  # seconds a sign-in page may stay open


def cookie_name(secure: bool) -> str:
    """With https the browser itself refuses the name from a neighbouring domain."""
    return "__Host-samspil" if secure else "samspil"


def token_of(request: web.Request, secure: bool) -> str:
    """The session's token as the browser sent it, "" without one."""
    return request.cookies.get(cookie_name(secure), "")[:200]


def set_cookie(response: web.StreamResponse, token: str, secure: bool) -> None:
    response.set_cookie(
        cookie_name(secure),
        token,
        max_age=int(SESSION_VALID.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def delete_cookie(response: web.StreamResponse, secure: bool) -> None:
    response.del_cookie(cookie_name(secure), path="/", httponly=True, samesite="Lax", secure=secure)


def csrf_token(token: str) -> str:
    """Belongs to this session only: a page made for another one (or another person) no longer fits."""
    return hmac.new(token.encode(), b"samspil csrf", hashlib.sha256).hexdigest() if token else ""


def csrf_fits(token: str, given: str) -> bool:
    return bool(token) and hmac.compare_digest(csrf_token(token).encode(), given.encode())


def from_elsewhere(request: web.Request) -> bool:
    """Whether the browser says that another site's page sent this. Older browsers say nothing."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


# ---- before there is a session: the sign-in page has a short-lived secret of its own


def seed_of(request: web.Request) -> str:
    return request.cookies.get("samspil-door", "")[:200]


def new_seed(response: web.StreamResponse, seed: str, secure: bool) -> None:
    response.set_cookie(
        "samspil-door", seed, max_age=SEED_VALID, path="/", httponly=True, samesite="Strict", secure=secure
    )


# ---- where somebody was going when they turned out to be signed out


BACK = "samspil-back"
OURS = re.compile(r"/(?!/)[A-Za-z0-9_./%-]{1,300}")  # a path of this site: no host, no query, no backslash


def remember_page(response: web.StreamResponse, request: web.Request, secure: bool) -> None:
    """Kept by the browser until they are in, for as long as a sign-in page may stay open."""
    looks = request.method == "GET" and "text/html" in request.headers.get("Accept", "text/html")
    if looks and OURS.fullmatch(request.raw_path) and ".." not in request.raw_path:
        response.set_cookie(
            BACK,
            request.raw_path,
            max_age=SEED_VALID,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=secure,
        )


def page_wanted(request: web.Request) -> str:
    """The start page when there was none, or what the browser sent is no page of ours."""
    path = request.cookies.get(BACK, "")
    return path if OURS.fullmatch(path) and ".." not in path else "/"


def forget_page(response: web.StreamResponse, secure: bool) -> None:
    response.del_cookie(BACK, path="/", httponly=True, samesite="Strict", secure=secure)


def random_token() -> str:
    return secrets.token_urlsafe(16)

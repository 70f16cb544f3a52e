"""The files we ship: read once, addressed by what is in them, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    kind: str
    tag: str


@cache
def assets() -> dict[str, Asset]:
    """By name below static/: a name from outside is looked up here and never becomes a path."""
    found = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            tag = hashlib.sha256(content).hexdigest()[:16]
            found[path.relative_to(STATIC).as_posix()] = Asset(content, KINDS[path.suffix], tag)
    return found


def asset(name: str) -> str:
    """The address of a shipped file, for templates."""
    return f"/static/{name}?v={assets()[name].tag}"

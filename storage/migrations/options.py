"""How Alembic reads and writes our schema."""

from __future__ import annotations

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from storage.tables import UtcDateTime
from storage.word_index import is_part


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain SQLAlchemy types: they must run unchanged when our own types are gone."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """What SQLAlchemy has no name for is written by hand."""
    return kind not in ("table", "index") or not is_part(name)


OPTIONS: dict[str, Any] = {
    "render_as_batch": True,  # SQLite cannot alter a column
    "render_item": render_item,
    "compare_type": True,
    "include_name": include_name,
}

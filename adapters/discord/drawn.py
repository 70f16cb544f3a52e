"""Drawn JSON in the shapes discord.py sends.

discord.py keeps every view it sends in memory, waiting for its buttons, until `stop()` is called; ours are
stopped from the start, since buttons are routed by their custom_id and must work after a restart.
"""

from __future__ import annotations

import io
from typing import Any

import discord

from adapters.discord.render import Drawn, Json


class DrawnView(discord.ui.LayoutView):
    """A message's components, drawn already."""

    def __init__(self, components: list[Json]) -> None:
        super().__init__(timeout=None)
        self._drawn = components
        self.stop()

    def to_components(self) -> list[Json]:
        return self._drawn

    def has_components_v2(self) -> bool:
        return True


class DrawnModal(discord.ui.Modal):
    """A form's page, drawn already."""

    def __init__(self, drawn: Json) -> None:
        super().__init__(title=drawn["title"], custom_id=drawn["custom_id"], timeout=None)
        self._drawn = drawn
        self.stop()

    def to_dict(self) -> dict[str, Any]:
        return self._drawn


def attachments(drawn: Drawn) -> list[discord.File]:
    """The card's files; a list is good for one message only."""
    return [
        discord.File(io.BytesIO(upload.content), filename=upload.name, description=upload.alt[:1024] or None)
        for upload in drawn.uploads
    ]

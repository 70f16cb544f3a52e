"""Keeping a picture for a card to show."""

from __future__ import annotations

from bot.context import Context
from bot.pictures.look import KIND
from bot.ui import Picture
from storage.pictures import PictureStore


def keep(ctx: Context, name: str, svg: bytes, alt: str, *, with_names: bool = False) -> Picture:
    """Keep the SVG as the team's picture `name` in the context's language, and say what shows it.

    For handlers of commands, presses and jobs: drawing a card writes nothing, so a card that is posted shows
    the `sha256` that its feature remembers in a row of its own. The next picture of the same name takes its
    place: put what it is about (a round, a week) in the name of one that stays. `alt` says what it shows, in
    the reader's language. `with_names`: people's names are in it.
    """
    key = f"{name}/{ctx.locale.language}"
    store = ctx.store(PictureStore)
    return Picture(store.keep(ctx.here.id, key, KIND, svg, with_names=with_names), alt)

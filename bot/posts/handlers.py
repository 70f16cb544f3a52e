"""Sending again what may not have arrived."""

from __future__ import annotations

from bot.context import Context
from bot.interactions import Replace, Response
from bot.posts import views
from storage.outbox import OutboxStore


def again(ctx: Context, post_id: int) -> Response:
    """*Send igen*. Pressed twice, or after somebody else, it is sent once."""
    outbox = ctx.store(OutboxStore)
    posted = next((one for one in outbox.unsure(ctx.here.id) if one.id == post_id), None)
    sending = posted is not None and outbox.again(posted.id)
    return Replace(views.sending(ctx.locale) if sending else views.decided(ctx.locale))

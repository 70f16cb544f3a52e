"""Whoever acts, as every organisation that knows the account knows them."""

from __future__ import annotations

from bot.context import Context
from storage.teams import Belonging, Person


def belongings(ctx: Context) -> list[tuple[Person, Belonging]]:
    """Every open team of whoever acts, over all organisations that know the account."""
    if ctx.sender is None:
        return []
    identities = ctx.directory.identities(ctx.sender.account.platform, ctx.sender.account.value)
    return [(identity.person, belonging) for identity in identities for belonging in identity.teams]

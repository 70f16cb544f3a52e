"""After a restore: whoever was erased since the backup was made is erased again, and courses that have ended end."""

from __future__ import annotations

from bot import ending, erasure
from bot.app import Bot
from bot.context import Context
from bot.i18n import Locale
from storage.erasures import still_here


def erase_again(bot: Bot) -> int:
    """Before anybody uses the database: at every start, since a restore may have been cut short. How many
    people and courses it was."""
    now = bot.clock()
    locale = Locale(bot.settings.language, bot.settings.zone, now)
    with bot.database.transaction() as tx:
        found = still_here(tx)
        for one in found:
            ctx = Context(tx, bot.features, bot.settings, now, locale, tenant_id=one.tenant_id, by_clock=True)
            erasure.erase(ctx, one.person_id)
    return len(found) + ending.catch_up(bot)

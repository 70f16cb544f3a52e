"""What is said about posts that may not have arrived."""

from __future__ import annotations

from bot import card_json
from bot.context import Context
from bot.feature import Step
from bot.i18n import Locale, md
from bot.ui import Button, Card
from storage.outbox import Posted

ORDER = 6  # after a door that is down, before what the team itself waits for


def unsure(ctx: Context, posted: Posted) -> Step:
    _ = ctx.locale.gettext
    title = card_json.loads(posted.card).title.plain if posted.card else ""
    text = md(
        _(
            "Jeg kan ikke se, om *%(title)s* nåede frem i %(door)s. Se efter, og send den igen, hvis den ikke er der."
        ),
        title=title,
        door=posted.platform.capitalize(),
    )
    return Step(ORDER, text, Button(_("Send igen"), ctx.team_action("posts/again", posted.id)))


def sending(locale: Locale) -> Card:
    _ = locale.gettext
    return Card(md(_("Den er på vej")), (md(_("Beskeden bliver sendt igen nu.")),))


def decided(locale: Locale) -> Card:
    _ = locale.gettext
    return Card(md(_("Det er klaret")), (md(_("Beskeden er allerede sendt igen, eller den er for gammel.")),))

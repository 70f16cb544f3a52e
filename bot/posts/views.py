"""What is said about posts that did not arrive, or may not have."""

from __future__ import annotations

from collections.abc import Sequence

from bot import card_json
from bot.context import Context
from bot.feature import Step
from bot.i18n import Locale, md
from bot.names import platform
from bot.ui import Block, Button, Buttons, Card
from storage.outbox import Posted
from storage.teams import Place

MOST_SHOWN = 5
ORDER = 6  # after a door that is down, before what the team itself waits for


def unsure(ctx: Context, posted: Posted) -> Step:
    _ = ctx.locale.gettext
    title = _title(posted)
    text = md(
        _(
            "Jeg kan ikke se, om *%(title)s* nåede frem i %(door)s. Se efter, og send den igen, hvis den ikke er der."
        ),
        title=title,
        door=platform(ctx.locale, posted.platform),
    )
    return Step(ORDER, text, Button(_("Send igen"), ctx.team_action("posts/again", posted.id)))


def unsure_to_you(ctx: Context, posted: Posted) -> Step:
    _ = ctx.locale.gettext
    text = md(
        _("Jeg kan ikke se, om *%(title)s* nåede frem til dig i %(door)s."),
        title=_title(posted),
        door=platform(ctx.locale, posted.platform),
    )
    return Step(ORDER, text, Button(_("Send igen"), ctx.team_action("posts/mine", posted.id)))


def trouble(ctx: Context, lost: Sequence[Place], undelivered: Sequence[Posted]) -> Card:
    """For a facilitator, in private: what the team has not seen, and what would mend it."""
    _ = ctx.locale.gettext
    if not lost and not undelivered:
        return Card(md(_("Alt er nået frem til %(team)s igen"), team=ctx.here.name), ())
    blocks: list[Block] = [
        md(
            _(
                "Jeg kan ikke længere skrive til teamet i %(door)s. Inviter mig ind i kanalen igen. Det, "
                "der venter, kommer så af sig selv."
            ),
            door=platform(ctx.locale, place.platform),
        )
        for place in lost
    ]
    for posted in undelivered[:MOST_SHOWN]:
        if posted.state == "unknown":
            step = unsure(ctx, posted)
            blocks += [step.text, Buttons((step.button,))]
        else:
            late = _("*%(title)s* nåede ikke frem i %(door)s i tide. Derfor er den ikke sendt.")
            blocks.append(md(late, title=_title(posted), door=platform(ctx.locale, posted.platform)))
    if len(undelivered) > MOST_SHOWN:
        blocks.append(md(_("Og %(number)s mere."), number=len(undelivered) - MOST_SHOWN))
    return Card(md(_("Noget nåede ikke frem til %(team)s"), team=ctx.here.name), tuple(blocks))


def sending(locale: Locale) -> Card:
    _ = locale.gettext
    return Card(md(_("Den er på vej")), (md(_("Beskeden bliver sendt igen nu.")),))


def _title(posted: Posted) -> str:
    return card_json.loads(posted.card).title.plain if posted.card else ""


def decided(locale: Locale) -> Card:
    _ = locale.gettext
    return Card(md(_("Det er klaret")), (md(_("Beskeden er allerede sendt igen, eller den er for gammel.")),))

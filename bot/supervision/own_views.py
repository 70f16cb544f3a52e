"""What a facilitator reads of the times they offer themselves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.supervision.views import SHOWN, TEAM, about, cut, rows, when
from bot.ui import MAX_CARD_TEXT, Block, Button, Buttons, Card, Text
from bot.wording import shortened
from storage.supervision import Offer, Time

ROOM = MAX_CARD_TEXT - 150  # characters of a page, beside its title and what is between


def own_card(
    locale: Locale,
    offers: Sequence[tuple[Offer, Sequence[Time], tuple[Button, ...]]],
    teams: dict[int, str],
    more: tuple[Button, ...],
) -> Card:
    """A facilitator's own offers: who has taken what, and what they ask."""
    blocks: list[Block] = []
    without = sum(len(_offered(locale, offer, times, teams).plain) for offer, times, _buttons in offers)
    asked = sum(bool(one.question) for _offer, times, _buttons in offers for one in times)
    room = min(SHOWN, max((ROOM - without) // max(asked, 1) - len(": "), 0))
    for offer, times, buttons in offers:
        blocks.append(_offered(locale, offer, times, teams, room))
        if buttons:
            blocks.append(Buttons(buttons))
    return Card(md(locale.gettext("Dine vejledningstider")), (*blocks, Buttons(more)))


def _offered(
    locale: Locale, offer: Offer, times: Sequence[Time], teams: dict[int, str], room: int = 0
) -> Text:
    """A line for each time; `room` for each question, 0 of none."""
    _ = locale.gettext
    text = md("*%(about)s*", about=about(locale, offer))
    for one in times:
        who = shortened(teams.get(one.team_id, _("taget")), TEAM) if one.team_id else _("ledig")
        text += md("\n**%(time)s** · %(who)s", time=when(locale, one.starts_at), who=who)
        if one.question and room:
            text += md(": %(question)s", question=cut(one.question, room))
    return text


# ---- taking one back


def which(locale: Locale, buttons: Sequence[Button]) -> Card:
    _ = locale.gettext
    text = md(_("Hvilken tid kan du alligevel ikke? Jeg spørger én gang til, før teamet får besked."))
    return Card(md(_("Tag en tid tilbage")), (text, *rows(buttons)))


def sure(locale: Locale, team: str, time: Time, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(
        _(
            "%(team)s har tiden %(time)s. De får besked, tiden går ud af kalenderen, og de kan tage en anden af dine "
            "ledige tider. Det, de gerne vil tale om, følger med."
        ),
        team=team,
        time=when(locale, time.starts_at),
    )
    return Card(md(_("Tag tiden tilbage?")), (text, Buttons(buttons)))

"""The collaboration over time, drawn and said."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.checkins.views.team import decimal
from bot.checkins.views.words import week
from bot.i18n import Locale, md
from bot.pictures import Point
from bot.ui import MAX_ALT, Card, Picture
from storage.checkins import Round

Points = Sequence[tuple[Round, float | None]]  # a round and its published average, None where there is none


def points(locale: Locale, found: Points) -> list[Point]:
    return [
        Point(_label(locale, round_), value, decimal(locale, value) if value else "")
        for round_, value in found
    ]


def _label(locale: Locale, round_: Round) -> str:
    if round_.asked.by_day:
        return dates.short_day(round_.day, locale.local(locale.now), locale.language)
    return week(locale, round_)


def ends(locale: Locale) -> tuple[str, str]:
    """The words at the low and the high end of the scale."""
    _ = locale.gettext
    return _("1 Tungt"), _("5 Rigtig godt")


def in_words(locale: Locale, found: Points) -> str:
    """`Samarbejdet fra 1 til 5: uge 45 3,8 · uge 46 intet tal`."""
    _ = locale.gettext
    said = [
        f"{_label(locale, round_)} {decimal(locale, value) if value else _('intet tal')}"
        for round_, value in found
    ]
    return (_("Samarbejdet fra 1 til 5: %(points)s") % {"points": " · ".join(said)})[:MAX_ALT]


def card(locale: Locale, picture: Picture, found: Points) -> Card:
    _ = locale.gettext
    note = _(
        "Hvert punkt er et gennemsnit af mindst fire svar. Der er et hul, hvor der var færre, eller hvor to tal "
        "tilsammen ville vise, hvad en enkelt har sagt."
    )
    blocks = (md("%(words)s", words=in_words(locale, found)), picture, md("%(note)s", note=note, quiet=True))
    return Card(md(_("Samarbejdet over tid")), blocks)


def too_little(locale: Locale) -> Card:
    _ = locale.gettext
    text = _(
        "Der er ikke noget at vise endnu. Når fire har sat tal på samarbejdet i samme runde, kommer det her."
    )
    return Card(md(_("Samarbejdet over tid")), (md(text),))

"""What the letters to the last week say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.contract.views.words import day
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Text, plain


def letter_written(locale: Locale, opens: date, forget: Button) -> Card:
    _ = locale.gettext
    text = md(_("Du får det igen %(day)s, og kun du bestemmer, om det skal deles."), day=day(locale, opens))
    return Card(md(_("Brevet er lukket")), (text, Buttons((forget,))))


def letter_asked(locale: Locale, name: str, written_at: datetime, read: Button) -> Card:
    _ = locale.gettext
    text = _(
        "Hej %(name)s. %(day)s skrev du en linje, som du skulle have igen i den sidste uge. Her er den. "
        "Åbn den, og vælg, om du vil dele den med teamet. Det, I deler, vises samlet om et par dage."
    )
    written = day(locale, locale.local(written_at).date())
    said = md(text, name=name, day=written[:1].upper() + written[1:])
    return Card(md(_("Dit brev til sidste uge")), (said, Buttons((read,))))


def letter_step(locale: Locale, *, shown: bool) -> Text:
    """`shown`: what the others share has been shown."""
    _ = locale.gettext
    if shown:
        return md(_("Dit brev til sidste uge ligger her stadig. Kun du kan læse det."))
    return md(_("Dit brev til sidste uge kan åbnes. Du vælger selv, om du vil dele det."))


def own_letter(locale: Locale, text: str, buttons: tuple[Button, ...], *, shared: bool) -> Card:
    """`shared`: the team has seen it."""
    _ = locale.gettext
    said = (
        _("Det står med dit navn blandt det, I har delt.")
        if shared
        else _("Kun du kan se det her. Deler du det, står det med dit navn.")
    )
    note = md(said, quiet=True)
    return Card(md(_("Det skrev du til dig selv")), (plain(text, quote=True), note, Buttons(buttons)))


def letters_card(locale: Locale, rows: Sequence[tuple[str, str]]) -> Card:
    """What was shared, together."""
    _ = locale.gettext
    blocks: list[Block] = [md(_("Det her skrev I til jer selv, da I skrev kontrakten."))]
    for name, text in rows:
        blocks.append(plain(text, quote=True))
        blocks.append(md("%(name)s", name=name or _("Et tidligere medlem"), quiet=True))
    blocks.append(md(_("Hvad blev til noget, og hvad blev til noget andet?")))
    return Card(md(_("Brevene til sidste uge")), tuple(blocks))

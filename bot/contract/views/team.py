"""The contract's cards in the channel: counts, and nobody's name but the facilitator's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.contract.rules import Count, Stage
from bot.contract.views.words import Status, facilitator, signed_of, standing_line
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Text, plain


def team_card(locale: Locale, now: Status, changed: Sequence[Block], buttons: tuple[Button, ...]) -> Card:
    blocks: list[Block] = [*_says(locale, now), *changed]
    if changed:
        blocks.append(plain(signed_of(locale, now.signed), quiet=True))
    return Card(_title(locale, now), (*blocks, Buttons(buttons)))


def _title(locale: Locale, now: Status) -> Text:
    _ = locale.gettext
    name = facilitator(locale, now.facilitator)
    match now.stage:
        case Stage.draft:
            return md(_("Jeres samarbejdskontrakt"))
        case Stage.signing if now.changed:
            return md(_("Kontrakten er ændret: version %(number)s"), number=now.number)
        case Stage.signing:
            return md(_("Kontrakten er klar til underskrift"))
        case Stage.waiting:
            return md(_("Kontrakten er sendt til %(name)s"), name=name)
        case Stage.returned:
            return md(_("Kontrakten er kommet tilbage"))
        case Stage.active if now.by_facilitator:
            return md(_("%(name)s har godkendt jeres samarbejdskontrakt"), name=name[:1].upper() + name[1:])
        case Stage.active:
            return md(_("Jeres samarbejdskontrakt gælder"))


def _says(locale: Locale, now: Status) -> list[Block]:
    _ = locale.gettext
    match now.stage:
        case Stage.draft:
            intro = _("Skriv den sammen, ét punkt ad gangen. Hvert punkt har et forslag at begynde med.")
            return [md(intro), md("%(line)s", line=standing_line(locale, now), quiet=True)]
        case Stage.signing if now.changed:
            return [md(_("Det nye står med fed. Er det stadig ok, er ét tryk nok."))]
        case Stage.signing:
            intro = _("Læs den i ro. Er der noget, I vil have anderledes, så ret det, før I skriver under.")
            return [md(intro), plain(signed_of(locale, now.signed), quiet=True)]
        case Stage.returned:
            line = standing_line(locale, now)
            return [line, plain(now.comment, quote=True), md(_("Ret den til, og send den igen."))]
        case Stage.active:
            return [standing_line(locale, now) + md(_(" Godt arbejde."))]
        case _never:
            line = standing_line(locale, now)
            return [line, plain(now.turn_to)] if now.turn_to else [line]


def review_card(
    locale: Locale, titles: Sequence[str], count: Count, buttons: tuple[Button, ...], *, done: bool
) -> Card:
    _ = locale.gettext
    if done:
        blocks: list[Block] = [md(_("I har set på kontrakten igen."))]
    else:
        blocks = [md(_("Hvad vil I beholde, ændre eller droppe? Tag det op på jeres næste møde."))]
        if titles:
            blocks.append(md("%(titles)s", titles=" · ".join(titles)))
        said = _("%(said)s af %(of)s siger, at den stadig er ok") % {"said": count.said, "of": count.of}
        blocks.append(plain(said, quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Midtvejs: holder jeres kontrakt?")), tuple(blocks))

"""What a plan of the weeks says of the start package."""

from __future__ import annotations

from bot.i18n import Locale


def contract_offer(locale: Locale) -> str:
    return locale.gettext("Startpakken: begynd på kontrakten, arbejdsdagen efter det første møde")


def challenge_offer(locale: Locale) -> str:
    return locale.gettext(
        "Startpakken: skriv udfordringen, når partneren har været i kontakt, eller en uge efter at teamet er gået i gang"
    )

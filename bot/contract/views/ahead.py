"""What a plan of the weeks says of the contract."""

from __future__ import annotations

from bot.i18n import Locale


def review(locale: Locale) -> str:
    return locale.gettext("Kontrakten halvvejs: holder den stadig? Kun når den er godkendt")


def letters(locale: Locale) -> str:
    return locale.gettext("Brevet til sidste uge: del det, eller behold det. Kun til dem, der har skrevet et")


def shown(locale: Locale) -> str:
    return locale.gettext("De breve, nogen har valgt at dele, vises samlet")


def reminders(locale: Locale) -> str:
    return locale.gettext(
        "Kontrakten: en påmindelse 3 og 6 dage efter at teamet er gået i gang, hvis der er noget at gøre"
    )


def approvals(locale: Locale) -> str:
    return locale.gettext(
        "Kontrakter til godkendelse: én liste næste arbejdsdag kl. 8.30, når en er skrevet under"
    )

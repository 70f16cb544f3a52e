"""What a plan of the weeks says of meetings."""

from __future__ import annotations

from bot.i18n import Locale


def polls(locale: Locale) -> str:
    return locale.gettext("Møder: en afstemning, når nogen foreslår tider, og ét kort, når tiden er fundet")


def day_before(locale: Locale) -> str:
    return locale.gettext("Møder: dagsorden og roller arbejdsdagen før")


def reminders(locale: Locale) -> str:
    return locale.gettext("Møder: en påmindelse til dem, der ikke har stemt, og én kort før mødet")

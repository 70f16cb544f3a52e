"""What a plan of the weeks says of agreements."""

from __future__ import annotations

from bot.i18n import Locale


def due(locale: Locale) -> str:
    return locale.gettext("Aftaler: dagen efter fristen til den, der har aftalen")


def listing(locale: Locale) -> str:
    return locale.gettext("Aftaler: teamets liste, når en frist er overskredet i to dage")

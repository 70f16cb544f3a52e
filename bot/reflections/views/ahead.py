"""What a plan of the weeks says of reflections."""

from __future__ import annotations

from bot.i18n import Locale


def planned(locale: Locale) -> str:
    return locale.gettext("En planlagt refleksion åbner")


def opened(locale: Locale) -> str:
    return locale.gettext(
        "Refleksion: et kort, når teamet eller facilitatoren åbner en, og de delte tekster, når den lukker"
    )

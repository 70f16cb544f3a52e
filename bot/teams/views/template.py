"""What stands at the top of a course file that was made from another course."""

from __future__ import annotations

from bot.i18n import Locale


def comments(locale: Locale, course: str) -> list[str]:
    _ = locale.gettext
    return [
        " ".join((_("Lavet efter %(course)s. Datoerne er flyttet.") % {"course": course}).split()),
        _("Se fridagene efter, og skriv partnere, udfordringer og kanaler ind. Personer læses ind bagefter."),
    ]

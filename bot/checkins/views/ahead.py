"""What a plan of the weeks says of check-ins."""

from __future__ import annotations

from datetime import datetime

from bot import dates
from bot.i18n import Locale


def opens(locale: Locale, name: str, closes_at: datetime) -> str:
    until = dates.short(closes_at, locale.local(locale.now), locale.language)
    text = locale.gettext("%(checkin)s åbner og kan besvares til %(until)s")
    return text % {"checkin": _called(locale, name), "until": until}


def reminder(locale: Locale, name: str) -> str:
    text = locale.gettext("%(checkin)s lukker snart. Kun til dem, der ikke har svaret")
    return text % {"checkin": _called(locale, name)}


def closes(locale: Locale, name: str) -> str:
    text = locale.gettext("%(checkin)s lukker, og svarene står samlet, hvis nogen har svaret")
    return text % {"checkin": _called(locale, name)}


def _called(locale: Locale, name: str) -> str:
    _ = locale.gettext
    return _("Tjek-ind (%(name)s)") % {"name": name} if name else _("Tjek-ind")

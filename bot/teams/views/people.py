"""What the lists of people say that go out to Excel."""

from __future__ import annotations

from bot.i18n import Locale
from bot.teams.views.names import role
from storage.teams import Role


def headings(locale: Locale) -> list[str]:
    _ = locale.gettext
    return [_("Hold"), _("Navn"), _("E-mail"), _("Fag"), _("Rolle"), _("Klynge")]


def role_word(locale: Locale, value: str) -> str:
    return role(locale, Role(value))


def newcomer_headings(locale: Locale) -> list[str]:
    _ = locale.gettext
    return [_("Navn"), _("E-mail"), _("Hold"), _("Personligt link"), _("Kode til chatten")]

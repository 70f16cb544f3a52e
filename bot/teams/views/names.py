"""Words that several of the views use."""

from __future__ import annotations

from bot.i18n import Locale
from bot.ui import MAX_BUTTON_LABEL
from storage.teams import Role


def role(locale: Locale, value: Role) -> str:
    _ = locale.gettext
    return {
        Role.member: _("medlem"),
        Role.facilitator: _("facilitator"),
        Role.partner: _("partner"),
        Role.guest: _("gæst"),
        Role.course_lead: _("forløbsansvarlig"),
    }[value]


def label(text: str) -> str:
    """A button's label that holds a name, at most as long as a button may be."""
    return text if len(text) <= MAX_BUTTON_LABEL else text[: MAX_BUTTON_LABEL - 1].rstrip() + "…"

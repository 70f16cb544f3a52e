"""What the library's own words are called where people read them."""

from __future__ import annotations

from bot.i18n import Locale
from bot.prompts.prompt import Theme


def theme_name(locale: Locale, theme: str) -> str:
    _ = locale.gettext
    return {
        Theme.LEADERSHIP: _("Ledelse"),
        Theme.ORGANISATION: _("Organisering"),
        Theme.MEETINGS: _("Møder"),
        Theme.PARTICIPATION: _("Deltagelse"),
        Theme.EFFECT: _("Effekt"),
        Theme.PROFESSIONS: _("Fagligheder og lovgivning"),
    }[Theme(theme)]


def goal_name(locale: Locale, goal: int) -> str:
    """The course's learning goals, in a few words of our own."""
    _ = locale.gettext
    return {
        1: _("Drive processer med lokale aktører"),
        2: _("Formidle og bruge dit eget fag"),
        3: _("Velfærdsfag og aktivt medborgerskab"),
        4: _("Facilitere"),
        5: _("Viden om og mod til konflikter"),
        6: _("Nysgerrig på de andre uden at miste fodfæstet"),
    }[goal]

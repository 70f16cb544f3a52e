"""Words that cards and forms share."""

from __future__ import annotations

from bot import dates
from bot.i18n import Locale
from bot.reflections.prompt import Theme
from bot.reflections.rules import Why
from storage.reflections import Reflection


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


def why(locale: Locale, reason: Why) -> str:
    _ = locale.gettext
    return {
        Why.ASKED: _("I har ikke haft den før."),
        Why.WEEK: _("Den hører til ugens tema."),
        Why.FIRST: _("Den er et godt sted at begynde."),
        Why.UNTRIED: _("Det tema har I ikke haft endnu."),
        Why.LEAST: _("Det tema har I haft mindst."),
    }[reason]


def until(locale: Locale, round_: Reflection) -> str:
    return dates.deadline(locale.local(round_.deadline), locale.local(locale.now), locale.language)


def byline(locale: Locale, round_: Reflection, opener: str) -> str:
    opened = locale.gettext("Åbnet af %(name)s") % {"name": opener} + " · " if opener else ""
    return opened + theme_name(locale, round_.theme)


def number(locale: Locale, count: int) -> str:
    _ = locale.gettext
    words = {
        2: _("To"),
        3: _("Tre"),
        4: _("Fire"),
        5: _("Fem"),
        6: _("Seks"),
        7: _("Syv"),
        8: _("Otte"),
        9: _("Ni"),
        10: _("Ti"),
    }
    return words.get(count, str(count))

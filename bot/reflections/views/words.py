"""Words that cards and forms share."""

from __future__ import annotations

from bot import dates
from bot.i18n import Locale
from bot.prompts.words import theme_name
from bot.reflections.rules import Why
from storage.reflections import Reflection


def why(locale: Locale, reason: Why) -> str:
    _ = locale.gettext
    return {
        Why.ASKED: _("I har ikke haft den før."),
        Why.WEEK: _("Den hører til ugens tema."),
        Why.TIMELY: _("Den passer til det, I står med lige nu."),
        Why.FIRST: _("Den er et godt sted at begynde."),
        Why.UNTRIED: _("Det tema har I ikke haft endnu."),
        Why.LEAST: _("Det tema har I haft mindst."),
        Why.GOAL: _("Den handler om et læringsmål, I ikke har haft endnu."),
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

"""What a plan of the weeks says of questionnaires."""

from __future__ import annotations

from bot.i18n import Locale
from bot.surveys.questionnaire import Questionnaire


def opens(locale: Locale, survey: Questionnaire) -> str:
    return locale.gettext("Måling: %(title)s") % {"title": survey.words(locale.language).title}

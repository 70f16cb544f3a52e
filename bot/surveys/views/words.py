"""Words that several of the cards share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot import dates
from bot.i18n import Locale, md
from bot.surveys.questionnaire import NOT_RELEVANT, Item, Kind, Questionnaire
from bot.surveys.rules import SCORE, Heard, Share
from bot.ui import Text
from storage.surveys import OwnAnswers, SurveyRound

CLOSE, FAR = 1, 3  # steps between the lowest and the highest: of one mind; far apart


def week(locale: Locale, round_: SurveyRound) -> str:
    """`uge 46`."""
    return dates.week_label(date.fromisocalendar(round_.week // 100, round_.week % 100, 1), locale.language)


def deadline(locale: Locale, moment: datetime) -> str:
    return dates.deadline(locale.local(moment), locale.local(locale.now), locale.language)


def decimal(locale: Locale, number: float) -> str:
    """`3,8`, in English `3.8`."""
    text = f"{number:.1f}"
    return text if locale.language == "en" else text.replace(".", ",")


def name_of(locale: Locale, survey: Questionnaire, item: str) -> str:
    """What a published number is of: a question's words, or all of them."""
    if item == SCORE:
        return locale.gettext("Samlet")
    found = next((one for one in survey.items if one.id == item), None)
    return found.words(locale.language).text if found else item


def in_order(survey: Questionnaire, round_: SurveyRound) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a round published, as its questions stand; all of them together last."""
    for name in (*(one.id for one in survey.asked(round_.form)), SCORE):
        if name in round_.result:
            yield name, round_.result[name]


def spread(locale: Locale, survey: Questionnaire, apart: float) -> str:
    """How far people are from each other, in words."""
    _ = locale.gettext
    step = (survey.steps - 1) / 4
    if apart <= CLOSE * step:
        return _("tæt på hinanden")
    return _("langt fra hinanden") if apart >= FAR * step else _("noget forskellige")


def share(locale: Locale, one: Share) -> str:
    _ = locale.gettext
    return {
        Share.FEW: _("få eller ingen"),
        Share.SOME: _("nogle"),
        Share.HALF: _("omkring halvdelen"),
        Share.MOST: _("de fleste"),
        Share.ALL: _("alle eller næsten alle"),
    }[one]


def shares(locale: Locale, survey: Questionnaire, found: list[str]) -> str:
    """`de fleste: Tværfagligt`, the most first; what few or none chose is left out."""
    order = list(reversed(Share))
    steps = survey.words(locale.language).steps
    known = sorted(
        ((Share(one), option) for option, one in zip(steps, found, strict=False) if one != Share.FEW),
        key=lambda pair: order.index(pair[0]),
    )
    if not known:
        return locale.gettext("I har stemt meget forskelligt.")
    return " · ".join(f"{option}: {share(locale, one)}" for one, option in known)


def as_read(survey: Questionnaire, item: str, mean: float) -> float:
    """A published average as its question reads: a reversed one was turned round to be counted with the others."""
    reverse = any(one.reverse for one in survey.items if one.id == item)
    return survey.steps + 1 - mean if reverse else mean


def number(locale: Locale, survey: Questionnaire, item: str, found: Mapping[str, Any]) -> str:
    """`3,8 af 5, tæt på hinanden`, or the shares of a choice."""
    if "shares" in found:
        return shares(locale, survey, found["shares"])
    mean = locale.gettext("%(mean)s af %(steps)s") % {
        "mean": decimal(locale, as_read(survey, item, found["mean"])),
        "steps": survey.steps,
    }
    return f"{mean}, {spread(locale, survey, found['spread'])}"


def step(locale: Locale, survey: Questionnaire, item: Item, value: str) -> str:
    """One person's own answer, in words."""
    if value == NOT_RELEVANT:
        return locale.gettext("Ikke relevant for mig")
    words = survey.words(locale.language).steps
    word = words[int(value) - 1] if value.isdecimal() and 1 <= int(value) <= len(words) else value
    return word if survey.kind is Kind.CHOICE or word == value else f"{value} · {word}"


def answers(locale: Locale, survey: Questionnaire, one: OwnAnswers) -> list[tuple[str, str]]:
    return [
        (item.words(locale.language).text, step(locale, survey, item, one.given[item.id]))
        for item in survey.asked(one.round.form)
        if item.id in one.given
    ]


# ---- elsewhere


def is_open(locale: Locale, survey: Questionnaire) -> Text:
    _ = locale.gettext
    return md(_("*%(title)s* er åben. Kun du ser dine svar."), title=survey.words(locale.language).title)


def ready(locale: Locale, survey: Questionnaire) -> Text:
    _ = locale.gettext
    return md(_("Resultatet af *%(title)s* er klar."), title=survey.words(locale.language).title)


def heard(locale: Locale, found: Heard) -> Text:
    """What the facilitator reads of a pulse: no numbers."""
    _ = locale.gettext
    said = {
        Heard.FALLS: _(
            "samarbejdet opleves tungere end sidst. Spørg først til det, ikke til tallene: hvad bekymrer, hvad virker, og hvad drømmer de om?"
        ),
        Heard.APART: _(
            "de oplever samarbejdet meget forskelligt. Spørg først til det, ikke til tallene: hvad ser de hver især?"
        ),
        Heard.ALWAYS_FIVE: _(
            "alt går godt hver gang, og der er ingen åbne spørgsmål. Spørg, hvad de er uenige om lige nu."
        ),
    }
    return md("%(said)s", said=said[found])


def still_lowest(locale: Locale) -> Text:
    return md(
        locale.gettext(
            "de fleste i teamet arbejder stadig hver for sig i hvert sit fag. Åbn en refleksion om fagligheder, eller foreslå ét fælles produkt."
        )
    )


def exported(locale: Locale, survey: Questionnaire | None, one: OwnAnswers) -> tuple[str, str]:
    """For *minedata*: all of one's answers to a round."""
    title = survey.words(locale.language).title if survey else one.round.survey
    said = [f"{text}: {value}" for text, value in answers(locale, survey, one)] if survey else []
    if survey is None:
        said = [f"{item}: {value}" for item, value in one.given.items()]
    heading = f"{title} · {week(locale, one.round)}"
    return heading, "\n".join(said) or locale.gettext("Sprunget over")

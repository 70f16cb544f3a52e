"""The form of a survey: four questions a page, and who reads the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Locale
from bot.surveys.questionnaire import NOT_RELEVANT, Item, Kind, Questionnaire
from bot.ui import (
    MAX_FIELD_LABEL,
    MAX_HINT,
    Action,
    AnyField,
    ChoiceField,
    Form,
    Option,
    Page,
    ScaleField,
    Text,
    plain,
)
from bot.wording import shortened
from storage.surveys import SurveyRound

PER_PAGE = 4  # and the note


def answer_form(
    locale: Locale, action: Action, survey: Questionnaire, round_: SurveyRound, given: Mapping[str, str]
) -> Form:
    items = survey.asked(round_.form)
    parts = [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)]
    pages = tuple(
        Page(
            tuple(_field(locale, survey, item, given.get(item.id, "")) for item in part),
            _note(locale, survey, part, first=number == 0),
        )
        for number, part in enumerate(parts)
    )
    return Form(action, survey.words(locale.language).title, pages, send=locale.gettext("Send"))


def _field(locale: Locale, survey: Questionnaire, item: Item, value: str) -> AnyField:
    words = item.words(locale.language)
    steps = survey.words(locale.language).steps
    label, hint = shortened(words.text, MAX_FIELD_LABEL), words.hint
    if len(words.text) > MAX_FIELD_LABEL and not hint and len(words.text) <= MAX_HINT:
        hint = words.text
    if survey.kind is Kind.SCALE and not item.na:
        return ScaleField(name=item.id, label=label, hint=hint, steps=steps, value=value)
    options = [
        Option(str(number), shortened(word if survey.kind is Kind.CHOICE else _numbered(number, word), 75))
        for number, word in enumerate(steps, 1)
    ]
    if item.na:
        options.append(Option(NOT_RELEVANT, locale.gettext("Ikke relevant for mig")))
    return ChoiceField(name=item.id, label=label, hint=hint, options=tuple(options), value=value)


def _numbered(number: int, word: str) -> str:
    return word if word == str(number) else f"{number} · {word}"


def _note(locale: Locale, survey: Questionnaire, part: Sequence[Item], *, first: bool) -> Text:
    """What it is, the questions that no label has room for, and who reads what."""
    _ = locale.gettext
    words = survey.words(locale.language)
    said = []
    if first:
        said += [words.about, *([words.note] if words.note else [])]
    texts = [item.words(locale.language) for item in part]
    said += [
        one.text
        for one in texts
        if len(one.text) > MAX_HINT or (len(one.text) > MAX_FIELD_LABEL and one.hint)
    ]
    said.append(
        _(
            "Kun du kan se dine svar. Teamet og jeres facilitator ser et gennemsnit, når mindst fire har svaret. Du må springe alt over."
        )
        if survey.kind is Kind.SCALE
        else _(
            "Kun du kan se dit svar. Teamet og jeres facilitator ser fordelingen, når mindst fire har svaret. Du må springe over."
        )
    )
    return plain("\n\n".join(said), quiet=True)

"""A questionnaire over time, drawn and said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.pictures import Cell, Row
from bot.surveys.questionnaire import Kind, Questionnaire
from bot.surveys.rules import SCORE
from bot.surveys.views.words import as_read, decimal, in_order, name_of, number, week
from bot.ui import MAX_ALT, Block, Card, File, Picture, plain
from bot.wording import shortened
from storage.surveys import SurveyRound

LONGEST = 2200  # characters of words on the card


def matrix(locale: Locale, survey: Questionnaire, held: Sequence[SurveyRound]) -> tuple[list[str], list[Row]]:
    """Weeks across, questions down: an average and its shade (the darker, the better), empty where nothing was shown."""
    names = [item.id for item in survey.items] + [SCORE]
    rows = [
        Row(name_of(locale, survey, name), tuple(_cell(locale, survey, one, name) for one in held))
        for name in names
        if any(name in one.result for one in held)
    ]
    return [week(locale, one) for one in held], rows


def _cell(locale: Locale, survey: Questionnaire, round_: SurveyRound, name: str) -> Cell:
    found = round_.result.get(name)
    if found is None:
        return Cell()
    return Cell(
        decimal(locale, as_read(survey, name, found["mean"])), shade=(found["mean"] - 1) / (survey.steps - 1)
    )


def in_words(locale: Locale, survey: Questionnaire, held: Sequence[SurveyRound]) -> str:
    """`Dialogpuls: uge 46 3,8 · uge 48 for få svar`: the average over all, for who does not see the picture."""
    _ = locale.gettext
    said = [
        f"{week(locale, one)} {decimal(locale, one.result[SCORE]['mean'])}"
        if SCORE in one.result
        else f"{week(locale, one)} {_('vises ikke')}"
        for one in held
    ]
    text = _("%(title)s fra 1 til %(steps)s, gennemsnit af det hele: %(points)s") % {
        "title": survey.words(locale.language).title,
        "steps": survey.steps,
        "points": " · ".join(said),
    }
    last = next((one for one in reversed(held) if one.result), None)
    if last is not None:
        each = " · ".join(
            f"{name_of(locale, survey, name)} {decimal(locale, as_read(survey, name, one['mean']))}"
            for name, one in in_order(survey, last)
            if name != SCORE
        )
        text += ". " + _("Senest: %(each)s") % {"each": each}
    return shortened(text, MAX_ALT)


def trend(
    locale: Locale, survey: Questionnaire, held: Sequence[SurveyRound], picture: Picture | None
) -> Card:
    _ = locale.gettext
    words = survey.words(locale.language)
    blocks: list[Block] = []
    if picture is not None:
        blocks += [picture, plain(shortened(picture.alt, LONGEST))]
    if survey.kind is Kind.CHOICE:
        for one in held:
            said = [number(locale, survey, name, found) for name, found in in_order(survey, one)]
            text = said[0] if said else _("vises ikke")
            blocks.append(md("**%(week)s** %(text)s", week=week(locale, one), text=text))
    if words.note:
        blocks.append(plain(words.note, quiet=True))
    note = _(
        "Der står mindst fire svar bag hvert tal. Hvor det kunne vise, hvad en enkelt har svaret, er der et hul."
    )
    return Card(md(_("%(title)s over tid"), title=words.title), (*blocks, md(note, quiet=True)))


def too_little(locale: Locale, survey: Questionnaire) -> Card:
    _ = locale.gettext
    text = md(_("Der er ikke noget at vise endnu. Det kommer, når mindst fire har svaret i samme runde."))
    return Card(plain(survey.words(locale.language).title), (text,))


def csv_card(locale: Locale, survey: Questionnaire, file: File) -> Card:
    _ = locale.gettext
    text = md(_("Kun det, der er vist for teamet, er med. Svarene er ikke."))
    return Card(md(_("%(title)s som CSV"), title=survey.words(locale.language).title), (text, file))

"""Cards for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Locale, md
from bot.surveys.questionnaire import NOT_RELEVANT, Questionnaire
from bot.surveys.rules import Progress
from bot.surveys.views.team import closed_card
from bot.surveys.views.words import answers, deadline, week
from bot.ui import Action, Block, Button, Buttons, Card, Divider, Facts, Text, plain
from bot.wording import shortened
from storage.surveys import OwnAnswers, SurveyRound

OWN_PER_PAGE = 3
MOST_LISTED = 12


def every(locale: Locale, rows: Sequence[tuple[Questionnaire, bool, Action]]) -> Card:
    """All questionnaires there are; `rows`: whether each comes by itself, and its card."""
    _ = locale.gettext
    blocks: list[Block] = []
    for survey, on, action in rows[:MOST_LISTED]:
        words = survey.words(locale.language)
        text = md(
            "**%(title)s** %(about)s", title=words.title, about=shortened(words.about.split("\n")[0], 150)
        )
        blocks.append(text + plain(f" {_('Den kommer af sig selv.')}") if on else text)
        blocks.append(Buttons((Button(_("Se %(title)s") % {"title": words.title}, action),)))
    note = _("Højst én gang om ugen, og der vises kun tal, når mindst fire har svaret.")
    return Card(md(_("Mål samarbejdet")), (*blocks, md(note, quiet=True)))


def about(
    locale: Locale,
    survey: Questionnaire,
    progress: Progress | None,
    round_: SurveyRound | None,
    latest: SurveyRound | None,
    buttons: tuple[Button, ...],
) -> Card:
    """What it is, whether it is open, and what came of it last."""
    _ = locale.gettext
    words = survey.words(locale.language)
    blocks: list[Block] = [plain(words.about)]
    if words.note:
        blocks.append(plain(words.note, quiet=True))
    if round_ is not None and progress is not None:
        count = _("Den er åben til %(deadline)s. %(done)s af %(asked)s er færdige.")
        blocks.append(
            md(count, deadline=deadline(locale, round_.closes_at), done=progress.done, asked=progress.asked)
        )
    elif latest is not None:
        held = closed_card(locale, survey, latest, ())
        said: list[Block] = [one for one in held.blocks if isinstance(one, Facts)]
        if not latest.oral:
            blocks += [md(_("Sidst, i %(week)s:"), week=week(locale, latest)), *(said or held.blocks[:1])]
    return Card(plain(words.title), (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


def opened(locale: Locale, survey: Questionnaire, round_: SurveyRound) -> Card:
    _ = locale.gettext
    text = md(
        _("*%(title)s* er åben for teamet til %(deadline)s."),
        title=survey.words(locale.language).title,
        deadline=deadline(locale, round_.closes_at),
    )
    return Card(text)


def planned(locale: Locale, survey: Questionnaire, at: datetime) -> Card:
    """The week is taken: it opens later."""
    _ = locale.gettext
    text = md(
        _("I er allerede spurgt i denne uge, og én gang er nok. *%(title)s* åbner %(when)s."),
        title=survey.words(locale.language).title,
        when=locale.long(at),
    )
    return Card(text)


def followed(locale: Locale, survey: Questionnaire, at: datetime | None, *, on: bool) -> Card:
    _ = locale.gettext
    title = survey.words(locale.language).title
    if not on:
        return Card(md(_("*%(title)s* kommer ikke mere af sig selv."), title=title))
    if at is None:
        return Card(md(_("*%(title)s* kommer ikke flere gange i dette forløb."), title=title))
    return Card(
        md(_("*%(title)s* kommer af sig selv. Næste gang %(when)s."), title=title, when=locale.long(at))
    )


def thanks(locale: Locale, survey: Questionnaire, round_: SurveyRound, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if round_.closed_at is not None:
        return Card(md(_("Tak. Det var det sidste svar, så resultatet er der nu.")))
    text = md(
        _("Tak, dit svar er gemt. Kun du kan se det, og du kan rette det til %(deadline)s."),
        deadline=deadline(locale, round_.closes_at),
    )
    return Card(text, (Buttons(buttons),) if buttons else ())


# ---- one's own


def own_pages(found: Sequence[OwnAnswers]) -> list[list[OwnAnswers]]:
    """The newest first, a few a page; one empty page when there are none."""
    newest = list(reversed(found))
    return [newest[start : start + OWN_PER_PAGE] for start in range(0, len(newest), OWN_PER_PAGE)] or [[]]


def own(
    locale: Locale, survey: Questionnaire, shown: Sequence[OwnAnswers], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    title = md(_("Dine egne svar · %(title)s"), title=survey.words(locale.language).title)
    if not shown:
        return Card(title, (md(_("Du har ikke svaret endnu.")),))
    blocks: list[Block] = []
    for place, one in enumerate(shown):
        if place:
            blocks.append(Divider())
        blocks.append(md("**%(week)s**", week=week(locale, one.round)))
        rows = [(shortened(text, 60), plain(value)) for text, value in answers(locale, survey, one)]
        blocks += [Facts(tuple(rows[start : start + 10])) for start in range(0, len(rows), 10)]
    if len(shown) > 1:
        blocks.append(_moved(locale, survey, shown[0], shown[-1]))
    blocks.append(md(_("Kun du kan se det her."), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title, tuple(blocks))


def _moved(locale: Locale, survey: Questionnaire, now: OwnAnswers, before: OwnAnswers) -> Text:
    """How far one has moved oneself, in words."""
    _ = locale.gettext
    found = []
    for item in survey.items:
        then, today = before.given.get(item.id, ""), now.given.get(item.id, "")
        if then and today and NOT_RELEVANT not in (then, today) and then != today:
            text = item.words(locale.language).text
            found.append(_("%(text)s: fra %(then)s til %(now)s") % {"text": text, "then": then, "now": today})
    if not found:
        return md(_("Du står samme sted som i %(week)s."), week=week(locale, before.round))
    return md(_("Siden %(week)s har du flyttet dig:"), week=week(locale, before.round)) + plain(
        "\n" + "\n".join(found)
    )

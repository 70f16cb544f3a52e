"""What the team's place shows of a round."""

from __future__ import annotations

from bot.i18n import Locale, md
from bot.surveys.questionnaire import Questionnaire
from bot.surveys.rules import Progress, Why
from bot.surveys.views.words import deadline, in_order, name_of, number, week
from bot.ui import Block, Button, Buttons, Card, Facts, Text, plain
from bot.wording import shortened
from storage.surveys import SurveyRound

LABEL = 60  # letters of a question on the card


def _title(locale: Locale, survey: Questionnaire, round_: SurveyRound) -> Text:
    words = survey.words(locale.language)
    return md("%(title)s · %(week)s", title=words.title, week=week(locale, round_))


def _note(locale: Locale, survey: Questionnaire) -> list[Block]:
    note = survey.words(locale.language).note
    return [plain(note, quiet=True)] if note else []


def open_card(
    locale: Locale,
    survey: Questionnaire,
    round_: SurveyRound,
    progress: Progress,
    facilitator: str,
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    who = _("Teamet og %(facilitator)s") % {"facilitator": facilitator} if facilitator else _("Teamet")
    private = _("Kun du ser dine svar. %(who)s ser det samlede resultat, når mindst fire har svaret.") % {
        "who": who
    }
    until = md(_("Åbent til %(deadline)s."), deadline=deadline(locale, round_.closes_at))
    count = md(_("**%(done)s af %(asked)s** er færdige"), done=progress.done, asked=progress.asked)
    return Card(
        _title(locale, survey, round_),
        (
            plain(survey.words(locale.language).about),
            until + plain(f" {private}"),
            *_note(locale, survey),
            count,
            Buttons(buttons),
        ),
    )


def closed_card(
    locale: Locale, survey: Questionnaire, round_: SurveyRound, buttons: tuple[Button, ...]
) -> Card:
    """The result, or in one line why there is none."""
    _ = locale.gettext
    blocks: list[Block] = []
    found = list(in_order(survey, round_))
    if not found:
        text = (
            _("Tallene vises ikke denne gang: De kunne fortælle, hvad en enkelt har svaret.")
            if round_.why == Why.ISOLATES
            else _("Der var for få svar til, at de kan vises. Tal om det i stedet, hvis det giver mening.")
        )
        return Card(_title(locale, survey, round_), (md(text),))
    rows = tuple(
        (shortened(name_of(locale, survey, name), LABEL), plain(number(locale, survey, name, one)))
        for name, one in found
    )
    blocks += [Facts(rows[start : start + 10]) for start in range(0, len(rows), 10)]
    next_ = survey.words(locale.language).next
    if next_:
        blocks.append(md("**%(next)s**", next=next_))
    blocks += _note(locale, survey)
    blocks.append(md(_("Der står mindst fire svar bag hvert tal."), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(_title(locale, survey, round_), tuple(blocks))


def oral(locale: Locale, survey: Questionnaire, round_: SurveyRound, buttons: tuple[Button, ...]) -> Card:
    """For a team of so few that no number may be shown: the questions to talk about."""
    _ = locale.gettext
    words = survey.words(locale.language)
    questions = "\n".join(f"• {item.words(locale.language).text}" for item in survey.asked(round_.form))
    how = _(
        "I er så få, at tal ville vise, hvem der har svaret hvad. Tag en runde i stedet: Hver siger et par ord om et spørgsmål, og de andre lytter. Det er fint at springe over. Jeg gemmer ikke noget."
    )
    blocks: list[Block] = [plain(words.about), md(how), plain(shortened(questions, 2000))]
    if words.next:
        blocks.append(md("**%(next)s**", next=words.next))
    return Card(_title(locale, survey, round_), (*blocks, *_note(locale, survey), Buttons(buttons)))


def topic(locale: Locale, survey: Questionnaire) -> str:
    """What it is called on an agenda."""
    words = survey.words(locale.language)
    return f"{words.title}: {words.next}" if words.next else words.title


def guest_result(locale: Locale, survey: Questionnaire, round_: SurveyRound) -> Text:
    """For a partner's page: what the round they were asked in came to."""
    _ = locale.gettext
    said = "\n".join(
        f"{name_of(locale, survey, name)}: {number(locale, survey, name, one)}"
        for name, one in in_order(survey, round_)
    )
    return md("**%(title)s**\n%(said)s", title=survey.words(locale.language).title, said=said)

"""What one person sees of a round: the form, the reminder, the answers, help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import dates
from bot.checkins import rules
from bot.checkins.rules import Audience, Progress
from bot.checkins.views.team import MOST_LINES, kept_back, lines, mood
from bot.checkins.views.words import (
    asked_ids,
    clip,
    closes,
    form_title,
    heading,
    short_deadline,
    title,
    wording,
)
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    AnyField,
    Block,
    Button,
    Buttons,
    Card,
    Divider,
    Form,
    Page,
    ScaleField,
    Text,
    TextField,
    plain,
)
from bot.wording import noted
from storage.agreements import Agreement
from storage.checkins import Answer, Round

FIELD_LENGTH = 500  # a sentence or two; two people's whole answers fit one private card
MOST_SAID = 3  # texts of one person, where two people's are shown together
TEXTS_A_PAGE = 6
MOST_PROMISED, SHORT = 3, 60  # agreements in the form's note, and letters of each


def reminder(locale: Locale, name: str, round_: Round, until: datetime, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Der er plads til dit svar")),
        (
            md(
                _(
                    "Hej %(name)s. Teamets tjek-ind lukker %(closes)s, og der er plads til dit svar. Én linje er nok. "
                    "Vil du springe over denne gang, er det også fint."
                ),
                name=name,
                closes=closes(locale, until),
            ),
            Buttons(buttons),
        ),
    )


def longer(locale: Locale, round_: Round, until: datetime, button: Button) -> Card:
    """To somebody whom the facilitator has given more time."""
    _ = locale.gettext
    text = md(
        _("Du kan svare til %(deadline)s. Resultatet venter på dig, og én linje er nok."),
        deadline=short_deadline(locale, until),
    )
    return Card(title(locale, round_), (text, Buttons((button,))))


# ---- answering


def answer_form(
    locale: Locale,
    action: Action,
    round_: Round,
    given: Answer | None,
    *,
    facilitator: str,
    promised: Sequence[Agreement] = (),
) -> Form:
    """`facilitator` names who facilitates, "" when nobody does; `promised` is what this person has agreed to."""
    fields = tuple(_field(locale, round_, question, given) for question in asked_ids(round_))
    page = Page(fields, _read_by(locale, round_, facilitator) + _promised(locale, promised))
    return Form(action, form_title(locale, round_), (page,), send=locale.gettext("Send"))


def _field(locale: Locale, round_: Round, question: str, given: Answer | None) -> AnyField:
    _ = locale.gettext
    words = wording(locale, round_, question)
    if question == "mood":
        steps = (_("1 Tungt"), _("2 Lidt tungt"), _("3 Midt imellem"), _("4 Godt"), _("5 Rigtig godt"))
        value = str(given.mood) if given and given.mood else ""
        return ScaleField(name=question, label=words.label, hint=words.hint, steps=steps, value=value)
    return TextField(
        name=question,
        label=words.label,
        hint=words.hint,
        value=given.said(question) if given else "",
        multiline=True,
        max_length=FIELD_LENGTH,
    )


def _read_by(locale: Locale, round_: Round, facilitator: str) -> Text:
    _ = locale.gettext
    match Audience(round_.asked.audience):
        case Audience.open:
            sentences = [_("Dit team kan læse svaret.")]
            if facilitator and "in_the_way" in asked_ids(round_):
                text = _("%(facilitator)s kan læse, hvad der spænder ben, så du kan få hjælp.")
                sentences.append(text % {"facilitator": facilitator})
        case Audience.closed:
            sentences = [_("Dit team kan læse svaret, når runden lukker.")]
        case Audience.nameless:
            sentences = [
                _("Når runden lukker, kan dit team læse svaret uden dit navn, hvis mindst fire har svaret.")
            ]
        case Audience.private:
            sentences = [_("Dit team kan læse svaret, men det kommer aldrig i kanalen.")]
    sentences.append(_("Skriv ikke navne på borgere eller andet, der kan genkendes."))
    return md("%(text)s", quiet=True, text=" ".join(sentences))


def _promised(locale: Locale, agreements: Sequence[Agreement]) -> Text:
    """What they might have forgotten, where they are asked what they have done; nobody else sees it."""
    if not agreements:
        return md("")
    said = [
        f"{clip(one.text, SHORT)} ({dates.short_day(one.due_on, locale.local(locale.now), locale.language)})"
        for one in agreements[:MOST_PROMISED]
    ]
    return md(locale.gettext("\nDine åbne aftaler: %(agreements)s."), agreements=" · ".join(said))


def thanks(
    locale: Locale, round_: Round, until: datetime, blocks: Sequence[Block], buttons: tuple[Button, ...]
) -> Card:
    """`blocks`: what may come of what was written."""
    _ = locale.gettext
    text = md(_("Du kan rette det til %(deadline)s."), deadline=short_deadline(locale, until))
    return Card(md(_("Tak, dit svar er med")), (text, *blocks, Buttons(buttons)))


def in_the_way(locale: Locale, buttons: tuple[Button, ...]) -> tuple[Block, ...]:
    _ = locale.gettext
    return (
        md(_("Skal det, der spænder ben, på dagsordenen, eller vil du have hjælp til det?")),
        Buttons(buttons),
    )


def name_on(locale: Locale, by_name: bool, button: Button) -> tuple[Block, ...]:
    _ = locale.gettext
    text = _("Dit svar vises med dit navn.") if by_name else _("Dit svar vises uden dit navn.")
    return (md(text), Buttons((button,)))


# ---- reading


def answers_card(
    locale: Locale, round_: Round, pages: Sequence[Sequence[Block]], page: int, buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [*pages[page]] if page < len(pages) else [md(_("Der er ingen svar endnu."))]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title(locale, round_), tuple(blocks))


def pages(locale: Locale, round_: Round, answers: Sequence[Answer], shown: rules.Shown) -> list[list[Block]]:
    """Whole answers for one reader: a person or two on a page, then what stands without names."""
    _ = locale.gettext
    by_person = {one.person_id: one for one in answers}
    texts = [one for one in asked_ids(round_) if one != "mood"]
    each = 2 if len(texts) <= MOST_SAID else 1
    found: list[list[Block]] = []
    for start in range(0, len(shown.named), each):
        found.append([])
        for number, person in enumerate(shown.named[start : start + each]):
            found[-1] += [Divider()] if number else []
            found[-1] += _of_one(locale, round_, by_person[person], texts)
    found += _without_names(locale, round_, by_person, texts, shown)
    if shown.kept_back:
        text: Block = (
            kept_back(locale, shown.kept_back)
            if round_.closed_at
            else md(_("De andres svar kan læses, når runden lukker."))
        )
        found.append([text])
    if round_.moods and found:
        found[0].insert(0, mood(locale, round_))
    return found


def _of_one(locale: Locale, round_: Round, answer: Answer, questions: Sequence[str]) -> list[Block]:
    blocks: list[Block] = [md("**%(name)s**", name=answer.name or locale.gettext("Tidligere medlem"))]
    for question in questions:
        if said := answer.said(question):
            blocks.append(md("*%(label)s*\n", label=heading(locale, round_, question)) + plain(said))
    return blocks


def _without_names(
    locale: Locale,
    round_: Round,
    by_person: dict[int, Answer],
    questions: Sequence[str],
    shown: rules.Shown,
) -> list[list[Block]]:
    found: list[list[Block]] = []
    for question in questions:
        order = rules.shuffled(shown.nameless, round_.secret + question.encode()[:32])
        said = [text for person in order if (text := by_person[person].said(question))]
        for start in range(0, len(said), TEXTS_A_PAGE):
            page: list[Block] = [md("**%(label)s**", label=heading(locale, round_, question))]
            found.append([*page, *(plain(text, quote=True) for text in said[start : start + TEXTS_A_PAGE])])
    return found


def facilitator_card(
    locale: Locale, round_: Round, progress: Progress, helps: list[Answer], buttons: tuple[Button, ...]
) -> Card:
    """What the facilitator sees: how many, and what the team itself asks for help with."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(_("%(answered)s af %(asked)s har svaret."), answered=progress.answered, asked=progress.asked)
    ]
    if helps:
        rows = [(one.name, one.in_the_way) for one in helps[:MOST_LINES]]
        blocks.append(lines(_("Det spænder ben, eller de vil gerne have hjælp"), rows))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title(locale, round_), tuple(blocks))


# ---- help


def asks_for_help(locale: Locale, round_: Round, team: str, answer: Answer | None, button: Button) -> Card:
    """To the facilitator, at once. None: it was taken back."""
    _ = locale.gettext
    if answer is None or not answer.in_the_way:
        return noted(_("Det, der blev bedt om hjælp til, er trukket tilbage."))
    blocks: list[Block] = [
        plain(answer.in_the_way, quote=True),
        md("%(team)s · %(when)s", team=team, when=title(locale, round_).plain, quiet=True),
    ]
    if answer.help_seen_at:
        blocks.append(md(_("Du har sagt, at du tager fat i det.")))
    else:
        blocks.append(md(_("Tag fat i %(name)s senest i morgen."), name=answer.name.split()[0]))
        blocks.append(Buttons((button,)))
    return Card(md(_("%(name)s vil gerne have din hjælp"), name=answer.name), tuple(blocks))


def help_is_coming(locale: Locale, facilitator: str, answer: Answer) -> Card:
    _ = locale.gettext
    return Card(
        md(_("%(name)s tager fat i det"), name=facilitator),
        (plain(clip(answer.in_the_way, FIELD_LENGTH), quote=True),),
    )

"""What the check-in says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import dates
from bot.checkins.rhythm import Rhythm
from bot.checkins.rules import Progress
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Divider,
    Form,
    Option,
    Page,
    ScaleField,
    Text,
    TextField,
    TimeField,
    plain,
)
from storage.checkins import Answer, Round
from storage.teams import first_name

FIELD_LENGTH = 500  # a sentence or two; two people's whole answers fit one private card
SHOWN = 160  # of each text on the team's card, as long as there is room for all of them
LINES_IN_ALL = 2700  # and the names besides
MOST_LINES = 10
PER_PAGE = 2
PAUSE = "pause"  # instead of a weekday


def week(locale: Locale, round_: Round) -> str:
    return dates.week_label(round_.day, locale.language)


def title(locale: Locale, round_: Round) -> Text:
    _ = locale.gettext
    return md(_("Tjek-ind · %(week)s"), week=week(locale, round_))


def calendar_title(locale: Locale, day: date) -> str:
    return locale.gettext("Tjek-ind · %(week)s") % {"week": dates.week_label(day, locale.language)}


def deadline(locale: Locale, round_: Round) -> str:
    return dates.deadline(locale.local(round_.closes_at), locale.local(locale.now), locale.language)


def open_card(
    locale: Locale, round_: Round, progress: Progress, facilitator: str, buttons: tuple[Button, ...]
) -> Card:
    """`facilitator` names who facilitates, "" when nobody does."""
    _ = locale.gettext
    visible = _("Teamet kan læse svarene.")
    if facilitator:
        visible += " " + _(
            "%(facilitator)s kan se, hvor mange der har svaret, og det, I selv beder om hjælp til."
        ) % {"facilitator": facilitator}
    return Card(
        title(locale, round_),
        (
            md(_("Hvad fylder hos jer lige nu? Et par sætninger er nok, og det tager et minut.")),
            md(_("Åbent til %(deadline)s."), deadline=deadline(locale, round_)),
            md("%(visible)s", visible=visible, quiet=True),
            md(
                _("**%(answered)s af %(asked)s har svaret**"),
                answered=progress.answered,
                asked=progress.asked,
            ),
            Buttons(buttons),
        ),
    )


def closed_card(locale: Locale, round_: Round, answers: Sequence[Answer], asked: int, read: Button) -> Card:
    """The same card when the round is over: one short line per answer, the whole behind a button."""
    _ = locale.gettext
    given = [answer for answer in answers if answer.kind == "answer"]
    if not given:
        return Card(
            title(locale, round_),
            (md(_("Runden er lukket. Der kom ingen svar denne gang, og det er fint.")),),
        )
    blocks: list[Block] = [
        md(_("Runden er lukket. %(answered)s af %(asked)s svarede."), answered=len(given), asked=asked)
    ]
    steps = [(one.name, one.next_step) for one in given if one.next_step][:MOST_LINES]
    troubles = [(one.name, one.in_the_way) for one in given if one.in_the_way][:MOST_LINES]
    room = min(SHOWN, LINES_IN_ALL // max(len(steps) + len(troubles), 1))
    if steps:
        blocks.append(_lines(_("Næste skridt"), steps, room))
    if troubles:
        blocks.append(_lines(_("Det spænder ben"), troubles, room))
    blocks.append(Buttons((read,)))
    return Card(title(locale, round_), tuple(blocks))


def _lines(heading: str, rows: list[tuple[str, str]], room: int = SHOWN) -> Text:
    text = md("**%(heading)s**", heading=heading)
    for name, said in rows:
        text += md("\n%(name)s: %(said)s", name=first_name(name) or "–", said=clip(said, room))
    return text


def clip(text: str, length: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= length else one_line[: length - 1].rstrip() + "…"


def silent_card(locale: Locale, round_: Round, buttons: tuple[Button, ...], *, paused: bool) -> Card:
    """After two rounds without answers the card asks; after three it says that it rests."""
    _ = locale.gettext
    if paused:
        text = _(
            "Tjek-ind holder pause, for der har ikke været svar tre gange i træk. Start det igen, når det passer jer."
        )
    else:
        text = _(
            "Der har ikke været svar to gange i træk. Passer et andet tidspunkt bedre, skal der være færre spørgsmål, "
            "eller skal tjek-ind holde pause?"
        )
    return Card(title(locale, round_), (md(text), Buttons(buttons)))


def reminder(locale: Locale, name: str, round_: Round, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    closes = dates.closes(locale.local(round_.closes_at), locale.local(locale.now), locale.language)
    return Card(
        md(_("Der er plads til dit svar")),
        (
            md(
                _(
                    "Hej %(name)s. Teamets tjek-ind lukker %(closes)s, og der er plads til dit svar. Én linje er nok. "
                    "Vil du springe over denne gang, er det også fint."
                ),
                name=name,
                closes=closes,
            ),
            Buttons(buttons),
        ),
    )


def answer_form(
    locale: Locale,
    action: Action,
    round_: Round,
    given: Answer | None,
    *,
    facilitator: str,
    short: bool = False,
) -> Form:
    """`facilitator` names who facilitates. `short`: only the last two questions."""
    _ = locale.gettext
    steps = (_("1 Tungt"), _("2 Lidt tungt"), _("3 Midt imellem"), _("4 Godt"), _("5 Rigtig godt"))
    fields = (
        ScaleField(
            name="mood",
            label=_("Hvordan går samarbejdet for dig?"),
            hint=_("Du må gerne springe over."),
            steps=steps,
            value=str(given.mood) if given and given.mood else "",
        ),
        _text(
            "done",
            _("Hvad har du fået gjort siden sidst?"),
            _("Stort eller småt."),
            given.done if given else "",
        ),
        _text("next_step", _("Hvad er dit næste skridt?"), "", given.next_step if given else ""),
        _text(
            "in_the_way",
            _("Er der noget, der spænder ben?"),
            _("Eller noget, du gerne vil have hjælp til."),
            given.in_the_way if given else "",
        ),
    )
    form_title = _("Tjek-ind, %(week)s") % {"week": week(locale, round_)}
    page = Page(fields[-2:] if short else fields, _read_by(locale, facilitator))
    return Form(action, form_title, (page,), send=_("Send"))


def _read_by(locale: Locale, facilitator: str) -> Text:
    _ = locale.gettext
    sentences = [_("Dit team kan læse svaret.")]
    if facilitator:
        text = _("%(facilitator)s kan læse det sidste felt, så du kan få hjælp.")
        sentences.append(text % {"facilitator": facilitator})
    sentences.append(_("Skriv ikke navne på borgere eller andet, der kan genkendes."))
    return md("%(text)s", quiet=True, text=" ".join(sentences))


def _text(name: str, label: str, hint: str, value: str) -> TextField:
    return TextField(name=name, label=label, hint=hint, value=value, multiline=True, max_length=FIELD_LENGTH)


def thanks(locale: Locale, round_: Round, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Du kan rette det til %(deadline)s."), deadline=short_deadline(locale, round_))
    return Card(md(_("Tak, dit svar er med")), (text, Buttons(buttons)))


def short_deadline(locale: Locale, round_: Round) -> str:
    return dates.short_deadline(locale.local(round_.closes_at), locale.local(locale.now), locale.language)


def noted(locale: Locale, text: str, buttons: tuple[Button, ...] = ()) -> Card:
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())


def answers_card(
    locale: Locale, round_: Round, answers: Sequence[Answer], page: int, buttons: tuple[Button, ...]
) -> Card:
    """Whole answers, two people at a time, for one reader."""
    _ = locale.gettext
    blocks: list[Block] = []
    for answer in answers[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if blocks:
            blocks.append(Divider())
        mood = f" · {answer.mood}/5" if answer.mood else ""
        blocks.append(md("**%(name)s**%(mood)s", name=answer.name or _("Tidligere medlem"), mood=mood))
        for label, text in (
            (_("Gjort"), answer.done),
            (_("Næste skridt"), answer.next_step),
            (_("Det spænder ben"), answer.in_the_way),
        ):
            if text:
                blocks.append(md("*%(label)s*\n", label=label) + plain(text))
    if not blocks:
        blocks.append(md(_("Der er ingen svar endnu.")))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title(locale, round_), tuple(blocks))


def facilitator_card(locale: Locale, round_: Round, progress: Progress, helps: list[Answer]) -> Card:
    """What the facilitator sees: how many, and what the team itself asks for help with."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(_("%(answered)s af %(asked)s har svaret."), answered=progress.answered, asked=progress.asked)
    ]
    if helps:
        rows = [(one.name, one.in_the_way) for one in helps[:MOST_LINES]]
        blocks.append(_lines(_("Det spænder ben, eller de vil gerne have hjælp"), rows))
    return Card(title(locale, round_), tuple(blocks))


def rhythm_form(locale: Locale, action: Action, rhythm: Rhythm) -> Form:
    _ = locale.gettext
    days = tuple(Option(str(day), dates.weekday_name(day, locale.language)) for day in range(5))
    fields = (
        ChoiceField(
            name="weekday",
            label=_("Hvornår åbner tjek-ind?"),
            required=True,
            options=(*days, Option(PAUSE, _("Slet ikke: hold pause"))),
            value=str(rhythm.weekday) if rhythm.on else PAUSE,
        ),
        TimeField(name="opens", label=_("Åbner kl."), value=rhythm.opens.isoformat("minutes")),
        ChoiceField(
            name="close_weekday",
            label=_("Hvornår lukker det?"),
            required=True,
            options=days,
            value=str(rhythm.close_weekday),
        ),
        TimeField(name="closes", label=_("Lukker kl."), value=rhythm.closes.isoformat("minutes")),
    )
    note = md(_("Det gælder for hele teamet. Teamet og jeres facilitator kan se og ændre det."), quiet=True)
    return Form(action, _("Tidspunkt for tjek-ind"), (Page(fields, note),), send=_("Gem"))

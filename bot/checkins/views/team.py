"""What the team's place shows of a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.checkins import rules
from bot.checkins.rules import Audience, Progress
from bot.checkins.views.words import asked_ids, clip, deadline, heading, title
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Text
from storage.checkins import Answer, Round
from storage.teams import first_name

SHOWN = 160  # of each text on the team's card, as long as there is room for all of them
LINES_IN_ALL = 2400  # and the names and headings besides
MOST_LINES = 10
ON_THE_CARD = ("next_step", "in_the_way")  # of the usual four; the whole is behind a button


def readers(locale: Locale, round_: Round, facilitator: str) -> str:
    """Who reads the answers, and when. `facilitator` names who facilitates, "" when nobody does."""
    _ = locale.gettext
    match Audience(round_.asked.audience):
        case Audience.open:
            text = _("Teamet kan læse svarene.")
            if facilitator:
                text += " " + _(
                    "%(facilitator)s kan se, hvor mange der har svaret, og det, I selv beder om hjælp til."
                ) % {"facilitator": facilitator}
            return text
        case Audience.closed:
            text = _("Teamet kan læse svarene, når runden lukker.")
        case Audience.nameless:
            text = _("Når runden lukker, kan teamet læse svarene uden navne.")
        case Audience.private:
            text = _("Teamet kan læse svarene med en knap. Her står kun, hvor mange der har svaret.")
    if facilitator:
        text += " " + _("%(facilitator)s kan se, hvor mange der har svaret.") % {"facilitator": facilitator}
    return text


def open_card(
    locale: Locale,
    round_: Round,
    progress: Progress,
    facilitator: str,
    buttons: tuple[Button, ...],
    waits_until: datetime | None = None,
) -> Card:
    """`waits_until`: the time is up for all but somebody who has longer."""
    _ = locale.gettext
    if waits_until:
        until = md(
            _("Runden er lukket for svar. Resultatet kommer senest %(deadline)s."),
            deadline=deadline(locale, waits_until),
        )
    else:
        until = md(_("Åbent til %(deadline)s."), deadline=deadline(locale, round_.closes_at))
    blocks: list[Block] = [
        md(_("Hvad fylder hos jer lige nu? Et par sætninger er nok, og det tager et minut.")),
        until,
        md("%(visible)s", visible=readers(locale, round_, facilitator), quiet=True),
        md(
            _("**%(answered)s af %(asked)s har svaret**"),
            answered=progress.answered,
            asked=progress.asked,
        ),
    ]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title(locale, round_), tuple(blocks))


def closed_card(
    locale: Locale, round_: Round, answers: Sequence[Answer], shown: rules.Shown, asked: int, read: Button
) -> Card:
    """The same card when the round is over: one short line per answer, the whole behind a button."""
    _ = locale.gettext
    if not answers:
        return Card(
            title(locale, round_),
            (md(_("Runden er lukket. Der kom ingen svar denne gang, og det er fint.")),),
        )
    blocks: list[Block] = [
        md(_("Runden er lukket. %(answered)s af %(asked)s svarede."), answered=len(answers), asked=asked)
    ]
    if round_.moods and round_.asked.audience != Audience.private:
        blocks.append(mood(locale, round_))
    blocks += lines_of(locale, round_, answers, shown)
    if shown.kept_back:
        blocks.append(kept_back(locale, shown.kept_back))
    blocks.append(Buttons((read,)))
    return Card(title(locale, round_), tuple(blocks))


def mood(locale: Locale, round_: Round) -> Text:
    """The published average: `Samarbejdet: 3,8 af 5 i gennemsnit.` How many it is of is not said: who knows that can
    work out what one of them said when another comes in."""
    return md(
        locale.gettext("Samarbejdet: **%(average)s af 5** i gennemsnit."),
        average=decimal(locale, rules.average(round_.moods)),
    )


def decimal(locale: Locale, number: float) -> str:
    """`3,8`, in English `3.8`."""
    text = f"{number:.1f}"
    return text if locale.language == "en" else text.replace(".", ",")


def lines_of(locale: Locale, round_: Round, answers: Sequence[Answer], shown: rules.Shown) -> list[Block]:
    """What was said to each question of the card, in a line each."""
    by_person = {one.person_id: one for one in answers}
    asked = [one for one in asked_ids(round_) if one not in ("mood", "done")]
    rows: list[tuple[str, list[tuple[str, str]]]] = []
    for question in asked:
        said = [(first_name(by_person[id].name) or "–", by_person[id].said(question)) for id in shown.named]
        secret = round_.secret + question.encode()[:32]
        order = rules.shuffled(shown.nameless, secret)  # one by one: nobody's answers can be put together
        said += [("", by_person[id].said(question)) for id in order]
        rows.append((heading(locale, round_, question), [one for one in said if one[1]][:MOST_LINES]))
    count = sum(len(said) for _, said in rows)
    room = min(SHOWN, LINES_IN_ALL // max(count, 1))
    return [lines(label, said, room) for label, said in rows if said]


def lines(label: str, rows: Sequence[tuple[str, str]], room: int = SHOWN) -> Text:
    """`Amira: Ringe til foreningen`, or without a name `· Ringe til foreningen`."""
    text = md("**%(heading)s**", heading=label)
    for name, said in rows:
        text += (
            md("\n%(name)s: %(said)s", name=name, said=clip(said, room))
            if name
            else md("\n· %(said)s", said=clip(said, room))
        )
    return text


def kept_back(locale: Locale, number: int) -> Text:
    return md(
        locale.ngettext(
            "Ét svar uden navn vises ikke, for der skal være fire.",
            "%(number)s svar uden navn vises ikke, for der skal være fire.",
            number,
        ),
        number=number,
        quiet=True,
    )


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


def missed_card(locale: Locale, round_: Round, following: datetime | None) -> Card:
    """A round that could not open, because Samspil was not running."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(
            _(
                "Det her tjek-ind blev ikke til noget. Jeg var ude af drift, da det skulle åbne, og det er jeg ked af."
            )
        )
    ]
    if following:
        blocks.append(md(_("Det næste åbner %(when)s."), when=locale.long(following)))
    return Card(title(locale, round_), tuple(blocks))

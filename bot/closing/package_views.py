"""What the closing package says."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.keeping import closing_day
from bot.ui import Action, Block, Button, Buttons, Card, Form, Page, Text, TextField, plain
from bot.wording import sentence
from storage.closings import Closing, Line
from storage.teams import Course

LINE, WHOM, THANKS = 240, 60, 600
MOST = 3


def to_whom(locale: Locale, one: Line) -> str:
    if not one.whom:
        return one.text
    return locale.gettext("Til %(whom)s: %(text)s") % {"whom": one.whom, "text": one.text}


def listed(locale: Locale, title: str, lines: Sequence[Line]) -> Text:
    """A numbered list under its heading."""
    text = md("**%(title)s**", title=title)
    for number, one in enumerate(lines, start=1):
        text += plain(f"\n{number}. {to_whom(locale, one)}")
    return text


def _parts(locale: Locale, said: Closing) -> list[Block]:
    _ = locale.gettext
    blocks: list[Block] = []
    if said.conclusions:
        blocks.append(listed(locale, _("Det er vi kommet frem til"), said.conclusions))
    if said.recommendations:
        blocks.append(listed(locale, _("Det anbefaler vi"), said.recommendations))
    if said.thanks:
        blocks.append(md("**%(title)s**\n", title=_("Tak")) + plain(said.thanks))
    return blocks


def card(locale: Locale, team: str, said: Closing, partner: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks = _parts(locale, said)
    if not blocks:
        blocks.append(md(_("Tre konklusioner, tre anbefalinger og en tak. Én linje til hver er nok.")))
    if said.sent_at and partner:
        day = dates.day(locale.local(said.sent_at).date(), locale.local(locale.now), locale.language)
        blocks.append(
            md(
                _("%(partner)s har kunnet læse det på sin side siden %(day)s."),
                partner=partner,
                day=day,
                quiet=True,
            )
        )
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Afslutning · %(team)s"), team=team), tuple(blocks))


def of_course(locale: Locale, course: Course, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    day = dates.day(course.ends_on, locale.local(locale.now), locale.language)
    closes = dates.day(closing_day(course), locale.local(locale.now), locale.language)
    said = _("Forløbet slutter %(day)s. Det lukker af sig selv %(closes)s om morgenen.")
    text = md(said, day=day, closes=closes)
    return Card(
        md(_("Afslutning · %(team)s"), team=course.name), (text, *((Buttons(buttons),) if buttons else ()))
    )


def form(locale: Locale, action: Action, kind: str, before: Sequence[Line]) -> Form:
    _ = locale.gettext
    texts = [before[index] if index < len(before) else Line("") for index in range(MOST)]
    note = md(
        _("Teamet og jeres facilitator kan læse det, og jeres partner, når I viser det for dem."), quiet=True
    )
    if kind == "conclusion":
        fields = tuple(
            _line(locale, number, one, _("Konklusion %(n)s")) for number, one in enumerate(texts, start=1)
        )
        return Form(action, _("Tre konklusioner"), (Page(fields, note),), send=_("Gem"))
    pairs = [
        field
        for number, one in enumerate(texts, start=1)
        for field in (_line(locale, number, one, _("Anbefaling %(n)s")), _whom(locale, number, one))
    ]
    return Form(
        action, _("Tre anbefalinger"), (Page(tuple(pairs[:4])), Page(tuple(pairs[4:]), note)), send=_("Gem")
    )


def _line(locale: Locale, number: int, one: Line, label: str) -> TextField:
    return TextField(
        name=f"text_{number}", label=label % {"n": number}, multiline=True, max_length=LINE, value=one.text
    )


def _whom(locale: Locale, number: int, one: Line) -> TextField:
    _ = locale.gettext
    return TextField(
        name=f"whom_{number}",
        label=_("Til hvem er anbefaling %(n)s?") % {"n": number},
        hint=_("En rolle eller en organisation, fx kommunen."),
        max_length=WHOM,
        value=one.whom,
    )


def thanks_form(locale: Locale, action: Action, before: str, partner: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="thanks",
        label=_("Hvad vil I takke for?"),
        hint=_("Gerne noget helt bestemt, de gjorde eller sagde."),
        multiline=True,
        max_length=THANKS,
        value=before,
    )
    note = md(
        _("%(partner)s læser det, når I viser det for dem."),
        quiet=True,
        partner=partner or _("Jeres partner"),
    )
    return Form(action, _("Tak til partneren"), (Page((field,), note),), send=_("Gem"))


def for_partner(locale: Locale, said: Closing) -> Text:
    text = Text(())
    for index, block in enumerate(_parts(locale, said)):
        assert isinstance(block, Text)
        text += (md("\n\n") if index else Text(())) + block
    return text


def step(locale: Locale) -> Text:
    return md(
        locale.gettext("Forløbet nærmer sig sin slutning. Hvad er I kommet frem til, og hvad anbefaler I?")
    )


# ---- the poster


def numbers(locale: Locale, counted: Sequence[tuple[str, int]]) -> str:
    return " · ".join(f"{count} {label}" for label, count in counted if count)


def poster_title(locale: Locale, team: str) -> Text:
    return md("%(team)s", team=team)


def section(title: str, lines: Sequence[str]) -> Text:
    text = md("**%(title)s**", title=title)
    for line in lines:
        text += plain(f"\n{sentence(line)}")
    return text

"""What the team's library says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, ChoiceField, Form, Option, Page, Text, TextField
from storage.library import Concept, Worked

NAME, SOURCE, USED = 80, 120, 300


def worked_name(locale: Locale, worked: Worked) -> str:
    _ = locale.gettext
    match worked:
        case Worked.yes:
            return _("Det virkede")
        case Worked.partly:
            return _("Det virkede delvist")
        case Worked.no:
            return _("Det virkede ikke")
        case never:
            assert_never(never)


def lesson(locale: Locale, kind: str, day: date) -> str:
    """`forelæsningen tirsdag d. 10. november`."""
    _ = locale.gettext
    said = dates.day(day, locale.local(locale.now), locale.language)
    known = {"lecture": _("forelæsningen %(day)s"), "workshop": _("workshoppen %(day)s")}
    return known[kind] % {"day": said}


def topic(locale: Locale, kind: str, day: date) -> str:
    return locale.gettext("Ét begreb, vi vil bruge fra %(lesson)s") % {"lesson": lesson(locale, kind, day)}


def step(locale: Locale, kind: str, day: date) -> Text:
    text = locale.gettext("Hvilket ét begreb vil I bruge fra %(lesson)s?")
    return md(text, lesson=lesson(locale, kind, day))


def list_card(
    locale: Locale, shown: Sequence[tuple[Concept, tuple[Button, ...]]], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for concept, presses in shown:
        blocks.append(_text(locale, concept))
        if presses:
            blocks.append(Buttons(presses))
    if not shown:
        blocks.append(
            md(
                _(
                    "Her samler I de begreber og metoder, I tager med fra undervisningen, og skriver, om "
                    "de virkede."
                )
            )
        )
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Begreber, vi bruger")), tuple(blocks))


def _text(locale: Locale, concept: Concept) -> Text:
    text = md("**%(name)s**", name=concept.name)
    if concept.source:
        text += md(" (%(source)s)", source=concept.source)
    about = [concept.used] if concept.used else []
    if concept.worked:
        about.append(worked_name(locale, concept.worked))
    return text + md("\n%(about)s", about=" · ".join(about)) if about else text


def form(locale: Locale, action: Action, concept: Concept | None, source: str = "") -> Form:
    """`source`: what a new one is filled in with."""
    _ = locale.gettext
    fields = (
        TextField(
            name="name",
            label=_("Hvad hedder det?"),
            hint=_("Et begreb, en metode eller en teori."),
            required=True,
            max_length=NAME,
            value=concept.name if concept else "",
        ),
        TextField(
            name="source",
            label=_("Hvor har I det fra?"),
            max_length=SOURCE,
            value=concept.source if concept else source,
        ),
        TextField(
            name="used",
            label=_("Hvornår bruger I det?"),
            hint=_("Fx på det næste besøg."),
            multiline=True,
            max_length=USED,
            value=concept.used if concept else "",
        ),
        ChoiceField(
            name="worked",
            label=_("Virkede det?"),
            hint=_("Vent gerne med svaret, til I har prøvet det."),
            options=tuple(Option(one.value, worked_name(locale, one)) for one in Worked),
            value=concept.worked.value if concept and concept.worked else "",
        ),
    )
    note = md(_("Teamet og jeres facilitator kan læse det."), quiet=True)
    title = _("Ret begrebet") if concept else _("Ét begreb, vi bruger")
    return Form(action, title, (Page(fields, note),), send=_("Gem"))

"""Cards, forms and pages as HTML. Every value is escaped by Jinja2; no string is marked safe here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, assert_never, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.web.assets import asset
from bot.i18n import LANGUAGES, Locale
from bot.ui import (
    AnyField,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    Divider,
    Facts,
    File,
    Form,
    Picture,
    ScaleField,
    Span,
    Text,
    TextField,
    TimeField,
)

TEMPLATES = Path(__file__).parent / "templates"
FEW = 4  # so many short options stand side by side as buttons; more become a list to pick from
FEW_LENGTH = 44  # characters in all, for them to fit beside each other on a narrow screen
FEW_RADIOS = 6
# A browser throws away what its own picker did not write ("i morgen"): then it stays a line of text.
_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")
_ISO_TIME = re.compile(r"(\d{2}:\d{2})?")
WEB_LINKS = ("http", "https", "mailto", "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the small forms of a page send along: the CSRF token, a delivery id, and where they sit."""

    csrf: str
    delivery: str
    room: str = ""  # "team/7", empty outside a room
    page: str = "start"  # the page a plain form post comes back to
    back: str = "/"


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds a card: its id on the page, its version, when and in which language it was posted."""

    id: str
    reader: str  # the reader's language
    version: int = 0
    private: bool = False
    language: str = ""  # the card's, when it is another than the reader's
    when: str = ""
    when_iso: str = ""


@cache
def environment(language: str) -> Environment:
    """Jinja2 in one language (an unknown one reads Danish, as everywhere)."""
    language = language if language in LANGUAGES else "da"
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    locale = Locale(language, ZoneInfo("UTC"), datetime(2000, 1, 1, tzinfo=UTC))
    env.globals.update(
        _=locale.gettext,
        ngettext=locale.ngettext,
        language=language,
        asset=asset,
        many=lambda form: [one.name for one in form.fields if isinstance(one, ChoicesField)],
    )
    return env


def _macros(template: str, language: str) -> Any:
    return cast(ModuleType, environment(language).get_template(template).module)


def page(template: str, language: str, **values: Any) -> str:
    return environment(language).get_template(template).render(**values)


def card(card: Card, shell: Shell, frame: Frame) -> Markup:
    macros = _macros("card.html", shell.reader)
    parts = [_block(macros, block, frame, f"{shell.id}-{n}") for n, block in enumerate(card.blocks)]
    return cast(Markup, macros.card(_safe(card.title), parts, shell))


def _block(macros: Any, block: Block, frame: Frame, id: str) -> Markup:
    drawn: Markup
    match block:
        case Text():
            drawn = macros.text(_safe(block))
        case Facts(rows):
            drawn = macros.facts(Facts(tuple((label, _safe(value)) for label, value in rows)))
        case Buttons(buttons):
            drawn = macros.buttons([one for one in buttons if _may_link(one)], frame)
        case Choice():
            drawn = macros.segments(block, frame) if _fits(block) else macros.picker(block, frame, id)
        case Picture():
            drawn = macros.picture(block)
        case File():
            drawn = macros.file(block)
        case Divider():
            drawn = macros.divider()
        case _:
            assert_never(block)
    return drawn


def _fits(choice: Choice) -> bool:
    labels = [option.label for option in choice.options]
    return 0 < len(labels) <= FEW and sum(map(len, labels)) <= FEW_LENGTH


def _is_web_link(url: str) -> bool:
    """Escaping does not stop `javascript:`; links are our own, and this holds if one day they are not."""
    try:
        return urlsplit(url.strip()).scheme.lower() in WEB_LINKS
    except ValueError:
        return False


def _safe(text: Text) -> Text:
    """Only links that open a page, and neighbours of one style as one run (templates leave many)."""
    spans: list[Span] = []
    for span in text.spans:
        link = span.link if span.link is not None and _is_web_link(span.link) else None
        before = spans[-1] if spans else None
        if before and (before.bold, before.italic, before.link) == (span.bold, span.italic, link):
            spans[-1] = replace(before, text=before.text + span.text)
        else:
            spans.append(replace(span, link=link))
    return replace(text, spans=tuple(spans))


def _may_link(button: Button) -> bool:
    return button.url is None or _is_web_link(button.url)


# ---- forms


def form(form: Form, language: str, frame: Frame, id: str) -> Markup:
    """The form's body: on a page of its own, or inside a dialog. `id` is unique on the page."""
    macros = _macros("form.html", language)
    pages = [
        (
            [_field(macros, one, f"{id}-{one.name}", form.errors.get(one.name, "")) for one in page.fields],
            _safe(page.note) if page.note else None,
        )
        for page in form.pages
    ]
    return cast(Markup, macros.form(form, pages, frame, id))


def dialog(asked: Form, language: str, frame: Frame, id: str) -> Markup:
    return cast(Markup, _macros("form.html", language).dialog(asked, form(asked, language, frame, id), id))


def _field(macros: Any, field: AnyField, id: str, error: str) -> Markup:
    drawn: Markup
    match field:
        case TextField():
            drawn = macros.text_field(field, id, error)
        case ChoiceField():
            few = len(field.options) <= FEW_RADIOS
            drawn = macros.radios(field, id, error) if few else macros.select(field, id, error)
        case ChoicesField():
            drawn = macros.checkboxes(field, id, error)
        case ScaleField():
            words = [step.removeprefix(f"{n} ") for n, step in enumerate(field.steps, start=1)]
            drawn = macros.scale(field, words, id, error)
        case DateField():
            drawn = macros.native(field, id, error, "date" if _ISO_DATE.fullmatch(field.value) else "text")
        case TimeField():
            drawn = macros.native(field, id, error, "time" if _ISO_TIME.fullmatch(field.value) else "text")
        case _:
            assert_never(field)
    return drawn

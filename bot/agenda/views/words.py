"""What the agenda calls things."""

from __future__ import annotations

from collections.abc import Mapping

from bot import dates
from bot.agenda.rules import Fixed, Line
from bot.i18n import Locale, md
from bot.ui import (
    Block,
    Text,
)
from storage.agenda import ItemKind
from storage.meetings import Meeting

LISTED = 20  # items on one card
SHORT = 70  # of a title in a list
Names = Mapping[int, str]


def kind(locale: Locale, what: str) -> str:
    _ = locale.gettext
    return {
        ItemKind.inform: _("orientering"),
        ItemKind.discuss: _("drøftelse"),
        ItemKind.decide: _("beslutning"),
        ItemKind.ideas: _("idéer"),
        ItemKind.ask: _("spørgsmål til partneren"),
    }[ItemKind(what)]


def track(locale: Locale, which: str) -> str:
    _ = locale.gettext
    return _("opgaven") if which == "task" else _("samarbejdet")


def fixed_title(locale: Locale, one: Fixed) -> str:
    _ = locale.gettext
    return {
        Fixed.checkin: _("Tjek-ind"),
        Fixed.since: _("Siden sidst"),
        Fixed.agreements: _("Aftaler"),
        Fixed.process: _("Samarbejdet"),
        Fixed.anchoring: _("Forankring"),
        Fixed.checkout: _("Tjek-ud"),
        Fixed.following: _("Næste møde og roller"),
    }[one]


def plain_title(locale: Locale, one: Fixed) -> str:
    """The same for people who do not know our words."""
    _ = locale.gettext
    return {
        Fixed.checkin: _("Vi siger goddag og hører, hvordan det går"),
        Fixed.since: _("Det er der sket siden sidst"),
        Fixed.agreements: _("Det har vi aftalt med hinanden"),
        Fixed.process: _("Sådan arbejder vi sammen"),
        Fixed.anchoring: _("Det skal leve videre, når vi er færdige"),
        Fixed.checkout: _("Hvordan var mødet for dig?"),
        Fixed.following: _("Hvornår ses vi igen?"),
    }[one]


def plain_kind(locale: Locale, what: str) -> str:
    _ = locale.gettext
    return {
        ItemKind.inform: _("vi fortæller"),
        ItemKind.discuss: _("vi taler om det sammen"),
        ItemKind.decide: _("vi bestemmer noget sammen"),
        ItemKind.ideas: _("vi finder på idéer"),
        ItemKind.ask: _("vi vil gerne spørge dig"),
    }[ItemKind(what)]


def title(locale: Locale, line: Line) -> str:
    return fixed_title(locale, line.fixed) if line.fixed else line.title


def minutes(locale: Locale, count: int) -> str:
    return dates.duration(count, locale.language) if count else ""


def meeting_text(locale: Locale, meeting: Meeting) -> Text:
    assert meeting.starts_at is not None and meeting.ends_at is not None
    when = dates.span(meeting.starts_at, meeting.ends_at, locale.local(locale.now), locale.language)
    return md("*%(purpose)s*, %(when)s", purpose=meeting.purpose, when=when)


def place(locale: Locale, meeting: Meeting) -> list[Block]:
    return [md(locale.gettext("Sted: %(where)s"), where=meeting.place)] if meeting.place else []

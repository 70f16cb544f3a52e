"""What the minutes say."""

from bot.minutes.views.cards import (
    ask_card,
    concealed_card,
    corrections_card,
    earlier,
    found_card,
    minutes_card,
    page_card,
    versions_card,
)
from bot.minutes.views.forms import correct_form, decide_form, note_form, write_form
from bot.minutes.views.words import NOTE, body, correction, present, records

__all__ = [
    "NOTE",
    "ask_card",
    "body",
    "concealed_card",
    "correct_form",
    "correction",
    "corrections_card",
    "decide_form",
    "earlier",
    "found_card",
    "minutes_card",
    "note_form",
    "page_card",
    "present",
    "records",
    "versions_card",
    "write_form",
]

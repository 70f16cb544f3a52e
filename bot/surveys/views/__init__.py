"""All words of surveys."""

from bot.surveys.views.forms import answer_form
from bot.surveys.views.private import about, every, followed, opened, own, own_pages, planned, thanks
from bot.surveys.views.team import closed_card, guest_result, open_card, oral, topic
from bot.surveys.views.trend import csv_card, in_words, matrix, too_little, trend
from bot.surveys.views.words import decimal, exported, heard, is_open, ready, still_lowest

__all__ = [
    "about",
    "answer_form",
    "closed_card",
    "csv_card",
    "decimal",
    "every",
    "exported",
    "followed",
    "guest_result",
    "heard",
    "in_words",
    "is_open",
    "matrix",
    "open_card",
    "opened",
    "oral",
    "own",
    "own_pages",
    "planned",
    "ready",
    "still_lowest",
    "thanks",
    "too_little",
    "topic",
    "trend",
]

"""The pages to print, as a PDF: the same cards, set in the same typeface."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

from bot.ui import Card, Divider, Facts, Picture, Span, Text

FONTS = Path(__file__).parents[1] / "fonts"
MARGIN, LINE = 20, 5.6  # millimetres
TITLE, BODY, SMALL = 16, 11, 9  # points
BLACK, GREY = (28, 28, 30), (95, 95, 100)
INDENT = 5

# It names the letters a typeface lacks, and those are people's words.
logging.getLogger("fpdf").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


def drawn(cards: Sequence[Card], language: str, now: datetime) -> bytes:
    """An A4 document of these cards, without their buttons. `now` (aware) is when it says it was made."""
    pdf = FPDF(format="A4")
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_font("figtree", "", FONTS / "figtree-regular.ttf")
    pdf.add_font("figtree", "B", FONTS / "figtree-bold.ttf")
    pdf.set_lang(language)
    pdf.set_creation_date(now)
    pdf.set_title(cards[0].title.plain)
    pdf.add_page()
    for number, card in enumerate(cards):
        if number == 0 or card.title.plain != cards[0].title.plain:
            _write(pdf, [Span(card.title.plain, bold=True)], TITLE, BLACK)
        for block in card.blocks:
            _block(pdf, block)
    return bytes(pdf.output())


def _block(pdf: FPDF, block: object) -> None:
    match block:
        case Text(spans, quiet, quote):
            if quote:
                pdf.set_left_margin(MARGIN + INDENT)
                pdf.set_x(MARGIN + INDENT)
            _write(pdf, spans, SMALL if quiet else BODY, GREY if quiet else BLACK)
            pdf.set_left_margin(MARGIN)
        case Facts(rows):
            for label, value in rows:
                _write(pdf, [Span(f"{label}: ", bold=True), *value.spans], BODY, BLACK)
        case Divider():
            pdf.line(MARGIN, pdf.get_y(), pdf.w - MARGIN, pdf.get_y())
            pdf.ln(LINE / 2)
        case Picture(_, alt):
            _write(pdf, [Span(alt)], SMALL, GREY)
        case _:
            pass


def _write(pdf: FPDF, spans: Sequence[Span], size: int, colour: tuple[int, int, int]) -> None:
    """A paragraph, and the space after it."""
    pdf.set_text_color(*colour)
    for span in spans:
        pdf.set_font("figtree", "B" if span.bold else "", size)
        pdf.write(LINE * size / BODY, span.text)
    pdf.ln(LINE * size / BODY + 2.4)

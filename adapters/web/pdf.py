"""The pages to print, as a PDF: the same cards, set in the same typeface."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from bot.ui import Card, Divider, Facts, Picture, Span, Text

FONTS = Path(__file__).parents[1] / "fonts"
MARGIN, LINE = 20, 5.6  # millimetres
TITLE, BODY, SMALL = 16, 11, 9  # points
GUTTER = 10
BLACK, GREY = (28, 28, 30), (95, 95, 100)
GREEN, PALE = (20, 70, 59), (243, 250, 246)
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


def poster(cards: Sequence[Card], language: str, now: datetime) -> bytes:
    """One card on one A4 page: a band with its title and first text, its facts in a row, the rest in two columns.
    What does not fit is set smaller."""
    for scale in (1.0, 0.9, 0.8, 0.7):
        pdf = _poster(cards[0], language, now, scale)
        if pdf.page_no() == 1:
            break
    return bytes(pdf.output())


def _poster(card: Card, language: str, now: datetime, scale: float) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.add_font("figtree", "", FONTS / "figtree-regular.ttf")
    pdf.add_font("figtree", "B", FONTS / "figtree-bold.ttf")
    pdf.set_lang(language)
    pdf.set_creation_date(now)
    pdf.set_title(card.title.plain)
    pdf.set_auto_page_break(True, 12)
    pdf.set_margins(MARGIN, MARGIN)
    pdf.add_page()
    lead = [block for block in card.blocks[:1] if isinstance(block, Text)]
    rest = [block for block in card.blocks[len(lead) :] if not isinstance(block, Divider)]
    _band(pdf, card.title.plain, lead, scale)
    for block in rest:
        if isinstance(block, Facts):
            _row(pdf, block, scale)
    _columns(pdf, [block for block in rest if isinstance(block, Text)], scale)
    return pdf


def _band(pdf: FPDF, title: str, lead: Sequence[Text], scale: float) -> None:
    """Drawn twice: once to see how high it is, once over its ground."""
    top = pdf.get_y()
    for ground in (False, True):
        if ground:
            pdf.set_fill_color(*GREEN)
            pdf.rect(0, 0, pdf.w, pdf.get_y() + 6, style="F")
            pdf.set_xy(MARGIN, top)
        pdf.set_text_color(*PALE)
        pdf.set_font("figtree", "B", 24 * scale)
        pdf.multi_cell(0, 10 * scale, title, new_x="LMARGIN", new_y="NEXT", align="L")
        pdf.ln(3 * scale)
        pdf.set_font("figtree", "", 14 * scale)
        for text in lead:
            pdf.multi_cell(0, 6.6 * scale, text.plain, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_y(pdf.get_y() + 12)


def _row(pdf: FPDF, facts: Facts, scale: float) -> None:
    """Label under value, side by side. A value of words has the line to itself."""
    numbers = [(label, value.plain) for label, value in facts.rows if value.plain.isdecimal()]
    for label, value in facts.rows:
        if not value.plain.isdecimal():
            _write(pdf, [Span(f"{label}: ", bold=True), *value.spans], round(13 * scale), BLACK)
    width, top = (pdf.w - 2 * MARGIN) / max(len(numbers), 1), pdf.get_y() + 2
    below = top
    for index, (label, number) in enumerate(numbers):
        pdf.set_xy(MARGIN + index * width, top)
        pdf.set_font("figtree", "B", 26 * scale)
        pdf.set_text_color(*GREEN)
        pdf.cell(width, 11 * scale, number)
        pdf.set_xy(MARGIN + index * width, top + 11 * scale)
        pdf.set_font("figtree", "", 10 * scale)
        pdf.set_text_color(*GREY)
        pdf.multi_cell(width - 2, 4.6 * scale, label, align="L")
        below = max(below, pdf.get_y())
    pdf.set_xy(MARGIN, below + 8)


def _columns(pdf: FPDF, sections: Sequence[Text], scale: float) -> None:
    """The first half of them by height to the left, the rest to the right."""
    width, top = (pdf.w - 2 * MARGIN - GUTTER) / 2, pdf.get_y()
    heights = [_section(pdf, one, width, scale, dry=True) for one in sections]
    split = next((n for n in range(len(heights) + 1) if sum(heights[:n]) >= sum(heights) / 2), 0)
    for left, column in ((MARGIN, sections[:split]), (MARGIN + width + GUTTER, sections[split:])):
        pdf.set_y(top)
        for one in column:
            pdf.set_x(left)
            _section(pdf, one, width, scale)


def _section(pdf: FPDF, section: Text, width: float, scale: float, *, dry: bool = False) -> float:
    """Its height in millimetres, with the space after it."""
    left, height = pdf.get_x(), 6 * scale
    for span in section.spans:
        pdf.set_font("figtree", "B" if span.bold else "", (13 if span.bold else 11) * scale)
        pdf.set_text_color(*(GREEN if span.bold else BLACK))
        for line in span.text.strip("\n").split("\n") if span.text.strip() else ():
            row = (6.4 if span.bold else 5.4) * scale
            high = pdf.multi_cell(width, row, line, dry_run=True, output=MethodReturnValue.HEIGHT)
            height += 1 + cast(float, high)
            if not dry:
                pdf.set_x(left)
                pdf.multi_cell(width, row, line, new_x="LEFT", new_y="NEXT", align="L")
                pdf.ln(1)
    if not dry:
        pdf.ln(6 * scale)
    return height


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

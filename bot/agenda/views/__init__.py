"""What the agenda says."""

from bot.agenda.views.cards import ON_PAPER, agenda_card, item_card, paper_card
from bot.agenda.views.forms import TITLE, add_form, edit_form, fixed_form
from bot.agenda.views.guests import guest_card
from bot.agenda.views.words import Names, title

__all__ = [
    "ON_PAPER",
    "TITLE",
    "Names",
    "add_form",
    "agenda_card",
    "edit_form",
    "fixed_form",
    "guest_card",
    "item_card",
    "paper_card",
    "title",
]

"""What reflections say."""

from bot.reflections.views.forms import conclude_form, open_form, several_form, write_form
from bot.reflections.views.private import (
    PER_PAGE,
    ask_card,
    counts,
    opened,
    own_card,
    permission,
    suggestion,
    texts_card,
    written,
)
from bot.reflections.views.team import closed_card, is_clipped, log_card, open_card, reveal_card

__all__ = [
    "PER_PAGE",
    "ask_card",
    "closed_card",
    "conclude_form",
    "counts",
    "is_clipped",
    "log_card",
    "open_card",
    "open_form",
    "opened",
    "own_card",
    "permission",
    "reveal_card",
    "several_form",
    "suggestion",
    "texts_card",
    "write_form",
    "written",
]

"""What reflections say."""

from bot.reflections.views.choosing import find_form, found_card, plan_card, plan_form, preview_card
from bot.reflections.views.forms import alone_form, conclude_form, open_form, several_form, write_form
from bot.reflections.views.journal import alternative, goal_rows, journal_card, journal_page, theme_rows
from bot.reflections.views.private import (
    PER_PAGE,
    all_written,
    alone_card,
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
from bot.reflections.views.working import StepShown, line_form, step_blocks

__all__ = [
    "PER_PAGE",
    "StepShown",
    "all_written",
    "alone_card",
    "alone_form",
    "alternative",
    "ask_card",
    "closed_card",
    "conclude_form",
    "counts",
    "find_form",
    "found_card",
    "goal_rows",
    "is_clipped",
    "journal_card",
    "journal_page",
    "line_form",
    "log_card",
    "open_card",
    "open_form",
    "opened",
    "own_card",
    "permission",
    "plan_card",
    "plan_form",
    "preview_card",
    "reveal_card",
    "several_form",
    "step_blocks",
    "suggestion",
    "texts_card",
    "theme_rows",
    "write_form",
    "written",
]

"""What the contract says."""

from bot.contract.views.forms import letter_form, return_form, write_form
from bot.contract.views.letters import letter_asked, letter_step, letter_written, letters_card, own_letter
from bot.contract.views.private import (
    MOST_EARLIER,
    Approval,
    Pick,
    Point,
    approvals,
    approved,
    both,
    draft_card,
    earlier_card,
    home,
    reminder,
    thanks,
)
from bot.contract.views.steps import (
    coming,
    concern_card,
    concern_consent,
    question,
    raise_consent,
    steps_card,
    talk_card,
    topic,
    which_point,
)
from bot.contract.views.team import review_card, team_card
from bot.contract.views.version import Clause, Signers, changes, version_card
from bot.contract.views.words import Status, row, standing_line

__all__ = [
    "MOST_EARLIER",
    "Approval",
    "Clause",
    "Pick",
    "Point",
    "Signers",
    "Status",
    "approvals",
    "approved",
    "both",
    "changes",
    "coming",
    "concern_card",
    "concern_consent",
    "draft_card",
    "earlier_card",
    "home",
    "letter_asked",
    "letter_form",
    "letter_step",
    "letter_written",
    "letters_card",
    "own_letter",
    "question",
    "raise_consent",
    "reminder",
    "return_form",
    "review_card",
    "row",
    "standing_line",
    "steps_card",
    "talk_card",
    "team_card",
    "thanks",
    "topic",
    "version_card",
    "which_point",
    "write_form",
]

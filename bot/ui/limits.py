"""The tightest platform's limits. Sources of the figures: Slack's Block Kit and Discord's components V2."""

from __future__ import annotations

MAX_ACTION = 100  # Discord: custom_id
MAX_BUTTON_LABEL = 75  # Slack: button text (Discord allows 80)
MAX_OPTION_LABEL = 75  # Slack: option text
MAX_OPTIONS = 25  # Discord: select menu
MAX_TITLE = 150  # Slack: header
MAX_CARD_TEXT = 3900  # Discord: 4000 in all, less what a renderer adds
MAX_TEXT_BLOCK = 3000  # Slack: section text
MAX_CARD_PARTS = 39  # Discord: 40 components, one is the container
MAX_FORM_TITLE = 24  # Slack: view title
MAX_FIELD_LABEL = 45  # Discord: label in a modal
MAX_HINT = 100  # Discord: description of a label
MAX_FIELD_TEXT = 3000  # Slack: plain_text_input
MAX_PAGE_PARTS = 5  # Discord: top-level components of a modal, the note among them
MAX_ALT = 1000


class TooLarge(ValueError):
    """A card or form that some door could not show: a defect in a view, never a person's fault."""


def at_most(what: str, size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge(f"{what}: {size} is over {limit}")

"""Words that many features say alike: an answer of one sentence, a text that has to be shorter, who reads a form."""

from __future__ import annotations

from bot.i18n import Locale, md
from bot.ui import Button, Buttons, Card, Text


def noted(text: str, *buttons: Button) -> Card:
    """One sentence, and what to do next."""
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """With a full stop, unless people ended it in a sign of their own."""
    return text if text.endswith((".", "?", "!", "…", ":")) else f"{text}."


def count_word(locale: Locale, number: int) -> str:
    """`to`, `three` … as a word up to twelve, else the digits."""
    _ = locale.gettext
    words = (
        _("ingen"), _("et"), _("to"), _("tre"), _("fire"), _("fem"), _("seks"), _("syv"), _("otte"), _("ni"),
        _("ti"), _("elleve"), _("tolv"),
    )  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)


def read_by_team(locale: Locale) -> Text:
    text = locale.gettext("Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere.")
    return md(text, quiet=True)

"""A soft word after saving, where a text seems to hold what leads to a person (domain.md §5.2)."""

from __future__ import annotations

from bot.i18n import Locale, md
from bot.text import Hint, sensitive_hints
from bot.ui import Text


def warning(locale: Locale, *texts: str) -> Text | None:
    """What the texts seem to hold, and that it is not all there could be; None when nothing was found."""
    found = frozenset(hint for text in texts for hint in sensitive_hints(text))
    if not found:
        return None
    _ = locale.gettext
    names = {
        Hint.phone: _("et telefonnummer"),
        Hint.email: _("en mailadresse"),
        Hint.address: _("en adresse"),
    }
    what = locale.names(tuple(names[hint] for hint in Hint if hint in found))
    text = _(
        "Der står noget, der ligner %(what)s. Ret det, hvis det fører til en bestemt person. Jeg finder ikke alt, og "
        "navne finder jeg slet ikke."
    )
    return md(text, what=what)

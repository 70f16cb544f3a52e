"""What can go wrong in a way people should read about.

A BotError rolls the transaction back; its message (a Danish msgid) is said to the person in their
language. Anything else is a defect: logged, and told in general words.
"""

from __future__ import annotations

from collections.abc import Mapping


def N_(message: str) -> str:
    """Mark a msgid for extraction; it is translated where it is shown."""
    return message


class BotError(Exception):
    """`message` is a msgid with named places; `values` fill them."""

    message = N_("Det gik ikke. Prøv igen om lidt.")

    def __init__(self, message: str | None = None, **values: str | int) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.values = values


class NotFound(BotError):
    """Nothing by that id for this person: also what another tenant's id looks like."""

    message = N_("Det kan jeg ikke finde. Måske er det ændret siden, eller også er det ikke dit.")


class NotAllowed(BotError):
    message = N_("Det kan du ikke gøre her.")


class Outdated(BotError):
    message = N_("Knappen er fra en ældre besked. Skriv /samspil hjaelp, så finder vi det rigtige sted.")


class Rejected(Exception):
    """A submit whose fields need another look: {field name: sentence in the person's language}.

    Nothing is saved but the draft. `forget` names the fields whose value must not be kept.
    """

    def __init__(self, errors: Mapping[str, str], forget: frozenset[str] = frozenset()) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)
        self.forget = forget

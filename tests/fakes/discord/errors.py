"""Discord's refusals, by its own codes."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.components import Json


class Refused(Exception):
    """One of Discord's refusals: HTTP status, its JSON code and message."""

    def __init__(self, status: int, code: int, message: str, errors: Any = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def body(self) -> Json:
        """The JSON Discord answers with."""
        body: Json = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


def unknown(what: str) -> Refused:
    """404 for a thing that is not there (any more): Channel, Message, Interaction, Webhook, User."""
    codes = {
        "Channel": 10003,
        "Guild": 10004,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "Interaction": 10062,
    }
    return Refused(404, codes[what], f"Unknown {what}")


MISSING_ACCESS = (403, 50001, "Missing Access")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
CANNOT_DM = (403, 50007, "Cannot send messages to this user")
NOT_YOURS = (403, 50005, "Cannot edit a message authored by another user")
ANSWERED = (400, 40060, "Interaction has already been acknowledged.")
INVALID = (400, 50035, "Invalid Form Body")

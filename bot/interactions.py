"""What comes in through a door, and what goes straight back to the person who acted.

Everything else that people will read leaves through the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.ui import Action, Card, Form, Values


@dataclass(frozen=True, slots=True)
class Address:
    """A place or a person on a platform. Opaque to the core: only its adapter reads `value`.

    slack: "T0AB/C0CD" (channel), "T0AB/U0EF" (person) · discord: "channel/123", "user/456"
    web: "team/7", "person/9".
    """

    platform: str
    value: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who acted, as the platform vouches for it; never taken from a form's fields."""

    account: Address
    name: str = ""
    locale: str = ""  # what the platform says of the person's language, e.g. "da", "en-US"
    bot: bool = False
    external: bool = False  # from another organisation's workspace (Slack Connect)
    # Web: somebody else made the link this person came in by, so nothing private from before this moment
    # is shown. None: everything is.
    private_since: datetime | None = None

    def private_from(self, since: datetime | None) -> Sender:
        """The same sender, shown nothing private from before `since` either."""
        if since is None or (self.private_since is not None and self.private_since >= since):
            return self
        return replace(self, private_since=since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/tjekind text`. `name` is the canonical name (aliases are the door's business)."""

    sender: Sender
    place: Address | None
    name: str
    text: str
    delivery_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button, or a pick from a list on a card (then `value` is the option's)."""

    sender: Sender
    place: Address | None
    action: Action
    delivery_id: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """A sent form. `page` is None when all pages came at once, else the page's index from 0."""

    sender: Sender
    place: Address | None
    action: Action
    delivery_id: str
    values: Values = field(default_factory=dict)
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Somebody opened their own front page (Slack's App Home, the web door's start page)."""

    sender: Sender
    delivery_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The bot was let into a place."""

    place: Address
    delivery_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The bot was removed from a place, or the place is gone."""

    place: Address
    delivery_id: str


Interaction = Command | Press | Submit | Home | Joined | Left


@dataclass(frozen=True, slots=True)
class Reply:
    """A card only this person sees. `more` follow it where there is room for a whole page."""

    card: Card
    more: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Replace:
    """The private card that was pressed becomes this one; where there is none, a Reply."""

    card: Card


@dataclass(frozen=True, slots=True)
class Ask:
    """Open a form. `page` is where a door that shows one page at a time begins."""

    form: Form
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reject:
    """A submit was not accepted; nothing but a draft is saved.

    `form` holds what was written and the errors by field name, for doors that show errors in the
    form. `card` says the same with a *Ret* button that opens the form again, for doors that cannot.
    """

    form: Form
    card: Card


@dataclass(frozen=True, slots=True)
class Nothing:
    """Accepted; what changed is seen on the card itself."""


Response = Reply | Replace | Ask | Reject | Nothing

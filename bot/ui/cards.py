"""What stands in a channel or in somebody's inbox: a card and its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from bot.ui.limits import (
    MAX_ACTION,
    MAX_ALT,
    MAX_BUTTON_LABEL,
    MAX_CARD_PARTS,
    MAX_CARD_TEXT,
    MAX_OPTION_LABEL,
    MAX_OPTIONS,
    MAX_TEXT_BLOCK,
    MAX_TITLE,
    at_most,
)


@dataclass(frozen=True, slots=True)
class Action:
    """A button's identity: `feature/verb` and its arguments. It outlives restarts and releases."""

    route: str
    args: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.route.count("/") != 1:
            raise ValueError(f"a route is feature/verb, not {self.route!r}")
        at_most("action", len(self.encode()), MAX_ACTION)

    @classmethod
    def to(cls, route: str, *args: str | int) -> Action:
        return cls(route, tuple(str(arg) for arg in args))

    def encode(self) -> str:
        return "/".join((self.route, *(arg if arg.isdecimal() else quote(arg, safe="") for arg in self.args)))

    @classmethod
    def decode(cls, text: str) -> Action:
        """Read an encoded action. Raises ValueError on anything else: payloads can be tampered with."""
        feature, verb, *args = text.split("/") if text.count("/") else ("", "")
        if not feature or not verb:
            raise ValueError("not an action")
        return cls(f"{feature}/{verb}", tuple(unquote(arg) for arg in args))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `link` is a complete address that our own views chose."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph (it may hold line breaks). Made by `bot.i18n.md` or `plain`, never from a bare string."""

    spans: tuple[Span, ...]
    quiet: bool = False  # secondary text, smaller and greyer
    quote: bool = False  # somebody's own words

    def __post_init__(self) -> None:
        at_most("text block", len(self.plain), MAX_TEXT_BLOCK)

    @property
    def plain(self) -> str:
        return self.spans[0].text if len(self.spans) == 1 else "".join([span.text for span in self.spans])

    def __add__(self, other: Text) -> Text:
        return replace(self, spans=self.spans + other.spans)


def plain(text: str, *, quiet: bool = False, quote: bool = False) -> Text:
    """Text shown as it is, whatever signs it holds: for people's own words."""
    return Text((Span(text),), quiet=quiet, quote=quote)


@dataclass(frozen=True, slots=True)
class Facts:
    """Short rows of label and value."""

    rows: tuple[tuple[str, Text], ...]


class Style(StrEnum):
    normal = "normal"
    primary = "primary"
    danger = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A press (`action`) or a link (`url`): one of them."""

    label: str
    action: Action | None = None
    style: Style = Style.normal
    url: str | None = None

    def __post_init__(self) -> None:
        at_most("button label", len(self.label), MAX_BUTTON_LABEL)
        if (self.action is None) == (self.url is None):
            raise ValueError("a button has an action or a url")


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not self.buttons:
            raise ValueError("a row of buttons has at least one")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str

    def __post_init__(self) -> None:
        at_most("option label", len(self.label), MAX_OPTION_LABEL)
        at_most("option value", len(self.value), MAX_OPTION_LABEL)


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to pick one from on a card; picking sends `Press(action, value)` at once."""

    label: str
    action: Action
    options: tuple[Option, ...]
    selected: str | None = None

    def __post_init__(self) -> None:
        at_most("options", len(self.options), MAX_OPTIONS)
        at_most("choice label", len(self.label), MAX_OPTION_LABEL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture (PNG); `sha256` names it, `alt` says what it shows."""

    sha256: str
    alt: str

    def __post_init__(self) -> None:
        if not self.alt:
            raise ValueError("a picture has an alternative text")
        at_most("alternative text", len(self.alt), MAX_ALT)


@dataclass(frozen=True, slots=True)
class File:
    """A stored file, e.g. an .ics; `sha256` names it, `kind` is its media type."""

    name: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Divider:
    pass


Block = Text | Facts | Buttons | Choice | Picture | File | Divider


def _weight(block: Block) -> tuple[int, int]:
    """How many Discord components a block takes, and how many characters of text."""
    match block:
        case Text():
            return 1, len(block.plain)
        case Facts(rows):
            return 1, sum(len(label) + len(value.plain) + 8 for label, value in rows)
        case Buttons(buttons):
            return len(buttons) + -(-len(buttons) // 5), 0
        case Choice():
            return 3, len(block.label)
        case Picture():
            return 2, 0
        case File() | Divider():
            return 1, 0


@dataclass(frozen=True, slots=True)
class Card:
    title: Text
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        at_most("title", len(self.title.plain), MAX_TITLE)
        weights = [_weight(block) for block in self.blocks]
        at_most("card parts", 1 + sum(parts for parts, _ in weights), MAX_CARD_PARTS)
        at_most("card text", len(self.title.plain) + sum(text for _, text in weights), MAX_CARD_TEXT)
        actions = self.actions()
        if len(actions) != len(set(actions)):
            raise ValueError("two buttons of a card have the same action")

    def actions(self) -> tuple[Action, ...]:
        found: list[Action] = []
        for block in self.blocks:
            if isinstance(block, Buttons):
                found += [button.action for button in block.buttons if button.action]
            elif isinstance(block, Choice):
                found.append(block.action)
        return tuple(found)

    def with_blocks(self, *blocks: Block) -> Card:
        return replace(self, blocks=self.blocks + blocks)

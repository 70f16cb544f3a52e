"""What the bot shows: cards and forms as plain values that every door can draw.

The tightest platform's limits hold here, at construction, so that a card that exists can be
shown everywhere. Sources of the figures: Slack's Block Kit and Discord's components V2.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote, unquote

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


def _limit(what: str, size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge(f"{what}: {size} is over {limit}")


@dataclass(frozen=True, slots=True)
class Action:
    """A button's identity: `feature/verb` and its arguments. It outlives restarts and releases."""

    route: str
    args: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.route.count("/") != 1:
            raise ValueError(f"a route is feature/verb, not {self.route!r}")
        _limit("action", len(self.encode()), MAX_ACTION)

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
        _limit("text block", len(self.plain), MAX_TEXT_BLOCK)

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
        _limit("button label", len(self.label), MAX_BUTTON_LABEL)
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
        _limit("option label", len(self.label), MAX_OPTION_LABEL)
        _limit("option value", len(self.value), MAX_OPTION_LABEL)


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to pick one from on a card; picking sends `Press(action, value)` at once."""

    label: str
    action: Action
    options: tuple[Option, ...]
    selected: str | None = None

    def __post_init__(self) -> None:
        _limit("options", len(self.options), MAX_OPTIONS)
        _limit("choice label", len(self.label), MAX_OPTION_LABEL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture (PNG); `sha256` names it, `alt` says what it shows."""

    sha256: str
    alt: str

    def __post_init__(self) -> None:
        if not self.alt:
            raise ValueError("a picture has an alternative text")
        _limit("alternative text", len(self.alt), MAX_ALT)


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
        _limit("title", len(self.title.plain), MAX_TITLE)
        weights = [_weight(block) for block in self.blocks]
        _limit("card parts", 1 + sum(parts for parts, _ in weights), MAX_CARD_PARTS)
        _limit("card text", len(self.title.plain) + sum(text for _, text in weights), MAX_CARD_TEXT)
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


# ---- forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. Values travel as strings; `value` is what it is filled in with."""

    name: str
    label: str
    hint: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        _limit(f"label of {self.name}", len(self.label), MAX_FIELD_LABEL)
        _limit(f"hint of {self.name}", len(self.hint), MAX_HINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    value: str = ""
    multiline: bool = False
    max_length: int = 1000

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        _limit(f"length of {self.name}", self.max_length, MAX_FIELD_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    """Pick one."""

    options: tuple[Option, ...]
    value: str = ""

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        _limit(f"options of {self.name}", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(Field):
    """Pick any number."""

    options: tuple[Option, ...]
    value: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        _limit(f"options of {self.name}", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleField(Field):
    """Steps from 1 upwards, each with a word; the value is the step's number, "" when skipped."""

    steps: tuple[str, ...]
    value: str = ""

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        _limit(f"steps of {self.name}", len(self.steps), 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A day. A picker gives ISO (`2026-11-12`); where there is none people type it their way."""

    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(Field):
    """A time of day. A picker gives `13:15`; where there is none people type it their way."""

    value: str = ""


AnyField = TextField | ChoiceField | ChoicesField | ScaleField | DateField | TimeField
Value = str | tuple[str, ...]
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Page:
    fields: tuple[AnyField, ...]
    note: Text | None = None  # who can read it, shown under the fields

    def __post_init__(self) -> None:
        _limit("parts of a page", len(self.fields) + (self.note is not None), MAX_PAGE_PARTS)


@dataclass(frozen=True, slots=True)
class Form:
    """`action` is what a submit carries. Discord shows one page at a time, the others all at once."""

    action: Action
    title: str
    pages: tuple[Page, ...]
    send: str = ""  # the submit button's verb; empty: the door's own "Send"
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _limit("form title", len(self.title), MAX_FORM_TITLE)
        _limit("submit label", len(self.send), MAX_FORM_TITLE)
        names = [one.name for one in self.fields]
        if len(names) != len(set(names)):
            raise ValueError("two fields of a form have the same name")

    @property
    def fields(self) -> tuple[AnyField, ...]:
        return tuple(one for page in self.pages for one in page.fields)

    def filled(self, values: Values) -> Form:
        """The same form with these values in place; names it does not know are left out."""
        pages = tuple(
            replace(page, fields=tuple(_filled(one, values) for one in page.fields)) for page in self.pages
        )
        return replace(self, pages=pages)


def _filled(one: AnyField, values: Values) -> AnyField:
    value = values.get(one.name)
    if value is None:
        return one
    if isinstance(one, ChoicesField):
        return replace(one, value=value if isinstance(value, tuple) else (value,))
    return replace(one, value=value if isinstance(value, str) else ", ".join(value))

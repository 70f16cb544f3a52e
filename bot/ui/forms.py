"""What somebody fills in: a form, its pages and its fields."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.ui.cards import Action, Option, Text
from bot.ui.limits import (
    MAX_FIELD_LABEL,
    MAX_FIELD_TEXT,
    MAX_FORM_TITLE,
    MAX_HINT,
    MAX_OPTIONS,
    MAX_PAGE_PARTS,
    at_most,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. Values travel as strings; `value` is what it is filled in with."""

    name: str
    label: str
    hint: str = ""
    required: bool = False

    def __post_init__(self) -> None:
        at_most(f"label of {self.name}", len(self.label), MAX_FIELD_LABEL)
        at_most(f"hint of {self.name}", len(self.hint), MAX_HINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    value: str = ""
    multiline: bool = False
    max_length: int = 1000

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        at_most(f"length of {self.name}", self.max_length, MAX_FIELD_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    """Pick one."""

    options: tuple[Option, ...]
    value: str = ""

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        at_most(f"options of {self.name}", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(Field):
    """Pick any number."""

    options: tuple[Option, ...]
    value: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        at_most(f"options of {self.name}", len(self.options), MAX_OPTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleField(Field):
    """Steps from 1 upwards, each with a word; the value is the step's number, "" when skipped."""

    steps: tuple[str, ...]
    value: str = ""

    def __post_init__(self) -> None:
        Field.__post_init__(self)
        at_most(f"steps of {self.name}", len(self.steps), 11)


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
        at_most("parts of a page", len(self.fields) + (self.note is not None), MAX_PAGE_PARTS)


@dataclass(frozen=True, slots=True)
class Form:
    """`action` is what a submit carries. Discord shows one page at a time, the others all at once."""

    action: Action
    title: str
    pages: tuple[Page, ...]
    send: str = ""  # the submit button's verb; empty: the door's own "Send"
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        at_most("form title", len(self.title), MAX_FORM_TITLE)
        at_most("submit label", len(self.send), MAX_FORM_TITLE)
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

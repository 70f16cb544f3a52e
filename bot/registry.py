"""All features by what they registered, and a button's arguments as a handler wants them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_type_hints

from bot.errors import Outdated
from bot.events import Event
from bot.feature import (
    CalendarEntry,
    Command,
    Feature,
    FormRoute,
    GuestLine,
    News,
    Planned,
    PressRoute,
    Step,
    Topic,
    Waiting,
)
from bot.interactions import Reply, Response
from bot.ui import Block, Card
from storage.schedules import Due

if TYPE_CHECKING:
    from bot.context import Context

MAX_DIGITS = 12  # no id or number of ours has more; a larger one would not fit a column


def _number(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("too long for a number of ours")
    return int(text)


CONVERT: dict[Any, Callable[[str], Any]] = {int: _number, str: str, date: date.fromisoformat}


class Clash(Exception):
    """Two features registered the same name."""


class Features:
    """All registered features, by what they registered. All or nothing: a clash names both."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.all = tuple(features)
        self.commands: dict[str, Command] = {}
        self.presses: dict[str, PressRoute] = {}
        self.forms: dict[str, FormRoute] = {}
        self.cards: dict[str, Callable[..., Card | None]] = {}
        self.jobs: dict[str, Callable[[Context, Due], datetime | None]] = {}
        self._owners: dict[tuple[str, str], str] = {}
        for feature in self.all:
            self._add(feature)

    def _add(self, feature: Feature) -> None:
        for command in feature.commands:
            self._own("command", command.name, feature)
            self.commands[command.name] = command
        for route in (*feature.presses, *feature.forms):
            self._own("route", route, feature)
        for route in feature.cards:
            self._own("card", route, feature)
        for kind in feature.jobs:
            self._own("job", kind, feature)
        self.presses |= feature.presses
        self.forms |= feature.forms
        self.cards |= feature.cards
        self.jobs |= feature.jobs

    def _own(self, what: str, name: str, feature: Feature) -> None:
        owner = self._owners.setdefault((what, name), feature.name)
        if owner != feature.name:
            raise Clash(f"{what} {name!r} is registered by both {owner} and {feature.name}")
        if what in ("route", "card", "job") and name.split("/")[0] != feature.name:
            raise Clash(f"{what} {name!r} of {feature.name} does not begin with its name")

    def handlers_of(self, event: Event) -> list[Callable[[Context, Any], None]]:
        return [feature.on[type(event)] for feature in self.all if type(event) in feature.on]

    def meeting_blocks(self, ctx: Context, meeting_id: int) -> list[Block]:
        """What the other features have to say on a meeting's card."""
        return [
            block
            for feature in self.all
            if feature.meeting_blocks
            for block in feature.meeting_blocks(ctx, meeting_id)
        ]

    def minutes(self, ctx: Context, meeting_id: int) -> list[Block]:
        """What the other features have in a meeting's minutes."""
        return [
            block for feature in self.all if feature.minutes for block in feature.minutes(ctx, meeting_id)
        ]

    def topics(self, ctx: Context) -> list[Topic]:
        """What the features would have on the next agenda of the context's team."""
        return [topic for feature in self.all if feature.topics for topic in feature.topics(ctx)]

    def news(self, ctx: Context, since: datetime) -> list[News]:
        """What has happened in the context's team since then, the most important first."""
        found = [one for feature in self.all if feature.news for one in feature.news(ctx, since)]
        return sorted(found, key=lambda one: one.order)

    def keepsakes(self, ctx: Context) -> list[tuple[str, str]]:
        """Everything the context's team shares, as rows of plain text."""
        return [row for feature in self.all if feature.keepsakes for row in feature.keepsakes(ctx)]

    def waits(self, ctx: Context) -> list[Waiting]:
        """What of the context's team waits for its facilitator, the longest first."""
        found = [one for feature in self.all if feature.waits for one in feature.waits(ctx)]
        return sorted(found, key=lambda one: one.since)

    def steps(self, ctx: Context) -> list[Step]:
        """What makes sense now for the context's person in its team, the most urgent first."""
        found = [step for feature in self.all if feature.steps for step in feature.steps(ctx)]
        return sorted(found, key=lambda one: one.order)

    def for_guests(self, ctx: Context) -> list[GuestLine]:
        """What the page of the context's person shows, who is a guest of its team."""
        found = [line for feature in self.all if feature.for_guests for line in feature.for_guests(ctx)]
        return sorted(found, key=lambda one: one.order)

    def planned(self, ctx: Context) -> list[Planned]:
        """Every message the context's team will get: those with a moment in order, the others after them."""
        found = [one for feature in self.all if feature.planned for one in feature.planned(ctx)]
        return sorted(found, key=lambda one: (one.at is None, one.at or datetime.min))

    def front_page(self, ctx: Context) -> Reply | None:
        """Their own front page, for those who have one."""
        found = (feature.front_page(ctx) for feature in self.all if feature.front_page)
        return next((page for page in found if page is not None), None)

    def calendar(self, ctx: Context) -> list[CalendarEntry]:
        """Everything in the calendar of the context's team, in the language of its reader."""
        return [entry for feature in self.all if feature.calendar for entry in feature.calendar(ctx)]

    def command(self, name: str) -> Command | None:
        """By its canonical, Danish or English name."""
        found = self.commands.get(name)
        if found is None and name:
            names = (one for one in self.commands.values() if name in (one.native, one.english))
            found = next(names, None)
        return found

    @property
    def on_stranger(self) -> Callable[[Context], Response]:
        return next(feature.on_stranger for feature in self.all if feature.on_stranger)


def converted(handler: Callable[..., Any], leading: int, args: tuple[str, ...]) -> list[Any]:
    """The button's arguments as the handler's annotations want them, after `leading` own parameters.

    Raises Outdated when they do not fit: an old release's button, or a tampered one.
    """
    converters, required = _parameters(handler, leading)
    if not required <= len(args) <= len(converters):
        raise Outdated
    try:
        return [convert(arg) for convert, arg in zip(converters, args, strict=False)]
    except ValueError as error:
        raise Outdated from error


_KNOWN: dict[tuple[Callable[..., Any], int], tuple[list[Callable[[str], Any]], int]] = {}


def _parameters(handler: Callable[..., Any], leading: int) -> tuple[list[Callable[[str], Any]], int]:
    found = _KNOWN.get((handler, leading))
    if found is None:
        from bot.context import Context  # here: the context imports this module

        hints = get_type_hints(handler, localns={"Context": Context})
        parameters = list(inspect.signature(handler).parameters.values())[leading:]
        converters = [CONVERT[hints[parameter.name]] for parameter in parameters]
        required = sum(parameter.default is parameter.empty for parameter in parameters)
        found = _KNOWN[handler, leading] = (converters, required)
    return found

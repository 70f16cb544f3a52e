"""What simulated people write in forms: mostly sense, each text with a number that tells who wrote it where."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.ui import AnyField, ChoiceField, ChoicesField, DateField, Form, ScaleField, TextField, Value, Values
from tests.simulation.book import Word

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

WORDS = ("Ringe til *foreningen*", "Æble <b> & tid", "ok")
NAMES = ("Pia", "Ole", "Åse")
FREE = ("", "man 8-10.30, helst ikke fre efter 14", "ons hele dagen", "efter frokost")


class Pen:
    """One person's; what they write under no team's route counts as their first team's."""

    def __init__(
        self, sim: Simulation, person: int, teams: Sequence[int], zone: ZoneInfo, chance: random.Random
    ):
        self.sim, self.person, self.teams, self.zone, self.chance = sim, person, teams, zone, chance

    def fill(self, form: Form, fields: Sequence[AnyField]) -> Values:
        return {one.name: self._value(form, one) for one in fields}

    def _value(self, form: Form, one: AnyField) -> Value:
        if (said := self._availability(form, one)) is not None:
            return said
        match one:
            case TextField(name="slots" | "times"):
                return self._slots(one)
            case TextField(name="when"):
                return self._time()
            case TextField(name="deadline"):
                return ""
            case TextField(name="length"):
                return "2 timer"
            case DateField():
                return self._day(one)
            case TextField(name="opens" | "closes" as name):
                return "9.00" if name == "opens" else "12.00"
            case TextField():
                return self._words(form, one)
            case ChoiceField(options=options):
                return self.chance.choice(options).value if options else ""
            case ChoicesField(options=options):
                wanted = self.chance.sample(options, min(len(options), self.chance.randint(1, 2)))
                return tuple(option.value for option in wanted)
            case ScaleField(steps=steps):
                return str(self.chance.randint(1, len(steps)))
            case _:
                return ""

    def _availability(self, form: Form, one: AnyField) -> Value | None:
        """When they can meet; None for any other form's fields."""
        match one:
            case TextField(name="more") if form.action.route == "availability/week":
                return self.chance.choice(FREE)
            case TextField(name="address"):
                return f"https://kalender.example/{self.chance.randint(1, 4)}.ics"
            case DateField(name="first" | "last"):
                ahead = self.sim.loop.now() + timedelta(days=self.chance.randint(0, 20))
                return ahead.astimezone(self.zone).date().isoformat()
            case _:
                return None

    def _slots(self, one: TextField) -> str:
        """Some let the search find them, or add to what is there."""
        if self.chance.random() < 0.5 and (one.value or not one.required):
            return f"{one.value}\n{self._time()}" if one.value else ""
        return "\n".join(dict.fromkeys(self._time() for _ in range(self.chance.randint(1, 3))))

    def _day(self, one: DateField) -> Value:
        """Something is due in the days to come; any other day is as it stood."""
        if one.name != "due":
            return one.value
        ahead = timedelta(days=self.chance.randint(0, 9))
        return (self.sim.loop.now().astimezone(self.zone) + ahead).date().isoformat()

    def _time(self) -> str:
        local = self.sim.loop.now().astimezone(self.zone)
        when = local + timedelta(days=self.chance.randint(1, 8))
        return f"{when.day}/{when.month} {when.year} kl. {self.chance.randint(9, 16)}.{self.chance.choice(('00', '30'))}"

    def _words(self, form: Form, one: TextField) -> str:
        if form.action.route.startswith("guests/") and one.name in ("name", "function"):
            return self.chance.choice(NAMES)  # digits are refused here
        if not one.required and self.chance.random() < 0.2:
            return ""
        args = form.action.args
        team = int(args[0]) if args and args[0].isdecimal() else self.teams[0]
        about = args[1] if len(args) > 1 else ""
        number = len(self.sim.book.words) + 1
        self.sim.book.words[number] = Word(number, self.person, team, form.action.route, about)
        return f"kanarie{number}z {self.chance.choice(WORDS)}"[: one.max_length]

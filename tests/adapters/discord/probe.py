"""A small feature whose every answer is of one kind, to see what the Discord door makes of it."""

from __future__ import annotations

import threading

from bot.context import Context
from bot.errors import Rejected
from bot.feature import Command, Feature, FormRoute, PressRoute
from bot.i18n import md
from bot.interactions import Nothing, Replace, Reply, Response
from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    Form,
    Option,
    Page,
    TextField,
    Values,
    plain,
)


class Probe:
    """`gate` is what the slow handlers wait for (it opens when a test says so); `done` counts what was carried out."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.done: list[str] = []

    def feature(self) -> Feature:
        return Feature(
            name="probe",
            commands=(
                Command(
                    name="proeve",
                    native="prøve",
                    english="try",
                    about="Prøv det hele",
                    handler=self.command,
                    allow=None,
                    in_team=False,
                    daily=True,
                ),
            ),
            presses={
                "probe/count": PressRoute(self.count, allow=None, in_team=False),
                "probe/replace": PressRoute(self.replace, allow=None, in_team=False),
                "probe/slow": PressRoute(self.slow, allow=None, in_team=False),
                "probe/choose": PressRoute(self.choose, allow=None, in_team=False),
            },
            forms={"probe/long": FormRoute(self.long, self.sent, allow=None, in_team=False)},
        )

    def command(self, ctx: Context, text: str) -> Response:
        kind, _, slow = text.partition(" ")
        if slow:
            self.gate.wait(10)
        match kind:
            case "intet":
                return Nothing()
            case "form":
                return ctx.ask("probe/long")
            case _:
                return Reply(self.card("Hele kortet"))

    def card(self, words: str) -> Card:
        buttons = (
            Button("Tæl", Action("probe/count")),
            Button("Byt", Action("probe/replace")),
            Button("Vent", Action("probe/slow")),
            Button("Lang form", Action("probe/long")),
        )
        pick = Choice("Vælg en", Action("probe/choose"), (Option("a", "Den ene"), Option("b", "Den anden")))
        return Card(plain(words), (pick, Buttons(buttons)))

    def count(self, ctx: Context) -> Response:
        self.done.append("count")
        return Nothing()

    def replace(self, ctx: Context) -> Response:
        return Replace(self.card("Byttet"))

    def slow(self, ctx: Context) -> Response:
        self.gate.wait(10)
        self.done.append("slow")
        return Replace(self.card("Endelig"))

    def choose(self, ctx: Context, value: str) -> Response:
        return Replace(self.card(f"Du valgte {value}"))

    def long(self, ctx: Context) -> Form:
        sizes = (Option("s", "Lille"), Option("l", "Stor"))
        return Form(
            Action("probe/long"),
            "Lang form",
            (
                Page((TextField(name="one", label="Første"),)),
                Page((ChoiceField(name="two", label="Anden", options=sizes, required=True),)),
                Page((TextField(name="three", label="Tredje"),), note=md("Kun du ser det.", quiet=True)),
            ),
        )

    def sent(self, ctx: Context, values: Values) -> Response:
        if values["three"] == "galt":
            raise Rejected({"three": "Prøv noget andet."})
        self.done.append(f"{values['one']}/{values['two']}/{values['three']}")
        return Reply(Card(plain("Tak for formen")))

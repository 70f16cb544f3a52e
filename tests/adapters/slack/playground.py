"""A feature that has one of everything, to see how the door shows and answers it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

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
    ChoicesField,
    DateField,
    File,
    Form,
    Option,
    Page,
    Picture,
    ScaleField,
    TextField,
    TimeField,
    Values,
    plain,
)

PICTURE, FILE = "a" * 64, "b" * 64
OPTIONS = (Option("ja", "Ja"), Option("", "Ved ikke"), Option("nej", "Nej"))


@dataclass
class Playground:
    """`gate` holds back the slow handlers; `seen` is what reached any handler, in order."""

    gate: threading.Event = field(default_factory=threading.Event)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()
        self.feature = Feature(
            name="play",
            commands=(
                Command(
                    name="leg",
                    handler=self.command,
                    about="Leg",
                    english="play",
                    allow=None,
                    in_team=False,
                    daily=True,
                ),
            ),
            presses={
                "play/tell": PressRoute(self.tell, None, in_team=False),
                "play/swap": PressRoute(self.swap, None, in_team=False),
                "play/pick": PressRoute(self.pick, None, in_team=False),
                "play/quiet": PressRoute(self.quiet, None, in_team=False),
                "play/crash": PressRoute(self.crash, None, in_team=False),
            },
            forms={"play/form": FormRoute(self.form, self.submit, None, in_team=False)},
            cards={"play/card": self.posted, "play/files": self.with_files},
        )

    def command(self, ctx: Context, text: str) -> Response:
        self.saw("command", text)
        if text == "form":
            return ctx.ask("play/form")
        if text == "fil":
            return Reply(self.with_files(ctx))
        if text == "billede":
            return Reply(Card(md("Med billede"), (Picture(PICTURE, "Tre ringe"),)))
        return Reply(self.card("Legeplads"))

    def card(self, title: str) -> Card:
        buttons = (
            Button("Fortæl", Action.to("play/tell")),
            Button("Byt", Action.to("play/swap")),
            Button("Skriv", Action.to("play/form")),
            Button("Ikke noget", Action.to("play/quiet")),
            Button("Gå i stykker", Action.to("play/crash")),
            Button("Læs mere", url="https://samspil.example"),
        )
        return Card(md(title), (Buttons(buttons), Choice("Kan du?", Action.to("play/pick"), OPTIONS)))

    def posted(self, ctx: Context) -> Card:
        return self.card("Opslag")

    def with_files(self, ctx: Context) -> Card:
        return Card(md("Med filer"), (Picture(PICTURE, "Tre ringe"), File("møde.ics", "text/calendar", FILE)))

    def saw(self, what: str, text: str = "") -> None:
        self.gate.wait(10)
        self.seen.append(f"{what} {text}".strip())

    def tell(self, ctx: Context) -> Response:
        self.saw("tell")
        return Reply(Card(md("Kun til dig"), (Buttons((Button("Skriv", Action.to("play/form")),)),)))

    def swap(self, ctx: Context) -> Response:
        self.saw("swap")
        return Replace(Card(md("Byttet")))

    def pick(self, ctx: Context, value: str = "") -> Response:
        self.saw("pick", value)
        return Reply(Card(md("Du valgte %(value)s", value=value or "ved ikke")))

    def quiet(self, ctx: Context) -> Response:
        self.saw("quiet")
        return Nothing()

    def crash(self, ctx: Context) -> Response:
        self.saw("crash")
        raise RuntimeError("hemmeligt kanariefugl-ord")

    def form(self, ctx: Context) -> Form:
        first = Page(
            (
                TextField(name="text", label="Tekst", required=True, multiline=True, hint="Stort og småt"),
                ChoiceField(name="choice", label="Valg", options=OPTIONS),
                ChoicesField(name="choices", label="Flere", options=OPTIONS),
            ),
            plain("Dit team kan læse svaret.", quiet=True),
        )
        second = Page(
            (
                ScaleField(name="scale", label="Skala", steps=("1 Tungt", "2 Midt imellem", "3 Godt")),
                DateField(name="day", label="Dag"),
                TimeField(name="hour", label="Klokken"),
            )
        )
        return Form(Action.to("play/form"), "Skema", (first, second))

    def submit(self, ctx: Context, values: Values) -> Response:
        self.saw("submit", "; ".join(f"{name}={value}" for name, value in values.items()))
        if values["text"] == "nej":
            raise Rejected({"text": "Prøv med et ja."})
        if values["text"] == "stille":
            return Nothing()
        if values["text"] == "billede":
            return Reply(Card(md("Tak"), (Picture(PICTURE, "Tre ringe"),)))
        return Reply(
            Card(md("Tak"), (plain(str(values["text"])), Buttons((Button("Ret", Action.to("play/form")),))))
        )

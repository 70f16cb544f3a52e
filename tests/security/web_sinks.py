"""A card and a form with a text in every place, as our pages show them, and what they must be to a parser: exactly
the tree that a harmless word gives, with the text in that word's places and nowhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from adapters.web import render
from bot.i18n import md
from bot.text import clean
from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    ChoicesField,
    Facts,
    File,
    Form,
    Option,
    Page,
    Picture,
    TextField,
    TimeField,
    plain,
)
from tests.doors.dom import Node, parse
from tests.security.corpus import corpus

WORDS, LABEL = "Tekstlinje", "Maerkat"  # harmless words, where several lines may stand and where one does
CORPUS = [
    text
    for text in (clean(raw, max_length=700, multiline=True) for raw in corpus() if len(raw) < 700)
    if text
]
FRAME = render.Frame("csrf", "delivery", "7", "room", "/rum/7")

Tree = list[Any]  # [tag, attributes, child, child …]; a child is a tree or a text


def line(text: str, length: int) -> str:
    """A text as a name or a label has it: one line, and short."""
    return clean(text, max_length=1000, multiline=False)[:length].strip() or "–"


def card(text: str, label: str) -> str:
    blocks = (
        plain(text),
        plain(text, quote=True),
        md("Fra **%(name)s** og *%(other)s*", name=text, other=text, quiet=True),
        Facts(((label, plain(text)),)),
        Buttons((Button(label, Action.to("a/b", 1)),)),
        Choice(label, Action.to("a/c", 1), tuple(Option(f"{n}", f"{label}{n}") for n in range(6))),
        Picture("a" * 64, label),
        File(label, "text/calendar", "b" * 64),
    )
    shell = render.Shell("card", "da", private=True, when=label, when_iso="x")
    return str(render.card(Card(plain(label), blocks), shell, FRAME))


def form(text: str, label: str) -> str:
    options = tuple(Option(f"{n}", f"{label}{n}") for n in range(8))
    fields = (
        TextField(name="one", label=label, hint=label, value=text, multiline=True, max_length=3000),
        TextField(name="two", label=label, value=label),
        ChoicesField(name="four", label=label, options=options),
        TimeField(name="five", label=label, value=f"kl. {label}"),
    )
    drawn = Form(
        Action.to("a/b"), label, (Page(fields, plain(text)),), send=label, errors={"one": text, "two": label}
    )  # fmt: skip
    return str(render.form(drawn, "da", FRAME, "form"))


def tree_of(node: Node) -> Tree:
    """The parsed node; texts that follow each other are one."""
    children: list[Any] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(tree_of(child))
        elif children and isinstance(children[-1], str):
            children[-1] += child
        else:
            children.append(child)
    return [node.tag, dict(sorted(node.attrs.items())), *children]


def wanted(harmless: Tree, text: str, label: str) -> Tree:
    """The tree of harmless words with this text in their places."""

    def put(value: str) -> str:
        if value.startswith("/files/"):
            return value.replace(LABEL, quote(label))
        return value.replace(WORDS, text).replace(LABEL, label)

    tag, attributes, *children = harmless
    filled = {name: put(value) for name, value in attributes.items()}
    return [
        tag,
        filled,
        *(put(one) if isinstance(one, str) else wanted(one, text, label) for one in children),
    ]


def parsed(html: str) -> Tree:
    return tree_of(parse(html))

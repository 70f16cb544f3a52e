"""`problems()` itself: what discord.py builds passes, and each of Discord's rules is met by a payload that
breaks it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import discord
import pytest
from discord import ui

from tests.fakes.discord.limits import V2, Kind, is_command_name, problems

Json = dict[str, Any]


def text(words: str = "Hej") -> Json:
    return {"type": 10, "content": words}


def button(custom_id: str = "a/b", **more: Any) -> Json:
    return {"type": 2, "style": 2, "label": "Svar", "custom_id": custom_id} | more


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def select(many: int = 2, **more: Any) -> Json:
    rows = [{"label": f"Valg {n}", "value": str(n)} for n in range(many)]
    return {"type": 3, "custom_id": "a/pick", "options": rows} | more


def layout(*components: Json, **more: Any) -> Json:
    return {"flags": V2, "components": list(components)} | more


def modal(*components: Json, **more: Any) -> Json:
    return {"type": 9, "data": {"custom_id": "f", "title": "Tjek-ind", "components": list(components)} | more}


def label(component: Json, **more: Any) -> Json:
    return {"type": 18, "label": "Hvor langt er I?", "component": component} | more


def written(**more: Any) -> Json:
    return {"type": 4, "custom_id": "how", "style": 2} | more


def command(**more: Any) -> list[Json]:
    return [{"name": "samspil", "description": "Alt det, Samspil kan"} | more]


def test_what_the_client_library_builds_is_accepted() -> None:
    view = ui.LayoutView(timeout=None)
    box: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay("**Hej**"), ui.Separator())
    box.add_item(
        ui.ActionRow(ui.Button(label="Svar", custom_id="a/b"), ui.Button(label="Se", url="https://x.dk"))
    )
    box.add_item(
        ui.ActionRow(ui.Select(custom_id="a/c", options=[discord.SelectOption(label="Ja", value="1")]))
    )
    view.add_item(box)
    drawn: list[Json] = view.to_components()  # type: ignore[no-untyped-call]
    assert problems("create", layout(*drawn, nonce="n1", enforce_nonce=True)) == []
    assert problems("callback", {"type": 4, "data": layout(*drawn)}) == []
    form = ui.Modal(title="Tjek-ind", custom_id="f")
    choices = [
        discord.RadioGroupOption(label="Ja", value="1"),
        discord.RadioGroupOption(label="Nej", value="2"),
    ]
    form.add_item(ui.Label(text="Hvor langt?", component=ui.TextInput(custom_id="how", max_length=20)))
    form.add_item(ui.Label(text="Klar?", component=ui.RadioGroup(custom_id="ready", options=choices)))
    assert problems("callback", {"type": 9, "data": form.to_dict()}) == []
    assert problems("dm", {"recipient_id": 42}) == []


BROKEN: dict[str, tuple[Kind, Any]] = {
    "at most 40 counting nested": ("create", layout(*[row(button(f"a/{n}")) for n in range(21)])),
    "at most 4000 in all": ("create", layout(text("x" * 3000), text("x" * 1001))),
    "no content, embeds": ("create", layout(text(), content="Hej")),
    "characters, at most 2000": ("create", {"content": "x" * 2001}),
    "at most 6000 in all": ("create", {"embeds": [{"description": "x" * 3001}] * 2}),
    "custom_id: 'a/b' is used twice": ("create", layout(row(button()), row(button()))),
    "id: '7' is used twice": ("create", layout(text() | {"id": 7}, row(button()) | {"id": 7})),
    "not an int32": ("create", layout(text() | {"id": 2**31})),
    "cannot send an empty message": ("create", {"content": " "}),
    "needs at least one": ("edit", layout()),
    "not allowed at the top": ("create", {"components": [text()]}),
    "not allowed inside type 1": ("create", layout(row(text()))),
    "a select stands alone": ("create", layout(row(button(), select()))),
    "needs 1-5 components": ("create", layout(row(*[button(f"a/{n}") for n in range(6)]))),
    "custom_id: must be 1-100": ("create", layout(row(button("a/" + "b" * 99)))),
    "label: must be 1-80": ("create", layout(row(button(label="x" * 81)))),
    "needs a label or an emoji": ("create", layout(row(button(label="")))),
    "a link has no custom_id": ("create", layout(row(button(style=5, url="https://x.dk")))),
    "needs 1-25 options": ("create", layout(row(select(26)))),
    "must not be empty": ("create", layout(text(" "))),
    "have the same value": ("create", layout(row(select(options=[{"label": "Ja", "value": "1"}] * 2)))),
    "2 preset, at most 1": (
        "create",
        layout(row(select(options=[{"label": n, "value": n, "default": True} for n in "ab"]))),
    ),
    "was not sent along": ("create", layout({"type": 13, "file": {"url": "attachment://a.ics"}})),
    "nonce: at most 25": ("create", {"content": "Hej", "nonce": "x" * 26}),
    "both parsed and listed": (
        "create",
        {"content": "Hej", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
    "1-5 top-level components": ("callback", modal(*[label(written(custom_id=str(n))) for n in range(6)])),
    "title: must be 1-45": ("callback", modal(label(written()), title="x" * 46)),
    "label: must be 1-45": ("callback", modal(label(written(), label="x" * 46))),
    "description: must be 1-100": ("callback", modal(label(written(), description="x" * 101))),
    "not allowed at the top of a modal": ("callback", modal(row(written()))),
    "value: must be 0-10": ("callback", modal(label(written(max_length=10, value="x" * 11)))),
    "needs 2-10 options": ("callback", modal(label({"type": 21, "custom_id": "r", "options": []}))),
    "no callback type": ("callback", {"type": 3}),
    "choices: at most 25": ("callback", {"type": 8, "data": {"choices": [{"name": "a", "value": "a"}] * 26}}),
    "is no command name": ("commands", command(name="Samspil")),
    "knows no locale": ("commands", command(name_localizations={"dk": "samspil"})),
    "samspil.description: must be 1-100": ("commands", command(description="x" * 101)),
    "the same name": ("commands", command() * 2),
    "required options come first": (
        "commands",
        command(
            options=[
                {"type": 3, "name": "a", "description": "a"},
                {"type": 3, "name": "b", "description": "b", "required": True},
            ]
        ),
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_is_enforced(rule: str) -> None:
    kind, payload = BROKEN[rule]
    before = copy.deepcopy(payload)
    found = problems(kind, payload)
    assert any(rule in problem for problem in found), found
    assert payload == before


FINE: list[Callable[[], tuple[Kind, Json]]] = [
    lambda: ("create", layout(*[row(*[button(f"a/{n}{m}") for m in range(4)]) for n in range(8)])),
    lambda: ("create", layout(text("x" * 4000))),
    lambda: ("callback", modal(*[label(written(custom_id=str(n))) for n in range(5)])),
    lambda: ("callback", {"type": 6}),
    lambda: ("original", {"content": None}),
]


@pytest.mark.parametrize("payload", FINE)
def test_what_is_just_within_the_limits_is_accepted(payload: Callable[[], tuple[Kind, Json]]) -> None:
    assert problems(*payload()) == []


def test_command_names() -> None:
    assert all(map(is_command_name, ("tjekind", "møde", "check-in", "a" * 32, "日本")))
    assert not any(map(is_command_name, ("", "Møde", "to ord", "a" * 33, "a/b", "a.b", 7)))

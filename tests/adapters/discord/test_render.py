"""What the door draws: within Discord's limits whatever it is given, and people's words exactly as they wrote them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.markdown import escape, markdown
from adapters.discord.modals import draw_form, page_of
from adapters.discord.parse import sent, unmarked
from adapters.discord.render import Drawn, draw, files_of, marker
from bot.i18n import md
from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    Facts,
    Form,
    Option,
    Page,
    Picture,
    Style,
    Text,
    TextField,
    plain,
)
from tests.adapters.discord.cards import ANYTHING, NASTY
from tests.fakes.discord import forms as filling
from tests.fakes.discord.components import walk
from tests.fakes.discord.limits import V2, problems
from tests.fakes.discord.reading import plain as read

Json = dict[str, Any]


def message(drawn: Drawn) -> Json:
    files = [{"id": n, "filename": upload.name} for n, upload in enumerate(drawn.uploads)]
    return {"flags": V2, "components": drawn.components, "attachments": files, "nonce": "n"}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING.cards(), st.booleans(), st.integers(1, 2**31 - 1))
def test_discord_takes_every_card(card: Card, stored: bool, mark: int) -> None:
    files = dict.fromkeys(files_of(card), b"content") if stored else {}
    drawn = draw(card, files, mark=mark)
    assert problems("create", message(drawn)) == []
    pressed = [c["custom_id"] for c in walk(drawn.components) if "custom_id" in c and not c.get("disabled")]
    assert set(pressed) <= {action.encode() for action in card.actions()}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING.forms())
def test_discord_takes_every_page_of_every_form(form: Form) -> None:
    for index in range(len(form.pages)):
        modal = draw_form(form, index)
        assert problems("callback", {"type": 9, "data": modal}) == []
        assert all(page_of(component["id"]) == index for component in modal["components"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(NASTY), max_size=12).map("".join)))
def test_people_read_what_people_wrote(words: str) -> None:
    shown = read(escape(words))
    assert shown.replace("\u200b", "") == words.replace("\u200b", "")


@pytest.mark.parametrize(
    ("wrote", "becomes"),
    [
        ("<@123> og <#4>", "\\<@123> og \\<#4>"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
        ("**fed** og `kode`", "\\*\\*fed\\*\\* og \\`kode\\`"),
        ("# ikke en overskrift\n- ikke en liste", "\\# ikke en overskrift\n\\- ikke en liste"),
        ("1. først\n12) sidst", "1\\. først\n12\\) sidst"),
        ("[klik](https://evil.example)", "\\[klik](<https://evil.example)>"),
        ("se https://x.example/a_b*c", "se <https://x.example/a_b*c>"),
        ("<t:1700000000:R> </samspil:1>", "\\<t:1700000000:R> \\</samspil:1>"),
        ("kl. 13.15", "kl. 13.15"),
    ],
)
def test_words_that_discord_would_read_as_something_else(wrote: str, becomes: str) -> None:
    assert escape(wrote) == becomes


def test_our_own_marks_stay_marks() -> None:
    text = md("Hej **%(name)s**, se *%(what)s*", name=" A*da ", what="mødet")
    assert markdown(text) == "Hej  **A\\*da** , se *mødet*"
    assert markdown(plain("to\nlinjer", quiet=True)) == "-# to\n-# linjer"
    assert markdown(plain("to\n\nlinjer", quote=True)) == "> to\n\n> linjer"


def test_a_card_reads_well() -> None:
    vote, choose = Action("meetings/vote", ("7",)), Action("meetings/pick", ("7",))
    card = Card(
        md("Hvornår kan I mødes?"),
        (
            Facts((("Sted", plain("B2.14")), ("Varighed", plain("90 minutter")))),
            Choice("Din tid", choose, (Option("1", "Tirsdag"), Option("2", "Onsdag")), "2"),
            Buttons((Button("Stem", vote, Style.primary), Button("Se kalenderen", url="https://x.example"))),
        ),
    )
    (box,) = draw(card, mark=7).components
    assert (box["type"], box["id"]) == (17, 7)
    assert [part["type"] for part in box["components"]] == [10, 10, 10, 1, 1]
    assert box["components"][0]["content"] == "**Hvornår kan I mødes?**"
    assert box["components"][1]["content"] == "**Sted:** B2.14\n**Varighed:** 90 minutter"
    select = box["components"][3]["components"][0]
    assert [option.get("default") for option in select["options"]] == [None, True]
    stem, link = box["components"][4]["components"]
    assert (stem["style"], stem["custom_id"], link["url"]) == (1, "meetings/vote/7", "https://x.example")


def test_a_text_that_grows_by_escaping_is_shortened_not_refused() -> None:
    card = Card(plain("Titel"), (plain("*" * 2900), plain("kort")))
    texts = [c["content"] for c in walk(draw(card).components) if c["type"] == 10]
    assert sum(map(len, texts)) <= 4000
    assert texts[0] == "**Titel**" and texts[1].endswith("…") and texts[2] == "kort"


def test_a_picture_is_sent_along_or_told_in_words() -> None:
    card = Card(plain("Kort"), (Picture("a" * 64, "Tre ringe med fire felter"),))
    stored, missing = draw(card, {"a" * 64: b"png"}), draw(card, {})
    assert [upload.content for upload in stored.uploads] == [b"png"]
    assert "Tre ringe" in str(stored.components) and "attachment://" in str(stored.components)
    assert not missing.uploads and "Tre ringe" in str(missing.components)


def test_a_forms_page_and_what_comes_back() -> None:
    few = tuple(Option(str(n), f"Valg {n}") for n in range(3))
    many = tuple(Option(str(n), f"Valg {n}") for n in range(12))
    form = Form(
        Action("meetings/new", ("7",)),
        "Nyt møde",
        (
            Page((TextField(name="what", label="Hvad?", required=True),)),
            Page(
                (
                    ChoiceField(name="where", label="Hvor?", options=few, required=True),
                    ChoiceField(name="kind", label="Hvilken slags?", options=many, value="11"),
                    ChoicesField(name="who", label="Hvem?", options=few, value=("0",)),
                    TextField(name="why", label="Hvorfor?", value="Fordi", multiline=True),
                ),
                note=plain("Teamet kan læse det.", quiet=True),
            ),
        ),
    )
    modal = draw_form(form, 1)
    assert filling.labels(modal) == ["Hvor?", "Hvilken slags?", "Hvem?", "Hvorfor?"]
    assert "Teamet kan læse det." in filling.readable_form(modal)
    page, values = sent(filling.submitted(modal, {"Hvor?": "Valg 2", "Hvem?": ["Valg 0", "Valg 1"]}))
    assert page == 1
    assert values == {"where": "2", "kind": ("11",), "who": ("0", "1"), "why": "Fordi"}


def test_markers_are_ids_that_discord_takes() -> None:
    marks = {marker(f"checkins/round/{n}") for n in range(2000)}
    assert len(marks) == 2000 and all(0 < mark < 2**31 for mark in marks)
    assert marker("checkins/round/1") == marker("checkins/round/1")


def test_an_empty_text_is_left_out_and_an_empty_card_says_something() -> None:
    assert draw(Card(Text(()))).components == [{"type": 17, "components": [{"type": 10, "content": "…"}]}]
    assert unmarked("=") == "" and unmarked("=a=b") == "a=b"

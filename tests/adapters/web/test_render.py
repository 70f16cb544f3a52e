"""Whatever a card or form holds, the page shows it as text: nothing of it becomes markup."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from adapters.web import render
from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    DateField,
    Form,
    Option,
    Page,
    Span,
    Text,
    TextField,
    TimeField,
)
from tests.adapters.anything import Anything
from tests.doors.dom import Node, fields_of, parse

RUNNING = (
    "javascript:alert(1)",
    " jAvaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    'https://a.example/"onclick=x',
)
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea><script>alert(1)</script>",
    "</title></style><iframe src=javascript:alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "<!-- ]]> <![CDATA[",
    "\u202e\u2066rtl\u2069",
    "a\u0000b",
    "<b>fed</b> **fed** `kode` <@U123> @everyone",
)
FRAME = render.Frame("csrf", "delivery", "7", "room", "/rum/7")
SHELL = render.Shell(
    "card-1", "da", private=True, when="I dag kl. 9.00", when_iso="2026-11-12T08:00:00+00:00"
)


def words(most: int) -> SearchStrategy[str]:
    return st.one_of(st.sampled_from(ATTACKS), st.text(max_size=40)).map(lambda text: text[:most])


ANYTHING = Anything(
    words,
    links=st.sampled_from([None, *RUNNING, "https://a.example/?a=1&b=2", "/kalender/x.ics"]),
    urls=st.sampled_from([*RUNNING, "https://a.example/?a=1&b=2", "mailto:a@b.example"]),
)


def check_markup(html: str, allowed: set[str]) -> Node:
    """Nothing but our own tags, no handlers, no styles, no addresses that run."""
    page = parse(html)
    for node in page.walk():
        assert node.tag in allowed, node.tag
        for name, value in node.attrs.items():
            assert not name.startswith("on") and name != "style", node.attrs
            if name in ("href", "src", "action"):
                assert (
                    not value.strip().lower().replace("\n", "").startswith(("javascript", "data", "vbscript"))
                )
    return page


CARD_TAGS = {
    *("article", "p", "span", "time", "h2", "a", "strong", "em", "blockquote", "dl", "div", "dt", "dd"),
    *("form", "input", "button", "label", "select", "option", "img", "hr"),
    "picture",
    "source",
}
FORM_TAGS = CARD_TAGS | {"textarea", "fieldset", "legend", "b", "svg", "path"}


@settings(max_examples=300, deadline=None)
@given(ANYTHING.cards(), st.sampled_from(("da", "en")))
def test_a_card_is_text_whatever_it_holds(card: Card, language: str) -> None:
    shell = render.Shell("card-1", language, private=True, when="I dag kl. 9.00", when_iso="x")
    page = check_markup(str(render.card(card, shell, FRAME)), CARD_TAGS)
    shown = _letters(page.text)
    for block in (card.title, *card.blocks):
        if isinstance(block, Text):
            assert _letters(block.plain) in shown
    sent = {
        button.attrs["value"].split(" ")[0]
        for button in page.all("button")
        if button.attrs.get("name") == "press"
    }
    sent |= {one.attrs["value"] for one in page.all("input") if one.attrs["name"] == "press"}
    assert sent == {action.encode() for action in card.actions()}


@settings(max_examples=200, deadline=None)
@given(ANYTHING.forms(), ANYTHING.some(40))
def test_a_form_gives_back_what_it_was_filled_with(drawn: Form, error: str) -> None:
    form = replace(drawn, errors={one.name: error for one in drawn.fields})
    page = check_markup(str(render.form(form, "da", FRAME, "form-1")), FORM_TAGS)
    sent = dict(fields_of(page))
    for field in form.fields:
        if isinstance(field, TextField | DateField | TimeField):
            # A browser sends the value back with line ends as CRLF, and without the NUL it cannot hold.
            assert _same(sent[f"f.{field.name}"], field.value)
    assert not form.fields or _letters(error) in _letters(page.text)


def _letters(value: str) -> str:
    """The text without white space and what an HTML parser may not keep."""
    return "".join(sign for sign in unescape(value) if sign.isprintable() and not sign.isspace())


def _same(got: str, wanted: str) -> bool:
    return _letters(got) == _letters(wanted)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "\x01javascript:x", "data:text/html,x", "java\tscript:x"]
)
def test_a_link_that_would_run_is_only_text(url: str) -> None:
    card = Card(Text((Span("Titel", link=url),)), (Buttons((Button("Åbn", url=url),)),))
    page = parse(str(render.card(card, SHELL, FRAME)))
    assert page.all("a") == []
    assert "Titel" in page.text


def test_a_few_short_options_are_buttons_and_many_are_a_list() -> None:
    few = Choice("Tid", Action.to("a/b", 1), (Option("yes", "Ja"), Option("no", "Nej")), "yes")
    many = Choice("Hvem", Action.to("a/b", 2), tuple(Option(str(n), f"Person {n}") for n in range(6)))
    page = parse(str(render.card(Card(Text((Span("x"),)), (few, many)), SHELL, FRAME)))
    group = page.first("div", role="group")
    assert group is not None and group.attrs["aria-label"] == "Tid"
    assert [(one.text, one.attrs["aria-pressed"]) for one in group.all("button")] == [
        ("Ja", "true"),
        ("Nej", "false"),
    ]
    select = page.first("select")
    assert select is not None and len(select.all("option")) == 7  # and "Vælg"


def test_a_card_in_another_language_says_so() -> None:
    shell = render.Shell("card-1", "en", language="da", when="Today at 9:00", when_iso="x")
    page = parse(str(render.card(Card(Text((Span("Tjek-ind"),))), shell, FRAME)))
    article, meta = page.first("article"), page.first("p", class_="meta")
    assert article is not None and article.attrs["lang"] == "da"
    assert meta is not None and meta.attrs["lang"] == "en"


def test_a_date_written_by_hand_is_not_lost_in_a_picker() -> None:
    form = Form(
        Action.to("a/b", 1), "Ny tid", (Page((DateField(name="day", label="Dag", value="i morgen"),)),)
    )
    field = parse(str(render.form(form, "da", FRAME, "f"))).first("input", id="f-day")
    assert field is not None and (field.attrs["type"], field.attrs["value"]) == ("text", "i morgen")

"""Every card and form the core can make is one that Slack takes, and shows as it was meant."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from adapters.slack import forms, render
from bot.i18n import md
from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    Facts,
    File,
    Form,
    Option,
    Page,
    Picture,
    Style,
    TextField,
    plain,
)
from tests.adapters.slack.cards import ANYTHING
from tests.fakes.slack.limits import problems
from tests.fakes.slack.reading import lines, notified
from tests.fakes.slack.values import initial_values

ANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
UPLOADED = {"a" * 64: "F1"}


@ANY
@given(ANYTHING.cards())
def test_every_card_is_a_message_slack_takes(card: Card) -> None:
    for pictures in (render.NO_PICTURES, UPLOADED):
        message = render.message(card, pictures)
        assert problems("message", message) == []
        assert notified(message["blocks"], message["text"]) == [], "nobody is alarmed by anything"


@ANY
@given(ANYTHING.cards())
def test_every_card_is_a_modal_and_a_home_tab_slack_takes(card: Card) -> None:
    assert problems("modal", render.card_view(card, "C1")) == []
    assert problems("home", render.home_view(card)) == []


@ANY
@given(ANYTHING.cards())
def test_every_action_of_a_card_can_be_pressed(card: Card) -> None:
    shown = {
        element["action_id"]
        for block in render.message(card)["blocks"]
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if "action_id" in element
    }
    wanted = {one.encode() for one in card.actions()}
    empty = {one.action.encode() for one in card.blocks if isinstance(one, Choice) and not one.options}
    assert wanted - empty <= shown


@ANY
@given(ANYTHING.forms())
def test_every_form_is_a_modal_slack_takes(form: Form) -> None:
    view = forms.form_view(form, "C1")
    assert problems("modal", view) == []
    assert Action.decode(view["callback_id"]) == form.action


@ANY
@given(ANYTHING.forms())
def test_an_untouched_form_gives_back_what_it_was_filled_in_with(form: Form) -> None:
    view: dict[str, Any] = forms.form_view(form)
    view["state"] = {"values": initial_values([one for one in view["blocks"] if "block_id" in one])}
    for name, value in forms.values(view).items():
        field = next(one for one in form.fields if one.name == name)
        if isinstance(field, TextField):
            assert value == field.value[: field.max_length]
        elif value:
            assert value == field.value


def shown(card: Card) -> str:
    message = render.message(card)
    return lines(message["blocks"], message["text"], {"U1": "Ada"})


def test_a_card_reads_as_it_was_written() -> None:
    card = Card(
        md("Tjek-ind · uge 46"),
        (
            md("Hvad fylder hos **jer** *lige* nu?"),
            plain("sagt <af> *en*", quote=True),
            Facts((("Sted", plain("B2.14")), ("Mødeleder", md("**%(name)s**", name="A_m_ira")))),
            Buttons((Button("Svar", Action.to("checkins/answer", 42), Style.primary),)),
            Choice("Tirsdag", Action.to("play/vote", 1), (Option("", "ved ikke"), Option("ja", "Ja")), "ja"),
            plain("2 af 5 har svaret", quiet=True),
        ),
    )
    assert shown(card) == (
        "Tjek-ind · uge 46\nHvad fylder hos jer lige nu?\nsagt <af> *en*\nSted: B2.14\nMødeleder: A_m_ira\n"
        "[Svar]\nTirsdag\n[ved ikke / Ja]\n2 af 5 har svaret"
    )


def test_peoples_signs_stay_signs_beside_our_own_markup() -> None:
    for words in ("*fed*", "_skrå_", "~væk~", "`kode`", "<!channel>", "<@U1>", "&amp;", "> citat", "*a* _b_"):
        card = Card(md("Titel"), (md("**Fra %(who)s**: %(words)s", who="Jonas", words=words),))
        assert shown(card) == f"Titel\nFra Jonas: {words}"
        message = render.message(card)
        assert notified(message["blocks"], message["text"]) == []


def test_a_card_full_of_signs_is_shortened_rather_than_refused() -> None:
    """Escaped, these are 17,000 characters; as plain text and shortened they fit."""
    texts = tuple(md("**%(n)s** %(signs)s", n=n, signs="&" * 580) for n in range(6))
    answer = Buttons((Button("Svar", Action.to("a/b")),))
    card = Card(md("Titel"), (*texts, answer))
    assert problems("message", render.message(card)) == []
    assert "[Svar]" in shown(card)


def test_long_lists_are_shortened_too() -> None:
    options = tuple(Option(f"{n}" * 30, f"{n} " + "x" * 70) for n in range(10, 35))
    lists = tuple(Choice(f"Liste {n}", Action.to("a/b", n), options) for n in range(3))
    message = render.message(Card(md("Titel"), lists))
    assert problems("message", message) == []
    assert len(message["blocks"][1]["accessory"]["options"]) == 25


def test_pictures_and_files_are_words_until_they_are_uploaded() -> None:
    card = Card(md("Netværk"), (Picture("a" * 64, "Tre ringe"), File("møde.ics", "text/calendar", "b" * 64)))
    assert shown(card) == "Netværk\nTre ringe\n📎 møde.ics"
    kinds = [block["type"] for block in render.message(card, UPLOADED)["blocks"]]
    assert kinds == ["header", "image", "context"]


def test_errors_stand_at_their_fields_where_the_modal_has_them() -> None:
    page = Page((TextField(name="next", label="Næste skridt"),))
    form = Form(Action.to("a/b"), "Tjek-ind", (page,), errors={"next": "Her skal der stå noget."})
    assert forms.errors(form, frozenset({"next"})) == {
        "response_action": "errors",
        "errors": {"f:next": "Her skal der stå noget."},
    }
    assert forms.errors(form, frozenset({"other"})) is None
    assert "⚠️ Her skal der stå noget." in lines(forms.form_view(form)["blocks"], "", {})

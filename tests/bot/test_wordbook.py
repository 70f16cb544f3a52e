"""Words of the glossary where they stand in other texts, and what is said of them there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wordbook
from storage.glossary import Meaning, Word


def test_meanings_beside_an_item_are_one_line_each_with_a_profession_or_without() -> None:
    meanings = (Meaning(None, "", "En\nlang " + "a" * 300), Meaning(1, "sygeplejerske", "Det,\nvi gør"))
    said = wordbook.meanings_of(Word(1, "Sag", meanings), 200)
    assert "\n" not in said and said.endswith("; sygeplejerske: Det, vi gør") and len(said) <= 200


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("sag", "Sagerne fra i går", True),
        ("sag", "Hvis sag er det?", True),
        ("sag", "Årsagen til det", False),
        ("sag", "Sagsbehandleren kommer", False),
        ("bud", "Buddet fra kommunen", True),
        ("borger", "Borgerne spørger", True),
        ("mål", "MÅLET for i dag", True),
        ("mål", "Måling af puls", False),
        ("plan", "Planerne", True),
        ("handleplan", "En plan for handling", False),
        ("kerne opgave", "Vores kerne opgaver", True),
        ("kerne opgave", "Opgavens kerne", False),
        ("ro", "Ro på", True),
        ("ro", "Rosa kommer", False),
        ("idé", "En ide til mødet", True),
    ],
)
def test_danish_words_are_found_with_their_endings_and_nowhere_else(
    word: str, text: str, there: bool
) -> None:
    assert wordbook.stands_in(word, text) is there


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_word_with_letters_is_found_where_it_stands_alone(word: str, before: str, after: str) -> None:
    found = wordbook.stands_in(word, f"{before} {word} {after}")
    assert found is bool(wordbook.tokens(word))

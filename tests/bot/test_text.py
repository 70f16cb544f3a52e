from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import Hint, TextTooLong, clean, find_cpr, mask_cpr, sensitive_hints
from tests.bot.numbers import SENTENCES, cpr_numbers, lookalikes

# Everything Unicode has, and more often what a boundary can stumble over.
AWKWARD = st.sampled_from(
    [
        *("a", "e\u0301", "A\u030a", "\u0316", "\u0338", "\u2194", "\u2329", "\u2126", "\u212b", "\u09c7", "\u09be"),
        *("\u0958", "\u0f43", "\u1100", "\u1161", "\u11a8", "\u200b", "\u200c", "\u200d", "\ufe0f", "\u2640"),
        *("\U0001f469", "\U0001f3fd", "\U0001f4bb", "\U0001f3f4", "\U000e0067", "\U000e007f", "\u202e", "\u2066"),
        *("\ud800", "\udfff", "\ufffe", "\r", "\n", "\x00", "\x1c", "\x85", "\u2028", "\u00a0", "\u3000", "\t", "\u034f"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200),
    st.lists(AWKWARD, max_size=40).map("".join),
    st.lists(st.one_of(AWKWARD, st.just(" "), st.characters()), max_size=60).map("".join),
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Vi ringer i morgen \t", "Vi ringer i morgen"),
        ("Bla\u030abærgrød", "Blåbærgrød"),
        ("en\r\nto\rtre\u2028fire\n", "en\nto\ntre\nfire"),
        ("en   \nto", "en\nto"),
        ("et\x00 NUL \x07og \x1b[31mfarve", "et NUL og [31mfarve"),
        ("lone \ud83d surrogate \udc00", "lone  surrogate"),
        ("\u202eomvendt\u202c og \u2066isoleret\u2069", "omvendt og isoleret"),
        ("u\u200bsyn\u2060lig\ufeff", "usynlig"),
        ("hardt\u00a0mellemrum", "hardt mellemrum"),
        ("familien 👨‍👩‍👧 og 👩🏽‍⚕️ og ❤️‍🔥", "familien 👨‍👩‍👧 og 👩🏽‍⚕️ og ❤️‍🔥"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
        ("hej\U000e0068\U000e0069", "hej"),
        ("    indrykket\n    igen", "indrykket\n    igen"),
    ],
)  # fmt: skip
def test_a_text_of_several_lines_is_kept_as_it_can_be_read(raw: str, kept: str) -> None:
    assert clean(raw, max_length=200, multiline=True) == kept


def test_a_name_becomes_one_line_with_single_spaces() -> None:
    assert clean(" Team\n  Havnen\u2003 \t", max_length=20, multiline=False) == "Team Havnen"


def test_what_nobody_can_see_is_nothing() -> None:
    assert clean("\u200b\u3164 \u2800\u200d\ufeff\n", max_length=5, multiline=False) == ""


def test_the_length_is_counted_after_cleaning_and_in_code_points() -> None:
    assert clean("  a\u030a\u200b🙂  ", max_length=2, multiline=True) == "å🙂"
    with pytest.raises(TextTooLong) as refused:
        clean("abcdef ", max_length=5, multiline=True)
    assert (refused.value.length, refused.value.limit) == (6, 5)


def test_a_tower_of_marks_is_cut_and_a_million_characters_are_refused_at_once() -> None:
    tower = clean("Z" + "\u0301\u0316" * 300, max_length=1000, multiline=True)
    assert len(tower) <= 32
    with pytest.raises(TextTooLong):
        clean("\u0301\u0316" * 500_000, max_length=4000, multiline=True)


@given(TEXTS, st.booleans())
@example("\u2329\u200d\u2329", True)
@example("A\u200d\u030a", True)
@example("\u2194\u200d\u0338\u200d🙂", False)
def test_cleaning_twice_is_cleaning_once_and_both_databases_keep_it(raw: str, multiline: bool) -> None:
    text = clean(raw, max_length=10_000, multiline=multiline)
    assert clean(text, max_length=len(text), multiline=multiline) == text
    assert unicodedata.is_normalized("NFC", text)
    # PostgreSQL keeps any UTF-8 without NUL; SQLite gives back what it got, if it is UTF-8.
    assert "\x00" not in text
    assert text.encode().decode() == text
    assert text == text.strip()
    assert multiline or "\n" not in text
    unseen = {"Cc", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.category(char) in unseen for char in text.replace("\n", ""))


@given(TEXTS)
def test_sqlite_gives_back_what_was_cleaned(raw: str) -> None:
    text = clean(raw, max_length=10_000, multiline=True)
    with sqlite3.connect(":memory:") as database:
        assert database.execute("SELECT ?, length(?)", (text, text)).fetchone() == (text, len(text))


def test_every_character_is_clean_after_one_pass() -> None:
    for block in (*range(0, 0x30000, 0x100), *range(0xE0000, 0xE1000, 0x100)):
        text = "a".join(chr(code) for code in range(block, block + 0x100))
        once = clean(text, max_length=1000, multiline=True)
        assert clean(once, max_length=1000, multiline=True) == once, hex(block)


# ---- CPR numbers


@pytest.mark.parametrize(
    "number",
    [
        *("010165-1234", "0101651234", "010165 1234", "0101 65 1234", "01-01-65-1234", "710165-1234"),
        *("01.01.65-1234", "01/01/65 1234", "01/01-65 1234", "010165 - 1234", "01 01 65 1234", "010165.1234"),
        *(
            "910165-1234",
            "290200-1234",
            "010165–1234",
            "010165\u00a01234",
            "010165−1234",
            "０１０１６５－１２３４",
        ),
        *("٠١٠١٦٥-١٢٣٤", "010165-\u200b1234", "0️1️0️1️6️5️1️2️3️4", "010165_1234", "121126 1315"),
    ],
)
def test_a_cpr_number_is_found_however_it_is_written(number: str) -> None:
    for sentence in SENTENCES:
        text = sentence.format(number, number)
        assert [text[start:end] for start, end in find_cpr(text)] == [number] * sentence.count("{}")
        assert mask_cpr(text) == sentence.format("…", "…")


@pytest.mark.parametrize(
    "text",
    [
        *("22 33 44 55", "+45 22 33 44 55", "+4522334455", "0045 22334455", "CVR 12345678", "12 34 56 78"),
        *("5790000123456", "5 790000 123456", "80351110224678912", "1234567890123456789", "1512085950.000216"),
        *("2026-11-12 13.15", "2026-11-12T13:15:00+01:00", "20261112T131500Z", "202611121315", "12.11.2026 13.15"),
        *("d. 10.-12.11.2026", "10-12/11-2026", "kl. 13.15 12.11.2026", "12/11-2026 1315", "12.11.26 13.15"),
        *("DK50 0040 0440 1162 43", "DK61 0656 3910 6128 95", "DK5000400440116243", "4571 0101 6512 3456"),
        *("320165-1234", "000165-1234", "011365-1234", "310465-1234", "300265-1234", "920165-1234", "610065-1234"),
        *("010165-123", "010165-12345", "1010165-1234", "01016 51234", "0101651 234", "010165 12 34", "010165\n1234"),
        *("ff230974-9459-891b-aa62-f4481bba5277", "55.676097, 12.568337", "uge 46 1315, 12/11", "010165-abcd"),
    ],
)  # fmt: skip
def test_other_numbers_are_let_be(text: str) -> None:
    assert find_cpr(text) == ()
    assert mask_cpr(text) == text


def test_all_of_six_thousand_made_up_numbers_are_found() -> None:
    random = Random("sentences")
    for number in cpr_numbers(6000):
        sentence = random.choice(SENTENCES)
        text = sentence.format(number, number)
        assert [text[start:end] for start, end in find_cpr(text)] == [number] * sentence.count("{}"), text


@pytest.mark.parametrize("kind", lookalikes())
def test_no_lookalike_of_a_known_kind_is_taken_for_a_cpr_number(kind: str) -> None:
    random, make = Random(kind), lookalikes()[kind]
    taken = [text for text in (make(random) for _ in range(500)) if find_cpr(text)]
    assert taken == []


def test_how_many_ten_digit_numbers_are_taken_for_cpr_numbers(
    record_property: Callable[[str, object], None],
) -> None:
    """Nothing tells a CPR number from another number of ten digits that begins with a day and a month."""
    random = Random("ten digits")
    taken = sum(bool(find_cpr(f"{random.randrange(10**10):010}")) for _ in range(10_000))
    record_property("false_positives_of_10000_ten_digit_numbers", taken)
    # 62 of 100 days and 12 of 100 months would be 7.4 %; months that are short take a little off.
    assert 650 <= taken <= 800


def test_numbers_that_overlap_are_masked_together() -> None:
    assert mask_cpr("a 12 11 10 1011 65 1234 b") == "a … b"
    assert mask_cpr("010165-1234,020265-4321") == "…,…"


@given(st.text("0123456789 -./_\u2013\u00a0\u200b٠١٢aDKæ,:\n", max_size=120))
def test_after_masking_there_is_nothing_left_to_find(text: str) -> None:
    spans = find_cpr(text)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    masked = mask_cpr(text)
    assert find_cpr(masked) == ()
    assert (masked == text) == (spans == ())


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    find_cpr(text)
    sensitive_hints(text)


# ---- hints


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Ring på 22 33 44 55 i morgen", {Hint.phone}),
        ("+45 2233 4455", {Hint.phone}),
        ("22334455", {Hint.phone}),
        ("skriv til anna@example.org.", {Hint.email}),
        ("Nørregade 12, 1. th", {Hint.address}),
        ("vi ses på Kastanievej 4b", {Hint.address}),
        ("8000 Aarhus", {Hint.address}),
        ("Bor Søndre Allé 3, tlf. 31 12 23 34, mail a.b@c.dk", {Hint.address, Hint.email, Hint.phone}),
        ("torsdag d. 12. november kl. 13.15–14.45 (uge 46)", set()),
        ("2026-11-12 13:15, 20261112", set()),
        ("CVR 12345678", set()),
        ("Vi var 3 i haven, 2026 Bliver godt", set()),
        ("kl. 9-10 i lokale B2.14", set()),
        ("@jonas kommer", set()),
    ],
)
def test_hints_at_a_person_are_seen(text: str, hints: set[Hint]) -> None:
    assert sensitive_hints(text) == hints


def test_a_long_text_is_looked_through_in_no_time() -> None:
    for text in ("1." * 20_000, "a.a." * 20_000, "x" * 50_000, "1 " * 40_000, "a@" * 20_000):
        sensitive_hints(text)
        find_cpr(text)

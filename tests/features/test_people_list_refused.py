"""A course lead's list of people that will not do: what is wrong is told by line and column, and nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams import people_csv
from bot.teams.problems import CourseFileError
from tests.features.people_list_sessions import begun, wrong_with
from tests.world import World


async def test_everything_wrong_is_told_by_line_and_column(world: World) -> None:
    wrong = wrong_with(
        world,
        begun(world),
        "Hold;Navn;E-mail;Fag;Rolle\n"
        "Havnen;Åse;aase@;lærer;\n"
        ";Bo;;lærer;\n"
        "Havnen;;;lærer;\n"
        "Havnen;Carl;;;\n"
        "\n"
        "Havnen;Dan;;lærer;chef\n"
        "Havnen;Eva;;lærer;\n"
        "Havnen;Eva;;lærer;\n"
        "Skoven;Eva;;lærer;\n"
        "Havnen;Finn;;lærer;;x;y\n",
    )
    assert wrong == [
        "liste.csv, linje 2, E-mail: Det ligner ikke en e-mailadresse.",
        "liste.csv, linje 3, Hold: Skriv, hvilket team personen er på.",
        "liste.csv, linje 4, Navn: Teksten er tom.",
        "liste.csv, linje 5, Fag: Skriv personens fag.",
        "liste.csv, linje 7, Rolle: Skriv medlem, facilitator, partner, gæst eller forløbsansvarlig.",
        "liste.csv, linje 9, Navn: Personen står her i forvejen, på linje 8.",
        "liste.csv, linje 10, Navn: Der er flere med det navn. Skriv en e-mailadresse for hver, så jeg kan se, hvem "
        "der er hvem.",
        "liste.csv, linje 11: Der er flere felter på linjen, end der er overskrifter.",
    ]  # fmt: skip


async def test_in_the_language_of_who_reads(world: World) -> None:
    [line] = wrong_with(world, begun(world), "Team;Name;Profession\nHavnen;Åse;\n", "en")
    assert line.startswith("liste.csv, line 2, Profession: ") and "fag" not in line


@pytest.mark.parametrize(
    "cell",
    ["Havnen;Åse 010165-1234;;lærer;;", "Havnen;Åse;;lærer;;;0101651234", "Havnen 010165 1234;Åse;;lærer;;"],
)
async def test_a_cpr_number_anywhere_and_nothing_is_read(world: World, cell: str) -> None:
    wrong = wrong_with(world, begun(world), f"Hold;Navn;E-mail;Fag;Rolle;Klynge;Noter\n{cell}\n")
    assert any("CPR-nummer" in line for line in wrong)
    assert "1234" not in "".join(wrong)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ingen personer"),
        (b"Hold;Navn;Fag\n", "ingen personer"),
        (b"PK\x03\x04x", "ikke en CSV-fil"),
        (b"\x00\x01\x02", "ikke en CSV-fil"),
        ("Hold;Fag\nHavnen;lærer\n".encode(), "Disse mangler: Navn"),
        (b"Hold;Navn;Fag;name\nHavnen;A;b;c\n", "to kolonner"),
        (b'Hold;Navn;Fag\nHavnen;"A;b\n', "anførselstegn"),
        (b"Hold;Navn;Fag\n" + b"Havnen;A;b\n" * 20_000, "for stor"),
        (b"Hold;Navn;Fag\n" + b"A;B;c\n" * 1_001, "plads til 1000 linjer"),
        (b"Hold;Navn;Fag\n" + b"".join(b"A;B%d;c\n" % n for n in range(25)), "plads til 24 medlemmer"),
    ],
)
async def test_what_is_no_list(world: World, content: bytes, words: str) -> None:
    assert any(words in line for line in wrong_with(world, begun(world), content))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(lambda text: f"Hold;Navn;Fag\n{text}".encode(errors="replace"))
)
def test_whatever_is_sent_is_a_list_or_a_sentence(content: bytes) -> None:
    try:
        sheet = people_csv.read(content, "x.csv")
    except CourseFileError as wrong:
        assert wrong.problems
    else:
        assert sheet.rows

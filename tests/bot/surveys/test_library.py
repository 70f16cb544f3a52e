"""Questionnaires from files: ours, a school's own, and what is wrong with them in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.surveys import library
from bot.surveys.questionnaire import Form

GOOD = """
id = "egen"
parallel = true
da.title = "Vores egen"
da.about = "Om samarbejdet."
da.steps = ["Nej", "Måske", "Ja"]
[[item]]
id = "foer"
form = "pre"
da.text = "Jeg regner med at blive hørt"
[[item]]
id = "efter"
form = "post"
reverse = true
da.text = "Jeg blev ikke hørt"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "egen.toml").write_text(text, encoding="utf-8")
    return folder


def test_ours_are_sound_and_in_both_languages() -> None:
    known = library.known()
    assert set(known) == {"dialogpuls", "niveau", "forskydning", "vitalisering"}
    pulse = known["dialogpuls"]
    assert len(pulse.items) == 6 and any(one.reverse for one in pulse.items)
    assert "ikke-valideret dialogpuls" in pulse.da.note.casefold()
    assert "© Jan Tønnesvang" in known["vitalisering"].da.note
    assert known["forskydning"].partners and all(one.na for one in known["forskydning"].items)
    for one in known.values():
        assert one.da.title != one.en.title and all(item.da.text != item.en.text for item in one.items)


def test_a_schools_own_with_two_forms(tmp_path: Path) -> None:
    own = library.known(written(tmp_path, GOOD))["egen"]
    assert [item.id for item in own.asked(Form.PRE)] == ["foer"]
    assert [item.id for item in own.asked(Form.POST)] == ["efter"]
    assert own.en.title == "Vores egen", "Danish where there is no English"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "egen"', 'id = "Vores Egen"', "egen.toml, id: write at most 30 small letters"),
        ('id = "egen"', 'id = "niveau"', "egen.toml, id: niveau is another questionnaire's already."),
        ('["Nej", "Måske", "Ja"]', '["Ja"]', "egen.toml, da.steps: write 2 to 11 steps"),
        ('form = "pre"', 'form = "midt"', "item 1, form: choose one of these: pre · post."),
        ("parallel = true", "", "egen.toml, item: a form is only for questionnaires with parallel = true."),
        ("reverse = true", 'reverse = "ja"', "item 2, reverse: write true or false."),
        ("reverse = true", "vægt = 2", "TOML"),
        ("reverse = true", "weight = 2", "item 2, weight: I do not know this field."),
        ('"Jeg blev ikke hørt"', '"Hans nummer er 010165-1234"', "this looks like a CPR number"),
        ('"Jeg blev ikke hørt"', '""', "item 2, da.text: write a text here."),
        (
            'da.title = "Vores egen"',
            'da.title = "Et navn der er for langt til en formular"',
            "there is room for 20",
        ),
        ("[[item]]", "[[items]]", "egen.toml, item: write the questions, each under [[item]]."),
        ('da.about = "Om samarbejdet."', "da.about = ", "the file is not TOML"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(library.LibraryError) as caught:
        library.known(written(tmp_path, GOOD.replace(old, new)))
    assert problem in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(library.LibraryError, match="there is no folder"):
        library.known(tmp_path / "ingen")

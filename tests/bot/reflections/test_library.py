"""The prompts that come with Samspil, and what a school is told about its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.prompts.library import OWN, LibraryError, load, prompts
from bot.prompts.prompt import Form, Phase, Prompt, Theme, Wording
from bot.prompts.themes import ThemesError, themes
from bot.prompts.themes import read as read_themes
from tests.checks import texts

GOOD = """
theme = "effekt"
[[prompt]]
id = "vores-eget"
goal = 3
phase = "midt"
form = "alene-alle"
minutes = 10
da.title = "Vores eget"
da.question = "Hvad skete der? Giv et eksempel."
en.title = "Our own"
en.question = "What happened? Give an example."
"""


def written(folder: Path, text: str, name: str = "egne.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, *others: Path) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        load(folder, *others)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


# --- our own -----------------------------------------------------------------------------------------


TOPICS = {  # domain.md §6, in its order, and which prompt answers each intent
    "ledelse": "naar-ingen-er-leder da-i-bremsede-hinanden beslutning-uden-mandat besked-i-rette-tid respekt-der-kan-ses",
    "organisering": "den-tomme-stol et-fag-uden-opgave side-om-side-eller-sammen reglen-i-vejen da-planen-skiftede",
    "møder": "hvem-taler-hvor-meget rollen-der-udfordrede-dig det-kunne-vaere-skrevet processtyrerens-bedste-greb "
    "emnet-i-gaar-udenom",
    "deltagelse": "hvis-problem-er-det det-borgerne-selv-kan hoert-eller-med-til-at-bestemme ordet-der-lukkede-af "
    "det-i-gav-tilbage",
    "effekt": "det-mindste-tegn tegnet-i-tog-fejl-af bedre-for-hvem det-ingen-havde-regnet-med det-i-kan-holde-op-med",
    "fagligheder og lovgivning": "samme-ord-to-betydninger din-blinde-vinkel det-kun-dit-fag-kan fordommen-der-faldt "
    "tavshedspligt-i-praksis",
    "mål 1": "invitationen to-slags-tempo naar-partneren-er-uenig",
    "mål 2": "dit-fag-paa-tre-linjer argumentet-der-flyttede-jer metoden-i-valgte",
    "mål 3": "hjaelp-der-kommer-i-vejen dem-der-ikke-naar-ind hvis-i-ikke-var-her",
    "mål 4": "spoergsmaalet-der-aabnede pausen-der-fik-lov hvis-i-begyndte-forfra",
    "mål 5": "den-foerste-irritation sag-eller-person samtalen-der-maatte-vente da-i-fandt-hinanden-igen",
    "mål 6": "de-andres-hverdag da-du-stod-fast laant-af-et-andet-fag",
    "samskabelse": "for-dem-eller-med-dem en-antagelse-paa-proeve det-der-lever-videre",
}


def test_every_topic_has_its_own_prompt() -> None:
    asked = [name for names in TOPICS.values() for name in names.split()]
    assert len(asked) == len(set(asked)) == 52
    assert set(asked) == {prompt.id for prompt in prompts() if prompt.form is not Form.BOARD}
    by_id = {prompt.id: prompt for prompt in prompts()}
    for topic, names in TOPICS.items():
        if topic.startswith("mål"):
            assert {by_id[name].goal for name in names.split()} == {int(topic[-1])}


def test_every_theme_goal_and_phase_is_well_served() -> None:
    suggested = [prompt for prompt in prompts() if prompt.form is not Form.BOARD]
    assert len({prompt.id for prompt in prompts()}) == len(prompts())
    themes = Counter(prompt.theme for prompt in suggested)
    assert all(themes[theme] >= 5 for theme in Theme)
    goals = Counter(prompt.goal for prompt in suggested)
    assert all(goals[goal] >= 5 for goal in range(1, 7))
    for theme in Theme:
        for phase in (Phase.START, Phase.MIDDLE, Phase.END):
            fitting = [p for p in suggested if p.theme == theme and p.phase in (phase, Phase.ANY)]
            assert len([p for p in fitting if not p.conflict]) >= 3, (theme, phase)
    assert {prompt.form for prompt in prompts()} == set(Form)
    assert any(prompt.conflict for prompt in suggested)
    assert all(prompt.conflict for prompt in suggested if prompt.goal == 5)


def test_each_file_holds_its_theme() -> None:
    for path in OWN.glob("*.toml"):
        if path.stem != "tavler":
            assert f'theme = "{path.stem}"' in path.read_text(encoding="utf-8")
    assert {path.stem for path in OWN.glob("*.toml")} == {*(theme.value for theme in Theme), "tavler"}


def wordings() -> list[tuple[str, str, Wording]]:
    return [(p.id, language, p.wording(language)) for p in prompts() for language in ("da", "en")]


@pytest.mark.parametrize(("name", "language", "wording"), wordings())
def test_a_prompt_is_short_kind_and_asks_for_something_concrete(
    name: str, language: str, wording: Wording
) -> None:
    text = wording.question
    sentences = re.split(r"(?<=[.?]) ", text)
    assert 2 <= len(sentences) <= 3
    assert sentences[0].endswith("?") and sentences[-1].endswith(".")
    assert len(wording.title) <= 40 and len(text) <= 180
    assert "!" not in wording.title + text and "  " not in text
    concrete = {
        "da": r"\b(Giv|Skriv|Beskriv|Fortæl|Nævn|Slut)\b",
        "en": r"\b(Give|Write|Describe|Name|End|write|describe)\b",
    }
    assert re.search(concrete[language], sentences[-1])
    scolding = {
        "da": r"\b(burde|skulle have|mangler|forkert|skyld|fejl(?! af))\b",
        "en": r"\b(should have|blame|fault|wrong(?! between)|missing(?! it))\b",
    }
    assert not re.search(scolding[language], wording.title + " " + text)


@pytest.mark.parametrize("prompt", prompts(), ids=lambda prompt: prompt.id)
def test_the_danish_is_spoken_to_the_team_or_to_one_and_has_its_commas(prompt: Prompt) -> None:
    whole = f"{prompt.da.title}. {prompt.da.question}"
    to_the_team = re.search(r"\bI\b|\b[Jj]er(es)?\b", whole)
    to_one = re.search(r"\b[Dd](u|ig|in|it|ine)\b", whole)
    assert not (to_the_team and to_one), "either I or du"
    assert not re.search(r"(^|[.?] )I\b", whole), "a sentence that begins with I reads as the preposition"
    asking = r"(hvad|hvem|hvor|hvordan|hvornår|hvorfor|hvilke[nt]?|at|som|selv om|fordi|hvis|når)"
    verbs = r"(Skriv|Beskriv|Fortæl|Nævn|skriv|troede I|var I i tvivl om)"
    assert not re.search(rf"\b{verbs} {asking}\b", whole), "startkomma"
    assert not re.search(r"[^,.?\w] (fordi|selv om|hvis|som)\b|\w (fordi|selv om)\b", whole), "startkomma"


def test_the_english_is_a_translation_and_not_the_danish() -> None:
    for prompt in prompts():
        assert not re.search("[æøåÆØÅ]", prompt.en.title + prompt.en.question)
        assert prompt.en != prompt.da
        ends = (prompt.da.title.endswith("?"), prompt.en.title.endswith("?"))
        assert ends in ((True, True), (False, False))


# --- a school's own ----------------------------------------------------------------------------------


def test_a_school_adds_its_own_folder(tmp_path: Path) -> None:
    everything = load(OWN, written(tmp_path, GOOD))
    assert len(everything) == len(prompts()) + 1
    mine = everything[-1]
    assert (mine.id, mine.theme, mine.goal, mine.phase) == ("vores-eget", Theme.EFFECT, 3, Phase.MIDDLE)
    assert mine.wording("en").title == "Our own" and mine.wording("da").title == "Vores eget"
    assert mine.conflict is False


THEME = """
[effekt]
by = "Vores bibliotek"
source = "https://bibliotek.example/effekt"
open = ["maal"]
da.viden = "Det, vi ved"
da.refleksion = "Hvad ser I?"
da.praksis = "Skriv et tegn"
en.viden = "What we know"
en.refleksion = "What do you see?"
en.praksis = "Write a sign"
"""


def test_a_school_says_its_own_of_a_theme_and_the_others_stay(tmp_path: Path) -> None:
    folder = written(tmp_path, GOOD)
    (folder / "temaer.toml").write_text(THEME, encoding="utf-8")
    assert len(load(OWN, folder)) == len(prompts()) + 1, "it is no file of prompts"
    found = themes(folder)
    assert set(found) == set(Theme) and found[Theme.EFFECT].by == "Vores bibliotek"
    assert found[Theme.MEETINGS] == themes()[Theme.MEETINGS]
    for slip in (
        THEME.replace("[effekt]", "[virkning]"),
        THEME.replace("https", "http"),
        'effekt = "x"',
        "[effekt",
    ):
        other = tmp_path / "andet"
        other.mkdir(exist_ok=True)
        (other / "temaer.toml").write_text(slip, encoding="utf-8")
        with pytest.raises(ThemesError):
            read_themes(other / "temaer.toml", every=False)


def test_every_file_of_our_own_texts_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts.problems() == []
    monkeypatch.setitem(texts.FILES, "themes", lambda: read_themes(Path("nowhere.toml")))
    assert len(texts.problems()) == 1 and texts.main() == 1


def test_english_may_be_left_out_and_a_prompt_may_name_another_theme(tmp_path: Path) -> None:
    danish = re.sub(r"en\..*\n", "", GOOD) + 'theme = "moeder"\nconflict = true\n'
    (mine,) = load(written(tmp_path, danish))
    assert mine.wording("en") == mine.da
    assert (mine.theme, mine.conflict) == (Theme.MEETINGS, True)


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("goal = 3", "goal = 7", "egne.toml, vores-eget, goal: Skriv et tal fra 1 til 6."),
        ("goal = 3", "goal = true", "egne.toml, vores-eget, goal: Skriv et tal fra 1 til 6."),
        ("minutes = 10", "", "egne.toml, vores-eget, minutes: Skriv et tal fra 1 til 120."),
        ('"midt"', '"midten"', "egne.toml, vores-eget, phase: Vælg en af disse: start · midt · slut · any."),
        (
            '"alene-alle"',
            "3",
            "egne.toml, vores-eget, form: Vælg en af disse: alene-alle · alene-par-alle · alene-par-fire-alle · ",
        ),
        ('theme = "effekt"', "", "egne.toml, vores-eget, theme: Vælg en af disse: ledelse · organisering"),
        ('"vores-eget"', '"Vores eget"', "egne.toml, Vores eget, id: Skriv højst 40 små bogstaver"),
        ('id = "vores-eget"', "", "egne.toml, prompt 1, id: Skriv højst 40 små bogstaver"),
        ('da.title = "Vores eget"', "", "egne.toml, vores-eget, da.title: Her skal stå en tekst."),
        ('"Vores eget"', '"  "', "egne.toml, vores-eget, da.title: Her skal stå en tekst."),
        (
            '"Vores eget"',
            f'"{"x" * 61}"',
            "egne.toml, vores-eget, da.title: Teksten fylder 61 tegn, og der er plads til 60.",
        ),
        ("da.", "dk.", "egne.toml, vores-eget, dk: Feltet kender jeg ikke."),
        ("da.", "dk.", "egne.toml, vores-eget, da: Skriv både da.title og da.question."),
        ("en.title", "en.titel", "egne.toml, vores-eget, en.titel: Feltet kender jeg ikke."),
        ("goal = 3", "goal = 3\nconflict = 1", "egne.toml, vores-eget, conflict: Skriv true eller false."),
        ("Hvad skete", "010165-1234, hvad skete", "egne.toml, vores-eget, da.question: Det ligner et CPR"),
        ('theme = "effekt"', 'tema = "effekt"', "egne.toml, tema: Feltet kender jeg ikke."),
        ("[[prompt]]", "[prompt]", "egne.toml: Her er ingen [[prompt]]."),
        ("goal = 3", "goal = ", "egne.toml: Filen er ikke gyldig TOML (Invalid value (at line 5,"),
    ],
)
def test_a_slip_is_named_by_file_prompt_and_field(tmp_path: Path, line: str, instead: str, said: str) -> None:
    assert line in GOOD
    found = problems(written(tmp_path, GOOD.replace(line, instead)))
    assert any(one.startswith(said) for one in found), found


def test_everything_wrong_is_said_at_once_and_nothing_is_loaded(tmp_path: Path) -> None:
    bad = GOOD.replace("goal = 3", "goal = 9").replace("minutes = 10", "minutes = 0")
    written(tmp_path, bad, "a.toml")
    (tmp_path / "b.toml").write_bytes("theme = 'møder'".encode("latin-1"))
    written(tmp_path, GOOD, "c.toml")
    assert problems(tmp_path) == [
        "a.toml, vores-eget, goal: Skriv et tal fra 1 til 6.",
        "a.toml, vores-eget, minutes: Skriv et tal fra 1 til 120.",
        "b.toml: Filen er ikke UTF-8.",
    ]


def test_the_same_id_twice_names_both_places(tmp_path: Path) -> None:
    taken = GOOD.replace("vores-eget", "det-mindste-tegn")
    assert problems(OWN, written(tmp_path, taken)) == [
        "egne.toml, det-mindste-tegn: id er allerede brugt i effekt.toml, det-mindste-tegn."
    ]
    twice = GOOD + GOOD.replace('theme = "effekt"\n', "")
    assert "vores-eget: id er allerede brugt" in problems(written(tmp_path, twice))[0]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "egne") == ["egne: Der er ingen mappe af det navn."]

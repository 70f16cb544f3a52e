"""Pictures are SVG that every reader understands, whatever people are called."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import Cell, Key, Point, Row, keep, line, matrix
from bot.pictures.look import DARK, KIND, LIGHT, in_the_dark
from bot.pictures.matrix import MOST_COLUMNS
from bot.pictures.svg import WIDTH, cut, width
from storage.files import FileStore
from storage.pictures import PictureStore
from tests.world import World

SVG = "{http://www.w3.org/2000/svg}"
ROLES = (Key(Cell("M", 0), "mødeleder"), Key(Cell("S", 1), "skribent"))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


def words_in(svg: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def boxes_in(svg: bytes) -> list[tuple[float, float]]:
    """Left and right edges of everything with edges."""
    rects = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [
        (float(one.get("x", "0")), float(one.get("x", "0")) + float(one.attrib["width"])) for one in rects
    ]


def test_a_matrix_says_who_had_what_in_letters_too() -> None:
    svg = matrix(
        ["17/11", "24/11"],
        [Row("Søren", (Cell("M", 0), Cell())), Row("Åse", (Cell("S", 1), Cell("M", 0)))],
        ROLES,
    )
    assert words_in(svg) == [
        "17/11",
        "24/11",
        "Søren",
        "M",
        "Åse",
        "S",
        "M",
        "M",
        "mødeleder",
        "S",
        "skribent",
    ]


def test_only_the_last_columns_are_shown_when_there_are_many() -> None:
    many = [str(number) for number in range(30)]
    svg = matrix(many, [Row("Amira", tuple(Cell(name, 0) for name in many))])
    shown = many[-MOST_COLUMNS:]
    assert words_in(svg) == [*shown, "Amira", *shown]


def test_counts_are_shades_with_their_number() -> None:
    svg = matrix(
        ["mødeleder"], [Row("Amira", (Cell("0", shade=0.0),)), Row("Jonas", (Cell("4", shade=1.0),))]
    )
    assert b'class="h0"' in svg and b'class="h4"' in svg
    assert words_in(svg) == ["mødeleder", "Amira", "0", "Jonas", "4"]


@given(
    st.lists(words, max_size=12),
    st.lists(words, max_size=12),
    st.lists(st.tuples(words, st.integers(0, 9)), max_size=8),
)
def test_any_words_make_a_picture_within_its_frame(
    columns: list[str], people: list[str], keys: list[tuple[str, int]]
) -> None:
    rows = [Row(name, tuple(Cell(name, 1) for _ in columns)) for name in people]
    svg = matrix(columns, rows, [Key(Cell(name, number), name) for name, number in keys])
    for left, right in boxes_in(svg):
        assert 0 <= left <= right <= WIDTH
    high = float(ElementTree.fromstring(svg).attrib["height"])
    for rect in ElementTree.fromstring(svg).iter(f"{SVG}rect"):
        assert float(rect.get("y", "0")) + float(rect.attrib["height"]) <= high


def test_a_line_is_broken_where_nothing_is_known() -> None:
    svg = line(
        [Point("uge 46", 3), Point("uge 47", 4), Point("uge 48", None), Point("uge 49", 5, "5,0")],
        1,
        5,
        "Tungt",
        "Rigtig godt",
    )
    tree = ElementTree.fromstring(svg)
    assert len(list(tree.iter(f"{SVG}polyline"))) == 1, "the lone point has no line"
    assert len(list(tree.iter(f"{SVG}circle"))) == 3
    assert {"Rigtig godt", "Tungt", "uge 46", "uge 49", "5,0"} <= set(words_in(svg))
    highest = min(float(one.attrib["cy"]) for one in tree.iter(f"{SVG}circle"))
    lines = [float(one.attrib["y1"]) for one in tree.iter(f"{SVG}line")]
    assert highest == min(lines), "the top of the scale is the top line"


@given(st.lists(st.one_of(st.none(), st.floats(1, 5)), max_size=30))
def test_any_values_make_a_line(values: list[float | None]) -> None:
    svg = line([Point(f"uge {number}", value) for number, value in enumerate(values)], 1, 5)
    spots = list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))
    assert len(spots) == sum(value is not None for value in values)
    assert all(0 <= float(spot.attrib["cx"]) <= WIDTH for spot in spots)


@given(words, st.floats(10, 300))
def test_words_are_cut_to_their_room(said: str, room: float) -> None:
    shown = cut(said, room)
    assert width(shown) <= max(room, width("…"))
    assert shown == said or shown.endswith("…")


def test_the_dark_look_replaces_the_light_one() -> None:
    svg = matrix(["a"], [Row("b", (Cell("c", 0),))])
    dark = in_the_dark(svg)
    assert DARK.encode() in dark and LIGHT.encode() not in dark
    assert words_in(dark) == words_in(svg)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_everybody_can_read_the_letters(sheet: str) -> None:
    colours = dict(rule.split("{fill:") for rule in sheet.split("}") if "{fill:#" in rule)
    pairs = [("soft", "ground"), ("ink", "ground"), *((f"t{n}", f"h{n}") for n in range(5))]
    pairs += [("on", f"s{number}") for number in range(6)]
    for letters, ground in pairs:
        assert _contrast(colours[f".{letters}"], colours[f".{ground}"]) >= 4.5, (letters, ground)


def test_the_newest_picture_of_a_name_takes_the_others_place(world: World) -> None:
    world.make_team("Amira", "Jonas")
    first, second = (matrix([], [Row(name, ())]) for name in ("Amira", "Jonas"))
    with world.database.transaction() as tx:
        ctx = world.context(tx, world.team)  # type: ignore[arg-type]
        files = ctx.store(FileStore)
        one = keep(ctx, "roles/matrix", first, "Hvem der havde hvilken rolle", with_names=True)
        stored = files.get(one.sha256)
        assert stored and (stored.kind, stored.content) == (KIND, first)
        assert keep(ctx, "roles/matrix", first, "Det samme").sha256 == one.sha256
        same = keep(ctx, "mood/1", first, "Det samme, et andet sted")
        other = keep(ctx, "roles/matrix", second, "Det nye", with_names=True)
        assert files.get(same.sha256) and files.get(other.sha256), "the first is still somebody's"
        newest = keep(ctx, "mood/1", second, "Nu er det første ingens")
        assert files.get(one.sha256) is None
        ctx.store(PictureStore).forget_names()
        assert files.get(newest.sha256), "no names in it"
        keep(ctx, "mood/1", matrix(["a"], []), "Uden navne")
        assert files.get(newest.sha256) is None

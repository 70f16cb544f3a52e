"""SVGs of ours become the PNGs that chats take."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters import pictures
from adapters.pictures import Drawn
from adapters.rasterise import ZOOM, png
from bot.pictures import Cell, Row, matrix
from bot.pictures.look import KIND, in_the_dark
from bot.pictures.svg import WIDTH


def size(drawn: bytes) -> tuple[int, int]:
    return int.from_bytes(drawn[16:20]), int.from_bytes(drawn[20:24])


def named(name: str) -> bytes:
    return matrix(["17/11"], [Row(name, (Cell("M", 0),))])


async def test_a_picture_is_drawn_once_and_in_two_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bytes] = []
    draw = pictures._draw

    async def counted(svg: bytes) -> bytes | None:
        begun.append(svg)
        return await draw(svg)

    monkeypatch.setattr(pictures, "_draw", counted)
    drawn, svg = Drawn(), named("Søren")
    one, other, dark = await asyncio.gather(drawn.png(svg), drawn.png(svg), drawn.png(svg, dark=True))
    assert one and dark and one == other != dark
    assert size(one) == size(dark)
    assert size(one)[0] == WIDTH * ZOOM
    assert begun == [svg, in_the_dark(svg)]
    assert await drawn.shown(KIND, svg) == one
    assert await drawn.shown("text/calendar", b"BEGIN") == b"BEGIN"


async def test_what_cannot_be_drawn_is_left_to_its_words(caplog: pytest.LogCaptureFixture) -> None:
    assert await Drawn().png(b"<svg") is None
    assert "picture not drawn" in caplog.text


async def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "IN_TIME", 0.0)
    assert await Drawn().png(named("Søren")) is None


@pytest.mark.parametrize(("name", "plainer"), [("æøå", "   "), ("ÆØÅ", "   "), ("é", " ")])
def test_danish_letters_are_drawn_without_the_systems_fonts(name: str, plainer: str) -> None:
    there = png(named(name).decode(), system_fonts=())
    assert there != png(named(plainer).decode(), system_fonts=())


def test_letters_that_our_typeface_has_not_got_lose_their_marks_where_there_is_no_other(
    tmp_path: Path,
) -> None:
    svg = named("Çağla Ş").decode()
    assert png(svg, (tmp_path,)) == png(svg.replace("ğ", "g").replace("Ş", "S"), (tmp_path,))

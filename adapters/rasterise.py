"""`python adapters/rasterise.py < picture.svg > picture.png`: a program of its own, started for each picture
by adapters/pictures.py. It knows nothing of the rest.

Figtree is beside it. Names in letters that Figtree has not got are drawn with a plain typeface of the
system's; where there is none such letters lose the marks over and under them.
"""

from __future__ import annotations

import sys
import unicodedata
from itertools import chain
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "fonts"
SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
PLAIN = ("DejaVuSans.ttf", "NotoSans*-Regular.*", "LiberationSans-Regular.ttf")
ZOOM = 2.5  # dots for each of the picture's pixels: sharp on a phone
OURS = frozenset("–—‘’‚“”„•…‹›€™↑↓−Œœı")  # beside Latin-1


def png(svg: str, system_fonts: tuple[Path, ...] = SYSTEM_FONTS) -> bytes:
    """Raises ValueError when it is no SVG."""
    fonts = sorted(FONTS.glob("*.ttf"))
    if not all(map(_is_ours, svg)):
        found = chain(*(folder.rglob(name) for folder in system_fonts for name in PLAIN))
        if others := sorted(found):
            fonts += others
        else:
            svg = "".join(letter if _is_ours(letter) else _unmarked(letter) for letter in svg)
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=ZOOM, skip_system_fonts=True, font_files=[str(font) for font in fonts]
    )
    return drawn


def _is_ours(letter: str) -> bool:
    return letter < "\u0100" or letter in OURS


def _unmarked(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0]


if __name__ == "__main__":
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))

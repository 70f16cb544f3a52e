"""In the dark a page has other colours and other pictures, and is the same otherwise: so of a page that axe has seen in
the light, only what it asks of colours is asked again in the dark (tests/e2e/axe.py)."""

from __future__ import annotations

import re
from pathlib import Path

import adapters.web

WEB = Path(adapters.web.__file__).parent
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}")
COLOURS = re.compile(r"(\s*--[a-z-]+: (#[0-9a-f]{3,8}|none);)*\s*")
ELSEWHERE = (  # a darker picture in place of a light one, and the browser's own colours
    '<source srcset="',
    '<meta name="color-scheme" content="light dark">',
)


def test_only_colours_and_pictures_are_others_in_the_dark() -> None:
    seen = 0
    for path in (one for kind in ("css", "js", "html") for one in WEB.rglob(f"*.{kind}")):
        text = path.read_text(encoding="utf-8")
        for block in DARK.findall(text):
            assert COLOURS.fullmatch(block), f"{path.name}: {block}"
            seen += 1
        for line in DARK.sub("", text).splitlines():
            if re.search("color-scheme|light-dark", line):
                assert line.strip().startswith(ELSEWHERE) or "<picture><source" in line, (
                    f"{path.name}: {line}"
                )
    assert seen == 1

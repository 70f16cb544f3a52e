"""How pictures look: one style sheet for light and one for dark, with the web pages' colours.

An SVG of ours holds classes and the light sheet; who shows it in the dark puts the other one in its place
(`in_the_dark`). Chats do not tell which they are in: the light one has a ground of its own and is
readable in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

KIND = "image/svg+xml"
SERIES = 6  # colours that are told apart; a seventh series begins again, and letters tell it
STEPS = 5  # shades of a heat matrix, from nothing to most

_LIGHT = {
    "ground": "#ffffff",
    "ink": "#16302b",
    "soft": "#4d635d",
    "line": "#d7e0da",
    "accent": "#1d6354",
    "tint": "#dcece5",
    "on": "#16302b",
    "series": ("#bfe0d3", "#f6dc9f", "#c3d8f2", "#f5c9ba", "#dccbf0", "#d5dcd3"),
    "steps": ("#eff3ef", "#d3e8df", "#a5d2c1", "#4f9a86", "#1d6354"),
    "steps_ink": ("#4d635d", "#16302b", "#16302b", "#0b201b", "#ffffff"),
}
_DARK = {
    "ground": "#182421",
    "ink": "#e8f0ec",
    "soft": "#a6b9b2",
    "line": "#2c3d38",
    "accent": "#7fd0b6",
    "tint": "#22423a",
    "on": "#f3faf6",
    "series": ("#2b6453", "#6b5319", "#2f5280", "#7c4431", "#5a4580", "#47554f"),
    "steps": ("#20302c", "#22423a", "#2f6a5b", "#4f9a86", "#a3e2ce"),
    "steps_ink": ("#a6b9b2", "#e8f0ec", "#f3faf6", "#04110d", "#0c2a22"),
}


def _sheet(look: Mapping[str, str | Sequence[str]]) -> str:
    rules = [
        "text{font-family:Figtree,'Segoe UI',system-ui,sans-serif;font-size:14px}",
        ".strong{font-weight:700}",
        ".small{font-size:12px}",
        ".end{text-anchor:end}",
        ".middle{text-anchor:middle}",
        f".ground{{fill:{look['ground']}}}",
        f".ink{{fill:{look['ink']}}}",
        f".soft{{fill:{look['soft']}}}",
        f".on{{fill:{look['on']}}}",
        f".rule{{stroke:{look['line']};stroke-width:1}}",
        f".empty{{fill:none;stroke:{look['line']};stroke-width:1}}",
        f".drawn{{fill:none;stroke:{look['accent']};stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}}",
        f".dot{{fill:{look['accent']};stroke:{look['ground']};stroke-width:2}}",
        f".area{{fill:{look['tint']}}}",
    ]
    rules += [f".s{number}{{fill:{colour}}}" for number, colour in enumerate(look["series"])]
    rules += [f".h{number}{{fill:{colour}}}" for number, colour in enumerate(look["steps"])]
    rules += [f".t{number}{{fill:{colour}}}" for number, colour in enumerate(look["steps_ink"])]
    return "".join(rules)


LIGHT, DARK = _sheet(_LIGHT), _sheet(_DARK)


def in_the_dark(svg: bytes) -> bytes:
    return svg.replace(LIGHT.encode(), DARK.encode(), 1)

"""Any card and any form, in words that Discord reads as something else."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.adapters.anything import Anything

NASTY = [
    "*",
    "_",
    "~",
    "|",
    "`",
    ">",
    "#",
    "-",
    "<@1>",
    "@everyone",
    "[x](https://evil.example)",
    "\\",
    "\n",
    "  ",
]
NASTY += [
    "1. ",
    "https://a.example/b_c*d",
    "<t:1:R>",
    "</x:1>",
    "😀",
    "æøå",
    "-# ",
    "```",
    "\u200b",
    "\u0301",
]


def words(most: int) -> SearchStrategy[str]:
    nasty = st.sampled_from(NASTY)
    repeated = nasty.flatmap(lambda sign: st.integers(0, 900).map(lambda times: sign * times))
    return st.one_of(st.text(max_size=60), st.lists(nasty, max_size=30).map("".join), repeated).map(
        lambda text: text[:most]
    )


ANYTHING = Anything(
    words,
    links=st.sampled_from(
        [None, None, "https://samspil.example/a(b)c d", "http://x.example", "javascript:alert(1)"]
    ),
    urls=st.sampled_from(["https://x.example", "mailto:a@b.example", "https://x.example/" + "a" * 600]),
)

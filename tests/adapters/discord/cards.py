"""Any card and any form the core can build, with the signs people and attackers write."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bot.ui import (
    Action,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    Divider,
    Facts,
    File,
    Form,
    Option,
    Page,
    Picture,
    ScaleField,
    Span,
    Style,
    Text,
    TextField,
    TimeField,
    TooLarge,
)

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

words = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(NASTY), max_size=30).map("".join))
long_words = st.one_of(
    words, st.sampled_from(NASTY).flatmap(lambda s: st.integers(0, 900).map(lambda n: s * n))
)


def within(strategy: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return strategy.map(lambda text: text[:most])


links = st.sampled_from(
    [None, None, "https://samspil.example/a(b)c d", "http://x.example", "javascript:alert(1)"]
)
spans = st.builds(Span, within(long_words, 1500), st.booleans(), st.booleans(), links)
texts = st.builds(Text, st.lists(spans, max_size=2).map(tuple), quiet=st.booleans(), quote=st.booleans())
short_texts = st.builds(Text, st.builds(Span, within(words, 60), st.booleans()).map(lambda span: (span,)))
actions = st.builds(
    lambda route, args: Action(route, tuple(args)),
    st.sampled_from(["checkins/answer", "meetings/vote"]),
    st.lists(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True), max_size=5),
)
options = st.lists(st.builds(Option, within(words, 40), within(words, 40)), max_size=25).map(tuple)
buttons = st.one_of(
    st.builds(Button, within(words, 75), actions, st.sampled_from(Style)),
    st.builds(
        Button,
        within(words, 75),
        url=st.sampled_from(["https://x.example", "mailto:a@b.example", "https://x.example/" + "a" * 600]),
    ),
)
sums = st.sampled_from(["a" * 64, "b" * 64, "c" * 64])
blocks: st.SearchStrategy[Any] = st.one_of(
    texts,
    st.builds(Facts, st.lists(st.tuples(within(words, 40), short_texts), max_size=6).map(tuple)),
    st.builds(Buttons, st.lists(buttons, min_size=1, max_size=7).map(tuple)),
    st.builds(Choice, within(words, 75), actions, options, st.none() | within(words, 40)),
    st.builds(Picture, sums, within(long_words, 900).map(lambda alt: alt or "alt")),
    st.builds(File, within(words, 80), st.just("text/calendar"), sums),
    st.just(Divider()),
)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A card as full as the core lets it be: what it refuses is left out, block by block."""
    card = Card(draw(st.builds(Text, st.builds(Span, within(words, 100)).map(lambda span: (span,)))))
    for block in draw(st.lists(blocks, max_size=14)):
        try:
            card = card.with_blocks(block)
        except (TooLarge, ValueError):
            continue
    return card


names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
common: dict[str, Any] = {"label": within(words, 45), "hint": within(words, 100), "required": st.booleans()}
values = within(long_words, 3000)
fields: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        TextField,
        name=names,
        value=values,
        multiline=st.booleans(),
        max_length=st.integers(1, 3000),
        **common,
    ),
    st.builds(ChoiceField, name=names, options=options, value=within(words, 40), **common),
    st.builds(
        ChoicesField, name=names, options=options, value=st.lists(within(words, 40)).map(tuple), **common
    ),
    st.builds(
        ScaleField,
        name=names,
        steps=st.lists(words, max_size=11).map(tuple),
        value=st.sampled_from(["", "1", "3", "99"]),
        **common,
    ),
    st.builds(DateField, name=names, value=values, **common),
    st.builds(TimeField, name=names, value=values, **common),
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of one to three pages."""
    pages: list[Page] = []
    taken: set[str] = set()
    for _ in range(draw(st.integers(1, 3))):
        found = []
        for field in draw(st.lists(fields, max_size=4)):
            if field.name not in taken:
                taken.add(field.name)
                found.append(field)
        pages.append(Page(tuple(found), draw(st.none() | texts)))
    return Form(draw(actions), draw(within(words, 24)), tuple(pages))

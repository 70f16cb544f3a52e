"""Any card and any form that the core can make, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from bot.i18n import md
from bot.ui import (
    Action,
    AnyField,
    Block,
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

MOST_LISTS = 3  # more lists of 25 long options do not fit in one Slack message, whatever is cut

# What passes the text boundary: no surrogates; plus the signs that mean something to Slack.
SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("*_~`<>&|:@#!\n æøå\u200b1")
)
PHRASES = st.sampled_from(
    [
        "<!channel>",
        "<@U1>",
        "*fed*",
        "_skrå_",
        "> citat",
        "&lt;!here&gt;",
        "<https://x.dk|klik>",
        ":smile:",
        "",
    ]
)


def words(most: int) -> SearchStrategy[str]:
    return st.one_of(st.text(SIGNS, max_size=most), PHRASES, st.just("&" * most), st.just("x" * most))


spans = st.builds(
    Span,
    words(300),
    bold=st.booleans(),
    italic=st.booleans(),
    link=st.one_of(st.none(), st.just("https://example.com/a?b=c&d=|e")),
)
texts = st.builds(Text, st.lists(spans, max_size=4).map(tuple), quiet=st.booleans(), quote=st.booleans())
long_texts = st.builds(
    Text,
    st.builds(Span, words(3000), bold=st.booleans()).map(lambda one: (one,)),
    quiet=st.booleans(),
    quote=st.booleans(),
)


@composite
def actions(draw: DrawFn) -> Action:
    args = draw(st.lists(st.text(SIGNS, max_size=4), max_size=2))
    try:
        return Action.to(f"play/{draw(st.integers(0, 10**6))}", *args)
    except TooLarge:
        return Action.to(f"play/{draw(st.integers(0, 10**6))}")


buttons = st.one_of(
    st.builds(Button, words(75), actions(), st.sampled_from(Style)),
    st.builds(Button, words(75), url=st.just("https://example.com")),
)
options = st.lists(
    st.builds(Option, st.text(SIGNS, max_size=75), words(75)), max_size=25, unique_by=lambda one: one.value
).map(tuple)


@composite
def choices(draw: DrawFn) -> Choice:
    offered = draw(options)
    selected = draw(st.one_of(st.none(), st.just("no such"), *[st.just(one.value) for one in offered[:2]]))
    return Choice(draw(words(75)), draw(actions()), offered, selected)


blocks: SearchStrategy[Block] = st.one_of(
    texts,
    long_texts,
    st.builds(Facts, st.lists(st.tuples(words(40), st.one_of(texts, long_texts)), max_size=5).map(tuple)),
    st.builds(Buttons, st.lists(buttons, min_size=1, max_size=30).map(tuple)),
    choices(),
    st.builds(Picture, st.just("a" * 64), st.text(SIGNS, min_size=1, max_size=1000)),
    st.builds(File, words(100), st.just("text/calendar"), st.just("b" * 64)),
    st.just(Divider()),
)


@composite
def cards(draw: DrawFn) -> Card:
    """A card within the core's limits: blocks that would break them are left out."""
    title = draw(st.builds(Text, st.builds(Span, words(150)).map(lambda one: (one,))))
    card = Card(title)
    heavy = st.builds(lambda n: md("**%(text)s**", text="&" * n), st.integers(400, 590))
    for block in draw(st.one_of(st.lists(blocks, max_size=12), st.lists(heavy, min_size=5, max_size=8))):
        lists = sum(isinstance(one, Choice) for one in card.blocks)
        if lists == MOST_LISTS and isinstance(block, Choice):
            continue
        try:
            card = card.with_blocks(block)
        except ValueError:
            continue
    return card


names = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=8)
labels = words(45)
hints = words(100)
fields: SearchStrategy[AnyField] = st.one_of(
    st.builds(
        TextField,
        name=names,
        label=labels,
        hint=hints,
        value=words(3000),
        multiline=st.booleans(),
        max_length=st.integers(1, 3000),
    ),
    st.builds(ChoiceField, name=names, label=labels, options=options, value=words(10)),
    st.builds(ChoicesField, name=names, label=labels, options=options),
    st.builds(ScaleField, name=names, label=labels, steps=st.lists(words(80), max_size=11).map(tuple)),
    st.builds(
        DateField,
        name=names,
        label=labels,
        value=st.sampled_from(["", "2026-11-12", "i morgen", "2026-99-99"]),
    ),
    st.builds(TimeField, name=names, label=labels, value=st.sampled_from(["", "13:15", "halv to", "25:00"])),
)
pages = st.builds(Page, st.lists(fields, max_size=4).map(tuple), st.one_of(st.none(), long_texts))


@composite
def forms(draw: DrawFn) -> Form:
    kept, seen = [], set[str]()
    for page in draw(st.lists(pages, max_size=4)):
        fresh = tuple(one for one in page.fields if one.name not in seen and not seen.add(one.name))  # type: ignore[func-returns-value]
        kept.append(Page(fresh, page.note))
    wrong = {name: draw(words(50)) for name in sorted(seen)[:2]} if draw(st.booleans()) else {}
    return Form(draw(actions()), draw(words(24)), tuple(kept), draw(words(24)), wrong)

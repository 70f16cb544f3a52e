"""Any card and any form that the core can build, in the words a platform may stumble over: for property tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

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

_SUMS = st.sampled_from(["a" * 64, "b" * 64, "c" * 64])
_NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@dataclass(frozen=True)
class Anything:
    """`words(most)`: a text of at most so many characters; `links` are a span's, `urls` a button's. Of choices a
    card has `choices` at most."""

    words: Callable[[int], SearchStrategy[str]]
    links: SearchStrategy[str | None]
    urls: SearchStrategy[str]
    choices: int = 25

    def some(self, most: int) -> SearchStrategy[str]:
        """A text that is not empty to the eye."""
        return self.words(most).filter(lambda text: bool(text.strip()))

    # ---- cards

    def texts(self, most: int = 3000) -> SearchStrategy[Text]:
        spans = st.builds(Span, self.words(most // 3), st.booleans(), st.booleans(), self.links)
        several = st.lists(spans, max_size=3).map(tuple)
        return st.builds(Text, several, quiet=st.booleans(), quote=st.booleans())

    def titles(self, most: int = 150) -> SearchStrategy[Text]:
        return st.builds(Text, st.builds(Span, self.words(most), st.booleans()).map(lambda one: (one,)))

    def actions(self) -> SearchStrategy[Action]:
        return st.builds(_action, st.integers(0, 10**6), st.lists(self.words(4), max_size=3))

    def options(self) -> SearchStrategy[tuple[Option, ...]]:
        one = st.builds(Option, self.some(40), self.words(75))
        return st.lists(one, max_size=25, unique_by=lambda one: one.value).map(tuple)

    def buttons(self) -> SearchStrategy[Button]:
        return st.one_of(
            st.builds(Button, self.some(75), self.actions(), st.sampled_from(Style)),
            st.builds(lambda label, url: Button(label, url=url), self.some(75), self.urls),
        )

    def blocks(self) -> SearchStrategy[Block]:
        facts = st.tuples(self.words(40), st.one_of(self.titles(60), self.texts(600)))
        return st.one_of(
            self.texts(),
            self.titles(3000),
            st.builds(Facts, st.lists(facts, max_size=6).map(tuple)),
            st.builds(Buttons, st.lists(self.buttons(), min_size=1, max_size=12).map(tuple)),
            _choice(self.some(75), self.actions(), self.options()),
            st.builds(Picture, _SUMS, self.words(900).map(lambda alt: alt or "alt")),
            st.builds(File, self.words(80), st.just("text/calendar"), _SUMS),
            st.just(Divider()),
        )

    def cards(self) -> SearchStrategy[Card]:
        """As full as the core lets it be: what it refuses is left out, block by block."""
        full = st.lists(self.titles(600), min_size=5, max_size=8)
        return _cards(self.titles(), st.one_of(st.lists(self.blocks(), max_size=12), full), self.choices)

    # ---- forms

    def fields(self) -> SearchStrategy[AnyField]:
        asked = {"name": _NAMES, "label": self.some(45), "hint": self.words(100), "required": st.booleans()}
        steps, written = st.lists(self.words(80), max_size=11).map(tuple), self.words(3000)
        lengths = st.integers(1, 3000)
        return st.one_of(
            st.builds(TextField, **asked, value=written, multiline=st.booleans(), max_length=lengths),
            st.builds(ChoiceField, **asked, options=self.options(), value=self.words(40)),
            st.builds(ChoicesField, **asked, options=self.options()),
            st.builds(ScaleField, **asked, steps=steps, value=st.sampled_from(["", "1", "3", "99"])),
            st.builds(DateField, **asked, value=st.one_of(written, st.just("2026-11-12"))),
            st.builds(TimeField, **asked, value=st.one_of(written, st.just("13:15"))),
        )

    def forms(self) -> SearchStrategy[Form]:
        """Of one to four pages, some of it marked as wrong."""
        notes = st.one_of(st.none(), self.texts(600))
        pages = st.lists(
            st.builds(Page, st.lists(self.fields(), max_size=4).map(tuple), notes), min_size=1, max_size=4
        )
        return _forms(self.actions(), pages, self.words(50), self.words(24))


def _action(number: int, args: list[str]) -> Action:
    try:
        return Action.to(f"play/{number}", *args)
    except TooLarge:
        return Action.to(f"play/{number}")


@composite
def _choice(
    draw: DrawFn,
    labels: SearchStrategy[str],
    actions: SearchStrategy[Action],
    options: SearchStrategy[tuple[Option, ...]],
) -> Choice:
    offered = draw(options)
    chosen = draw(st.sampled_from([None, "no such", *(one.value for one in offered[:2])]))
    return Choice(draw(labels), draw(actions), offered, chosen)


@composite
def _cards(
    draw: DrawFn, titles: SearchStrategy[Text], blocks: SearchStrategy[list[Block]], choices: int
) -> Card:
    card = Card(draw(titles))
    for block in draw(blocks):
        if isinstance(block, Choice) and sum(isinstance(one, Choice) for one in card.blocks) == choices:
            continue
        try:
            card = card.with_blocks(block)
        except ValueError:  # too much, or the same action twice
            continue
    return card


@composite
def _forms(
    draw: DrawFn,
    actions: SearchStrategy[Action],
    pages: SearchStrategy[list[Page]],
    wrong: SearchStrategy[str],
    words: SearchStrategy[str],
) -> Form:
    fresh: list[Page] = []
    taken: set[str] = set()
    for page in draw(pages):
        fields = {field.name: field for field in page.fields if field.name not in taken}
        taken |= set(fields)
        fresh.append(Page(tuple(fields.values()), page.note))
    errors = {name: draw(wrong) for name in sorted(taken)[:2]} if draw(st.booleans()) else {}
    return Form(draw(actions), draw(words), tuple(fresh), draw(words), errors)

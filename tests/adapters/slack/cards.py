"""Any card and any form, in words that Slack reads as something else."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.adapters.anything import Anything

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


ANYTHING = Anything(
    words,
    links=st.sampled_from([None, "https://example.com/a?b=c&d=|e"]),
    urls=st.just("https://example.com"),
    choices=3,  # more lists of 25 long options do not fit in one Slack message, whatever is cut
)

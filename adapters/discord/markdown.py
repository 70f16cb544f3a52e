"""Our Text as Discord's markdown: our own marks stay, every sign in people's words is shown as it was
written.

Sources: Discord's markdown guide and message formatting reference. Discord takes a backslash before any ASCII
sign that is not a letter or digit, so escaping too much shows nothing; escaping too little lets people's
words become mentions, links, headings or timestamps.
"""

from __future__ import annotations

import re

from bot.ui import Span, Text

# A bare address stays an address: inside <…> Discord links it without reading marks in it or unfolding a
# preview.
_URL = re.compile(r"https?://[A-Za-z0-9][^\s<>]*")
_ANYWHERE = re.compile(r"[\\*_~`|<\[]")  # emphasis, spoilers, code, links, and everything written <…>
_AT_LINE_START = re.compile(r"^(\s*)([>#+-])", re.MULTILINE)  # quotes, headings, lists, small print
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
_EVERYBODY = re.compile(r"@(everyone|here)")
_NO_WIDTH = "\u200b"


def escape(words: str) -> str:
    """People's words so that Discord shows exactly them."""
    parts: list[str] = []
    position = 0
    for url in _URL.finditer(words):
        parts += [_escape(words[position : url.start()]), f"<{url[0]}>"]
        position = url.end()
    return "".join([*parts, _escape(words[position:])])


def _escape(words: str) -> str:
    words = _ANYWHERE.sub(r"\\\g<0>", words)
    words = _NUMBERED.sub(r"\1\\\2", _AT_LINE_START.sub(r"\1\\\2", words))
    return _EVERYBODY.sub(f"@{_NO_WIDTH}\\1", words)


def markdown(text: Text) -> str:
    """The text as it is sent; empty when there is nothing to see in it."""
    drawn = ""
    for span in text.spans:
        piece = _span(span)
        # Two styled pieces side by side would melt their marks together.
        drawn += _NO_WIDTH + piece if drawn.endswith("*") and piece.startswith("*") else piece
    if not text.plain.strip():
        return ""
    if text.quote:
        return _each_line("> ", drawn)
    return _each_line("-# ", drawn) if text.quiet else drawn


def _span(span: Span) -> str:
    words = span.text
    if span.link is not None and span.link.startswith(("https://", "http://")):
        return _link(words, span.link)
    inner = words.strip()
    mark = "**" * span.bold + "*" * span.italic
    if not inner or not mark:
        return escape(words)
    # Marks hold only when they touch the words.
    before, _, after = words.partition(inner)
    return f"{before}{mark}{escape(inner)}{mark}{after}"


def _link(words: str, url: str) -> str:
    url = url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    if not words.strip() or "://" in words:  # Discord shows no link whose words look like another link
        return f"<{url}>"
    return f"[{escape(words).replace(']', chr(92) + ']')}]({url})"


def _each_line(mark: str, words: str) -> str:
    return "\n".join(mark + line if line.strip() else line for line in words.split("\n"))


def shortened(text: Text, most: int) -> Text:
    """The text's first `most` characters and an ellipsis, in the same styles."""
    spans: list[Span] = []
    for span in text.spans:
        kept = span.text[:most]
        most -= len(kept)
        spans.append(Span(kept, span.bold, span.italic, span.link))
        if most <= 0:
            break
    return Text((*spans, Span("…")), quiet=text.quiet, quote=text.quote)

"""Text → Slack's text objects. Only our own styles become markup; people's words stay as they wrote them."""

from __future__ import annotations

import re
from typing import Any

from bot.ui import Span, Text

TextObject = dict[str, Any]

MAX_TEXT = 3000  # Block Kit: text of a section
_MARKS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_GUARD = "\u200b"  # mrkdwn has no escape for its own marks: one that touches this opens nothing


def escape(text: str) -> str:
    """The three signs that Slack reads: afterwards nothing in it can mention, link or alarm."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words(text: str, limit: int) -> TextObject:
    """Plain text cut to `limit` characters; "–" where there is nothing, because Slack refuses empty."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return {"type": "plain_text", "text": shown if shown.strip() else "–", "emoji": False}


def text_object(text: Text, *, plain: bool = False) -> TextObject | None:
    """A text object of at most 3000 characters; None when there is nothing to show.

    Unstyled text goes as plain_text, which shows every sign as it is. `plain` forces that for the rest.
    """
    content = text.plain
    if not content.strip():
        return None
    if not plain and (text.quote or any(span.bold or span.italic or span.link for span in text.spans)):
        marked = mrkdwn(text)
        if len(marked) <= MAX_TEXT:
            return {"type": "mrkdwn", "text": marked, "verbatim": True}
    return words(content, MAX_TEXT)


def mrkdwn(text: Text) -> str:
    content = "".join(_span(span) for span in _merged(text.spans))
    if text.quote:
        return "\n".join(f">{line}" for line in content.split("\n"))
    if "&gt;" not in content:
        return content
    return "\n".join(_GUARD + line if line.startswith("&gt;") else line for line in content.split("\n"))


def _merged(spans: tuple[Span, ...]) -> list[Span]:
    """Neighbours of one style become one: `_a__b_` would show its signs."""
    merged: list[Span] = []
    for span in spans:
        before = merged[-1] if merged else None
        if before is not None and _style(before) == _style(span):
            merged[-1] = Span(before.text + span.text, *_style(span))
        else:
            merged.append(span)
    return merged


def _style(span: Span) -> tuple[bool, bool, str | None]:
    return span.bold, span.italic, span.link


def _span(span: Span) -> str:
    shown = escape(span.text)
    if "*" in shown or "_" in shown or "~" in shown or "`" in shown:
        shown = _MARKS.sub(rf"{_GUARD}\g<0>{_GUARD}", shown)
    if span.link:
        label = shown.replace("|", "¦").replace("\n", " ")
        return f"<{escape(span.link).replace('|', '%7C')}|{label}>" if label.strip() else shown
    if span.italic:
        shown = _styled(shown, "_")
    return _styled(shown, "*") if span.bold else shown


def _styled(text: str, mark: str) -> str:
    """Marks hug their words and end with the line: Slack shows them as signs otherwise."""
    return "\n".join(_styled_line(line, mark) for line in text.split("\n"))


def _styled_line(line: str, mark: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, _, after = line.partition(core)
    return f"{before}{mark}{core}{mark}{after}"

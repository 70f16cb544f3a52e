"""A text's words as they are searched for: one normalisation for both databases, made here and nowhere else.

Capital or small, with an accent or without: é is e. The letters æ, ø and å are letters of their own, and ä and ö
are how others write æ and ø. Words are not cut to a stem: who looks for `besøg` finds `besøget`, not the other
way round.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40  # characters of a word that count: PostgreSQL's words have an end, at 2046 bytes
MOST = 12  # words of a question that count
_WORD = re.compile(r"[^\W_]+")
_OWN = frozenset("æøå")
_ALIKE = str.maketrans("äö", "æø")


def words(text: str) -> tuple[str, ...]:
    """Every different word of the text, in the order in which they first come."""
    composed = unicodedata.normalize("NFC", text.casefold()).translate(_ALIKE)
    plain = "".join(char if char in _OWN else _plain(char) for char in composed)
    return tuple(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(plain)))


def _plain(char: str) -> str:
    """The letter without its marks, small: `é` → `e`, `ﬁ` → `fi`."""
    if char.isascii():
        return char
    apart = unicodedata.normalize("NFKD", char).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))


def of_team(team_id: int, word: str) -> str:
    """The word as the index has it: each team's are its own, so no search reads another team's. The dot is in
    no word."""
    return f"{team_id}·{word}"


def indexed(team_id: int, *texts: str) -> str:
    """What is kept beside the texts, for the index: the team's words, parted by spaces."""
    return " ".join(of_team(team_id, word) for word in words(" ".join(texts)))

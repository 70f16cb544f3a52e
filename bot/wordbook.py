"""The words of the team's glossary where the team meets them: beside what is on its agenda.

Here and not with the glossary, since the agenda shows them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.audience import has_guests
from bot.context import Context
from bot.i18n import md
from bot.team_parts import Part, team_uses
from bot.ui import Block
from bot.wording import shortened
from storage.glossary import GlossaryStore, Word
from storage.teams import Role
from storage.words import words

SHARED = "glossary_shared"  # the team's setting: the partner may read it
MOST_BESIDE, LONGEST = 2, 260  # words beside an item, characters of each one's meanings
SHORTEST = 3  # letters of a word that may have an ending
# Danish nouns: -en, -et, -er, their forms with -s, and what stays of them after a vowel or an -er.
ENDINGS = frozenset(
    [
        "s",
        "e",
        "en",
        "et",
        "er",
        "ens",
        "ets",
        "ers",
        "es",
        "ene",
        "enes",
        "erne",
        "ernes",
        "n",
        "ns",
        "t",
        "ts",
        "r",
        "rs",
        "ne",
        "nes",
        "rne",
        "rnes",
    ]
)
VOWELS = frozenset("aeiouyæøå")


def tokens(text: str) -> list[str]:
    """The words as they are looked for, each time they come."""
    return [word for piece in text.split() for word in words(piece)]


def plain(word: str) -> str:
    """What a word is kept under: small or capital, with an accent or without, is the same word."""
    return " ".join(tokens(word))


def is_form_of(token: str, word: str) -> bool:
    """Whether a token is the word, or the word with an ending: `sagerne` of `sag`, never `sagsbehandler` or
    `årsag`."""
    if token == word:
        return True
    if len(word) < SHORTEST or not token.startswith(word):
        return False
    ending = token[len(word) :]
    doubled = word[-1] not in VOWELS and ending[:1] == word[-1] and len(ending) > 1
    return ending in ENDINGS or (doubled and ending[1:] in ENDINGS)  # `buddet` of `bud`


def stands_in(word: str, text: str) -> bool:
    """Whether the text has the word; of one with several parts the last may have an ending."""
    wanted, there = tokens(word), tokens(text)
    if not wanted:
        return False
    *first, last = wanted
    return any(
        there[at : at + len(first)] == first and is_form_of(there[at + len(first)], last)
        for at in range(len(there) - len(first))
    )


def found_in(text: str, known: Iterable[Word]) -> list[Word]:
    """Those of the words that the text has and somebody has said what they mean by."""
    return [one for one in known if one.meanings and stands_in(one.word, text)]


def in_one_line(text: str, longest: int) -> str:
    return shortened(" ".join(text.split()), longest)


def meanings_of(word: Word, longest: int) -> str:
    """`sygeplejerske: …; socialrådgiver: …`, a profession once for each who wrote."""
    each = max(longest // max(len(word.meanings), 1) - 4, 30)
    said = [(one.profession, in_one_line(one.text, each)) for one in word.meanings]
    return shortened("; ".join(f"{who}: {text}" if who else text for who, text in said), longest)


def beside(ctx: Context, text: str, *, private: bool = False) -> list[Block]:
    """What the glossary has to say to a text of the agenda, in a team that uses it. Nothing where people read it who may
    not, unless only one of the team does (`private`): the partner may where the team says so, other guests never."""
    if not team_uses(ctx.here, Part.glossary):
        return []
    found = found_in(text, ctx.store(GlossaryStore).words(ctx.here.id))
    may_not = (Role.guest,) if ctx.here.settings.get(SHARED) else (Role.guest, Role.partner)
    if not found or (not private and has_guests(ctx, *may_not)):
        return []
    template = ctx.locale.gettext("*%(word)s* i jeres fagordbog: %(meanings)s")
    return [
        md(template, quiet=True, word=one.word, meanings=meanings_of(one, LONGEST))
        for one in found[:MOST_BESIDE]
    ]

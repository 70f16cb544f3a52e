"""The team's glossary: words that professions use differently, each with what its people mean by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Field

from storage.prepared import Prepared, given
from storage.store import Store, mine
from storage.tables import TenantRow, moment, table, tenant_rules


class WordRow(TenantRow, table=True):
    """`plain` is the word as it is looked for: a word is in a team's glossary once. `source`: where it was heard."""

    __tablename__ = "glossary_word"
    __table_args__ = tenant_rules(("team_id", "team"), ("made_by", "person"), unique=(("team_id", "plain"),))
    team_id: int
    word: str
    plain: str
    source: str = ""
    made_by: int | None = Field(default=None, index=True)
    made_at: datetime = moment()


class MeaningRow(TenantRow, table=True):
    """`profession` is what its writer was when they wrote it; of who has been erased there is neither."""

    __tablename__ = "glossary_meaning"
    __table_args__ = tenant_rules(
        ("word_id", "glossary_word"), ("person_id", "person"), unique=(("word_id", "person_id"),), leaf=True
    )
    word_id: int
    person_id: int | None = Field(default=None, index=True)
    profession: str
    text: str


words = table(WordRow)
meanings = table(MeaningRow)

_OF_TEAM = Prepared(select(words).where(mine(words), given(words.c.team_id)))
_ALL_MEANINGS = Prepared(
    select(meanings)
    .join(words, (words.c.tenant_id == meanings.c.tenant_id) & (words.c.id == meanings.c.word_id))
    .where(mine(meanings), given(words.c.team_id))
)


@dataclass(frozen=True, slots=True)
class Meaning:
    person_id: int | None
    profession: str
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """`meanings` in the order in which they were first written."""

    id: int
    word: str
    meanings: tuple[Meaning, ...]


def _word(row: Any, found: list[Any]) -> Word:
    theirs = tuple(
        Meaning(one.person_id, one.profession, one.text)
        for one in sorted(found, key=lambda one: int(one.id))
        if one.word_id == row.id
    )
    return Word(row.id, row.word, theirs)


class GlossaryStore(Store):
    def words(self, team_id: int) -> tuple[Word, ...]:
        """In the order of the alphabet, as far as both databases agree on it."""
        rows = self.rows(_OF_TEAM, team_id=team_id)
        found = self.rows(_ALL_MEANINGS, team_id=team_id) if rows else []
        return tuple(_word(row, found) for row in sorted(rows, key=lambda row: (row.plain, row.id)))

    def word(self, team_id: int, word_id: int) -> Word | None:
        return next((one for one in self.words(team_id) if one.id == word_id), None)

    def held(self, team_id: int, word_id: int) -> Word | None:
        """The same, locked until the end of the transaction: before somebody writes to it or takes it out."""
        return self.word(team_id, word_id) if self.lock(words, word_id) else None

    def add(self, team_id: int, word: str, plain: str, source: str, made_by: int) -> int:
        """The word's id; that of the one which is there, when it is, locked as `held` does."""
        where = self.within(words, words.c.team_id == team_id, words.c.plain == plain)
        there = select(words.c.id).where(*where).with_for_update()
        values = {"word": word, "source": source, "made_by": made_by, "made_at": self.now}
        while (new := self.insert_once(words, team_id=team_id, plain=plain, **values)) is None:
            found = self.execute(there).scalar_one_or_none()
            if found is not None:  # else it has just been taken out
                return int(found)
        return new

    def mean(self, word_id: int, person_id: int, profession: str, text: str) -> None:
        """What the person means by it; it takes the place of what they wrote before, and "" takes it away."""
        if text:
            natural = ("word_id", "person_id")
            self.put(
                meanings, natural, word_id=word_id, person_id=person_id, profession=profession, text=text
            )
        else:
            self.delete(meanings, meanings.c.word_id == word_id, meanings.c.person_id == person_id)

    def remove(self, word_id: int) -> None:
        self.delete(words, words.c.id == word_id)

    # ---- personal data

    def of_person(self, person_id: int) -> tuple[tuple[str, str], ...]:
        """(word, what they wrote)."""
        query = (
            select(words.c.word, meanings.c.text)
            .join(words, (words.c.tenant_id == meanings.c.tenant_id) & (words.c.id == meanings.c.word_id))
            .where(*self.within(meanings, meanings.c.person_id == person_id))
            .order_by(meanings.c.id)
        )
        return tuple((row.word, row.text) for row in self.execute(query))

    def erase(self, person_id: int) -> None:
        """The words and meanings stay the team's, a former member's: neither name nor profession."""
        theirs = self.within(meanings, meanings.c.person_id == person_id)
        self.execute(meanings.update().where(*theirs).values(person_id=None, profession=""))
        made = self.within(words, words.c.made_by == person_id)
        self.execute(words.update().where(*made).values(made_by=None))

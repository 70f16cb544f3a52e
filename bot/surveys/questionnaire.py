"""What a questionnaire is. Values only; the texts are data files, read by `library`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_RELEVANT = "na"  # "ikke relevant for mig": an answer, and no number


class Form(StrEnum):
    """Which of two parallel forms; BOTH where there is one."""

    BOTH = ""
    PRE = "pre"
    POST = "post"


class Kind(StrEnum):
    """`scale`: steps from low to high, shown as an average. `choice`: options, shown as how most have chosen."""

    SCALE = "scale"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Words:
    """In one language."""

    title: str
    about: str
    steps: tuple[str, ...]
    note: str = ""  # what it is and is not, and whose: always shown
    next: str = ""  # what the team may talk about when the result is there


@dataclass(frozen=True, slots=True)
class ItemWords:
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """`reverse`: a high step is a low score. `na`: "not relevant for me" is an answer. `form`: only in that one."""

    id: str
    da: ItemWords
    en: ItemWords
    reverse: bool = False
    na: bool = False
    form: Form = Form.BOTH

    def words(self, language: str) -> ItemWords:
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """`id` is stable: it is what a team's rounds remember. `weeks` of the course in which it comes by itself where a
    team follows it: from 1 on, 0 the middle one, -1 the last. `partners`: they are asked too. `parallel`: one form
    before and another after."""

    id: str
    kind: Kind
    items: tuple[Item, ...]
    da: Words
    en: Words
    weeks: tuple[int, ...] = ()
    partners: bool = False
    parallel: bool = False

    def words(self, language: str) -> Words:
        return self.en if language == "en" else self.da

    def asked(self, form: str) -> tuple[Item, ...]:
        """The items of a form, in their order."""
        return tuple(one for one in self.items if one.form in (Form.BOTH, form))

    @property
    def steps(self) -> int:
        return len(self.da.steps)

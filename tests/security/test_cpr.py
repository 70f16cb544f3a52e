"""The CPR guard over five thousand numbers and five thousand lookalikes: none missed, few taken wrongly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from bot.text import find_cpr, mask_cpr
from tests.security.numbers import SENTENCES, lookalikes, numbers

FIVE_THOUSAND = 5000


def test_all_of_five_thousand_cpr_numbers_are_found_in_sentences() -> None:
    random, missed, spellings, modulus = Random("sentences"), [], set(), {True: 0, False: 0}
    for number in numbers(FIVE_THOUSAND):
        if number.reads_as_date:
            continue  # see the next test
        sentence = random.choice(SENTENCES)
        text = sentence.format(number.written)
        found = [text[start:end] for start, end in find_cpr(text)]
        if found != [number.written] or number.serial in mask_cpr(text):
            missed.append((text, found))
        spellings.add(number.spelling)
        modulus[number.checks] += 1
    assert not missed, missed[:20]
    assert len(spellings) > 30 and min(modulus.values()) > 2000


def test_only_what_reads_as_a_date_is_let_go(record_property: Callable[[str, object], None]) -> None:
    """The gap, and how wide it is: with a date's signs and a round time of day for a serial number, of somebody
    born in 1924–1939; with a year for a serial number, of somebody born before 1913."""
    let_go = [number for number in numbers(4 * FIVE_THOUSAND, "gap") if not find_cpr(number.written)]
    assert all(number.reads_as_date for number in let_go), [n for n in let_go if not n.reads_as_date]
    record_property("let_go_of_20000", len(let_go))
    assert len(let_go) <= 20


@pytest.mark.parametrize(
    "number",
    ["01011965-1234", "010119651234", "01011965 1234", "01.01.1965-1234", "1.1.1965 1234", "1/1-65 1234"],
)
def test_a_year_may_have_four_digits_and_a_day_one(number: str) -> None:
    assert mask_cpr(f"Hun er {number}, født i Vejle") == "Hun er …, født i Vejle"


@pytest.mark.parametrize(
    "text",
    [
        *("12.11.26 1315", "12.11.2026 1315", "tors 12/11-26 0900", "12.11.26 1315-1400", "1.12.26 0830"),
        *("d. 9.-12.11.2026", "kl. 9.15 12.11.2026", "2-3.11.2026", "4571 0101 1965 1234"),
    ],
)
def test_a_date_and_a_time_are_not_a_cpr_number(text: str) -> None:
    assert find_cpr(text) == ()


def test_few_of_five_thousand_lookalikes_are_taken_for_cpr_numbers(
    record_property: Callable[[str, object], None],
) -> None:
    random, kinds, taken = Random("lookalikes"), lookalikes(), []
    per_kind = -(-FIVE_THOUSAND // len(kinds))
    for kind, make in kinds.items():
        for _ in range(per_kind):
            text = random.choice(SENTENCES[4:8]).format(make(random))
            if find_cpr(text):
                taken.append((kind, text))
    record_property("false_positives_of_5000_lookalikes", len(taken))
    assert len(taken) <= 10, taken[:20]

"""Letters that every mail program opens, partners' names, and when to phone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guests import rules
from bot.guests.rules import Letter

LINES = st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40), max_size=4)


@given(LINES, LINES)
def test_a_letter_comes_out_of_its_address_as_it_went_in(subject: list[str], body: list[str]) -> None:
    address = rules.mail(" ".join(subject), "\n".join(body))
    if address is None:
        return
    assert address.isascii() and len(address) <= rules.LONGEST and " " not in address and "+" not in address
    query = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert query["body"] == ["\r\n".join(body)]
    assert query["subject"] == [" ".join(" ".join(subject).split())]


def test_no_header_is_written_into_a_subject() -> None:
    address = rules.mail("Hej\r\nBcc: alle@skolen.example&cc=x", "Æ, ø & å")
    assert address is not None
    assert (
        address
        == "mailto:?subject=Hej%20Bcc%3A%20alle%40skolen.example%26cc%3Dx&body=%C3%86%2C%20%C3%B8%20%26%20%C3%A5"
    )


def test_what_is_too_long_for_a_mail_program_is_no_address() -> None:
    assert rules.mail("Hej", "å" * 300) is not None
    assert rules.mail("Hej", "å" * 320) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Den Grønne Have", "den grønne  have, ApS"),
        ("Cafe\u0301 Ø", "CAFÉ Ø"),
        ("Røde Kors A/S", "røde kors"),
    ],
)
def test_the_same_partner_in_another_spelling(one: str, other: str) -> None:
    assert rules.partner_key(one) == rules.partner_key(other) != ""


def test_another_partner_is_another() -> None:
    assert rules.partner_key("Grøn have") != rules.partner_key("Gron have")
    assert rules.partner_key(" ,. ") == ""


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_three_working_days_lie_between(day: date) -> None:
    def following(one: date) -> date:
        one += timedelta(days=1)
        while one.weekday() > 4:
            one += timedelta(days=1)
        return one

    call = rules.call_on(day, following)
    assert sum((day + timedelta(days=n)).weekday() < 5 for n in range(1, (call - day).days + 1)) == 3


def test_a_letter_is_about_the_first_thing_that_waits() -> None:
    routes = ("meetings/ballot", "guests/answer")
    assert rules.about(routes, written_before=False, meets=False) is Letter.vote
    assert rules.about(("agreements/yes",), written_before=True, meets=True) is Letter.agreement
    assert rules.about(("mydata/show",), written_before=True, meets=True) is Letter.visit
    assert rules.about((), written_before=False, meets=True) is Letter.hello


def test_silence_begins_with_the_letter() -> None:
    at = datetime(2026, 11, 2, 9)
    assert not rules.silent(None, None) and not rules.silent(at, at)
    assert rules.silent(at, None) and rules.silent(at, at - timedelta(days=1))

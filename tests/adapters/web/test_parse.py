"""What is posted → what the core is told."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict, MultiDictProxy

from adapters.web import parse
from adapters.web.parse import Posted, Unreadable
from bot.interactions import Address, Sender
from bot.ui import Action

AMIRA = Sender(Address("web", "person/9"), "Amira", "da")
ROOM = Address("web", "team/7")
DELIVERY = ("delivery", "abcdefgh12345678")


def posted(*pairs: tuple[str, str]) -> Posted:
    return MultiDictProxy(MultiDict([DELIVERY, *pairs]))


@pytest.mark.parametrize(
    ("typed", "name", "text"),
    [
        ("/tjekind", "tjekind", ""),
        ("/moede i morgen kl 9", "moede", "i morgen kl 9"),
        ("  /Møde  uge 47 ", "møde", "uge 47"),
        ("/samspil hjaelp", "samspil", "hjaelp"),
        ("hjaelp", "samspil", "hjaelp"),
        ("hvad kan du", "samspil", "hvad kan du"),
        ("/", "samspil", ""),
        ("", "samspil", ""),
    ],
)
def test_commands(typed: str, name: str, text: str) -> None:
    command = parse.command(posted(("command", typed)), AMIRA, ROOM)
    assert (command.name, command.text) == (name, text)
    assert (command.sender, command.place) == (AMIRA, ROOM)


def test_a_press_and_a_pick() -> None:
    action = Action.to("meetings/slot", 7, "a b")
    assert parse.press(posted(("press", action.encode())), AMIRA, ROOM).action == action
    beside = parse.press(posted(("press", f"{action.encode()} yes")), AMIRA, None)
    listed = parse.press(posted(("press", action.encode()), ("value", "yes")), AMIRA, None)
    assert (beside.action, beside.value) == (listed.action, listed.value) == (action, "yes")


def test_a_form_with_boxes_that_were_not_ticked() -> None:
    submit = parse.submit(
        posted(
            ("action", "a/b/1"),
            ("field", "text"),
            ("field", "who"),
            ("field", "mood"),
            ("field", "both"),
            ("many", "who"),
            ("many", "both"),
            ("f.text", "Én linje\r\ntil"),
            ("f.both", "x"),
            ("f.both", "y"),
            ("f.stranger", "is not on the form"),
        ),
        AMIRA,
        ROOM,
    )
    assert submit.values == {"text": "Én linje\ntil", "who": (), "mood": "", "both": ("x", "y")}
    assert submit.page is None


def test_a_delivery_id_belongs_to_its_sender() -> None:
    """Somebody who guesses another person's delivery id cannot use it up."""
    jonas = Sender(Address("web", "person/10"))
    ids = {parse.command(posted(), sender, None).delivery_id for sender in (AMIRA, jonas)}
    assert len(ids) == 2


def test_a_repeat_is_a_repeat_and_another_choice_is_not() -> None:
    """Two quick answers from one card, before the page has heard of the first."""
    yes, no = posted(("press", "meetings/vote/1 yes")), posted(("press", "meetings/vote/1 no"))
    first, again, other = (parse.press(one, AMIRA, ROOM).delivery_id for one in (yes, yes, no))
    assert first == again != other


@pytest.mark.parametrize("delivery", ["", "short", "x" * 65, "with space", "a/b/c/d/e/f", "æøåæøåæøå"])
def test_a_post_without_a_delivery_id_is_not_ours(delivery: str) -> None:
    with pytest.raises(Unreadable):
        parse.command(MultiDictProxy(MultiDict([("delivery", delivery)])), AMIRA, None)


@given(st.lists(st.tuples(st.sampled_from(("press", "action", "field", "many", "f.a", "value")), st.text())))
def test_anything_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    for read in (parse.press, parse.submit, parse.command):
        with suppress(Unreadable):
            read(posted(*pairs), AMIRA, ROOM)

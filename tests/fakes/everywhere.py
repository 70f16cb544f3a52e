"""What the in-memory chat is given, drawn as the three real doors draw it and held against their limits.

So every card, private answer and form of every test passes what Slack, Discord and our own pages ask of
it, not only those of the doors' own tests. The same card is checked once: cards are values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from typing import Any

from adapters.discord import modals
from adapters.discord import render as discord
from adapters.slack import forms
from adapters.slack import render as slack
from adapters.web import render as web
from bot.interactions import Ask, Nothing, Reject, Replace, Reply, Response
from bot.ui import Block, Buttons, Card, Form
from tests.fakes.discord.components import walk
from tests.fakes.discord.limits import V2
from tests.fakes.discord.limits import problems as discord_problems
from tests.fakes.slack.limits import problems as slack_problems

Json = dict[str, Any]
KNOWN = 20_000  # cards and forms remembered
FRAME = web.Frame("csrf", "delivery", "7", "room", "/rum/7")
_PRESS = re.compile(r'name="press" value="([^" ]*)')


class NotShowable(AssertionError):
    """A platform would refuse this, or show it without its buttons."""


def check_response(response: Response) -> None:
    """Everything a person is given back. Raises NotShowable."""
    match response:
        case Reply(card, more):
            for one in (card, *more):
                check_card(one)
        case Replace(card):
            check_card(card)
        case Ask(form):
            check_form(form)
        case Reject(form, card):
            check_form(form)
            check_card(card)
        case Nothing():
            pass


@lru_cache(KNOWN)
def check_card(card: Card) -> None:
    """Raises NotShowable with every rule the card breaks on some platform."""
    in_chats = _without_mail(card)
    _none_of((*_on_slack(in_chats), *_on_discord(in_chats), *_on_a_page(card)), card)


def _without_mail(card: Card) -> Card:
    """Only who is on the web is offered to open a letter as mail (bot/guests/letters.py)."""
    blocks: list[Block] = []
    for block in card.blocks:
        if isinstance(block, Buttons):
            kept = tuple(one for one in block.buttons if not (one.url or "").startswith("mailto:"))
            blocks += [Buttons(kept)] if kept else []
        else:
            blocks.append(block)
    return replace(card, blocks=tuple(blocks))


def check_form(form: Form) -> None:
    """Raises NotShowable."""
    _check_form(form.action, form.title, form.pages, form.send, tuple(form.errors.items()))


@lru_cache(KNOWN)
def _check_form(*parts: Any) -> None:
    action, title, pages, send, errors = parts
    form = Form(action, title, pages, send, dict(errors))
    found = [f"slack: {one}" for one in slack_problems("modal", forms.form_view(form, "C1"), models=False)]
    for number in range(len(form.pages)):
        modal = {"type": 9, "data": modals.draw_form(form, number)}
        found += [f"discord, page {number + 1}: {one}" for one in discord_problems("callback", modal)]
    html = str(web.dialog(form, "da", FRAME, "form-1"))
    found += [f"web: {field.name} is not there" for field in form.fields if f'"f.{field.name}"' not in html]
    _none_of(found, form)


def _none_of(found: Iterable[str], shown: object) -> None:
    if found := list(found):
        raise NotShowable("\n".join([*found, repr(shown)]))


def _on_slack(card: Card) -> Iterator[str]:
    for kind, payload in (
        ("message", slack.message(card)),
        ("modal", slack.card_view(card, "C1")),
        ("home", slack.home_view(card)),
    ):
        yield from (f"slack, {kind}: {one}" for one in slack_problems(kind, payload, models=False))
        elements = [one for block in payload["blocks"] for one in _elements(block)]
        yield from _missing(f"slack, {kind}", card, {str(one.get("action_id")) for one in elements})


def _elements(block: Json) -> list[Json]:
    return [*block.get("elements", ()), block.get("accessory", {})]


def _on_discord(card: Card) -> Iterator[str]:
    drawn = discord.draw(card, dict.fromkeys(discord.files_of(card), b"content"), mark=1)
    files = [{"id": number, "filename": upload.name} for number, upload in enumerate(drawn.uploads)]
    payload = {"flags": V2, "components": drawn.components, "attachments": files, "nonce": "n"}
    yield from (f"discord: {one}" for one in discord_problems("create", payload))
    yield from _missing("discord", card, {str(one.get("custom_id")) for one in walk(drawn.components)})


def _on_a_page(card: Card) -> Iterator[str]:
    html = str(web.card(card, web.Shell("card-1", "da", private=True), FRAME))
    yield from _missing("web", card, {unescape(one) for one in _PRESS.findall(html)})


def _missing(where: str, card: Card, shown: set[str]) -> Iterator[str]:
    for action in card.actions():
        if action.encode() not in shown:
            yield f"{where}: nothing to press for {action.encode()}"

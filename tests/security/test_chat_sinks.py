"""Each string of the corpus in every place where a card or a form shows people's words, on Slack and on Discord:
what is read there is the string, and nothing in it mentions, links, styles or alarms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from adapters.discord import modals
from adapters.discord import render as discord
from adapters.slack import forms
from adapters.slack import render as slack
from bot.i18n import link, md
from bot.text import clean
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    Facts,
    File,
    Form,
    Option,
    Page,
    Picture,
    Text,
    TextField,
    plain,
)
from tests.fakes.discord.components import walk
from tests.fakes.discord.limits import V2
from tests.fakes.discord.limits import problems as discord_problems
from tests.fakes.discord.reading import plain as read_discord
from tests.fakes.slack.limits import problems as slack_problems
from tests.fakes.slack.reading import lines, notified
from tests.fakes.slack.reading import plain as read_slack
from tests.security.corpus import corpus

Json = dict[str, Any]
OURS = "https://samspil.example/kalender"  # a link of our own, beside people's words
CORPUS = [text for text in (clean(raw, max_length=1000, multiline=True) for raw in corpus()) if text]

# How a view can put a text on a card: what is said before and after it, and the sign of its style.
WAYS: dict[str, tuple[Callable[[str], Text], str, str, str]] = {
    "as it is": (plain, "", "", ""),
    "quiet": (lambda text: plain(text, quiet=True), "", "", ""),
    "a quotation": (lambda text: plain(text, quote=True), "", "", ""),
    "in bold": (lambda text: md("Fra **%(words)s** i dag", words=text), "Fra ", " i dag", "*"),
    "in italics": (lambda text: md("*%(words)s*: i dag", words=text), "", ": i dag", "_"),
    "beside a link": (
        lambda text: md("%(words)s ", words=text) + link("Kalender", OURS),
        "",
        " Kalender",
        "",
    ),
}


def shows(read: str, way: str, text: str) -> bool:
    """Whether `read` is that way's words around exactly this text, line by line, but for spaces at the ends and
    the widthless guard. A style of ours may show its sign where the text begins or ends with signs."""
    _, before, after, sign = WAYS[way]
    lines, wanted = read.replace("\u200b", "").split("\n"), text.split("\n")
    if len(lines) != len(wanted) or not lines[0].startswith(before.rstrip()) or not lines[-1].endswith(after):
        return False
    lines[0] = lines[0].removeprefix(before.rstrip())
    lines[-1] = lines[-1].removesuffix(after) if after else lines[-1]
    pairs = zip(lines, wanted, strict=True)
    return all(line.strip() in (one.strip(), f"{sign}{one.strip()}{sign}") for line, one in pairs)


def of_labels(text: str) -> str:
    return clean(text, max_length=1000, multiline=False)[:75].strip() or "–"


def everywhere(text: str) -> Card:
    label = of_labels(text)
    blocks: list[Block] = [
        *(make(text) for make, *_ in WAYS.values()),
        Facts(((label, plain(text)), ("Sted", plain(text)))),
        Buttons((Button(label, Action.to("a/b", 1)), Button(label, url=OURS))),
        Choice(label, Action.to("a/c", 1), (Option("1", label), Option("2", "Nej"))),
        Picture("a" * 64, label),
        File(f"{label}.ics", "text/calendar", "b" * 64),
    ]
    return Card(plain(label), tuple(blocks[:3]) if len(text) > 300 else tuple(blocks))


def form(text: str) -> Form:
    label = of_labels(text)[:24].strip() or "–"
    fields = (
        TextField(name="one", label=label, hint=label, value=text, multiline=True, max_length=3000),
        ChoiceField(
            name="two", label="Hvem?", options=(Option("1", label), Option("2", "Nej")), required=True
        ),
    )
    return Form(
        Action.to("a/b"),
        label,
        (Page(fields, md("Kan læses af **%(name)s**", name=text)),),
        errors={"one": text},
    )


# ---- Slack


def texts(value: Any) -> Iterator[Json]:
    """Every text object in a payload."""
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text") and "text" in value:
            yield value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def slack_wrong(payload: Json) -> Iterator[str]:
    """What Slack would make of it beyond text: entities other than our own link, addresses it finds by itself."""
    for one in texts(payload):
        if one["type"] == "mrkdwn":
            if set(re.findall(r"<[^>]*>?", one["text"])) - {f"<{OURS}|Kalender>"}:
                yield f"an entity in {one['text']!r}"
            if one.get("verbatim") is not True:
                yield "Slack looks for addresses and names by itself"


@pytest.mark.parametrize("way", WAYS)
def test_slack_shows_every_string_as_it_is(way: str) -> None:
    make = WAYS[way][0]
    wrong = []
    for text in CORPUS:
        message = slack.message(Card(plain("Titel"), (make(text),)))
        [block] = message["blocks"][1:]
        shown = read_slack(block.get("text") or block["elements"][0], {})
        if not shows(shown, way, text):
            wrong.append(f"{text!r} reads {shown!r}")
        wrong += slack_wrong(message)
    assert not wrong, "\n".join(wrong[:20])


def test_slack_alarms_nobody_and_takes_every_card_and_form() -> None:
    wrong = []
    for number, text in enumerate(CORPUS):
        message, view, home = (
            slack.message(everywhere(text)),
            slack.card_view(everywhere(text), "C1"),
            slack.home_view(everywhere(text)),
        )
        modal = forms.form_view(form(text), "C1")
        wrong += [(text, one) for one in notified(message["blocks"], message["text"])]
        payloads = (("message", message), ("modal", view), ("home", home), ("modal", modal))
        wrong += [(text, one) for _, payload in payloads for one in slack_wrong(payload)]
        if (
            number % 10 == 0
        ):  # every payload of every test is held against the limits, so a tenth will do here
            wrong += [(text, one) for kind, payload in payloads for one in slack_problems(kind, payload)]
        if "<" in message["text"] or ">" in message["text"]:
            wrong.append((text, "the notification's text is not escaped"))
        if of_labels(text)[:20] not in lines(message["blocks"], message["text"], {}):
            wrong.append((text, "is not shown"))
        [field] = [one for one in modal["blocks"] if one.get("block_id") == "f:one"]
        if field["element"]["initial_value"] != text:
            wrong.append((text, "does not come back into the form"))
    assert not wrong, wrong[:20]


# ---- Discord

# What Discord makes of text by itself: mentions, timestamps, emoji, commands, links with words of their own.
SPECIAL = re.compile(r"(?<!\\)(?:\\\\)*<(?:@|#|t:|a?:|/|id:)|@(?:everyone|here)|(?<!\\)\[(?!Kalender\])")


@pytest.mark.parametrize("way", WAYS)
def test_discord_shows_every_string_as_it_is(way: str) -> None:
    make = WAYS[way][0]
    wrong = []
    for text in CORPUS:
        drawn = discord.draw(Card(plain("Titel"), (make(text),)))
        content = [one["content"] for one in walk(drawn.components) if one.get("type") == 10][1]
        shown = read_discord(content).replace(f" ({OURS})", "")
        if len(content) < 3900 and not shows(shown, way, text):
            wrong.append(f"{text!r} reads {shown!r} from {content!r}")
        if SPECIAL.search(content):
            wrong.append(f"{text!r} is special in {content!r}")
    assert not wrong, "\n".join(wrong[:20])


def test_discord_takes_every_card_and_form_and_the_text_comes_back() -> None:
    wrong = []
    for text in CORPUS:
        drawn = discord.draw(everywhere(text), {"b" * 64: b"x"})
        files = [{"id": n, "filename": upload.name} for n, upload in enumerate(drawn.uploads)]
        payload = {"flags": V2, "components": drawn.components, "attachments": files, "nonce": "n"}
        wrong += [(text, one) for one in discord_problems("create", payload)]
        wrong += [
            (text, str(one["filename"]))
            for one in files
            if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}", str(one["filename"]))
        ]
        modal = modals.draw_form(form(text), 0)
        values = [
            one["value"]
            for one in walk(modal["components"])
            if one.get("custom_id") == "one" and "value" in one
        ]
        if values != [text]:
            wrong.append((text, "does not come back into the form"))
        if any(
            SPECIAL.search(one["content"])
            for one in walk([*drawn.components, *modal["components"]])
            if one.get("type") == 10
        ):
            wrong.append((text, "is special"))
    assert not wrong, wrong[:20]

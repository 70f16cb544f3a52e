"""A posted form → Command, Press or Submit. What was posted is untrusted; the sender comes from the session."""

from __future__ import annotations

import hashlib
import re

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import MultiDictProxy

from bot.interactions import Address, Command, Press, Sender, Submit
from bot.ui import Action, Value

Posted = MultiDictProxy[str | bytes | bytearray | web.FileField]  # what request.post() gives
MOST_FIELDS = 100
DELIVERY = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Unreadable(Exception):
    """Not something our pages send."""


async def form_of(request: web.Request) -> Posted:
    """What was posted. Raises Unreadable where it is no form in an encoding we know."""
    try:
        return await request.post()
    except (ValueError, LookupError, HttpProcessingError) as error:
        raise Unreadable("not a form") from error


def field(posted: Posted, name: str) -> str:
    """One text field, line ends as \\n; "" when missing. An uploaded file is not text."""
    value = posted.get(name, "")
    if not isinstance(value, str):
        raise Unreadable(f"{name} is not text")
    return value.replace("\r\n", "\n").replace("\r", "\n")


def upload(posted: Posted, name: str) -> tuple[str, bytes]:
    """The name and content of a file that was sent along; ("", b"") when none was picked."""
    value = posted.get(name)
    if not isinstance(value, web.FileField):
        return "", b""
    return value.filename[:200], value.file.read()


def _all(posted: Posted, name: str) -> list[str]:
    values = posted.getall(name, [])
    if len(values) > MOST_FIELDS or not all(isinstance(value, str) for value in values):
        raise Unreadable(f"too many {name}, or not text")
    return [str(value).replace("\r\n", "\n").replace("\r", "\n") for value in values]


def every(posted: Posted, name: str) -> list[str]:
    """Each value of a field that may come many times."""
    return _all(posted, name)


def delivery_id(posted: Posted, sender: Sender) -> str:
    """The form's random id, made the sender's own (nobody can use up another person's) and tied to what is
    sent: a repeat is a repeat, but another button of the same form, or a text put right after a lost
    connection, is something new."""
    given = field(posted, "delivery")
    if not DELIVERY.fullmatch(given):
        raise Unreadable("no delivery id")
    sent = [(name, value) for name, value in posted.items() if isinstance(value, str) and name != "csrf"]
    digest = hashlib.sha256(repr(sent).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{sender.account.value}/{given}/{digest}"


def _action(text: str) -> Action:
    try:
        return Action.decode(text)
    except ValueError as error:
        raise Unreadable("not an action") from error


def command(posted: Posted, sender: Sender, place: Address | None) -> Command:
    """`/moede i morgen` as every door sends it; without the stroke it is said to `/samspil`."""
    text = field(posted, "command").strip()
    name, rest = "samspil", text
    if text.startswith("/"):
        words = text[1:].split(maxsplit=1)
        name = words[0].casefold()[:100] if words else "samspil"
        rest = words[1] if len(words) > 1 else ""
    return Command(sender=sender, place=place, name=name, text=rest, delivery_id=delivery_id(posted, sender))


def press(posted: Posted, sender: Sender, place: Address | None) -> Press:
    """A button, or a pick from a list: then the value follows the action after a space, or in `value`."""
    action, _, value = field(posted, "press").partition(" ")
    return Press(
        sender=sender,
        place=place,
        action=_action(action),
        value=value or field(posted, "value"),
        delivery_id=delivery_id(posted, sender),
    )


def submit(posted: Posted, sender: Sender, place: Address | None) -> Submit:
    """A form, all pages at once. Boxes that are not ticked send nothing, so the form names its fields."""
    many = set(_all(posted, "many"))
    values: dict[str, Value] = {}
    for name in _all(posted, "field"):
        given = _all(posted, f"f.{name}")
        values[name] = tuple(given) if name in many else (given[0] if given else "")
    return Submit(
        sender=sender,
        place=place,
        action=_action(field(posted, "action")),
        values=values,
        delivery_id=delivery_id(posted, sender),
    )


def written(posted: Posted) -> list[str]:
    """What a person wrote themselves, to be given back when it could not be taken."""
    return [
        value
        for name, value in posted.items()
        if (name.startswith("f.") or name == "command") and isinstance(value, str) and len(value.strip()) > 1
    ]

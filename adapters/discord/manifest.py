"""What Discord must know of the bot beforehand: its commands in Danish and English, and an invite with least
permissions.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from adapters.discord import views
from adapters.discord.parse import ROOT
from bot.feature import Command
from bot.i18n import Locale
from bot.registry import Features

Json = dict[str, Any]

STRING, CHAT_INPUT = 3, 1
IN_SERVERS, IN_DIRECT_MESSAGES = 0, 1  # where a command can be used
ENGLISH = ("en-US", "en-GB")
MAX_CHOICES = 25
MAX_CHOICE = 100

# Discord's permission bits, and what each is for (docs/discord.md tells the same).
PERMISSIONS = {
    "View Channel": (1 << 10, "be in the team's channel"),
    "Send Messages": (1 << 11, "post the team's cards"),
    "Attach Files": (1 << 15, "pictures, and .ics files for calendars"),
    "Read Message History": (
        1 << 16,
        "see whether a post of its own arrived after a broken connection, so that it is never posted twice",
    ),
}


def _locale(language: str) -> Locale:
    """Descriptions hold no dates: any moment and zone will do."""
    return Locale(language, ZoneInfo("UTC"), datetime(2000, 1, 1, tzinfo=UTC))


def commands(features: Features) -> list[Json]:
    """The commands as Discord's bulk overwrite takes them: the daily ones, and `/samspil` for everything."""
    option = _texts({"type": STRING, "name": "hvad", "autocomplete": True}, "what", views.ROOT_HINT)
    root = _command({"name": ROOT}, ROOT, views.ROOT_ABOUT, option)
    return [root, *(_daily(command) for command in features.commands.values() if command.daily)]


def _daily(command: Command) -> Json:
    option = _texts({"type": STRING, "name": "tekst"}, "text", command.hint or views.ANY_HINT)
    named: Json = {"name": command.name}
    if command.native and command.native != command.name:
        named["name_localizations"] = {"da": command.native}
    return _command(named, command.english, command.about, option)


def _command(named: Json, english: str, about: str, option: Json) -> Json:
    named |= {"type": CHAT_INPUT, "contexts": [IN_SERVERS, IN_DIRECT_MESSAGES], "integration_types": [0]}
    return _texts(named, english, about) | {"options": [option]}


def _texts(thing: Json, english: str, about: str) -> Json:
    """The English name, and the description in both languages; Danish is what everybody else reads."""
    names = dict(thing.get("name_localizations") or {})
    if english and english != thing["name"]:
        names |= dict.fromkeys(ENGLISH, english)
    if names:
        thing["name_localizations"] = names
    thing["description"] = about
    translated = _locale("en").gettext(about)
    if translated != about:
        thing["description_localizations"] = dict.fromkeys(ENGLISH, translated)
    return thing


def suggestions(features: Features, written: str, language: str) -> list[tuple[str, str]]:
    """What `/samspil` suggests while somebody writes: (what is shown, what is sent), at most 25."""
    gettext, word = _locale(language).gettext, written.strip().casefold().split(maxsplit=1)
    if len(word) > 1 and features.command(word[0]) is not None:
        return [(written.strip()[:MAX_CHOICE], written.strip()[:MAX_CHOICE])]
    begun = word[0] if word else ""
    found = []
    for command in features.commands.values():
        name = command.english if language == "en" else command.native or command.name
        names = (command.name, command.native, command.english)
        shown = f"{name} · {gettext(command.about)}"
        if any(one.startswith(begun) for one in names if one):
            found.append((0, shown, command.name))
        elif begun in shown.casefold():
            found.append((1, shown, command.name))
    return [(shown[:MAX_CHOICE], name) for _, shown, name in sorted(found, key=lambda one: one[0])][
        :MAX_CHOICES
    ]


def invite(application_id: int | str) -> str:
    """The address by which somebody who runs a server lets the bot in, with the permissions above and no
    others.
    """
    wanted = sum(bit for bit, _ in PERMISSIONS.values())
    query = {"client_id": application_id, "scope": "bot applications.commands", "permissions": wanted}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


def manifest(features: Features, application_id: int | str = "APPLICATION_ID") -> Json:
    """`samspil manifest discord`: for reading; the bot registers its commands itself when it starts."""
    return {
        "invite": invite(application_id),
        "permissions": {name: why for name, (_, why) in PERMISSIONS.items()},
        "privileged_intents": [],
        "commands": commands(features),
    }

"""The text boundary for what arrives outside forms: commands' text and display names.

Forms' fields pass `bot.forms.checked`, course files `bot.teams.course_file`; all three stand on
`bot.text`. Nothing a person wrote reaches a handler past them.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import N_, BotError
from bot.interactions import Command, Home, Interaction, Joined, Left, Press, Sender, Submit
from bot.text import TextTooLong, clean, find_cpr, mask_cpr

COMMAND_TEXT = 1000
DISPLAY_NAME = 80
CHOSEN_VALUE = 75


class LooksLikeCpr(BotError):
    message = N_(
        'Der står noget, der ligner et CPR-nummer. Derfor har jeg ikke gemt noget. Skriv fx "borgeren" i stedet, '
        "og send igen."
    )


class TooLong(BotError):
    message = N_("Det er lidt for langt: %(length)s tegn, og der er plads til %(limit)s.")


def received(interaction: Interaction) -> Interaction:
    """The interaction with its free text cleaned. Raises LooksLikeCpr or TooLong."""
    match interaction:
        case Command():
            text = _clean(interaction.text, COMMAND_TEXT)
            if find_cpr(text):
                raise LooksLikeCpr
            name = _clean(interaction.name, DISPLAY_NAME)
            return replace(interaction, text=text, name=name, sender=_named(interaction.sender))
        case Press():
            value = _clean(interaction.value, CHOSEN_VALUE)
            return replace(interaction, value=value, sender=_named(interaction.sender))
        case Submit() | Home():
            return replace(interaction, sender=_named(interaction.sender))
        case Joined() | Left():
            return interaction


def _clean(text: str, limit: int) -> str:
    try:
        return clean(text, max_length=limit, multiline=True)
    except TextTooLong as error:
        raise TooLong(length=error.length, limit=error.limit) from error


def _named(sender: Sender) -> Sender:
    """A display name is somebody's own choice on a platform: shortened rather than refused."""
    if sender.name.isalnum() and len(sender.name) <= DISPLAY_NAME:
        return sender
    name = clean(sender.name[: DISPLAY_NAME * 4], max_length=DISPLAY_NAME * 4, multiline=False)
    return replace(sender, name=mask_cpr(name)[:DISPLAY_NAME])

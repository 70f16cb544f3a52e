"""The text boundary for what arrives outside forms: commands' text and display names.

Forms' fields pass `bot.forms.checked`, course files `bot.teams.course_file`; all three stand on
`bot.text`. Nothing a person wrote reaches a handler past them.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import N_, BotError
from bot.interactions import Address, Command, Home, Interaction, Joined, Left, Press, Sender, Submit
from bot.text import TextTooLong, clean, find_cpr, mask_cpr
from bot.ui import Action

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


def storable(interaction: Interaction) -> Interaction:
    """The interaction with ids that every database can be asked for. Platforms' ids and our buttons' have no
    signs like NUL or half a surrogate pair; one that has is nobody's, and stays so with another sign there."""
    place = interaction.place if not isinstance(interaction, Home) else None
    ids = [interaction.delivery_id, place.value if place else ""]
    if not isinstance(interaction, Joined | Left):
        ids.append(interaction.sender.account.value)
    if isinstance(interaction, Press | Submit):
        ids += interaction.action.args
    if all(map(str.isprintable, ids)):
        return interaction
    return _with_storable_ids(interaction)


def _with_storable_ids(interaction: Interaction) -> Interaction:
    kept = replace(interaction, delivery_id=_storable(interaction.delivery_id))
    if not isinstance(kept, Home) and kept.place is not None:
        kept = replace(kept, place=_address(kept.place))
    if not isinstance(kept, Joined | Left):
        kept = replace(kept, sender=replace(kept.sender, account=_address(kept.sender.account)))
    if isinstance(kept, Press | Submit):
        kept = replace(kept, action=_action(kept.action))
    return kept


def _storable(id: str) -> str:
    return id.replace("\x00", "?").encode(errors="replace").decode()


def _address(address: Address) -> Address:
    return Address(address.platform, _storable(address.value))


def _action(action: Action) -> Action:
    return Action(action.route, tuple(_storable(arg) for arg in action.args))


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

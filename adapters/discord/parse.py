"""What Discord sends, as the core's values. Nothing here decides anything, and nothing a person wrote is
trusted.

The sender is the user Discord vouches for; team and role are read from the database by the core.
"""

from __future__ import annotations

from typing import Any

import discord

from adapters.discord.modals import CHECKBOXES, LABEL, RADIO, TEXT_INPUT, page_of
from adapters.discord.render import SELECT
from bot.interactions import Address, Command, Press, Sender, Submit
from bot.ui import Action, Value, Values

PLATFORM = "discord"
ROOT = "samspil"
# A custom_id that is no action of ours: nothing has this route, so the core says what it says of old buttons.
UNREADABLE = Action("core/unreadable")


class Malformed(Exception):
    """discord.py could read it, but it is of no shape we know."""


def event(interaction: discord.Interaction) -> Command | Press | Submit | None:
    """The interaction as the core takes it; None for kinds that are not for the core (autocomplete, pings).
    Raises Malformed.
    """
    try:
        return _event(interaction)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Malformed(type(error).__name__) from error


def asked(interaction: discord.Interaction) -> str:
    """What somebody has written so far in an option that suggests. Raises Malformed."""
    try:
        return command_text(interaction.data or {})
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise Malformed(type(error).__name__) from error


def _event(interaction: discord.Interaction) -> Command | Press | Submit | None:
    data: Any = interaction.data or {}
    who, where, delivery = sender(interaction), place(interaction), str(interaction.id)
    match interaction.type:
        case discord.InteractionType.application_command:
            text = command_text(data)
            return Command(sender=who, place=where, name=str(data["name"]), text=text, delivery_id=delivery)
        case discord.InteractionType.component:
            chosen = data.get("values") or ()
            value = unmarked(str(chosen[0])) if chosen else ""
            action = read_action(data)
            return Press(sender=who, place=where, action=action, delivery_id=delivery, value=value)
        case discord.InteractionType.modal_submit:
            page, values = sent(data)
            action = read_action(data)
            return Submit(
                sender=who, place=where, action=action, delivery_id=delivery, values=values, page=page
            )
        case _:
            return None


def sender(interaction: discord.Interaction) -> Sender:
    """Who acted, and in which language their client is ("da", "en-GB")."""
    user = interaction.user
    return Sender(person(user.id), user.display_name, str(interaction.locale), bot=user.bot)


def place(interaction: discord.Interaction) -> Address | None:
    """The channel; of a thread the channel it hangs under; None in direct messages."""
    if interaction.guild_id is None or interaction.channel is None:
        return None
    if isinstance(interaction.channel, discord.Thread):
        return channel(interaction.channel.parent_id)
    return channel(interaction.channel.id)


def person(user_id: int) -> Address:
    """A person's address."""
    return Address(PLATFORM, f"user/{user_id}")


def channel(channel_id: int) -> Address:
    """A channel's address."""
    return Address(PLATFORM, f"channel/{channel_id}")


def command_text(data: Any) -> str:
    """What was written after a command's name: its one option."""
    options = data.get("options") or ()
    return str(options[0].get("value", "")) if options else ""


def read_action(data: Any) -> Action:
    """The action in a custom_id, or one that stands for "unreadable"."""
    try:
        return Action.decode(str(data.get("custom_id", "")))
    except ValueError:
        return UNREADABLE


def unmarked(value: str) -> str:
    """An option's value without the sign the renderer put in front of it."""
    return value.removeprefix("=")


def sent(data: Any) -> tuple[int, Values]:
    """Which page was sent (from 0), and its values by field name."""
    page, values = 0, Values()
    for part in data.get("components") or ():
        page = page_of(int(part.get("id") or 0))
        if part.get("type") == LABEL:
            control = part["component"]
            values[str(control["custom_id"])] = _value(control)
    return page, values


def _value(control: Any) -> Value:
    kind = control["type"]
    if kind == TEXT_INPUT:
        return str(control.get("value") or "")
    if kind == RADIO:
        return unmarked(str(control.get("value") or ""))
    if kind in (SELECT, CHECKBOXES):
        return tuple(unmarked(str(value)) for value in control.get("values") or ())
    return ""

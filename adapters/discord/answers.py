"""What goes straight back to the person who acted: on Discord's first answer where there is time, later where
there is not.

Discord waits three seconds for the first answer and keeps the interaction open for fifteen minutes. A form
can only be the first answer, and never the answer to a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

import discord

from adapters.discord import views
from adapters.discord.drawn import DrawnModal, DrawnView, attachments
from adapters.discord.messenger import Files
from adapters.discord.modals import draw_form
from adapters.discord.render import Drawn, draw, files_of
from bot.i18n import Locale
from bot.interactions import Ask, Nothing, Reject, Replace, Reply, Response
from bot.ui import Card, Picture

# Buttons that open a form once more: a private card with nothing but these has done its work when one is
# used.
_FORM_BUTTON = "core/form/"


async def drawn(card: Card, files: Files) -> Drawn:
    """The card with its files' content."""
    found = {sha256: await files(sha256) for sha256 in files_of(card)}
    return draw(card, {name: content for name, content in found.items() if content is not None})


def card_of(response: Response, locale: Locale) -> Card | None:
    """What there is to read in an answer where no form can be opened; None where there is nothing."""
    match response:
        case Reply(card) | Replace(card) | Reject(_, card):
            return card
        case Ask(form, page):
            return views.late_form(locale, form, page)
        case Nothing():
            return None
        case _:
            assert_never(response)


def takes_long(response: Response) -> bool:
    """Whether it shows a picture: drawing one may take longer than the first answer has."""
    card = response.card if isinstance(response, Reply | Replace) else None
    return card is not None and any(isinstance(block, Picture) for block in card.blocks)


async def answer(interaction: discord.Interaction, response: Response, files: Files, locale: Locale) -> None:
    """The first answer, in time."""
    if isinstance(response, Ask) and interaction.type is not discord.InteractionType.modal_submit:
        await interaction.response.send_modal(DrawnModal(draw_form(response.form, response.page)))
        return
    card = card_of(response, locale)
    if card is None:
        await _say_nothing(interaction)
        return
    parts = await drawn(card, files)
    view, parcel = DrawnView(parts.components), attachments(parts)
    if _takes_its_place(interaction, response):
        await interaction.response.edit_message(view=view, attachments=parcel)
    else:
        await interaction.response.send_message(view=view, files=parcel, ephemeral=True)


async def promise(interaction: discord.Interaction) -> None:
    """A first answer that says: it is coming. A private card that was pressed stays as it is meanwhile."""
    if _is_private(interaction.message):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def keep(interaction: discord.Interaction, response: Response, files: Files, locale: Locale) -> None:
    """The answer that was promised."""
    waiting = not _is_private(interaction.message)  # then "thinking" stands there, waiting for its words
    card = card_of(response, locale)
    if card is None:
        if waiting:
            await interaction.delete_original_response()
        return
    parts = await drawn(card, files)
    view, parcel = DrawnView(parts.components), attachments(parts)
    if waiting or _takes_its_place(interaction, response):
        await interaction.edit_original_response(view=view, attachments=parcel)
    else:
        await interaction.followup.send(view=view, files=parcel, ephemeral=True)


async def add(interaction: discord.Interaction, card: Card, files: Files) -> None:
    """One more private card after the answer."""
    parts = await drawn(card, files)
    await interaction.followup.send(
        view=DrawnView(parts.components), files=attachments(parts), ephemeral=True
    )


async def _say_nothing(interaction: discord.Interaction) -> None:
    """Accepted. A command, and a form that a command opened, have no card to point at: the answer is taken
    back.
    """
    if interaction.message is not None:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.delete_original_response()


def _takes_its_place(interaction: discord.Interaction, response: Response) -> bool:
    """Whether the answer goes where the private card was that was pressed, or that the form was opened from."""
    if not _is_private(interaction.message):
        return False
    return isinstance(response, Replace) or _is_spent(interaction.message)


def _is_private(message: discord.Message | None) -> bool:
    return message is not None and message.flags.ephemeral


def _is_spent(message: discord.Message | None) -> bool:
    """A card that only leads (back) to a form, as between two pages, or after a refusal."""
    buttons = list(_custom_ids(message.components)) if message is not None else []
    return bool(buttons) and all(one.startswith(_FORM_BUTTON) for one in buttons)


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components or ():
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", None))

"""How somebody is answered: on the acknowledgement where Slack reads it, else by calls afterwards."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from adapters.slack import forms, render
from adapters.slack.parse import Received, Surface, WayBack
from adapters.slack.uploads import BLOCKS_REFUSED, Uploads
from adapters.slack.web_api import SlackRefused, SlackUnreachable, WebApi
from bot.interactions import Ask, Nothing, Reject, Replace, Reply, Response
from bot.ports import RateLimited, Refused, Uncertain, Unreachable
from bot.ui import Card, Form, Picture

log = logging.getLogger(__name__)
Json = render.Json
Pictures = Mapping[str, str]  # Slack's file ids by sha256

PAUSES = (1.0, 2.0, 4.0)  # seconds between tries with a picture that Slack has not looked over yet


def acknowledgement(received: Received, response: Response) -> Json | None:
    """What rides on the acknowledgement. Slack reads it after commands and submits only."""
    back = received.back
    match back.surface:
        case Surface.command:
            if not isinstance(response, Reply | Replace) or shows_pictures(response):
                return None  # pictures are uploaded first
            return _ephemeral(response.card)
        case Surface.submit:
            return _after_submit(back, response)
        case Surface.message | Surface.ephemeral | Surface.home | Surface.modal:
            return None
        case _:
            assert_never(back.surface)


def _after_submit(back: WayBack, response: Response) -> Json | None:
    match response:
        case Reply(card) | Replace(card):
            view = render.card_view(card, back.metadata)
        case Ask(form):
            view = forms.form_view(form, back.metadata)
        case Reject(form, card):
            at_fields = forms.errors(form, back.fields)
            if at_fields is not None:
                return at_fields
            view = render.card_view(card, back.metadata)
        case Nothing():
            return None
        case _:
            assert_never(response)
    return {"response_action": "update", "view": view}


def _ephemeral(card: Card, pictures: Pictures = render.NO_PICTURES) -> Json:
    return {"response_type": "ephemeral", **render.message(card, pictures)}


def shows_pictures(response: Response) -> bool:
    card = response.card if isinstance(response, Reply | Replace) else None
    return card is not None and any(isinstance(block, Picture) for block in card.blocks)


@dataclass(frozen=True, slots=True)
class Answers:
    """The calls that follow an acknowledgement: best effort, once each."""

    api: WebApi
    uploads: Uploads

    async def give(self, back: WayBack, response: Reply | Replace | Reject | Nothing) -> None:
        """Answer where nothing rode on the acknowledgement. Raises what WebApi.call raises."""
        match response:
            case Reply(card):
                await self.private(back, card)
            case Replace(card):
                await self.private(back, card, replace=True)
            case Reject(_, card):
                await self.private(back, card)
            case Nothing():
                pass
            case _:
                assert_never(response)

    async def opened(self, back: WayBack, form: Form) -> bool:
        """Open the form; False when Slack will not, because the three seconds are over."""
        view = forms.form_view(form, back.metadata)
        if back.surface is Surface.submit:
            return False  # the modal was closed by an empty acknowledgement
        try:
            if back.surface is Surface.modal:
                await self.api.call("views.update", view_id=back.view_id, view=view)
            else:
                await self.api.call("views.open", trigger_id=back.trigger_id, view=view)
        except SlackRefused as error:
            if error.code in (
                "expired_trigger_id",
                "exchanged_trigger_id",
                "invalid_trigger_id",
                "not_found",
            ):
                return False
            raise
        return True

    async def private(self, back: WayBack, card: Card, *, replace: bool = False) -> None:
        """Show a card to this person alone: in the modal they are in, by response_url, as an ephemeral,
        or at last in their direct messages. Slack may need a moment before it shows a new picture."""
        await self._patiently(card, lambda pictures: self._private(back, card, pictures, replace=replace))

    async def add_pictures(self, back: WayBack, card: Card) -> None:
        """Show the pictures of the card that a modal shows in words: they were not there at the
        acknowledgement."""
        await self._patiently(card, lambda pictures: self._in_modal(back, card, pictures))

    async def _patiently(self, card: Card, show: Callable[[Pictures], Awaitable[object]]) -> None:
        pictures = await self._pictures(card)
        for pause in PAUSES if pictures else ():
            try:
                await show(pictures)
                return
            except SlackRefused as error:
                if error.code != BLOCKS_REFUSED:
                    raise
            await asyncio.sleep(pause)
        await show(render.NO_PICTURES)

    async def _pictures(self, card: Card) -> Pictures:
        try:
            return await self.uploads.pictures(card)
        except (RateLimited, Refused, Unreachable) as error:
            log.warning("picture not uploaded: %s", error, extra={"action": "slack.upload_failed"})
            return render.NO_PICTURES

    async def _private(self, back: WayBack, card: Card, pictures: Pictures, *, replace: bool) -> None:
        if back.surface is Surface.modal and await self._in_modal(back, card, pictures):
            return
        if back.surface is Surface.home and await self._in_new_modal(back, card, pictures):
            return
        if back.response_url and await self._by_url(back, card, pictures, replace=replace):
            return
        message = render.message(card, pictures)
        try:
            if not back.conversation:
                raise SlackUnreachable("no channel")
            await self.api.call("chat.postEphemeral", channel=back.conversation, user=back.user, **message)
        except (SlackUnreachable, SlackRefused) as error:
            _unless_blocks(error)
            await self.api.call("chat.postMessage", channel=back.user, **message)

    async def _in_modal(self, back: WayBack, card: Card, pictures: Pictures) -> bool:
        try:
            view = render.card_view(card, back.metadata, pictures)
            await self.api.call("views.update", view_id=back.view_id, view=view)
        except SlackRefused as error:
            _unless_blocks(error)
            return False  # closed meanwhile
        return True

    async def _in_new_modal(self, back: WayBack, card: Card, pictures: Pictures) -> bool:
        try:
            view = render.card_view(card, back.metadata, pictures)
            await self.api.call("views.open", trigger_id=back.trigger_id, view=view)
        except SlackRefused as error:
            _unless_blocks(error)
            return False
        return True

    async def _by_url(self, back: WayBack, card: Card, pictures: Pictures, *, replace: bool) -> bool:
        replaces = replace and back.surface is Surface.ephemeral
        try:
            body = {**_ephemeral(card, pictures), "replace_original": replaces}
            await self.api.hook(back.response_url, body)
        except (SlackRefused, Uncertain) as error:
            _unless_blocks(error)
            return False
        return True


def _unless_blocks(error: Exception) -> None:
    """Another way would refuse the same blocks."""
    if isinstance(error, SlackRefused) and error.code == BLOCKS_REFUSED:
        raise error

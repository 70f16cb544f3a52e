"""The REST routes of interactions: the first answer within three seconds, then fifteen minutes of edits and
follow-ups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.discord.answers import reply
from tests.fakes.discord.components import Json
from tests.fakes.discord.errors import INVALID, Refused, unknown
from tests.fakes.discord.limits import EPHEMERAL, LOADING
from tests.fakes.discord.payloads import message_json
from tests.fakes.discord.world import Interaction, Message

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord

MESSAGE, PROMISE, LATER_CHANGE, CHANGE, SUGGESTIONS, MODAL = 4, 5, 6, 7, 8, 9
COMMAND, COMPONENT, ASKING, SUBMIT = 2, 3, 4, 5

# Which first answers fit which interaction: a modal does not follow a modal; only a component has a message
# to change; a submit has one when its modal was opened from a component.
FITS = {
    COMMAND: {MESSAGE, PROMISE, MODAL},
    COMPONENT: {MESSAGE, PROMISE, LATER_CHANGE, CHANGE, MODAL},
    ASKING: {SUGGESTIONS},
    SUBMIT: {MESSAGE, PROMISE, LATER_CHANGE, CHANGE},
}


class Callbacks:
    """One method per route."""

    def __init__(self, fake: FakeDiscord) -> None:
        self.fake, self.world = fake, fake.world

    async def callback(self, request: web.Request) -> web.Response:
        """The first answer."""
        info = request.match_info
        interaction = self.world.open_interaction(int(info["interaction_id"]), info["interaction_token"])
        body = await self.fake.read(request, "callback", interaction.message)
        kind, data = body["type"], body.get("data") or {}
        if kind not in FITS[interaction.kind] or (
            kind in (LATER_CHANGE, CHANGE) and interaction.message is None
        ):
            raise Refused(
                *INVALID, errors={"type": f"callback {kind} does not fit interaction {interaction.kind}"}
            )
        self._apply(interaction, kind, data)
        interaction.callback = kind
        interaction.answered.set()
        if kind != PROMISE:
            interaction.complete.set()
        if "with_response" not in request.query:
            return web.Response(status=204)
        return reply(self._callback_json(interaction, kind))

    def _apply(self, interaction: Interaction, kind: int, data: Json) -> None:
        if kind == MESSAGE:
            interaction.original = self.world.respond(interaction, data)
        elif kind == PROMISE:
            flags = int(data.get("flags") or 0) & EPHEMERAL | LOADING
            interaction.original = self.world.respond(interaction, {"flags": flags})
        elif kind in (LATER_CHANGE, CHANGE):
            interaction.original = interaction.message
            if kind == CHANGE and interaction.message is not None:
                self.world.rewrite(interaction.message, data)
        elif kind == SUGGESTIONS:
            interaction.choices = data["choices"]
        elif kind == MODAL:
            self.world.number(data["components"])
            interaction.modal = data

    def _callback_json(self, interaction: Interaction, kind: int) -> Json:
        original = interaction.original
        about: Json = {"id": str(interaction.id), "type": interaction.kind}
        answer: Json = {"interaction": about}
        if original is not None:
            about |= {
                "response_message_id": str(original.id),
                "response_message_loading": kind == PROMISE,
                "response_message_ephemeral": original.only_for is not None,
            }
            if kind in (MESSAGE, CHANGE):
                answer["resource"] = {"type": kind, "message": message_json(self.world, original)}
        return answer

    def _open(self, request: web.Request) -> Interaction:
        info = request.match_info
        return self.world.by_webhook(int(info["webhook_id"]), info["webhook_token"])

    def _message(self, request: web.Request) -> tuple[Interaction, Message]:
        interaction, name = self._open(request), request.match_info["message_id"]
        if name == "@original":
            message = interaction.original
        else:
            mine = [m for m in (interaction.original, *interaction.follow_ups) if m is not None]
            message = next((m for m in mine if str(m.id) == name), None)
        if message is None or message.deleted:
            raise unknown("Message")
        return interaction, message

    async def follow_up(self, request: web.Request) -> web.Response:
        """A further message; the first after a promise keeps the promise, and takes over its visibility."""
        interaction = self._open(request)
        if interaction.callback is None:
            raise unknown("Webhook")
        body = await self.fake.read(request, "followup")
        original = interaction.original
        if original is not None and original.flags & LOADING:
            self.world.rewrite(original, body)
            interaction.complete.set()
            message = original
        else:
            message = self.world.respond(interaction, body)
            interaction.follow_ups.append(message)
        return reply(message_json(self.world, message))

    async def get(self, request: web.Request) -> web.Response:
        """An answer as it stands."""
        return reply(message_json(self.world, self._message(request)[1]))

    async def edit(self, request: web.Request) -> web.Response:
        """Change an answer, or keep the promise of one."""
        interaction, message = self._message(request)
        self.world.rewrite(message, await self.fake.read(request, "original", message))
        if message is interaction.original:
            interaction.complete.set()
        return reply(message_json(self.world, message))

    async def delete(self, request: web.Request) -> web.Response:
        """Take an answer away."""
        interaction, message = self._message(request)
        message.deleted = True
        if message is interaction.original:
            interaction.complete.set()
        return web.Response(status=204)

"""Which channels the bot is in, as far as it has noticed: only to know when to say how it is invited."""

from __future__ import annotations

from adapters.slack.web_api import SlackRefused, SlackUnreachable, WebApi
from bot.interactions import Joined, Left


class Membership:
    """A cache and no more: what it has forgotten after a restart it asks Slack again."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._inside: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def is_known(self, channel: str, user: str) -> bool:
        """Nothing to find out: the bot is in, or this person was told how to invite it."""
        return channel in self._inside or (channel, user) in self._told

    def changed(self, event: Joined | Left) -> None:
        channel = event.place.value.split("/", 1)[1]
        if isinstance(event, Joined):
            self._inside.add(channel)
        else:
            self._inside.discard(channel)
        self._told = {one for one in self._told if one[0] != channel}

    async def must_be_invited(self, channel: str, user: str) -> bool:
        """Ask Slack; True once for each person in a channel the bot is not in. Raises as WebApi.call."""
        try:
            answer = await self._api.call("conversations.info", channel=channel)
            inside = bool(answer.data["channel"].get("is_member"))
        except SlackUnreachable as error:
            if error.code != "channel_not_found":  # so a private channel without us looks
                raise
            inside = False
        except SlackRefused:
            return False  # no scope to look
        if inside:
            self._inside.add(channel)
        else:
            self._told.add((channel, user))
        return not inside

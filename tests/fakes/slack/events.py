"""What happens in a workspace besides people pressing: invitations, removals, uninstalling."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack import payloads
from tests.fakes.slack.http_mode import HttpMode
from tests.fakes.slack.socket_mode import SocketMode
from tests.fakes.slack.state import Channel, NotAcknowledged, Workspace

Json = dict[str, Any]


class Events:
    """Delivers requests to the app, and events with Slack's retries.

    Part of FakeSlack. Slack retries an event at once, after about a minute and after about five; here
    the first retry follows at once and `retry_events` makes the later ones due.
    """

    workspace: Workspace
    sockets: SocketMode
    http: HttpMode
    ack_timeout: float

    def __init__(self) -> None:
        self.undelivered: list[tuple[Json, int]] = []
        self.delivered: list[tuple[str, Json]] = []

    def touch(self) -> None:
        """Wake those who wait for a change."""

    async def deliver(self, kind: str, payload: Json, retry: tuple[int, str] | None = None) -> Json | None:
        """Send one request to the app, over its sockets or else its request URL."""
        self.delivered.append((kind, payload))
        self.touch()
        if self.sockets.connections or not self.http.url:
            return await self.sockets.deliver(kind, payload, self.ack_timeout, retry)
        return await self.http.deliver(kind, payload, self.ack_timeout, retry)

    async def repeat(self, number: int = -1) -> Json | None:
        """Send a request that was delivered before once more, exactly as it was."""
        kind, payload = self.delivered[number]
        return await self.deliver(kind, payload)

    async def event(self, **inner: Any) -> None:
        """Deliver an event; what the app does not acknowledge is kept for `retry_events`."""
        await self._deliver_event(payloads.event(self.workspace, inner), 0)

    async def _deliver_event(self, payload: Json, attempt: int) -> None:
        retry = (attempt, "http_error") if attempt else None
        try:
            await self.deliver("events_api", payload, retry)
        except NotAcknowledged:
            if attempt == 0:
                await self._deliver_event(payload, 1)
            elif attempt < 3:
                self.undelivered.append((payload, attempt + 1))

    async def retry_events(self) -> None:
        """Make the next retry of every unacknowledged event due."""
        waiting, self.undelivered = self.undelivered, []
        for payload, attempt in waiting:
            await self._deliver_event(payload, attempt)

    def _channel(self, id: str) -> Channel:
        return self.workspace.channels[id]

    async def invite_bot(self, channel: str, by: str = "") -> None:
        """`/invite @Samspil`."""
        members = self._channel(channel).members
        members.add(self.workspace.bot_user)
        kind = "G" if self._channel(channel).private else "C"
        await self.event(
            type="member_joined_channel",
            user=self.workspace.bot_user,
            channel=channel,
            channel_type=kind,
            team=self.workspace.team_id,
            inviter=by,
            event_ts=self.workspace.ts(),
        )

    async def kick_bot(self, channel: str) -> None:
        """The bot itself is told by channel_left or group_left, never by member_left_channel."""
        self._channel(channel).members.discard(self.workspace.bot_user)
        kind = "group_left" if self._channel(channel).private else "channel_left"
        await self.event(type=kind, channel=channel, actor_id="U0ADMIN", event_ts=self.workspace.ts())

    async def join(self, user: str, channel: str) -> None:
        self._channel(channel).members.add(user)
        await self.event(
            type="member_joined_channel",
            user=user,
            channel=channel,
            channel_type="C",
            team=self.workspace.team_id,
        )

    async def leave(self, user: str, channel: str) -> None:
        self._channel(channel).members.discard(user)
        await self.event(
            type="member_left_channel",
            user=user,
            channel=channel,
            channel_type="C",
            team=self.workspace.team_id,
        )

    async def archive(self, channel: str) -> None:
        self._channel(channel).archived = True
        kind = "group_archive" if self._channel(channel).private else "channel_archive"
        await self.event(type=kind, channel=channel, user="U0ADMIN", event_ts=self.workspace.ts())

    async def delete_channel(self, channel: str) -> None:
        private = self._channel(channel).private
        del self.workspace.channels[channel]
        await self.event(type="group_deleted" if private else "channel_deleted", channel=channel)

    async def open_home(self, user: str, tab: str = "home") -> None:
        im = self.workspace.direct(user)
        await self.event(
            type="app_home_opened", user=user, channel=im.id, tab=tab, event_ts=self.workspace.ts()
        )

    async def verify_url(self) -> None:
        """Slack's check when a request URL is saved. Raises AssertionError unless it is answered."""
        challenge = {"token": "legacy", "challenge": "3eZbrw1aBm2rZgRNFdxV", "type": "url_verification"}
        answer = await self.http.deliver("events_api", challenge, 3.0)
        assert answer in ({"challenge": challenge["challenge"]}, {"text": challenge["challenge"]}), answer

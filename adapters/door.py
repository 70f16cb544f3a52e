"""What the process asks of every door. Each is imported by name, only when it is configured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports import Messenger


@dataclass(frozen=True, slots=True)
class DoorState:
    """`ready` since/not ready since `since` (UTC); `reason` is a stable English code for logs and
    /readyz, e.g. "connecting", "token_revoked"; empty when ready."""

    ready: bool
    since: datetime
    reason: str = ""


class Door(Protocol):
    """`start` returns once the door has begun trying; a platform that is down does not stop the others."""

    name: str  # "slack", "discord", "web": the platform of its addresses

    @property
    def messenger(self) -> Messenger: ...

    @property
    def state(self) -> DoorState: ...

    async def start(self) -> None: ...

    async def stop(self) -> None:
        """Take nothing more in, finish what is under way (within 3 seconds)."""

from __future__ import annotations

import pytest

from bot.registry import Features
from storage.database import Database
from tests.doors.chat import ChatDoor
from tests.doors.contract import DoorContract
from tests.doors.house import House


class TestChat(DoorContract):
    @pytest.fixture
    def door(self, database: Database, features: Features) -> ChatDoor:
        return ChatDoor(House.build(database, features))

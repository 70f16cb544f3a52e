"""No door may leave a part of the contract out."""

from __future__ import annotations

import inspect

import pytest

from tests.doors import test_chat, test_discord, test_slack, test_web
from tests.doors.contract import DoorContract

PLATFORMS = {"chat": test_chat, "discord": test_discord, "slack": test_slack, "web": test_web}


def promises() -> set[str]:
    return {name for name in vars(DoorContract) if name.startswith("test_")}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_door_passes_the_whole_contract(platform: str) -> None:
    module = PLATFORMS[platform]
    suites = [
        suite
        for _name, suite in inspect.getmembers(module, inspect.isclass)
        if issubclass(suite, DoorContract) and suite is not DoorContract
    ]
    assert suites, f"{platform} has no suite"
    for suite in suites:
        assert suite.__name__.startswith("Test"), "pytest would not collect it"
        rewritten = promises() & set(vars(suite))
        assert not rewritten, f"{suite.__name__} has its own idea of {rewritten}"
        assert not getattr(suite, "pytestmark", []), f"{suite.__name__} is skipped or marked"

"""Nothing fails unseen."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def no_defect(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A defect is logged, and told to people in general words: a test that asks for this fails of it."""
    with caplog.at_level(logging.ERROR):
        yield
    wrong = [
        f"{record.getMessage()} {getattr(record, 'action', '')}: {record.exc_text or record.exc_info}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.ERROR
    ]
    assert not wrong, "\n".join(wrong)

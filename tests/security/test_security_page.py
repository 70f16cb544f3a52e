"""SECURITY.md names tests: each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)?::(\w+)`", (ROOT / "SECURITY.md").read_text())
    file, missing = "", []
    for path, test in named:
        file = path or file  # `::name` is of the file named before it
        source = (ROOT / file).read_text() if (ROOT / file).exists() else ""
        if not re.search(rf"^ *(?:async )?def {test}\(", source, re.MULTILINE):
            missing.append(f"{file}::{test}")
    assert missing == []
    assert len(named) > 40

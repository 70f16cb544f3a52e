"""The bugs fit the source still, and the tests they name are there; `make mutants` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.bugs import BUGS, Bug

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_bug_can_be_put_in(bug: Bug) -> None:
    source = (ROOT / bug.file).read_text("utf-8")
    assert source.count(bug.old) == 1, f"not once in {bug.file}: {bug.old}"
    assert bug.new != bug.old
    compile(source.replace(bug.old, bug.new), bug.file, "exec")
    for test in bug.tests:
        path, _, name = test.partition("::")
        assert (ROOT / path).exists(), path
        assert not name or f"def {name.partition('[')[0]}(" in (ROOT / path).read_text("utf-8"), test


def test_there_are_enough_and_each_is_another() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 12

"""`make mutants`: put each bug into a copy of Samspil and see that a test finds it.

One line each, `caught by <test>   <bug>`, and at the end the same as a table. The exit status is 1 when one
survives, or cannot be put in any more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.bugs import BUGS, Bug

ROOT = Path(__file__).parents[2]
_FAILED = re.compile(r"^FAILED (\S+?)(?:\[.*?\])?(?: - .*)?$", re.MULTILINE)


class Copy:
    """What git knows of the project, as it is in the working tree now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        known = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        )  # fmt: skip
        for name in filter(None, known.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)

    def failure(self, tests: Iterable[str]) -> str:
        """The first of the tests that fails, "" when all pass. Raises Broken when they cannot be run."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no", *tests]
        # Bytecode knows a source by its time and size, which a bug need not change; and what the tests start is
        # the copy too, not what is installed.
        known = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(self.folder)}
        environment = {**os.environ, **known}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        failed = _FAILED.search(done.stdout)
        if done.returncode == 1 and failed:
            return failed[1]
        if done.returncode:
            raise Broken(done.stdout[-2000:] + done.stderr[-2000:])
        return ""

    def failure_with(self, bug: Bug) -> str:
        path = self.folder / bug.file
        source = path.read_text("utf-8")
        if source.count(bug.old) != 1:
            raise Broken(f"not once in {bug.file}: {bug.old!r}")
        path.write_text(source.replace(bug.old, bug.new), "utf-8")
        try:
            return self.failure(bug.tests)
        finally:
            path.write_text(source, "utf-8")


class Broken(Exception):
    """Nothing can be said: the bug does not fit the source any more, or the tests do not run."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description="Put bugs in; see the tests find them.")
    parser.add_argument("words", nargs="*", help="only bugs with one of these words in their names")
    words = parser.parse_args().words
    bugs = [bug for bug in BUGS if not words or any(word in bug.name for word in words)]
    caught: list[tuple[Bug, str]] = []
    with tempfile.TemporaryDirectory(prefix="samspil-mutants-") as folder:
        copy = Copy(Path(folder))
        without = copy.failure(dict.fromkeys(test for bug in bugs for test in bug.tests))
        if without:
            say(f"Without any bug {without} fails.")
            return 1
        for bug in bugs:
            try:
                test = copy.failure_with(bug)
            except Broken as broken:
                say(f"BROKEN   {bug.name}\n{broken}")
                continue
            say(f"caught by {test}   {bug.name}" if test else f"SURVIVED   {bug.name}")
            if test:
                caught.append((bug, test))
    say("\n| bug | where | caught by |\n|---|---|---|")
    for bug, test in caught:
        say(f"| {bug.name} | `{bug.file}` | `{test}` |")
    say(f"\n{len(caught)} of {len(bugs)} are caught.")
    return 0 if len(caught) == len(bugs) else 1


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 -- this is what it is for


if __name__ == "__main__":
    sys.exit(main())

"""The command line as an operator uses it, in a folder and an environment of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SAMSPIL = Path(sys.executable).with_name("samspil")
KEY = "a-key-for-tests-that-is-long-enough-0123456789"
COURSE = """
[organisation]
id = "skolen"
name = "Skolen"

[course]
id = "efteraar"
name = "Forløbet"
starts = 2026-11-02
ends = 2026-12-20

[[teams]]
id = "havnen"
name = "Team Havnen"

[[people]]
id = "amira"
name = "Amira Testperson"
profession = "sygeplejerske"
team = "havnen"

[[people]]
id = "jonas"
name = "Jonas Testperson"
profession = "lærer"
team = "havnen"

[[people]]
id = "mette"
name = "Mette Testperson"
role = "facilitator"
team = "havnen"
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Result:
    code: int
    out: str
    err: str


@dataclass
class Running:
    """A `samspil` that goes on until it is stopped."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, Any]:
        """Status and JSON (else text)."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                status, body = answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode(errors="replace")
        return status, json.loads(body) if body.startswith("{") else body

    def wait_ready(self, seconds: float = 60) -> float:
        """Until /healthz answers; the seconds it took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            assert self.process.poll() is None, f"it ended: {self.text}"
            with contextlib.suppress(OSError):
                if self.get("/healthz")[0] == 200:
                    return time.monotonic() - begun
            time.sleep(0.05)
        raise AssertionError(f"not ready in {seconds} s: {self.text}")

    def stop(self, how: signal.Signals = signal.SIGTERM, within: float = 10) -> float:
        """The seconds it took."""
        begun = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(within)
        return time.monotonic() - begun

    @property
    def text(self) -> str:
        """Everything it has said, on both channels."""
        return self.log.read_text("utf-8")


@dataclass
class Console:
    """`run` waits for the end, `start` does not. No setting of ours leaks in."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    started: list[Running] = field(default_factory=list)

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "PYTHONUTF8": "1", **self.settings, **more}

    def run(self, *arguments: str, **more: str) -> Result:
        """The command in this process, which saves a start; `process` makes a real one."""
        from adapters.cli import samspil
        from adapters.cli.commands import called

        out, err = io.StringIO(), io.StringIO()
        before, environment = Path.cwd(), dict(os.environ)
        os.environ.clear()
        os.environ.update(self.environment(more))
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = called(samspil, list(arguments))
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)
        return Result(code, out.getvalue(), err.getvalue())

    def process(self, *arguments: str, **more: str) -> Result:
        """The command as the operator's shell runs it."""
        done = subprocess.run(
            [str(SAMSPIL), *arguments],
            cwd=self.folder,
            env=self.environment(more),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str, **more: str) -> Running:
        port = int(more.setdefault("SAMSPIL_PORT", str(free_port())))
        log = self.folder / f"log-{len(self.started)}.txt"
        with log.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(
                [str(SAMSPIL), *arguments],
                cwd=self.folder,
                env=self.environment(more),
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
            )
        running = Running(process, port, log)
        self.started.append(running)
        return running

    def close(self) -> None:
        for running in self.started:
            if running.process.poll() is None:
                running.process.kill()
                running.process.wait(10)

    def write(self, name: str, content: str) -> str:
        (self.folder / name).write_text(content, "utf-8")
        return name


def links(text: str) -> Iterator[str]:
    """The personal links in a report of `course load`."""
    yield from re.findall(r"https?://\S+/ind/\S+", text)

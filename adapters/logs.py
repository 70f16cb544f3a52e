"""Logs for whoever runs the server: a stable `action`, no secrets, no people's text.

Redaction happens where a record becomes text, so that tracebacks and other libraries' records pass it too.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

HIDDEN = "[…]"
# Clients write whole payloads, people's text with them, at DEBUG.
LEAST = {
    "slack_sdk": logging.WARNING,
    "discord": logging.WARNING,
    "aiohttp": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,  # personal links stand in addresses
    "aiohttp.server": logging.CRITICAL,  # quotes requests it cannot read; our handlers' defects we log ourselves
    "asyncio": logging.WARNING,
    "apscheduler": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
}
_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,}"  # Discord's
    r"|(?<=://)[^\s/:@]+:[^\s/@]+(?=@)"  # user:password in an address
    r"|(?i:(?<=bearer )|(?<=bot )|(?<=authorization: ))[\w.~+/-]{16,}=*"
    r"|(?<=/ind/)[\w-]{16,}|(?<=/kalender/)[\w-]{16,}"  # personal links, calendar feeds
    r"|(?<=/webhooks/)\d+/[\w-]+|(?<=hooks\.slack\.com/)[\w/-]+"
)
# PostgreSQL tells the values of a row in the lines after the message.
_DETAIL = re.compile(r"^(DETAIL|CONTEXT|QUERY|HINT|LINE \d+):.*$\n?", re.MULTILINE)
# What ends a line, turns text around or colours a terminal: a record is one line, whatever got into it.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Whose messages hold no people's text. Any other exception may quote what it choked on.
_PLAIN_MODULES = (
    "adapters.",
    "bot.",
    "storage.",
    "sqlalchemy.",
    "psycopg.",
    "aiohttp.",
    "slack_sdk.",
    "discord.",
)
_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Redactor:
    """`secrets` are this installation's own, hidden wherever they turn up."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        own = sorted({secret for secret in secrets if len(secret) >= 6}, key=len, reverse=True)
        self._own = re.compile("|".join(map(re.escape, own))) if own else None

    def __call__(self, text: str) -> str:
        text = self._own.sub(HIDDEN, text) if self._own else text
        return _SECRETS.sub(HIDDEN, text)


def _seen(text: str) -> str:
    """With escapes (JSON's, too) for what cannot be seen."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def traceback_text(error: BaseException) -> str:
    """Where it happened and what kind it was; its message only when it cannot be somebody's words."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.format_tb(current.__traceback__)
        lines.insert(0, "".join([*frames, f"{type(current).__qualname__}{_said(current)}\n"]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "caused:\n".join(lines)


def _said(error: BaseException) -> str:
    kind = type(error)
    if isinstance(error, OSError | asyncio.TimeoutError) or f"{kind.__module__}.".startswith(_PLAIN_MODULES):
        return f": {_DETAIL.sub('', str(error)).strip()}" if str(error) else ""
    return " (message withheld)"


class Formatter(logging.Formatter):
    """One record as one line of JSON, or as text with the traceback below it."""

    def __init__(self, redact: Redactor, *, as_json: bool) -> None:
        super().__init__()
        self._redact = redact
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        action = getattr(record, "action", "")
        message = self._redact(record.getMessage())
        trace = self._trace(record.exc_info)
        more = {name: value for name, value in vars(record).items() if name not in _OWN_FIELDS}
        more.pop("action", None)
        if self._as_json:
            body: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
            body |= {"action": action} if action else {}
            body |= {"message": message} | {name: self._redact(str(value)) for name, value in more.items()}
            body |= {"traceback": trace} if trace else {}
            return _seen(json.dumps(body, ensure_ascii=False))
        message = _seen(message)
        facts = "".join(f" {name}={_seen(self._redact(str(value)))}" for name, value in more.items())
        head = f"{at} {record.levelname.lower():7} {action or record.name}: {message}{facts}"
        return f"{head}\n{trace.rstrip()}" if trace else head

    def _trace(self, info: Any) -> str:
        error = info[1] if isinstance(info, tuple) else None
        return self._redact(traceback_text(error)) if error is not None else ""


def configure(
    *,
    as_json: bool,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    least: int = logging.INFO,
) -> None:
    """Log to standard error from now on, never less important things than `least`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Formatter(Redactor(secrets), as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(least)
    for name, level in LEAST.items():
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers.clear()
        logger.propagate = True
    logging.captureWarnings(True)
    sys.excepthook = _log_unexpected


def _log_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    logging.getLogger("samspil").critical(
        "stopped by a defect", exc_info=(kind, error, trace), extra={"action": "process.defect"}
    )


def log_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """asyncio's own report quotes the task and with it the error's message: ours leaves both out."""
    error = context.get("exception")
    logging.getLogger("samspil.loop").error(
        str(context.get("message", "error in the event loop")),
        exc_info=(type(error), error, error.__traceback__) if error else None,
        extra={"action": "loop.error"},
    )

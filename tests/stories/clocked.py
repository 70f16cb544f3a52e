"""Samspil by a clock that a test moves: the process `samspil run` makes, put together here once more
because the product must not know of such a clock.

Run as a program it is a template: it loads the libraries, and for every order on its standard input makes
a new process of itself with nothing in it yet. That process is real: it has its own lock, ports and
connections, and dies by SIGKILL; it only saves the seconds in which Python reads its modules.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from adapters import logs
from adapters.cli.assembly import alone, erased_list, installed, open_database
from adapters.cli.doors import open_doors
from adapters.operation import Watch
from adapters.process import Process
from adapters.settings import read
from adapters.web.render import environment
from bot.app import Bot, utc_now
from bot.delivery.pace import AT_ONCE
from bot.features import FEATURES
from bot.i18n import LANGUAGES
from bot.prompts.library import prompts
from bot.restored import erase_again
from storage.outbox import OutboxQueue
from storage.prepared import Prepared
from storage.schedules import DueQueue

STEP = 0.005  # seconds between two looks at whether everything is done
Tell = Callable[[str], None]


def nobody(_: str) -> None:
    """A process without failpoints dies at none."""


class FileClock:
    """Real time plus the seconds that stand in a file."""

    def __init__(self, path: Path) -> None:
        self._path, self._ahead = path, timedelta()
        self.look()

    def look(self) -> None:
        self._ahead = timedelta(seconds=float(self._path.read_text()))

    def __call__(self) -> datetime:
        return utc_now() + self._ahead


class Breaths:
    """What delivery waits between two messages to a place, by the test's clock: else a story is mostly that."""

    def __init__(self, process: Process, clock: FileClock) -> None:
        self._clock, self._waiting = clock, dict[asyncio.Future[None], datetime]()
        self._delivery, self._pace = process.delivery, process.delivery._pace
        self._pace._breathe = self._breathe  # type: ignore[method-assign]

    async def _breathe(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        self._waiting[over] = self._clock() + timedelta(seconds=seconds)
        await asyncio.wait((over,), timeout=seconds)
        del self._waiting[over]

    def look(self) -> None:
        """The clock was moved, perhaps."""
        for over, until in self._waiting.items():
            if until <= self._clock() and not over.done():
                over.set_result(None)

    def only_until(self) -> datetime | None:
        """Until when there is nothing but waiting; None while anything else is done."""
        if self._delivery._marking or any(calls._value < AT_ONCE for calls in self._pace._calls.values()):
            return None
        return min((until for over, until in self._waiting.items() if not over.done()), default=None)


class Control:
    """The test's line into the process. `look` means: look at the clock, let everything that is due happen,
    and answer with the next moment at which something will (ISO, UTC), or `-`. Any other line names the
    failpoint to die at from now on (tests.failpoints.points); it is answered `armed`."""

    def __init__(self, process: Process, clock: FileClock, address: str, arm: Tell) -> None:
        self._process, self._clock, self._address, self._arm = process, clock, address, arm
        self._breaths = Breaths(process, clock)
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Tell the test that the process runs, and listen. Call it in the event loop."""
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_unix_connection(self._address)
        writer.write(b"%d\n" % os.getpid())
        async for line in reader:
            if line != b"look\n":
                self._arm(line.decode().strip())
                writer.write(b"armed\n")
                continue
            self._clock.look()
            self._breaths.look()
            self._process.database.on_commit()  # wakes the duties: their timers went by the old time
            next_at = await self._quiet()
            writer.write(f"{next_at.isoformat() if next_at else '-'}\n".encode())
        os._exit(3)  # the test is gone

    async def _quiet(self) -> datetime | None:
        """When nothing is due any more and nothing is being delivered, twice in a row, or delivery only waits."""
        delivery, times_quiet = self._process.delivery, 0
        while True:
            await asyncio.sleep(STEP)
            busy = bool(delivery._working or delivery._marking)
            next_at = self._breaths.only_until() if busy else await self._process.database.run(self._next)
            done = next_at > self._clock() if next_at else not busy
            times_quiet = times_quiet + 1 if done else 0
            if times_quiet == 2:
                return next_at

    def _next(self) -> datetime | None:
        now, platforms = self._clock(), tuple(self._process.delivery.messengers)
        with self._process.database.transaction() as tx:
            moments = (DueQueue(tx, now).next_at(), OutboxQueue(tx, now).next_at(platforms))
        return min((one for one in moments if one is not None), default=None)


def serve(
    settings: Mapping[str, str], clock_file: str, control: str, arm: Tell = nobody, reached: Tell = nobody
) -> None:
    """As `samspil run` does, until the process is stopped."""
    read_settings = read(settings)
    read_settings.for_running()
    clock = FileClock(Path(clock_file))
    with alone(read_settings.database_url):
        reached("start.locked")
        logs.configure(as_json=True, secrets=read_settings.all_secrets)
        database = open_database(read_settings)
        installed(database)
        reached("start.installed")
        bot = Bot(database, FEATURES, read_settings.core, clock)
        erase_again(bot)
        reached("start.erased-again")
        process = Process(bot, Watch(database, bot.clock), erased_list=erased_list(read_settings))
        open_doors(read_settings, process)
        line = Control(process, clock, control, arm)

        def ready() -> None:
            reached("start.ready")
            line.open()

        asyncio.run(process.run(ready))
        database.close()


# ---- the template


def _obey(order: Mapping[str, Any]) -> None:
    if "upgrade" in order:
        from tests.failpoints import upgrading

        upgrading.main(order["upgrade"], order["dies_at"])
        return
    told: tuple[Tell, ...] = ()
    if order["dies_at"] is not None:
        from tests.failpoints import points

        points.wear()
        points.arm(order["dies_at"])
        told = (points.arm, points.reached)
    serve(order["settings"], order["clock"], order["control"], *told)


def _become(order: Mapping[str, Any]) -> None:
    """In the new process: nothing of the template but its modules."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDONLY)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, replacement in ((0, null), (1, log), (2, log)):
        os.dup2(replacement, number)
    status = 1
    try:
        _obey(order)
        status = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _compile() -> None:
    """What each process else does once more when it is first needed, and some stories make thirty: pages, texts and
    statements become what is run. It is the same for all, and nothing that anybody has said is in it."""
    for language in LANGUAGES:
        pages = environment(language)
        for name in pages.list_templates():
            pages.get_template(name)
    prompts()
    dialect = create_engine("sqlite://").dialect
    for one in gc.get_objects():
        if isinstance(one, Prepared):
            one._for(dialect)


def template() -> None:
    """`{"start": …}` → the new process's id; `{"wait": id}` → its exit status, once it is gone."""
    import adapters.discord.start
    import adapters.slack.app  # noqa: F401 -- a door is loaded by name when it is wanted; here beforehand

    def say(answer: object) -> None:
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()

    _compile()
    gc.collect()
    gc.freeze()  # no new process looks through, and so copies, what is loaded already
    say("loaded")
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            say(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]))
        elif pid := os.fork():
            say(pid)
        else:
            _become(order["start"])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _become(json.loads(sys.argv[1]))
    else:
        template()

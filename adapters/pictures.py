"""Our SVGs as PNGs, which is what chats take.

resvg draws them, and holds Python's lock for all of the 40 to 100 ms: in a thread everything else would
wait. So each is drawn by a process of its own that is gone afterwards; at most one at a time, and what
was drawn lately is remembered.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import subprocess
import sys
from collections import OrderedDict
from pathlib import Path

from bot.pictures.look import KIND, in_the_dark

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("rasterise.py")
IN_TIME = 20.0  # seconds, on a machine that is very busy
REMEMBERED = 200  # pictures of some 20 KB


class Drawn:
    """PNGs of stored SVGs. One for a process; its calls belong to one event loop."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, bool], bytes] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def png(self, svg: bytes, *, dark: bool = False) -> bytes | None:
        """The picture; None when it cannot be drawn: its alternative text stands in for it."""
        key = (hashlib.sha256(svg).hexdigest(), dark)
        if key not in self._known:
            async with self._one_at_a_time:
                if key not in self._known and (drawn := await _draw(in_the_dark(svg) if dark else svg)):
                    self._known[key] = drawn
        if (found := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    async def shown(self, kind: str, content: bytes) -> bytes | None:
        """A stored file as a chat takes it: a picture of ours as PNG, anything else as it is."""
        return await self.png(content) if kind == KIND else content


async def _draw(svg: bytes) -> bytes | None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(PROGRAM),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        drawn, said = await asyncio.wait_for(process.communicate(svg), IN_TIME)
    except TimeoutError:
        said = b"too slow"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0 and drawn.startswith(b"\x89PNG"):
        return drawn
    log.error(
        "picture not drawn: %s", said[-200:].decode(errors="replace"), extra={"action": "picture.failed"}
    )
    return None

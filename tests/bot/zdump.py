"""When clocks change, as `zdump` says, and what a local time is by the rule: an oracle beside Python's own zoneinfo.

`zdump` is in Debian's libc-bin and reads the system's time zones (/usr/share/zoneinfo).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

FIRST, LAST = 2024, 2035  # years
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_LINE = re.compile(r"\S+  \w{3} (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d) (\d{4}) UTC? = .* gmtoff=(-?\d+)")
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Changes:
    """One zone's offsets: `offsets[0]` before the first change, `offsets[n]` from `moments[n - 1]` (UTC, naive)."""

    moments: tuple[datetime, ...]
    offsets: tuple[timedelta, ...]

    def offset(self, moment: datetime) -> timedelta:
        return self.offsets[bisect_right(self.moments, moment)]

    def shown(self, moment: datetime) -> datetime:
        """What clocks show at a moment (UTC, naive)."""
        return moment + self.offset(moment)

    def passes(self, local: datetime) -> list[datetime]:
        """The moments (UTC, naive) at which clocks show this, earliest first: none in a gap, two in an overlap."""
        found = {local - offset for offset in set(self.offsets)}
        return sorted(moment for moment in found if self.shown(moment) == local)

    def right(self, local: datetime) -> datetime:
        """The rule: the first pass; in a gap with the offset that was before it."""
        if passes := self.passes(local):
            return passes[0]
        gaps = (
            moment
            for moment, before, after in zip(self.moments, self.offsets, self.offsets[1:], strict=False)
            if moment + before <= local < moment + after
        )
        return local - self.offset(next(gaps) - timedelta(seconds=1))


@cache
def changes(zone: str) -> Changes:
    """What zdump says of a zone from the year before FIRST to the year after LAST; skips the test without it."""
    program = shutil.which("zdump") or shutil.which("zdump", path="/usr/sbin:/sbin:/usr/bin")
    if program is None or not Path("/usr/share/zoneinfo", zone).exists():
        missing = "no zdump, or no time zones for it: install Debian's libc-bin and tzdata"
        if os.environ.get("SAMSPIL_REQUIRE_ZDUMP"):
            pytest.fail(missing)
        pytest.skip(missing)
    asked = [program, "-v", "-c", f"{FIRST - 1},{LAST + 2}", zone]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    points = [_point(found) for line in lines if (found := _LINE.match(line))]
    known = [one for one in points if one[0].year >= FIRST - 1]
    if not known:  # no change in these years: what it is at any moment of them
        known = [(datetime(FIRST, 1, 1), _fixed(program, zone))] * 2
    before, after = known[::2], known[1::2]
    return Changes(tuple(moment for moment, _ in after), (before[0][1], *(offset for _, offset in after)))


def _point(found: re.Match[str]) -> tuple[datetime, timedelta]:
    month, day, hour, minute, second, year, offset = found.groups()
    moment = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second))
    return moment, timedelta(seconds=int(offset))


def _fixed(program: str, zone: str) -> timedelta:
    """The offset of a zone that keeps it, from the wall clock that zdump prints of UTC's now and the zone's."""
    lines = subprocess.run(
        [program, "UTC", zone], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    utc, local = (datetime.strptime(" ".join(line.split()[2:6]), "%b %d %H:%M:%S %Y") for line in lines)
    return local - utc


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)

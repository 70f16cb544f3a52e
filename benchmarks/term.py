"""`make term`: 500 teams through ten weeks, as a table and as rows in `term.json`. Exit 1 when a floor is missed.

The term is played by tests/term; the figures are made from its records alone (docs/performance.md).
In 300 of them something may be planted that their facilitator should hear of (`--planted`).
`make term ARGS="--teams 20 --planted 20"` plays some of the teams and keeps nothing; `--planted 0` and `--teams 0`
play one half, whose rows take the place of their older ones.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

from benchmarks import told
from benchmarks.measure import Figure, table
from tests.term.plan import Size, schools
from tests.term.playing import played
from tests.term.records import Booking, Records, Roles

KEPT = Path(__file__).parent / "term.json"
WHOLE = Size(planted=300)
POLLS = 0.9  # domain: a time is found where there is one
TURNS = 1
P50, P95, MOST = 8, 13, 15  # new messages to a student in a week


def figures(term: Records) -> list[Figure]:
    """Of what the teams got out of it."""
    return [_polls(term), _roles(term), _double(term), _promises(term), *_messages(term)]


def _polls(term: Records) -> Figure:
    """Polls that end with a time, of those opened when there was one that suited everybody."""
    possible = [one for one in term.polls if one.common]
    settled = sum(one.settled for one in possible)
    others = [one for one in term.polls if not one.common]
    about = f"{len(possible)} polls; of {len(others)} where no time suits everybody, {sum(one.settled for one in others)}"
    return Figure("term.polls", _share(settled, len(possible)), "share", POLLS, 0.95, about)


def _share(part: int, whole: int) -> float:
    """0 of nothing: a term in which nothing happened shows nothing."""
    return part / whole if whole else 0.0


# ---- roles


def _roles(term: Records) -> Figure:
    """The worst gap in any team's any role."""
    by_team: defaultdict[str, list[Roles]] = defaultdict(list)
    for one in term.roles:
        by_team[one.team].append(one)
    gaps, plain = [], []
    for meetings in by_team.values():
        for role in sorted({role for one in meetings for role, _ in one.turns}):
            gaps.append(gap(meetings, role))
            plain.append(_spread(meetings, role))
    over = sum(one > TURNS for one in plain)
    about = f"{len(gaps)} roles of {len(by_team)} teams; {over} over 1 when meetings that somebody is away from count too"
    return Figure("term.roles.gap", max(gaps, default=TURNS + 1), "turns", TURNS, TURNS, about)


def gap(meetings: Sequence[Roles], role: str) -> int:
    """How many more turns somebody has had of a role than another who could have had them: more in all, and more
    at the meetings where both had said they came. Nobody has two roles at once, so it is no turn missed when the
    other had one instead that they had had no more often; but whoever has a turn has had it, whatever the others did."""
    had: Counter[tuple[str, int]] = Counter()
    ahead: Counter[tuple[int, int]] = Counter()  # (who, before whom): turns at meetings where both were
    for meeting in sorted(meetings, key=lambda one: one.at):
        holders = {person: each for each, person in meeting.turns}
        for who in (person for each, person in meeting.turns if each == role):
            for other in meeting.there - {who}:
                instead = holders.get(other)
                ahead[who, other] += instead is None or had[instead, other] > had[role, other]
                ahead[other, who] -= 1
        had.update(meeting.turns)
    return max([0, *(min(had[role, a] - had[role, b], more) for (a, b), more in ahead.items())])


def _spread(meetings: Sequence[Roles], role: str) -> int:
    people = {person for one in meetings for person in one.there}
    turns = Counter(person for one in meetings for each, person in one.turns if each == role)
    return max(turns[one] for one in people) - min(turns[one] for one in people) if people else 0


# ---- bookings, agreements


def _double(term: Records) -> Figure:
    """How often somebody is expected in two places at once."""
    found = sum(1 for _ in overlapping(term.bookings))
    return Figure(
        "term.double", found, "twice", 0, 0, f"{len(term.bookings)} times that somebody is expected"
    )


def overlapping(bookings: Sequence[Booking]) -> Iterator[tuple[Booking, Booking]]:
    by_person: defaultdict[str, list[Booking]] = defaultdict(list)
    for one in bookings:
        by_person[one.who].append(one)
    for theirs in by_person.values():
        theirs.sort(key=lambda one: (one.start, one.end))
        yield from ((one, other) for one, other in pairwise(theirs) if other.start < one.end)


def _promises(term: Records) -> Figure:
    """Agreements that are closed, or whose people were asked when their day was past."""
    kept = sum(one.closed or one.asked for one in term.promises)
    closed = sum(one.closed for one in term.promises)
    about = f"{len(term.promises)} agreements whose day is past, {closed} of them closed"
    return Figure("term.agreements", _share(kept, len(term.promises)), "share", 1, 1, about)


# ---- messages


def _messages(term: Records) -> Iterator[Figure]:
    """New messages to one student in one week: the median, the 95th percentile, the most."""
    weeks = sorted(term.messages) or [MOST + 1]
    about = f"{len(term.messages)} students' weeks"
    over = sum(one > MOST for one in weeks)
    yield Figure("term.messages.p50", at(weeks, 0.5), "a week", P50, 6, about)
    yield Figure("term.messages.p95", at(weeks, 0.95), "a week", P95, 11, about)
    yield Figure("term.messages.max", weeks[-1], "a week", MOST, 13, f"{about}, {over} over {MOST}")


def at(ordered: Sequence[int], share: float) -> int:
    """The value that so many of them do not exceed."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


# ---- the command


def main() -> int:
    parser = argparse.ArgumentParser(prog="make term", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teams", type=int, default=WHOLE.teams)
    parser.add_argument("--planted", type=int, default=WHOLE.planted)
    parser.add_argument("--weeks", type=int, default=WHOLE.weeks)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    size = Size(given.teams, given.weeks, given.planted)
    begun, found = time.monotonic(), []
    plans = schools(given.seed, size)
    for number, one in enumerate(played(plans, given.processes), start=1):
        found.append(one)
        sys.stderr.write(f"\r{number} of {len(plans)} schools, {time.monotonic() - begun:.0f} s")
    sys.stderr.write("\n")
    whole = Records.of(found)
    measured = figures(whole) if size.teams else []
    measured += told.figures(whole) if size.planted else []
    if size in (WHOLE, replace(WHOLE, planted=0), replace(WHOLE, teams=0)):
        _keep(measured)
    sys.stdout.write(table(measured) + "\n")
    if size.planted:
        sys.stdout.write(told.by_kind(whole) + "\n")
    return int(any(one.missed for one in measured))


def _keep(measured: list[Figure]) -> None:
    """Whichever were measured take the place of their older rows, and the others stay as they were."""
    rows = {one["id"]: one for one in json.loads(KEPT.read_text())} | {
        one.id: asdict(one) for one in measured
    }
    KEPT.write_text(json.dumps(list(rows.values()), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())

"""Playing a term: each school by itself, in as many processes as are asked for."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.term.plan import School, Size, schools
from tests.term.reading import records
from tests.term.records import Records
from tests.term.school import Term


def play(seed: int, size: Size, processes: int = 1) -> Records:
    return Records.of(played(schools(seed, size), processes))


def played(plans: Sequence[School], processes: int) -> Iterator[Records]:
    """In the schools' order, each as it is done. Raises tests.term.clockwork.Defect."""
    if processes == 1:
        yield from map(one_school, plans)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(one_school, plans)


def one_school(plan: School) -> Records:
    logging.getLogger().setLevel(logging.ERROR)
    gc.collect()
    gc.freeze()  # what is loaded stays: it is not looked through over and over
    term = Term(plan)
    try:
        term.play()
        return records(term)
    finally:
        term.close()

"""`python -m tests.simulation --seed 3 --size quarter`: plays one run, the same as every time before."""

from __future__ import annotations

import argparse
import logging
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.simulation.runs import SIZES, Failed, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--seed", type=int)
    which.add_argument("--seeds", help="several, as 0-199, on all cores")
    parser.add_argument("--size", choices=sorted(SIZES), default="quarter")
    parser.add_argument("--url", default="sqlite://", help="an empty database with the tables in it")
    parser.add_argument("--trace", action="store_true", help="print everything that happens")
    options = parser.parse_args()
    if options.seeds:
        return _many(options.seeds, options.size)
    logging.disable(logging.CRITICAL)
    outcome = play(options.seed, options.size, url=options.url, trace=sys.stdout if options.trace else None)
    print(outcome.summary)  # noqa: T201
    return 0


def _many(seeds: str, size: str) -> int:
    first, last = map(int, seeds.split("-"))
    crashes = failed = 0
    with ProcessPoolExecutor() as pool:
        for died, said in pool.map(partial(_one, size=size), range(first, last + 1)):
            print(said, flush=True)  # noqa: T201
            crashes, failed = crashes + died, failed + (died < 0)
    print(f"{last - first + 1} runs, {crashes} crashes, {failed} failed")  # noqa: T201
    return 1 if failed else 0


def _one(seed: int, size: str) -> tuple[int, str]:
    """How many crashes (-1: the run failed), and what to say of it."""
    logging.disable(logging.CRITICAL)
    try:
        outcome = play(seed, size)
    except Failed as failure:
        return -1, str(failure)
    return outcome.crashes, outcome.summary


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.simulation --seed 3 --size quarter`: plays one run, the same as every time before."""

from __future__ import annotations

import argparse
import logging
import sys

from tests.simulation.runs import SIZES, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--size", choices=sorted(SIZES), default="quarter")
    parser.add_argument("--trace", action="store_true", help="print everything that happens")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    outcome = play(options.seed, options.size, trace=sys.stdout if options.trace else None)
    print(outcome.summary)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

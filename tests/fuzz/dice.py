"""Chance that can be replayed: one seed is one run.

`SAMSPIL_FUZZ` multiplies the sizes: 1 in CI (20,000 payloads in all, always the same ones), 100 for the long
run, which has another seed each time. `SAMSPIL_SEED` replays one.
"""

from __future__ import annotations

import os
import random
import secrets
import sys

TIMES = float(os.environ.get("SAMSPIL_FUZZ", "1"))


def size(in_ci: int) -> int:
    return max(1, int(in_ci * TIMES))


def dice(name: str) -> random.Random:
    """The seed is written out, and so shown where the test fails."""
    seed = os.environ.get("SAMSPIL_SEED") or (secrets.token_hex(4) if TIMES > 1 else "1")
    sys.stdout.write(f"{name}: SAMSPIL_SEED={seed} SAMSPIL_FUZZ={TIMES:g}\n")
    return random.Random(f"{name}/{seed}")

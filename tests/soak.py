"""`python -m tests.soak [name …]`: the long sizes of the proofs, one after another. Hours; not in CI.

Each line is a command of this Python that ends with 0 when all is well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

PYTEST = ("-m", "pytest", "-q", "-x", "-n", "0")
LONG: dict[str, tuple[str, ...]] = {
    "simulation": ("-m", "tests.simulation", "--seeds", "0-199", "--size", "year"),
    "kills": (*PYTEST, "tests/stories/test_kill.py"),
    "failpoints": (*PYTEST, "tests/failpoints"),
    "workers": (*PYTEST, "tests/workers"),
    "histories": (*PYTEST, "tests/histories"),
    "fuzz": (*PYTEST, "--timeout=0", "tests/fuzz"),
    "authority": (*PYTEST, "--timeout=0", "tests/core/test_random_steps.py"),
}
SIZES = {
    "SAMSPIL_KILLS": "1000",
    "SAMSPIL_FAILPOINT_ROUNDS": "50",
    "SAMSPIL_WORKER_ROUNDS": "2000",
    "SAMSPIL_HISTORIES": "50000",
    "SAMSPIL_FUZZ": "100",
    "SAMSPIL_STEPS": "100000",
}


def main(wanted: list[str]) -> int:
    failed, environment = [], {**os.environ, **SIZES}
    for name in wanted or LONG:
        begun = time.monotonic()
        good = subprocess.run([sys.executable, *LONG[name]], env=environment, check=False).returncode == 0
        minutes = (time.monotonic() - begun) / 60
        print(f"{name}: {'ok' if good else 'FAILED'} after {minutes:.0f} minutes", flush=True)  # noqa: T201
        failed += [] if good else [name]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make migration NAME="add rooms"`: let Alembic write the next migration, from the difference between the
migrations and the tables; to be read and corrected by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.offline import changing
from storage.upgrade import head, migrations

VERSIONS = Path(__file__).parent / "versions"


def generate(message: str) -> Path:
    """The file written."""
    revision = f"{int(head()) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder, changing(f"sqlite:///{folder}/empty.db") as connection:
        command.upgrade(
            migrations(connection), "head"
        )  # the way through them all: what they lack is what is to be found
        command.revision(migrations(connection), message, autogenerate=True, rev_id=revision)
    written = next(VERSIONS.glob(f"{revision}_*.py"))
    lines = [line for line in written.read_text().splitlines() if not line.strip().startswith("# ###")]
    written.write_text("\n".join(lines) + "\n")
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", "--fix", str(written)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(written)], check=True)
    return written


if __name__ == "__main__":
    generate(" ".join(sys.argv[1:]))

"""`make migration`: let Alembic write a migration from the difference between migrations and tables.

python -m storage.migrations.generate              write 0001_initial.py again (before the first release)
python -m storage.migrations.generate "add rooms"  the next one, to be read and corrected by hand
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.offline import changing
from storage.upgrade import head, migrations, revisions, upgrade_on

VERSIONS = Path(__file__).parent / "versions"


def generate(message: str) -> Path:
    """The file written. Without a message there is one migration afterwards: the initial one."""
    if message:
        revision = f"{int(head()) + 1:04d}"
    else:
        for old in VERSIONS.glob("0*.py"):
            old.unlink()
        revision, message = "0001", "initial"
    with tempfile.TemporaryDirectory() as folder, changing(f"sqlite:///{folder}/empty.db") as connection:
        if revisions():
            upgrade_on(connection)
        command.revision(migrations(connection), message, autogenerate=True, rev_id=revision)
    written = next(VERSIONS.glob(f"{revision}_*.py"))
    lines = [line for line in written.read_text().splitlines() if not line.strip().startswith("# ###")]
    written.write_text("\n".join(lines) + "\n")
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", "--fix", str(written)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(written)], check=True)
    return written


if __name__ == "__main__":
    generate(" ".join(sys.argv[1:]))

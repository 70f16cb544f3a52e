"""`python -m tests.checks.texts`: can every file of our own texts be used?

Each is read by the loader that the product itself reads it with, which checks all of it; a file that cannot be used is told
of here before it is told of at a start.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sized

from bot import clauses
from bot.checkins import library as questions
from bot.prompts.forms import forms
from bot.prompts.library import prompts
from bot.prompts.themes import themes
from bot.surveys import library as scales

FILES: dict[str, Callable[[], Sized]] = {
    "prompts": prompts,
    "forms of reflection": forms,
    "themes": themes,
    "scales": scales.known,
    "clauses of the contract": clauses.ready,
    "questions of check-ins": lambda: questions.ready().questions,
}


def problems() -> list[str]:
    """One for each set of files that cannot be used, and for one that holds nothing."""
    found = []
    for name, load in FILES.items():
        try:
            if not load():
                found.append(f"{name}: there are none")
        except Exception as error:
            found.append(f"{name}: {error}")
    return found


def main() -> int:
    wrong = problems()
    for problem in wrong:
        sys.stderr.write(f"{problem}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""`samspil …`: the command line, and the only place where everything is put together."""

from __future__ import annotations

import gc
import sys
from importlib.metadata import version

import click

from adapters.cli.commands import LazyGroup, called
from adapters.cli.language import _


@click.command(
    cls=LazyGroup,
    no_args_is_help=True,
    help=_(
        "Samspil bærer rytmen i tværprofessionelle teams, i Slack, i Discord og i browseren. "
        "Indstillinger læses fra miljøet og fra .env i den mappe, du står i."
    ),
)
@click.version_option(
    version("samspil"), prog_name="samspil", message="%(prog)s %(version)s", help=_("Vis udgaven.")
)
def samspil() -> None:
    pass


def main() -> None:
    gc.disable()  # nothing that is loaded at the start becomes garbage; `Process.run` turns it on again
    sys.exit(called(samspil))

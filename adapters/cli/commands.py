"""Click, in the operator's language, and commands that are imported only when they are used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from adapters.cli.language import LOCALE, _
from bot.errors import BotError
from storage.errors import DATABASE_ERRORS, in_one_line

MODULES = {
    "run": "run",
    "demo": "demo",
    "check": "check",
    "course": "course",
    "manifest": "manifest",
    "backup": "copies",
    "restore": "copies",
    "db": "database",
}


class Stop(BotError):
    """The command ends here; the sentence (a msgid, filled with `values`) says why. Exit code 1."""


def say(sentence: str) -> None:
    """A line on standard output."""
    click.echo(sentence)


def fail(sentence: str) -> None:
    click.secho(sentence, err=True, fg="red" if sys.stderr.isatty() else None)


class Help(click.HelpFormatter):
    """Click's headings in the operator's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix=_("Sådan: ") if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        names = {"Options": _("Valg"), "Commands": _("Kommandoer")}
        with super().section(names.get(name, name)):
            yield


class Context(click.Context):
    formatter_class = Help


class Command(click.Command):
    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Vis denne hjælp.")
        return option


class Group(Command, click.Group):
    command_class = Command


class LazyGroup(Group):
    """A command's module, and what it imports, is loaded when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        module = import_module(f"adapters.cli.{MODULES[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found


def called(group: click.Group, args: list[str] | None = None) -> int:
    """Run the command line; the exit code. Whatever goes wrong is told in one sentence."""
    try:
        result: Any = group.main(args=args, prog_name="samspil", standalone_mode=False)
    except BotError as error:
        fail(LOCALE.gettext(error.message) % error.values if error.values else LOCALE.gettext(error.message))
        return 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        fail(_usage(error))
        return 2
    except click.ClickException as error:
        fail(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except DATABASE_ERRORS as error:
        fail(_("Databasen (DATABASE_URL) svarer ikke, som den skal: %(why)s") % {"why": in_one_line(error)})
        return 1
    except OSError as error:
        what = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
        fail(_("Det gik ikke: %(why)s") % {"why": what})
        return 1
    return result if isinstance(result, int) else 0


def _usage(error: click.UsageError) -> str:
    """What was wrong with the way the command was written, and where to look."""
    match error:
        case click.NoSuchOption():
            told = _("Valget %(name)s findes ikke.") % {"name": error.option_name}
        case click.exceptions.NoSuchCommand():
            told = _("Kommandoen %(name)s findes ikke.") % {"name": error.command_name}
        case click.MissingParameter() if error.param is not None:
            told = _("Der mangler: %(name)s.") % {
                "name": error.param.make_metavar(error.ctx or _no_context())
            }
        case _:
            told = error.format_message()
    path = error.ctx.command_path if error.ctx else "samspil"
    return f"{told} {_('Se %(command)s --help.') % {'command': path}}"


def _no_context() -> click.Context:
    return click.Context(click.Command("samspil"))

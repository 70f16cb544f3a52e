"""`samspil manifest slack|discord`: what each platform is to be told about the bot."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from adapters.cli.commands import Command, Group, Stop, say
from adapters.cli.language import _
from adapters.environment import gathered
from bot.errors import N_


@click.group(cls=Group, help=_("Det, Slack eller Discord skal vide om botten, som JSON."))
def manifest() -> None:
    pass


def _print(body: Any) -> None:
    say(json.dumps(body, ensure_ascii=False, indent=2))


@manifest.command(
    cls=Command,
    help=_(
        "Jeres Slack-apps manifest: På api.slack.com/apps vælger I Create New App, From a manifest, og sætter det ind. "
        "Det er til Socket Mode; med --http kalder Slack i stedet jer på SAMSPIL_BASE_URL."
    ),
)
@click.option(
    "--with-history",
    is_flag=True,
    help=_(
        "Bed også om at læse historikken. Så kan Samspil selv se, om en usikker besked nåede frem, "
        "men det får også adgang til alt, hvad der skrives i de kanaler, hvor det er med."
    ),
)
@click.option(
    "--http", is_flag=True, help=_("Slack kalder jer på SAMSPIL_BASE_URL, som skal begynde med https://.")
)
def slack(with_history: bool, http: bool) -> None:
    from adapters.slack.manifest import manifest as build
    from bot.features import FEATURES

    base_url = gathered(os.environ, Path.cwd()).get("SAMSPIL_BASE_URL", "") if http else ""
    if http and not base_url.startswith("https://"):
        raise Stop(N_("SAMSPIL_BASE_URL skal begynde med https://, når Slack skal kalde jer."))
    _print(build(FEATURES, base_url=base_url, with_history=with_history))


@manifest.command(
    cls=Command,
    help=_(
        "Linket, der inviterer botten, rettighederne og kommandoerne. Kommandoerne melder Samspil selv, når det starter."
    ),
)
@click.option(
    "--application-id",
    default="APPLICATION_ID",
    metavar="ID",
    help=_("Application ID fra Discords Developer Portal."),
)
def discord(application_id: str) -> None:
    from adapters.discord.manifest import manifest as build
    from bot.features import FEATURES

    _print(build(FEATURES, application_id))
